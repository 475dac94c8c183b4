import type { Actor } from '@qingmei/core/access/actor'
import { ROLES } from '@qingmei/core/access/roles'
import { refusal } from '@qingmei/core/kernel/result'
import { type AnyLedger, type AnyRecord, fieldOf } from '@qingmei/core/ledger/ledger'
import { childFields } from '../ledger/columns.ts'
import type { Store } from '../ledger/store.ts'
import { Refused } from './endpoint.ts'

/** What the generic endpoints need of the installation. */
export interface ApiContext {
  readonly store: Store
  now(): Promise<string> | string
  newId(): string
  /** Display names of organisations and people by id, in a region. */
  names(region: string): Promise<ReadonlyMap<string, string>>
  /** The words of a campaign's plan (or the shared ones): dictionary → code → label. */
  dictionaries(campaign: string | null): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>>
}

/** The ledger of a path, or 404. */
export function ledgerAt(context: ApiContext, name: string): AnyLedger {
  const found = context.store.house.ledgers.find((it) => it.name === name)
  if (!found) throw new Refused(404, refusal('ledger.unknown', null, { name }))
  return found
}

export const notThere = (): Refused => new Refused(404, refusal('action.record.unknown'))

export const regionOf = (actor: Actor): string =>
  actor.seats.find((seat) => ROLES[seat.role].content)?.region ?? actor.seats[0]?.region ?? ''

/**
 * Names for every id that a screen would print of these records: organisations, people, and the titles of
 * records referred to, those that the actor may see.
 */
export async function namesFor(
  context: ApiContext,
  actor: Actor,
  ledger: AnyLedger,
  records: readonly AnyRecord[],
  fields: readonly string[],
): Promise<Record<string, string>> {
  const known = await context.names(regionOf(actor))
  const out: Record<string, string> = {}
  const wanted = new Map<string, Set<string>>()
  const note = (kind: string, target: string | undefined, id: unknown) => {
    if (typeof id !== 'string') return
    const name = known.get(id)
    if (name !== undefined) out[id] = name
    else if (kind === 'ref' && target) wanted.set(target, (wanted.get(target) ?? new Set()).add(id))
  }
  for (const record of records) {
    for (const name of fields) {
      const field = fieldOf(ledger, name)
      note(field.kind, field.target, record[name])
    }
    for (const [name, child] of Object.entries(ledger.children))
      for (const row of (record[name] ?? []) as Record<string, unknown>[])
        for (const field of childFields(child)) note(field.kind, field.target, row[field.name])
  }
  for (const [target, ids] of wanted) {
    const other = context.store.house.ledger(target)
    for (const record of await context.store.readMany(actor, target, [...ids])) out[record.id] = titleOf(other, record)
  }
  return out
}

/** How a record is called: its title, and its number where it has one. */
export const titleOf = (ledger: AnyLedger, record: AnyRecord): string =>
  String(record[ledger.title] ?? record.number ?? record.id)
