import type { Actor } from '@qingmei/core/access/actor'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import type { ApiContext } from '../platform/api/context.ts'
import { namesFor, titleOf } from '../platform/api/context.ts'
import { systemActor } from '../platform/ledger/access.ts'
import { childFields, childTableOf, q, tableOf } from '../platform/ledger/columns.ts'

/** So many records of one ledger are shown; what is beyond is one list away. */
const MOST = 60
const EVENTS = 300

/** What one ledger knows of a place. */
interface Section {
  readonly ledger: string
  readonly rows: readonly AnyRecord[]
  readonly more: boolean
}

/** One thing that happened at a place, or was written down about it. */
export interface PlaceEvent {
  readonly at: string
  readonly ledger: string
  readonly id: string
  readonly title: string
  readonly number: string | null
  readonly actions: readonly string[]
  readonly by: string
  readonly version: number
}

/**
 * Everything that this actor may know of a place and of the records merged into it: each ledger that refers to places,
 * and one timeline of it all. A ledger that comes later is in it without a word here.
 */
export async function placeFile(context: ApiContext, actor: Actor, place: AnyRecord) {
  const { store } = context
  const members = await mergedInto(context, actor, place)
  const ids = [place.id, ...members.map((it) => it.id)]
  const sections: Section[] = []
  const names: Record<string, string> = {}
  for (const ledger of store.house.ledgers) {
    const found = await idsAbout(context, actor, ledger, { region: place.region, ids })
    if (found.length === 0) continue
    const rows = await store.readMany(actor, ledger.name, found.slice(0, MOST))
    if (rows.length === 0) continue
    sections.push({ ledger: ledger.name, rows: newestFirst(ledger, rows), more: found.length > MOST })
    Object.assign(
      names,
      await namesFor(
        context,
        actor,
        ledger,
        rows,
        [...ledger.columns, 'org', 'premises'].filter((it) => has(ledger, it)),
      ),
    )
  }
  const all = [place, ...members].map((record) => ({ ledger: 'premises', record }))
  const read = [...all, ...sections.flatMap(({ ledger, rows }) => rows.map((record) => ({ ledger, record })))]
  return { members, sections, names, timeline: await eventsOf(context, place.region, read) }
}

const has = (ledger: AnyLedger, name: string): boolean => name === 'org' || ledger.info.some((it) => it.name === name)

/** The records that were found to be this place. */
async function mergedInto({ store }: ApiContext, actor: Actor, place: AnyRecord): Promise<readonly AnyRecord[]> {
  const { rows } = await store.as(actor, (tx) =>
    tx.query<{ id: string }>('select id from qm.premises where region = $1 and merged_into = $2 order by id', [
      place.region,
      place.id,
    ]),
  )
  return store.readMany(
    actor,
    'premises',
    rows.map((row) => row.id),
  )
}

/** Records of a ledger that name one of these places, themselves or in one of their children. */
async function idsAbout(
  { store }: ApiContext,
  actor: Actor,
  ledger: AnyLedger,
  at: { readonly region: string; readonly ids: readonly string[] },
): Promise<string[]> {
  if (ledger.name === 'premises') return []
  const isPlace = (field: { kind: string; target?: string }) => field.kind === 'ref' && field.target === 'premises'
  const own = ledger.info.filter(isPlace).map(({ name }) => `${q(name)} = any($2::uuid[])`)
  const values = [at.region, at.ids, MOST + 1]
  const found: string[] = []
  if (own.length > 0) {
    const text = `select id from ${tableOf(ledger)} where region = $1 and (${own.join(' or ')}) order by id desc limit $3`
    const { rows } = await store.as(actor, (tx) => tx.query<{ id: string }>(text, values))
    found.push(...rows.map((row) => row.id))
  }
  for (const [name, child] of Object.entries(ledger.children)) {
    const fields = childFields(child).filter(isPlace)
    if (fields.length === 0) continue
    const named = fields.map((field) => `${q(field.name)} = any($2::uuid[])`).join(' or ')
    // Children show once their parent was read: looked up past the policies, and the parents then read under them.
    const text = `select distinct parent as id from ${childTableOf(ledger, name)} where region = $1 and (${named}) order by parent desc limit $3`
    const { rows } = await store.as(systemActor(at.region), (tx) => tx.query<{ id: string }>(text, values))
    found.push(...rows.map((row) => row.id).filter((id) => !found.includes(id)))
  }
  return found
}

const newestFirst = (ledger: AnyLedger, rows: readonly AnyRecord[]): AnyRecord[] => {
  const order = ledger.lists[0]?.order ?? 'createdAt'
  return rows.toSorted((a, b) => String(b[order] ?? '').localeCompare(String(a[order] ?? '')))
}

/**
 * What was done, newest first. The making of a record stands at the time that it speaks of (a visit at its visit, not
 * at its entry); what follows stands at the time it was done. Only of records that were just read under the policies.
 */
async function eventsOf(
  { store, names }: ApiContext,
  region: string,
  read: readonly { readonly ledger: string; readonly record: AnyRecord }[],
): Promise<PlaceEvent[]> {
  const { rows } = await store.as(systemActor(region), (tx) =>
    tx.query<{ ledger: string; record: string; version: number; at: string; by: string; actions: string[] }>(
      `select h.ledger, h.record, h.version, h.at, h.by, h.actions from unnest($2::text[], $3::uuid[]) k(ledger, record)
       join qm.history h on h.region = $1 and h.ledger = k.ledger and h.record = k.record
       order by h.at desc limit ${EVENTS}`,
      [region, read.map((it) => it.ledger), read.map((it) => it.record.id)],
    ),
  )
  const people = await names(region)
  const byId = new Map(read.map((it) => [it.record.id, it]))
  const events = rows.flatMap((row): PlaceEvent[] => {
    const it = byId.get(row.record)
    if (!it) return []
    const ledger = store.house.ledger(it.ledger)
    const spoken = it.record[ledger.lists[0]?.order ?? 'createdAt']
    const at = row.version === 1 && typeof spoken === 'string' ? spoken : row.at
    return [
      {
        at,
        ledger: it.ledger,
        id: it.record.id,
        title: titleOf(ledger, it.record),
        number: it.record.number,
        actions: row.actions,
        by: people.get(row.by) ?? '系统',
        version: row.version,
      },
    ]
  })
  const day = (at: string) => (at.length === 10 ? at : shanghaiDate(at))
  return events.sort((a, b) => day(b.at).localeCompare(day(a.at)) || b.at.localeCompare(a.at))
}
