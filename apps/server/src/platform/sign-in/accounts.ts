import { createHash, randomBytes } from 'node:crypto'
import { instantOf } from '@qingmei/core/kernel/dates'
import { uuidV7 } from '@qingmei/core/kernel/ids'
import { type Refusal, refusal, type Result } from '@qingmei/core/kernel/result'
import type pg from 'pg'
import { COLUMNS, type Row } from './account-row.ts'
import { type ListedAccount, listAccounts, resetAccount } from './manage-accounts.ts'
import { hashPassword, isPassword, judgePassword, wasteAsMuch } from './passwords.ts'
import { enrolUri, hashCode, newSecret, recoveryCodes, stepOf } from './totp.ts'

/** An account behind a valid session. */
export interface Account {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly privileged: boolean
  readonly mustChange: boolean
  readonly hasTotp: boolean
  /** Privileged without a second factor: enrols before anything else. */
  readonly mustEnrol: boolean
  readonly session: string
}

export interface SessionRow {
  readonly id: string
  readonly createdAt: string
  readonly seenAt: string
  readonly agent: string | null
  readonly current: boolean
}

/** Failures in a row before an account is locked, and for how long. */
export const MOST_FAILURES = 5
export const LOCK_MS = 15 * 60_000
const SESSION_MS = 12 * 3_600_000
const IDLE_MS = 2 * 3_600_000

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
const newId = (ms: number): string => uuidV7(ms, randomBytes(10))
const no = (code: string, facts: Record<string, unknown> = {}): { ok: false; error: Refusal } => ({
  ok: false,
  error: refusal(code, null, facts),
})

/**
 * Local accounts. Times here are the machine's, not the installation's clock: a demo that stands in August must
 * not keep sessions for ever.
 */
export class Accounts {
  readonly #pool: pg.Pool
  readonly #nowMs: () => number
  readonly #isDemo: boolean

  /** `isDemo`: invented people on a stored clock need no second factor; the sign-in page says so. */
  constructor(pool: pg.Pool, options: { readonly isDemo?: boolean; readonly nowMs?: () => number } = {}) {
    const { isDemo = false, nowMs = Date.now } = options
    this.#pool = pool
    this.#isDemo = isDemo
    this.#nowMs = nowMs
  }

  #now(plus = 0): string {
    return instantOf(this.#nowMs() + plus)
  }

