import { Readable } from 'node:stream'
import type { Actor } from '@qingmei/core/access/actor'
import { formatShanghai } from '@qingmei/core/kernel/dates'
import { type OutValue, writeCsv } from '@qingmei/office'
import { z } from 'zod'
import { auditLine } from '../audit/line.ts'
import { type ApiContext, regionOf } from './context.ts'
import { Answer, type Endpoint, endpoint } from './endpoint.ts'

interface Line {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly outcome: string
  readonly code: string | null
  readonly ledger: string | null
  readonly record: string | null
  readonly detail: unknown
}

const asked = z.strictObject({
  after: z.uuid().optional(),
  action: z.string().max(100).optional(),
  outcome: z.enum(['done', 'refused', 'escalated', 'viewed']).optional(),
  actor: z.uuid().optional(),
  record: z.uuid().optional(),
  /** Days of Asia/Shanghai, both included. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
})
type Asked = z.infer<typeof asked>

const PAGE = 100

/** A page of the log under the auditor's policy, and one line more when there is one. */
async function linesOf(context: ApiContext, actor: Actor, region: string, query: Asked): Promise<Line[]> {
  const { rows } = await context.store.as(actor, (tx) =>
    tx.query<Line>(
      // What a refusal tells of (a number, a name) is the record's, and the auditor reads no records.
      `select id, at, actor, action, outcome, code, ledger, record, detail - 'facts' as detail from qm.audit
       where region = any(array[$1, '']) and ($2::uuid is null or id < $2) and ($3::text is null or action = $3)
         and ($4::text is null or outcome = $4) and ($5::uuid is null or actor = $5) and ($6::uuid is null or record = $6)
         and ($7::timestamptz is null or at >= $7) and ($8::timestamptz is null or at < $8::timestamptz + interval '1 day')
       order by id desc limit ${PAGE + 1}`,
      [
        region,
        query.after ?? null,
        query.action ?? null,
        query.outcome ?? null,
        query.actor ?? null,
        query.record ?? null,
        query.from ? `${query.from}T00:00:00+08:00` : null,
        query.until ? `${query.until}T00:00:00+08:00` : null,
      ],
    ),
  )
  return rows
}

/** The audit log for the audit officer: pages of it, and all of it as a file for a supervising body. */
export function auditEndpoints(context: ApiContext): Endpoint[] {
  const nameOf = async (region: string) => {
    const names = await context.names(region)
    return (row: Line): string => names.get(row.actor) ?? '系统'
  }
  return [
    endpoint({
      method: 'GET',
      path: '/api/audit',
      summary: 'The audit log of my region, newest first',
      permission: 'role:auditor',
      audit: 'audit.read',
      query: asked,
      async handle({ query, actor }) {
        const region = regionOf(actor)
        const rows = await linesOf(context, actor, region, query)
        const who = await nameOf(region)
        const page = rows.slice(0, PAGE)
        return {
          rows: page.map((row) => ({ ...row, actorName: who(row) })),
          next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
        }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/audit.csv',
      summary: 'The audit log as csv; that it was taken is written down',
      permission: 'role:auditor',
      audit: 'audit.exported',
      query: asked.omit({ after: true }),
      async handle({ query, actor }) {
        const region = regionOf(actor)
        const now = await context.now()
        await context.store.as(actor, (tx) =>
          auditLine(tx, {
            region,
            id: context.newId(),
            at: now,
            actor: actor.person,
            seat: null,
            action: 'audit.exported',
            outcome: 'viewed',
            code: null,
            detail: query,
          }),
        )
        const who = await nameOf(region)
        const rows = async function* (): AsyncGenerator<OutValue[]> {
          let after: string | undefined
          do {
            const lines = await linesOf(context, actor, region, after ? { ...query, after } : query)
            const page = lines.slice(0, PAGE)
            for (const row of page)
              yield [
                formatShanghai(row.at),
                who(row),
                row.action,
                row.outcome,
                row.code,
                row.ledger,
                row.record,
                JSON.stringify(row.detail ?? null),
                row.id,
              ]
            after = lines.length > PAGE ? page.at(-1)?.id : undefined
          } while (after)
        }
        const columns = ['时间', '操作人', '事项', '结果', '原因', '台账', '对象', '详情', '编号'].map((header) => ({
          header,
        }))
        const name = encodeURIComponent(`审计日志-${now.slice(0, 10)}.csv`)
        return new Answer(200, Readable.from(writeCsv({ columns, rows: rows() })), {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename*=UTF-8''${name}`,
        })
      },
    }),
  ]
}
