import { type Actor, sightOf } from '@qingmei/core/access/actor'
import { uuidFloor } from '@qingmei/core/kernel/ids'
import type pg from 'pg'
import type { Transporter } from 'nodemailer'
import type { Store } from '../ledger/store.ts'

export interface MailOptions {
  readonly pool: pg.Pool
  readonly store: Store
  readonly transport: Transporter
  readonly from: string
  /** Where people sign in; printed in the letter. */
  readonly url: string
  now(): string
  actorOf(account: { id: string; name: string }): Promise<Actor>
  log(line: string): void
}

/** One letter at most in this time, however much happens. */
const EVERY_MS = 15 * 60_000

/**
 * Writes to those who gave an address that something awaits them: how many new notices, and where to look. Nothing of
 * what is in them leaves the installation. Answers how many letters went.
 */
export async function sendDigests(it: MailOptions): Promise<number> {
  const now = it.now()
  const { rows } = await it.pool.query<{ id: string; name: string; email: string; mailedAt: string }>(
    `select id, name, email, mailed_at as "mailedAt" from auth.account
     where email is not null and disabled_at is null and mailed_at <= $1`,
    [new Date(Date.parse(now) - EVERY_MS).toISOString()],
  )
  let sent = 0
  for (const { id, name, email, mailedAt } of rows) {
    const count = await unreadSince(it, await it.actorOf({ id, name }), mailedAt)
    if (count === 0) continue
    try {
      await it.transport.sendMail({
        from: it.from,
        to: email,
        subject: `清美：您有 ${count} 条新通知`,
        text: `${name}，您好：\n\n您有 ${count} 条新通知，请登录查看：\n${it.url}\n\n本邮件不含业务内容，请勿回复。不想再收到时，在“我的账号”里清空邮箱。`,
      })
      await it.pool.query('update auth.account set mailed_at = $2 where id = $1', [id, now])
      sent++
    } catch (error) {
      it.log(`邮件没有发出 · mail failed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return sent
}

async function unreadSince(it: MailOptions, actor: Actor, since: string): Promise<number> {
  const { orgs } = sightOf(actor)
  const [region] = actor.seats.map((seat) => seat.region)
  if (region === undefined || orgs.length === 0) return 0
  const { rows } = await it.store.as(actor, (tx) =>
    tx.query<{ n: number }>(
      `select count(*)::int as n from qm.notice n where region = $1 and org = any($2::uuid[]) and (roles is null or roles && $3::text[]) and id >= $4::uuid
       and not exists (select 1 from qm.notice_read r where r.region = n.region and r.notice = n.id and r.person = $5)`,
      [region, orgs, actor.seats.map((seat) => seat.role), uuidFloor(Date.parse(since)), actor.person],
    ),
  )
  return rows[0]?.n ?? 0
}
