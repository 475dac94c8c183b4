import type { Decision, RecordName } from '../comparison.ts'
import { mixed } from '../normalise/cells.ts'
import { cellText } from '../table.ts'
import type { Run } from './state.ts'

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
        const key = keyed({ kind: register.kind, key: cellText(register.table.columns.key, row) })
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
  const { table } = stage.register
  const base = pool.starts[stage.at]!
  const column = table.columns.key
  if (column === undefined) return 0
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2(table.rows * 2 + 2))) - 1
  const slots = new Uint32Array(mask + 1)
  let repeated = 0
  for (let row = 0; row < table.rows; row++) {
    const hash = hashKey(column.bytes, column.starts[row]!, column.ends[row]!)
    if (hash === 0) continue
    let slot = hash & mask
    let first = -1
    while (slots[slot] !== 0 && first < 0) {
      const other = slots[slot]! - 1
      if (isSameKey(column, other, row)) first = other
      else slot = (slot + 1) & mask
    }
    if (first < 0) slots[slot] = row + 1
    else {
      pool.premises[base + row] = base + first
      repeated++
    }
  }
  return repeated
}

/** Blanks and tabs around a key say nothing. */
const isBlank = (byte: number): boolean => byte <= 0x20
export function hashKey(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  let n = 0
  for (let i = start; i < end; i++) {
    if (isBlank(bytes[i]!)) continue
    hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
    n++
  }
  return n === 0 ? 0 : mixed(hash)
}

function isSameKey(
  column: NonNullable<Run['stages'][number]['register']['table']['columns']['key']>,
  a: number,
  b: number,
): boolean {
  const { bytes } = column
  let [i, j] = [column.starts[a]!, column.starts[b]!]
  const [endA, endB] = [column.ends[a]!, column.ends[b]!]
  for (;;) {
    while (i < endA && isBlank(bytes[i]!)) i++
    while (j < endB && isBlank(bytes[j]!)) j++
    if (i >= endA || j >= endB) return i >= endA && j >= endB
    if (bytes[i++] !== bytes[j++]) return false
  }
}
