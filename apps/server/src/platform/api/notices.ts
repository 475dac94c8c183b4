import { noticeOf } from '@qingmei/contract/messages'
import { sightOf } from '@qingmei/core/access/actor'
import { z } from 'zod'
import { type ApiContext, regionOf } from './context.ts'
import { type Endpoint, endpoint } from './endpoint.ts'

/** Notices to my organisations, and having read them. */
export function noticeEndpoints(context: ApiContext): Endpoint[] {
  const { store } = context
  return [
    endpoint({
      method: 'GET',
      path: '/api/notices',
      summary: 'Notices to my organisations, newest first',
      permission: 'session',
      audit: 'notices.read',
      query: z.strictObject({ after: z.uuid().optional() }),
      async handle({ query, actor }) {
        const { rows } = await store.as(actor, (tx) =>
          tx.query<{
            id: string
            at: string
            code: string
            facts: Record<string, unknown>
            ledger: string | null
            record: string | null
            read: boolean
          }>(
            `select n.id, n.at, n.code, n.facts, n.ledger, n.record,
               exists (select 1 from qm.notice_read r where r.region = n.region and r.notice = n.id and r.person = $4) as read
             from qm.notice n where n.region = $1 and n.org = any($2::uuid[]) and (n.roles is null or n.roles && $3::text[])
               and ($5::uuid is null or n.id < $5) order by n.id desc limit 51`,
            [
              regionOf(actor),
              sightOf(actor).orgs,
              actor.seats.map((seat) => seat.role),
              actor.person,
              query.after ?? null,
            ],
          ),
        )
        const page = rows.slice(0, 50)
        return {
          rows: page.map((row) => ({ ...row, text: noticeOf(row.code, row.facts) })),
          next: rows.length > 50 ? (page.at(-1)?.id ?? null) : null,
        }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/notices/:id/read',
      summary: 'I have read a notice',
      permission: 'session',
      audit: 'notice.read',
      params: z.strictObject({ id: z.uuid() }),
      async handle({ params, actor }) {
        const now = await context.now()
        await store.as(actor, (tx) =>
          tx.query(
            `insert into qm.notice_read (region, notice, person, at) select region, id, $3, $4 from qm.notice where region = $1 and id = $2 on conflict do nothing`,
            [regionOf(actor), params.id, actor.person, now],
          ),
        )
        return { ok: true }
      },
    }),
  ]
}
