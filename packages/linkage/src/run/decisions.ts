import type { Decision, RecordName } from '../comparison.ts'
import { inParts, PartTable } from '../pool/parts.ts'
import { cellText, RowCells } from '../table.ts'
import type { Run } from './state.ts'
import { WORDS } from '../pool/pool.ts'

/** Decisions as records of the pool: of each record, what it is the same as and what it is not. */
export interface Decided {
  readonly same: ReadonlyMap<number, readonly number[]>
  readonly different: ReadonlyMap<number, ReadonlySet<number>>
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly same: boolean }[]
  /** The records that decisions name, by {@link keyed}; −1 where there is none. */
  readonly named: ReadonlyMap<string, number>
  readonly followed: number
  readonly without: number
}

/** By what a decision finds its records. */
export const keyed = (name: Pick<RecordName, 'kind' | 'key'>): string => `${name.kind}\u0000${name.key.trim()}`

/** Finds the records that decisions speak of; one pass over the keys, and none when nothing was decided. */
export function resolveDecisions(run: Pick<Run, 'pool' | 'stages'>, decisions: readonly Decision[]): Decided {
  const wanted = new Map<string, number>()
  for (const { a, b } of decisions) for (const name of [a, b]) wanted.set(keyed(name), -1)
  if (wanted.size > 0)
    for (const { register, at } of run.stages)
      for (let row = 0; row < register.table.rows; row++) {
        const key = keyed({ kind: register.kind, key: cellText(register.table, 'key', row) })
        if (wanted.get(key) === -1) wanted.set(key, run.pool.starts[at]! + row)
      }
  return decide(decisions, wanted)
}

/** What decisions say of records that were found. */
export function decide(decisions: readonly Decision[], wanted: ReadonlyMap<string, number>): Decided {
  const last = new Map<string, { a: number; b: number; verdict: Decision['verdict'] }>()
  let without = 0
  for (const { a, b, verdict } of decisions) {
    const [one, other] = [wanted.get(keyed(a)) ?? -1, wanted.get(keyed(b)) ?? -1].toSorted((x, y) => x - y) as [
      number,
      number,
    ]
    if (one < 0) without++
    else last.set(`${one}/${other}`, { a: one, b: other, verdict })
  }
  const same = new Map<number, number[]>()
  const different = new Map<number, Set<number>>()
  for (const { a, b, verdict } of last.values()) {
    // The later record of the pool is the one that is linked.
    if (verdict === 'same') same.set(b, [...(same.get(b) ?? []), a])
    else different.set(b, (different.get(b) ?? new Set<number>()).add(a))
  }
  const pairs = [...last.values()].map(({ a, b, verdict }) => ({ a, b, same: verdict === 'same' }))
  return { same, different, pairs, named: wanted, followed: last.size, without }
}

/** Marks records whose key stands earlier in the same register: they are the same line, handed over twice. */
export function markRepeated(run: Pick<Run, 'pool' | 'stages'>, stage: Run['stages'][number]): number {
  const { pool } = run
  const { register, at: k } = stage
  const base = pool.starts[k]!
  const { values, places, starts } = inParts(pool.keyHash.subarray(base, pool.starts[k + 1]))
  const [cells, others] = [new RowCells(register.table), new RowCells(register.table)]
  const table = new PartTable()
  let repeated = 0
  for (let part = 0; part + 1 < starts.length; part++) {
    table.clear(starts[part + 1]! - starts[part]!)
    for (let i = starts[part]!; i < starts[part + 1]!; i++) {
      const row = places[i]!
      const place = table.at(values[i]!)
      if (table.get(place) === 0) {
        table.set(place, i + 1)
        continue
      }
      // Equal hashes are nearly always equal keys; the few others are looked through from the first on.
      for (let j = table.get(place) - 1; j < i; j++) {
        const first = places[j]!
        if (values[j] !== values[i] || !isSameKey(cells, first, others, row)) continue
        pool.premises[(base + row) * WORDS] = base + first
        repeated++
        break
      }
    }
  }
  return repeated
}

/** Blanks and tabs in a key say nothing. */
function isSameKey(one: RowCells, a: number, other: RowCells, b: number): boolean {
  one.find(a)
  other.find(b)
  return one.text('key').replace(BLANKS, '') === other.text('key').replace(BLANKS, '')
}
const BLANKS = /[\s\p{Cc}]/gu
