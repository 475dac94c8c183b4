import { z } from 'zod'
import { type ApiContext, titleOf } from './context.ts'
import { type Endpoint, endpoint } from './endpoint.ts'

/** Search across everything that the actor may see. */
export function findEndpoints(context: ApiContext): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/api/search',
      summary: 'Find records by two Chinese characters anywhere, pinyin initials, codes or numbers',
      permission: 'session',
      audit: 'search.done',
      query: z.strictObject({ q: z.string().trim().min(1).max(100) }),
      async handle({ query, actor }) {
        const found = await context.store.search(actor, query.q, undefined, 40)
        return {
          rows: found.map(({ ledger: name, record }) => {
            const ledger = context.store.house.ledger(name)
            return {
              ledger: name,
              ledgerLabel: ledger.label,
              id: record.id,
              title: titleOf(ledger, record),
              number: record.number,
              status: ledger.life[record.status]?.label ?? record.status,
              at: record.updatedAt,
            }
          }),
        }
      },
    }),
  ]
}
