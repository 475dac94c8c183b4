import { type Actor, sightOf } from '@qingmei/core/access/actor'
import { isRole } from '@qingmei/core/access/roles'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { z } from 'zod'
import { type ApiContext, regionOf, titleOf } from './context.ts'
import { type Endpoint, endpoint } from './endpoint.ts'

interface DeskRow {
  readonly ledger: string
  readonly record: string
  readonly key: string
  readonly label: string
  readonly clause: string | null
  readonly rule: string
  readonly owner: string
  readonly start: string
  readonly due: string | null
  readonly stage: string
}

/** So many of one kind are told as a number beside the lines: they may be done at once. */
const ALIKE = 10

/** What a slice adds to a line of the desk: who it comes from, what is still missing. */
export type DeskDetail = (
  actor: Actor,
  ledger: string,
  records: readonly AnyRecord[],
) => Promise<ReadonlyMap<string, { subtitle?: string; from?: string; tags?: string[] }>>

/** Figures that a slice adds to the desk's strip. */
export type DeskStrip = (actor: Actor, now: string) => Promise<{ waitingOnOthers: number; onTimeRate: number | null }>

/** The roles an actor holds anywhere; a deadline for certain roles shows to them at its owner. */
const rolesOf = (actor: Actor): string[] => [...new Set(actor.seats.map((seat) => seat.role).filter(isRole))]

/** What everyone owes, by when: open deadlines of one's organisations, soonest first. */
export function deskEndpoints(context: ApiContext, detail: DeskDetail, strip: DeskStrip): Endpoint[] {
  const { store } = context
  const SELECT = `select ledger, record, key, label, clause, rule, owner, start, due, stage from qm.deadline
    where region = $1 and owner = any($2::uuid[]) and state = 'open' and (roles is null or roles && $3::text[])`
  return [
    endpoint({
      method: 'GET',
      path: '/api/desk',
      summary: 'My desk: what I owe, by when',
      permission: 'session',
      audit: 'desk.read',
      query: z.strictObject({
        after: z.string().max(120).optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      async handle({ query, actor }) {
        const now = await context.now()
        const region = regionOf(actor)
        const { orgs } = sightOf(actor)
        const limit = query.limit ?? 50
        const [due = '', record = ''] = (query.after ?? '').split('|')
        const base = [region, orgs, rolesOf(actor)]
        const found = await store.as(actor, async (tx) => {
          const page = await tx.query<DeskRow>(
            `${SELECT} ${query.after ? `and (coalesce(due, 'infinity'), record) > ($4::timestamptz, $5::uuid)` : ''} order by coalesce(due, 'infinity'), record limit ${limit + 1}`,
            query.after ? [...base, due, record] : base,
          )
          const sums = await tx.query<{ overdue: number; soon: number; week: number; total: number }>(
            `select count(*) filter (where due < $4) as overdue, count(*) filter (where due >= $4 and due <= $4::timestamptz + interval '24 hours') as soon,
               count(*) filter (where due >= $4 and due <= $4::timestamptz + interval '7 days') as week, count(*) as total
             from (${SELECT}) open`,
            [...base, now],
          )
          // A first page needs to know it; the pages after it are of the same desk.
          const alike = await tx.query<{ ledger: string; key: string; label: string; n: number }>(
            `select ledger, key, label, count(*) as n from (${SELECT}) open group by 1, 2, 3 having count(*) >= ${ALIKE} order by n desc limit 5`,
            base,
          )
          return { rows: page.rows, sums: sums.rows[0], alike: alike.rows }
        })
        const rows = found.rows.slice(0, limit)
        const items = await described(rows, actor)
        const last = rows.at(-1)
        const sums = found.sums ?? { overdue: 0, soon: 0, week: 0, total: 0 }
        return {
          now,
          strip: {
            overdue: sums.overdue,
            within24h: sums.soon,
            thisWeek: sums.week,
            total: sums.total,
            ...(await strip(actor, now)),
          },
          items,
          alike: found.alike,
          next: found.rows.length > limit && last ? `${last.due ?? 'infinity'}|${last.record}` : null,
        }
      },
    }),
  ]

  async function described(rows: readonly DeskRow[], actor: Actor) {
    const names = await context.names(regionOf(actor))
    const records = new Map<string, AnyRecord>()
    const details = new Map<string, { subtitle?: string; from?: string; tags?: string[] }>()
    for (const name of new Set(rows.map((row) => row.ledger))) {
      const ids = rows.filter((row) => row.ledger === name).map((row) => row.record)
      const found = await store.readMany(actor, name, ids)
      for (const record of found) records.set(record.id, record)
      for (const [id, more] of await detail(actor, name, found)) details.set(id, more)
    }
    return rows.map((row) => {
      const ledger = store.house.ledger(row.ledger)
      const record = records.get(row.record)
      return {
        ...row,
        id: row.record,
        title: record ? titleOf(ledger, record) : ledger.label,
        number: record?.number ?? null,
        ownerName: names.get(row.owner) ?? '',
        subtitle: '',
        from: '',
        tags: [],
        ...details.get(row.record),
      }
    })
  }
}
