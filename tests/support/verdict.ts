import { type Actor, type Sight, sightOf } from '@qingmei/core/access/actor'
import { canSee } from '@qingmei/core/access/sees'
import { qingmei } from '@qingmei/core/house'
import type { FieldInfo } from '@qingmei/core/ledger/field'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import type { Endpoint } from '../../apps/server/src/platform/api/endpoint.ts'
import { childFields } from '../../apps/server/src/platform/ledger/columns.ts'

/**
 * What a call must come to. `in`: past the door, whatever the rest says. `seen`: answered with the record. `absent`:
 * as if it did not exist. `refused`: known, but not allowed. `stranger`: not signed in.
 */
export type Expectation = 'in' | 'seen' | 'absent' | 'refused' | 'stranger'

/** One call at an endpoint, and what the definitions say it must come to. */
export interface Ask {
  readonly method: Endpoint['method']
  readonly url: string
  readonly body?: unknown
  readonly expect: Expectation
  readonly ledger?: string
  /** The code that must stand in the answer: of what is told record by record. */
  readonly says?: string
}

/** Every record that there is, by ledger. */
export type Found = ReadonlyMap<string, readonly AnyRecord[]>

/** What stands behind the doors, and the text that is open to everybody: the plan and its words. */
export interface Shown {
  readonly found: Found
  readonly open: string
}

const sights = new WeakMap<Actor, Sight>()

/** Whether the definitions show somebody a record: in memory, not as the server answers. */
export function sees(ledger: AnyLedger, record: AnyRecord, actor: Actor | null): boolean {
  if (actor === null) return false
  const sight = sights.get(actor) ?? sightOf(actor)
  sights.set(actor, sight)
  return canSee(ledger.sees, record, sight)
}

const ANSWERS: Readonly<Record<Exclude<Expectation, 'in'>, readonly number[]>> = {
  absent: [404],
  refused: [403],
  stranger: [401],
  seen: [200],
}

/** What is wrong with an answer, or null. Nothing of a record that the caller may not see may stand in it. */
export function verdictOf(it: {
  endpoint: Endpoint
  ask: Ask
  caller: Actor | null
  world: Shown
  status: number
  text: string
}): string | null {
  const { ask, caller, world, status, text } = it
  if (status >= 500) return `failed: ${text.slice(0, 200)}`
  if (ask.expect !== 'in') {
    if (!ANSWERS[ask.expect].includes(status)) return `should have been ${ask.expect}`
  } else if (it.endpoint.permission !== 'open' && status === 401) return 'should have let them in'
  else if (status === 403 || (status === 404 && ask.ledger !== undefined))
    return `should have let them in: ${text.slice(0, 120)}`
  if (ask.says !== undefined && status < 400 && !text.includes(`"code":"${ask.says}"`))
    return `should have said ${ask.says}: ${text.slice(0, 120)}`
  const secret = secretsFrom(caller, world).find(([words]) => text.includes(words))
  if (secret) return `tells of ${secret[1]}: ${secret[0]}`
  if (ask.ledger === undefined || ask.expect !== 'in') return null
  return unlike(it.endpoint.path, text, visibleTo(caller, qingmei.ledger(ask.ledger), world.found))
}

const visibleTo = (caller: Actor | null, ledger: AnyLedger, found: Found): string[] =>
  (found.get(ledger.name) ?? []).filter((record) => sees(ledger, record, caller)).map((record) => record.id)

/** How a list or its count differs from what its reader may see, to the record. */
function unlike(path: string, text: string, visible: readonly string[]): string | null {
  if (path === '/api/ledgers/:ledger/count') {
    const { count } = JSON.parse(text) as { count: number }
    return count === visible.length ? null : `counts ${count}, not ${visible.length}`
  }
  if (path !== '/api/ledgers/:ledger') return null
  const shown = (JSON.parse(text) as { rows: { id: string }[] }).rows.map((row) => row.id)
  const missing = visible.filter((id) => !shown.includes(id))
  const surplus = shown.filter((id) => !visible.includes(id))
  return missing.length + surplus.length === 0 ? null : `does not list ${missing.join()}, lists ${surplus.join()}`
}

/** Organisations and people of a region are known to all who work there: their names stand in other records. */
const KNOWN_BY_NAME = new Set(['organisation', 'post', 'campaign'])

type Secret = readonly [words: string, of: string]
const secrets = new WeakMap<Actor, readonly Secret[]>()
const NOBODY: Actor = { person: '', name: '', seats: [] }

/** The words of all records that somebody may not see, unless the same stand where they may see them. */
function secretsFrom(caller: Actor | null, { found, open }: Shown): readonly Secret[] {
  const actor = caller ?? NOBODY
  const had = secrets.get(actor)
  if (had) return had
  const hidden: Secret[] = []
  const known: AnyRecord[] = []
  for (const ledger of qingmei.ledgers)
    for (const record of found.get(ledger.name) ?? [])
      if (KNOWN_BY_NAME.has(ledger.name) || sees(ledger, record, actor)) known.push(record)
      else hidden.push(...wordsOf(ledger, record).map((words) => [words, `${ledger.name} ${record.id}`] as const))
  const told = open + JSON.stringify(known)
  const out = hidden.filter(
    ([words], index) => !told.includes(words) && hidden.findIndex(([it]) => it === words) === index,
  )
  secrets.set(actor, out)
  return out
}

/** Everything that people wrote into a record and its children. Its id or a file's hash alone says nothing. */
function wordsOf(ledger: AnyLedger, record: AnyRecord): string[] {
  const values = (fields: readonly FieldInfo[], row: Readonly<Record<string, unknown>>) =>
    fields.filter((it) => ['text', 'long-text', 'texts'].includes(it.kind)).flatMap((it) => row[it.name])
  const children = Object.entries(ledger.children).flatMap(([name, child]) =>
    ((record[name] ?? []) as Record<string, unknown>[]).flatMap((row) => values(childFields(child), row)),
  )
  const all = [record.number, ...values(ledger.info, record), ...children]
  return all.filter((it): it is string => typeof it === 'string' && it.length > 3 && !/^[0-9a-f]{64}$/.test(it))
}