  /** Makes an account; its first password is to be changed at the first sign-in unless it is a demo's. */
  async create(it: {
    username: string
    password: string
    name: string
    privileged: boolean
    keepPassword?: boolean
  }): Promise<Result<string>> {
    const username = it.username.trim().toLowerCase()
    if (!/^[a-z][a-z0-9._-]{2,39}$/.test(username)) return no('account.username.invalid', { username })
    const judged = judgePassword(it.password, username)
    if (!judged.ok) return judged
    const id = newId(this.#nowMs())
    const { rowCount } = await this.#pool.query(
      `insert into auth.account (id, username, name, password_hash, privileged, must_change, created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (username) do nothing`,
      [id, username, it.name, await hashPassword(it.password), it.privileged, !it.keepPassword, this.#now()],
    )
    return rowCount === 1 ? { ok: true, value: id } : no('account.username.taken', { username })
  }

  /** Opens a session for a name, a password and, where one is enrolled, a second factor. */
  async signIn(it: {
    username: string
    password: string
    code?: string
    agent?: string
  }): Promise<Result<{ token: string; account: Row }>> {
    const row = await this.#byName(it.username)
    if (!row || row.disabledAt !== null) {
      await wasteAsMuch(it.password)
      return no('sign-in.wrong')
    }
    const now = this.#now()
    if (row.lockedUntil !== null && row.lockedUntil > now) {
      await wasteAsMuch(it.password)
      return no('sign-in.locked', { until: row.lockedUntil })
    }
    if (!(await isPassword(row.passwordHash, it.password))) return this.#failed(row)
    if (row.totpConfirmedAt !== null) {
      if (!it.code) return no('sign-in.code-needed')
      if (!(await this.#isSecondFactor(row, it.code))) return this.#failed(row)
    }
    await this.#pool.query('update auth.account set failed = 0, locked_until = null where id = $1', [row.id])
    return { ok: true, value: { token: await this.#open(row.id, it.agent), account: row } }
  }

  /** Opens a session for an account whose holder somebody else made sure of; a privileged one only by a second factor. */
  async openFor(
    username: string,
    it: { agent: string | undefined; isStrong: boolean },
  ): Promise<Result<{ token: string; account: string }>> {
    const row = username === '' ? null : await this.#byName(username)
    if (!row || row.disabledAt !== null) return no('oidc.no-account', { username })
    if (row.lockedUntil !== null && row.lockedUntil > this.#now())
      return no('sign-in.locked', { until: row.lockedUntil })
    if (row.privileged && !it.isStrong) return no('oidc.second-factor')
    return { ok: true, value: { token: await this.#open(row.id, it.agent), account: row.id } }
  }

  async #open(account: string, agent: string | undefined): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await this.#pool.query(
      'insert into auth.session (id, token_hash, account, created_at, seen_at, expires_at, agent) values ($1, $2, $3, $4, $4, $5, $6)',
      [
        newId(this.#nowMs()),
        hashToken(token),
        account,
        this.#now(),
        this.#now(SESSION_MS),
        agent?.slice(0, 200) ?? null,
      ],
    )
    return token
  }

  /** Counts a failure in the database, so that a restart or a second server does not forget it. */
  async #failed(row: Row): Promise<Result<never>> {
    const { rows } = await this.#pool.query<{ failed: number }>(
      'update auth.account set failed = failed + 1 where id = $1 returning failed',
      [row.id],
    )
    if ((rows[0]?.failed ?? 0) < MOST_FAILURES) return no('sign-in.wrong')
    const until = this.#now(LOCK_MS)
    await this.#pool.query('update auth.account set failed = 0, locked_until = $2 where id = $1', [row.id, until])
    return no('sign-in.locked', { until })
  }

  async #isSecondFactor(row: Row, code: string): Promise<boolean> {
    const step = row.totpSecret === null ? null : stepOf(row.totpSecret, row.username, code, this.#nowMs())
    if (step !== null) {
      const { rowCount } = await this.#pool.query(
        'update auth.account set totp_last_step = $2 where id = $1 and coalesce(totp_last_step, 0) < $2',
        [row.id, step],
      )
      return rowCount === 1
    }
    const used = await this.#pool.query(
      'update auth.recovery set used_at = $3 where account = $1 and code_hash = $2 and used_at is null',
      [row.id, hashCode(code), this.#now()],
    )
    return used.rowCount === 1
  }

  async #byName(username: string): Promise<Row | undefined> {
    const { rows } = await this.#pool.query<Row>(`select ${COLUMNS} from auth.account where username = $1`, [
      username.trim().toLowerCase(),
    ])
    return rows[0]
  }

  /** The account of a session token, while the session is neither old, idle nor revoked. */
  async bySession(token: string): Promise<Account | null> {
    const { rows } = await this.#pool.query<Row & { session: string; seenAt: string }>(
      `select ${COLUMNS.replace(/(^|, )id/, '$1a.id')}, s.id as session, s.seen_at as "seenAt" from auth.session s join auth.account a on a.id = s.account
       where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and s.seen_at > $3 and a.disabled_at is null`,
      [hashToken(token), this.#now(), this.#now(-IDLE_MS)],
    )
    const [row] = rows
    if (!row) return null
    if (row.seenAt < this.#now(-60_000))
      await this.#pool.query('update auth.session set seen_at = $2 where id = $1', [row.session, this.#now()])
    const { id, username, name, privileged, mustChange, session } = row
    const hasTotp = row.totpConfirmedAt !== null
    return {
      id,
      username,
      name,
      privileged,
      mustChange,
      hasTotp,
      mustEnrol: privileged && !hasTotp && !this.#isDemo,
      session,
    }
  }

  async sessions(account: Account): Promise<SessionRow[]> {
    const { rows } = await this.#pool.query<SessionRow>(
      `select id, created_at as "createdAt", seen_at as "seenAt", agent, id = $2 as current from auth.session
       where account = $1 and revoked_at is null and expires_at > $3 order by created_at desc`,
      [account.id, account.session, this.#now()],
    )
    return rows
  }

  /** Ends a session of an account; false when there is none such. */
  async revoke(account: string, session: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'update auth.session set revoked_at = $3 where id = $1 and account = $2 and revoked_at is null',
      [session, account, this.#now()],
    )
    return rowCount === 1
  }

  /** Changes a password and ends all other sessions. */
  async changePassword(account: Account, old: string, password: string): Promise<Result<null>> {
    const row = await this.#byName(account.username)
    if (!row || !(await isPassword(row.passwordHash, old))) return no('password.old-wrong')
    const judged = judgePassword(password, account.username)
    if (!judged.ok) return judged
    if (old === password) return no('password.same')
    await this.#pool.query('update auth.account set password_hash = $2, must_change = false where id = $1', [
      account.id,
      await hashPassword(password),
    ])
    await this.#pool.query(
      'update auth.session set revoked_at = $3 where account = $1 and id <> $2 and revoked_at is null',
      [account.id, account.session, this.#now()],
    )
    return { ok: true, value: null }
  }

