import type { Actor } from '@qingmei/core/access/actor'
import { createTransport } from 'nodemailer'
import type pg from 'pg'
import { DatabaseRefused } from '../db/refused.ts'
import type { Store } from '../ledger/store.ts'
import { sendDigests } from './mail.ts'
import { deliver } from './webhook.ts'

export interface Outward {
  readonly mails: boolean
  /** One round of letters and webhook calls. */
  run(): Promise<number>
}

/**
 * What leaves the installation, as the environment says: letters by `QINGMEI_SMTP_URL`, `QINGMEI_MAIL_FROM` and
 * `QINGMEI_URL`; a webhook by `QINGMEI_WEBHOOK_URL` and `QINGMEI_WEBHOOK_SECRET`. Nothing of it is on by itself.
 */
export function outward(
  env: NodeJS.ProcessEnv,
  it: {
    readonly pool: pg.Pool
    readonly store: Store
    actorOf(account: { id: string; name: string }): Promise<Actor>
    log(line: string): void
  },
): Outward {
  const [smtp, from, url] = [env.QINGMEI_SMTP_URL, env.QINGMEI_MAIL_FROM, env.QINGMEI_URL]
  const [hook, secret] = [env.QINGMEI_WEBHOOK_URL, env.QINGMEI_WEBHOOK_SECRET]
  if (smtp && (!from || !url)) throw missing('QINGMEI_SMTP_URL', 'QINGMEI_MAIL_FROM, QINGMEI_URL')
  if (hook && (!secret || secret.length < 16)) throw missing('QINGMEI_WEBHOOK_URL', 'QINGMEI_WEBHOOK_SECRET (≥ 16)')
  const now = () => new Date().toISOString()
  const transport = smtp ? createTransport(smtp) : null
  return {
    mails: transport !== null,
    async run() {
      const mailed = transport && from && url ? await sendDigests({ ...it, transport, from, url, now }) : 0
      return mailed + (hook && secret ? await deliver({ pool: it.pool, url: hook, secret, now }) : 0)
    },
  }
}

const missing = (set: string, needed: string): DatabaseRefused =>
  new DatabaseRefused('notices.incomplete', {
    zh: `设置了 ${set}，还须设置 ${needed}。`,
    en: `${set} is set; ${needed} must be set too.`,
  })
