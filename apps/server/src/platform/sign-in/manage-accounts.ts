import type { Result } from '@qingmei/core/kernel/result'
import type pg from 'pg'
import { hashPassword, judgePassword } from './passwords.ts'

/** An account as its managers see it. */
export interface ListedAccount {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly privileged: boolean
  readonly hasTotp: boolean
  readonly locked: boolean
  readonly disabledAt: string | null
}

/** All accounts, without content or secrets; `at` is the machine's time, which locks are measured by. */
export async function listAccounts(pool: pg.Pool, at: string): Promise<ListedAccount[]> {
  const { rows } = await pool.query<ListedAccount>(
    `select id, username, name, privileged, totp_confirmed_at is not null as "hasTotp", coalesce(locked_until > $1, false) as locked, disabled_at as "disabledAt" from auth.account order by username`,
    [at],
  )
  return rows
}

/**
 * A first password for somebody who lost theirs, to be changed when they sign in; no second factor until they enrol
 * again; all their sessions end. False when there is no such account.
 */
export async function resetAccount(
  pool: pg.Pool,
  { id, password, at }: { id: string; password: string; at: string },
): Promise<Result<boolean>> {
  const { rows } = await pool.query<{ username: string }>('select username from auth.account where id = $1', [id])
  const [row] = rows
  if (!row) return { ok: true, value: false }
  const judged = judgePassword(password, row.username)
  if (!judged.ok) return judged
  const hash = await hashPassword(password)
  // One statement: nobody is left with a new password and the sessions of the old one.
  await pool.query(
    `with ended as (update auth.session set revoked_at = $3 where account = $1 and revoked_at is null),
          spent as (delete from auth.recovery where account = $1)
     update auth.account set password_hash = $2, must_change = true, failed = 0, locked_until = null,
       totp_secret = null, totp_confirmed_at = null, totp_last_step = null where id = $1`,
    [id, hash, at],
  )
  return { ok: true, value: true }
}
