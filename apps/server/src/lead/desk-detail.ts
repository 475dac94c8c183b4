import { type Actor, sightOf } from '@qingmei/core/access/actor'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type { PlanFacts } from '@qingmei/core/ledger/plan-facts'
import type { DeskDetail, DeskStrip } from '../platform/api/desk.ts'
import type { Store } from '../platform/ledger/store.ts'

export interface LeadDeskOptions {
  readonly store: Store
  planOf(
    campaign: string | null,
  ): Promise<{ facts: PlanFacts; label(dictionary: string, code: string): string | null | undefined } | null>
  names(region: string): Promise<ReadonlyMap<string, string>>
}

/** What the desk says of leads and transfers: the facts in a line, who it comes from, what evidence is missing. */
export function leadDesk(options: LeadDeskOptions): { detail: DeskDetail; strip: DeskStrip } {
  const { store } = options
  const detail: DeskDetail = async (actor, ledger, records) => {
    const out = new Map<string, { subtitle?: string; from?: string; tags?: string[] }>()
    const [first] = records
    if (!first) return out
    const names = await options.names(first.region)
    const missing = ledger === 'lead' ? await missingKinds(options, actor, records) : new Map<string, string[]>()
    const facts = await factsOfLeads(store, actor, records)
    const returned = ledger === 'lead' ? await returnedLeads(store, actor, records) : new Map<string, string>()
    for (const record of records) {
      const text = (name: string) => (typeof record[name] === 'string' ? (record[name] as string) : '')
      out.set(record.id, {
        subtitle: text('facts') || facts.get(text('lead')) || text('letter') || text('reason'),
        from: names.get(record.org) ?? '',
        tags: [
          ...(returned.has(record.id) ? [`被退回：${returned.get(record.id) ?? ''}`] : []),
          ...(missing.get(record.id) ?? []),
        ],
      })
    }
    return out
  }
  const strip: DeskStrip = async (actor, now) => {
    const { orgs } = sightOf(actor)
    const month = `${new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 7)}-01T00:00:00+08:00`
    const region = actor.seats[0]?.region ?? ''
    return store.as(actor, async (tx) => {
      const waiting = await tx.query<{ n: number }>(
        `select count(*) as n from qm.transfer where region = $1 and org = any($2::uuid[]) and status in ('sent', 'received', 'accepted')`,
        [region, orgs],
      )
      const rate = await tx.query<{ sent: number; on_time: number }>(
        `select count(*) as sent, count(*) filter (where on_time) as on_time from qm.transfer where region = $1 and org = any($2::uuid[]) and sent_at >= $3`,
        [region, orgs, month],
      )
      // What is overdue and not sent counts against the rate as what was sent late does.
      const overdue = await tx.query<{ n: number }>(
        `select count(*) as n from qm.deadline where region = $1 and owner = any($2::uuid[]) and ledger = 'lead' and rule = 'lead.transfer' and state = 'open' and due >= $3 and due < $4`,
        [region, orgs, month, now],
      )
      const { sent = 0, on_time: onTime = 0 } = rate.rows[0] ?? {}
      const owed = sent + (overdue.rows[0]?.n ?? 0)
      return { waitingOnOthers: waiting.rows[0]?.n ?? 0, onTimeRate: owed === 0 ? null : onTime / owed }
    })
  }
  return { detail, strip }
}

/** Why the last transfer of a lead came back, of those that are to be sent again. */
async function returnedLeads(store: Store, actor: Actor, leads: readonly AnyRecord[]): Promise<Map<string, string>> {
  const waiting = leads.filter((it) => it.status === 'to-transfer')
  if (waiting.length === 0) return new Map()
  const { rows } = await store.as(actor, (tx) =>
    tx.query<{ lead: string; reason: string; status: string }>(
      `select distinct on (lead) lead, return_reason as reason, status from qm.transfer
       where region = any($1::text[]) and lead = any($2::uuid[]) and status <> 'cancelled' order by lead, created_at desc`,
      [[...new Set(waiting.map((it) => it.region))], waiting.map((it) => it.id)],
    ),
  )
  return new Map(
    rows.flatMap((row) => (row.status === 'returned' ? [[row.lead, row.reason.slice(0, 40)] as const] : [])),
  )
}

/** What was found, by lead: a transfer's desk line says what it is about, not how its letter begins. */
async function factsOfLeads(store: Store, actor: Actor, records: readonly AnyRecord[]): Promise<Map<string, string>> {
  const ids = records.flatMap((it) => (typeof it.lead === 'string' ? [it.lead] : []))
  const leads = ids.length === 0 ? [] : await store.readMany(actor, 'lead', ids)
  return new Map(leads.map((it) => [it.id, String(it.facts ?? '')]))
}

/** Per lead, the labels of the demanded kinds of evidence that it does not have yet. */
async function missingKinds(
  options: LeadDeskOptions,
  actor: Actor,
  leads: readonly AnyRecord[],
): Promise<Map<string, string[]>> {
  const { rows } = await options.store.as(actor, (tx) =>
    tx.query<{ lead: string; kind: string }>(
      `select distinct lead, kind from qm.evidence where region = any($1::text[]) and lead = any($2::uuid[]) and status = 'held'`,
      [[...new Set(leads.map((it) => it.region))], leads.map((it) => it.id)],
    ),
  )
  const out = new Map<string, string[]>()
  for (const lead of leads) {
    const plan = await options.planOf(lead.campaign)
    const has = new Set(rows.filter((row) => row.lead === lead.id).map((row) => row.kind))
    const lacking = (plan?.facts.transfer.evidence ?? []).filter((kind) => !has.has(kind))
    out.set(
      lead.id,
      lacking.map((kind) => `缺${plan?.label('evidence-kind', kind) ?? kind}`),
    )
  }
  return out
}
