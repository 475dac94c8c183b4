import { addDays } from '@qingmei/core/kernel/dates'
import { refusal } from '@qingmei/core/kernel/result'
import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import type pg from 'pg'
import { z } from 'zod'
import { type ApiContext, notThere, regionOf, titleOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'

/** How the campaign stands: each figure with the list that shows exactly its rows. Plain SQL under the actor's policies. */
export function positionEndpoint(context: ApiContext): Endpoint {
  const { store } = context
  return endpoint({
    method: 'GET',
    path: '/api/campaigns/:id/position',
    summary: 'How the campaign stands: leads, transfers, who is late',
    permission: 'staff',
    audit: 'campaign.position-read',
    params: z.strictObject({ id: z.uuid() }),
    async handle({ params, actor }) {
      const campaign = await store.read(actor, 'campaign', params.id)
      if (!campaign) throw notThere()
      const region = regionOf(actor)
      if (campaign.region !== region) throw new Refused(404, refusal('action.record.unknown'))
      const now = await context.now()
      const names = await context.names(region)
      const words = await context.dictionaries(params.id)
      const figures = await store.as(actor, (tx) => read(tx, region, params.id, now))
      const lead = store.house.ledger('lead')
      const late = await lateOnes(context, actor, { region, campaign: params.id, now }, names)
      return {
        now,
        campaign: {
          id: campaign.id,
          name: campaign.name,
          from: campaign.from,
          until: campaign.until,
          status: campaign.status,
        },
        leadsByState: lead.statuses.map((key) => ({
          key,
          label: lead.life[key]?.label ?? key,
          tone: lead.life[key]?.tone,
          count: figures.states.get(key) ?? 0,
          filter: `status:${key}`,
        })),
        leadsBySource: [...figures.sources].map(([key, count]) => ({
          key,
          label: words['lead-source']?.[key] ?? key,
          count,
          filter: `source:${key}`,
        })),
        leadsByResult: [...figures.results].map(([key, count]) => ({
          key,
          label: words['lead-result']?.[key] ?? key,
          count,
          filter: `result:${key}`,
        })),
        transfers: figures.transfers,
        byOrganisation: figures.byOrganisation.map((row) => ({ ...row, name: names.get(row.org) ?? '' })),
        byTown: figures.byTown.map((row) => ({ ...row, name: names.get(row.town) ?? '', filter: `town:${row.town}` })),
        byWeek: figures.byWeek,
        late,
      }
    },
  })
}

/** What is overdue and not sent counts against the rate as what was sent late does. */
const rated = <R extends { sent: number; onTime: number }>(row: R, overdue = 0) => ({
  ...row,
  late: row.sent - row.onTime,
  rate: row.sent + overdue === 0 ? null : row.onTime / (row.sent + overdue),
})

const SENT = `count(*) filter (where sent_at is not null) as sent, count(*) filter (where on_time) as "onTime",
  round(avg(extract(epoch from sent_at - discovered_at) / 3600) filter (where sent_at is not null), 1)::float8 as "averageHours"`

interface Sent {
  readonly sent: number
  readonly onTime: number
  readonly averageHours: number | null
}

async function read(tx: pg.ClientBase, region: string, campaign: string, now: string) {
  const at = [region, campaign]
  const tally = async (column: string) => {
    const { rows } = await tx.query<{ key: string; n: number }>(
      `select ${column} as key, count(*) as n from qm.lead where region = $1 and campaign = $2 and ${column} is not null group by 1 order by 2 desc`,
      at,
    )
    return new Map(rows.map((row) => [row.key, row.n]))
  }
  const month = `${new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 7)}-01T00:00:00+08:00`
  const total = await tx.query<Sent>(`select ${SENT} from qm.transfer where region = $1 and campaign = $2`, at)
  const current = await tx.query<Sent>(
    `select ${SENT} from qm.transfer where region = $1 and campaign = $2 and sent_at >= $3`,
    [...at, month],
  )
  const pending = await tx.query<{ owner: string; n: number; fresh: number }>(
    `select owner, count(*) as n, count(*) filter (where due >= $4) as fresh from qm.deadline
     where region = $1 and campaign = $2 and rule = 'lead.transfer' and ledger = 'lead' and state = 'open' and due < $3 group by owner`,
    [...at, now, month],
  )
  const overdue = pending.rows.reduce((sum, row) => sum + row.n, 0)
  const overdueOf = new Map(pending.rows.map((row) => [row.owner, row.n]))
  const byOrganisation = await tx.query<Sent & { org: string; pending: number }>(
    `select t.org, ${SENT}, count(*) filter (where sent_at is null and status in ('draft', 'approved')) as pending
     from qm.transfer t where region = $1 and campaign = $2 group by t.org order by 2 desc`,
    at,
  )
  const byTown = await tx.query<{ town: string; leads: number; open: number }>(
    `select town, count(*) as leads, count(*) filter (where status not in ('closed', 'merged')) as open from qm.lead
     where region = $1 and campaign = $2 and town is not null group by 1 order by 2 desc`,
    at,
  )
  const byWeek = await tx.query<{ week: string; found: number; transferred: number; closed: number }>(
    `select week, sum(found)::bigint as found, sum(transferred)::bigint as transferred, sum(closed)::bigint as closed from (
       select date_trunc('week', discovered_at at time zone 'Asia/Shanghai')::date as week, 1 as found, 0 as transferred, 0 as closed from qm.lead where region = $1 and campaign = $2
       union all select date_trunc('week', transferred_at at time zone 'Asia/Shanghai')::date, 0, 1, 0 from qm.lead where region = $1 and campaign = $2 and transferred_at is not null
       union all select date_trunc('week', closed_at at time zone 'Asia/Shanghai')::date, 0, 0, 1 from qm.lead where region = $1 and campaign = $2 and closed_at is not null
     ) weeks group by week order by week`,
    at,
  )
  const told = await tx.query<{ week: string; source: string; status: string; n: number }>(
    `select date_trunc('week', discovered_at at time zone 'Asia/Shanghai')::date as week, source, status, count(*) as n
     from qm.lead where region = $1 and campaign = $2 group by 1, 2, 3`,
    at,
  )
  const none = { sent: 0, onTime: 0, averageHours: null }
  return {
    states: await tally('status'),
    sources: await tally('source'),
    results: await tally('result'),
    transfers: {
      total: rated(total.rows[0] ?? none, overdue),
      month: rated(
        current.rows[0] ?? none,
        pending.rows.reduce((sum, row) => sum + row.fresh, 0),
      ),
      pendingOverdue: overdue,
    },
    byOrganisation: byOrganisation.rows.map((row) => rated(row, overdueOf.get(row.org))),
    byTown: byTown.rows,
    byWeek: everyWeek(byWeek.rows).map((row) => ({
      ...row,
      sources: apart(told.rows, row.week, 'source'),
      states: apart(told.rows, row.week, 'status'),
    })),
  }
}

/** The weeks between the first and the last, those without anything as zeros. */
function everyWeek<W extends { week: string }>(
  rows: readonly W[],
): { week: string; found: number; transferred: number; closed: number }[] {
  const known = new Map(rows.map((row) => [row.week, row]))
  const [first, last] = [rows[0]?.week, rows.at(-1)?.week]
  const out = []
  for (let week = first; week !== undefined && last !== undefined && week <= last; week = addDays(week, 7))
    out.push({ found: 0, transferred: 0, closed: 0, ...known.get(week), week })
  return out
}

/** The leads found in a week, told apart by where they came from or where they stand. */
function apart<K extends 'source' | 'status'>(
  rows: readonly ({ readonly week: string; readonly n: number } & Readonly<Record<K, string>>)[],
  week: string,
  by: K,
): Record<string, number> {
  const out: Record<string, number> = {}
  for (const row of rows) if (row.week === week) out[row[by]] = (out[row[by]] ?? 0) + row.n
  return out
}

async function lateOnes(
  context: ApiContext,
  actor: Parameters<ApiContext['store']['as']>[0],
  { region, campaign, now }: { region: string; campaign: string; now: string },
  names: ReadonlyMap<string, string>,
) {
  const { store } = context
  const { rows } = await store.as(actor, (tx) =>
    tx.query<{ ledger: string; record: string; owner: string; due: string; label: string }>(
      `select ledger, record, owner, due, label from qm.deadline where region = $1 and campaign = $2 and state = 'open' and due < $3 order by due limit 100`,
      [region, campaign, now],
    ),
  )
  const titles = new Map<string, string>()
  for (const name of new Set(rows.map((row) => row.ledger))) {
    const ledger: AnyLedger = store.house.ledger(name)
    for (const record of await store.readMany(
      actor,
      name,
      rows.filter((row) => row.ledger === name).map((row) => row.record),
    ))
      titles.set(record.id, titleOf(ledger, record))
  }
  return rows.map((row) => ({
    ledger: row.ledger,
    id: row.record,
    title: titles.get(row.record) ?? '',
    owner: row.owner,
    ownerName: names.get(row.owner) ?? '',
    due: row.due,
    label: row.label,
  }))
}