  /** Begins enrolling a second factor; it counts once a code confirmed it. */
  async enrol(account: Account): Promise<Result<{ secret: string; uri: string }>> {
    if (account.hasTotp) return no('totp.already')
    const secret = newSecret()
    await this.#pool.query('update auth.account set totp_secret = $2 where id = $1 and totp_confirmed_at is null', [
      account.id,
      secret,
    ])
    return { ok: true, value: { secret, uri: enrolUri(secret, account.username) } }
  }

  /** Confirms a second factor once: later, a code that was overheard would buy ten new recovery codes. */
  async confirm(account: Account, code: string): Promise<Result<string[]>> {
    const row = await this.#byName(account.username)
    if (row && row.totpConfirmedAt !== null) return no('totp.already')
    const step = row?.totpSecret ? stepOf(row.totpSecret, row.username, code, this.#nowMs()) : null
    if (step === null) return no('totp.code-wrong')
    const codes = recoveryCodes()
    await this.#pool.query('update auth.account set totp_confirmed_at = $2, totp_last_step = $3 where id = $1', [
      account.id,
      this.#now(),
      step,
    ])
    await this.#pool.query('delete from auth.recovery where account = $1', [account.id])
    for (const each of codes)
      await this.#pool.query('insert into auth.recovery (account, code_hash) values ($1, $2)', [
        account.id,
        hashCode(each),
      ])
    return { ok: true, value: codes }
  }

  /** A new first password for somebody who lost theirs; see `resetAccount`. */
  reset(id: string, password: string): Promise<Result<boolean>> {
    return resetAccount(this.#pool, { id, password, at: this.#now() })
  }

  /** Accounts for the administrator: no content, no secrets. */
  list(): Promise<ListedAccount[]> {
    return listAccounts(this.#pool, this.#now())
  }

  /** Locks an account out for good, or lets it in again; its sessions end. */
  async disable(id: string, disabled: boolean): Promise<void> {
    await this.#pool.query('update auth.account set disabled_at = $2, failed = 0, locked_until = null where id = $1', [
      id,
      disabled ? this.#now() : null,
    ])
    if (disabled)
      await this.#pool.query('update auth.session set revoked_at = $2 where account = $1 and revoked_at is null', [
        id,
        this.#now(),
      ])
  }
}
