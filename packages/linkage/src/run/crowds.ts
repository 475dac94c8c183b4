import { joined } from '../normalise/cells.ts'
import { inParts, makePartRoom, type PartRoom, PartTable } from '../pool/parts.ts'
import { BYTES, HALVES, LONGS, type Pool, WORDS } from '../pool/pool.ts'
import { houseKey, roomKey } from '../pool/read-records.ts'

export const MOST_CROWD = 65_535

const ofClass = (pool: Pool, at: number, key: number): number =>
  key === 0 || pool.inClass[at * BYTES] !== 1 ? key : (key + 0x5bd1e995) >>> 0

const hashOf = (phone: number): number =>
  phone > 0xffff_ffff ? joined(phone >>> 0, Math.floor(phone / 4_294_967_296)) : phone

/**
 * What is counted, and by which value of 32 bits; 0 is none. What a telephone number or a house says depends on how
 * many have it. Names are counted inside and outside the trades under comparison.
 */
export const CROWDS = {
  coreCrowd: (pool, at) => ofClass(pool, at, pool.coreKey[at * WORDS]!),
  soundCrowd: (pool, at) => ofClass(pool, at, pool.soundKey[at * WORDS]!),
  houseCrowd: houseKey,
  roomCrowd: roomKey,
  personCrowd: (pool, at) => pool.personKey[at * WORDS]!,
  phoneCrowd: (pool, at) => hashOf(pool.phone[at * LONGS]!),
} as const satisfies Partial<Record<keyof Pool, (pool: Pool, at: number) => number>>
export type Crowd = keyof typeof CROWDS
export const CROWD_COLUMNS = Object.keys(CROWDS) as Crowd[]

/** Columns that are counted in one go, for memory's sake. */
const AT_ONCE = 2
/** Records that are looked at in one go: their lines of memory stay near. */
const NEAR = 1_024

/** Counts how many records of one register share a value, record by record. */
export function countCrowds(pool: Pool, from: number, to: number): void {
  const rows = to - from
  const values = Array.from({ length: AT_ONCE }, () => new Uint32Array(rows))
  const counts = Array.from({ length: AT_ONCE }, () => new Uint16Array(rows))
  const room = makePartRoom(rows)
  for (let c = 0; c < CROWD_COLUMNS.length; c += AT_ONCE) {
    const columns = CROWD_COLUMNS.slice(c, c + AT_ONCE)
    for (let at = from; at < to; at += NEAR)
      for (const [i, column] of columns.entries())
        readValues(pool, column, values[i]!, [from, at, Math.min(to, at + NEAR)])
    for (const i of columns.keys()) countInto(counts[i]!, values[i]!, room)
    for (let at = from; at < to; at += NEAR)
      for (const [i, column] of columns.entries()) {
        const [into, of, end] = [pool[column], counts[i]!, Math.min(to, at + NEAR)]
        for (let record = at; record < end; record++) into[record * HALVES] = of[record - from]!
      }
  }
}

function countInto(counts: Uint16Array, hashes: Uint32Array, room: PartRoom): void {
  const { values, places, starts } = inParts(hashes, room)
  const table = new PartTable()
  counts.fill(0)
  for (let part = 0; part + 1 < starts.length; part++) {
    const [first, end] = [starts[part]!, starts[part + 1]!]
    table.clear(end - first)
    for (let i = first; i < end; i++) {
      const place = table.at(values[i]!)
      table.set(place, table.get(place) + 1)
    }
    for (let i = first; i < end; i++) counts[places[i]!] = Math.min(MOST_CROWD, table.get(table.at(values[i]!)))
  }
}

/** Reads the values of the records `at .. to` of a register that begins at `from`. */
function readValues(
  pool: Pool,
  column: Crowd,
  into: Uint32Array,
  [from, at, to]: readonly [number, number, number],
): void {
  const value = CROWDS[column]
  for (let record = at; record < to; record++) into[record - from] = value(pool, record)
}

/** How many records have each value, to be asked later: open addressing over values and counts side by side. */
export function tallyOf(pool: Pool, column: Crowd, range: readonly [number, number]): Uint32Array {
  const [from, to] = range
  const values = new Uint32Array(to - from)
  readValues(pool, column, values, [from, from, to])
  const tally = new Uint32Array(2 ** Math.max(5, Math.ceil(Math.log2(values.length * 1.5 + 2)) + 1))
  for (const value of values) {
    if (value === 0) continue
    const slot = slotOf(tally, value)
    tally[slot * 2] = value
    tally[slot * 2 + 1]!++
  }
  return tally
}

/** How many records have a value; 0 for one that none has. */
export const countIn = (tally: Uint32Array, value: number): number => tally[slotOf(tally, value) * 2 + 1]!

function slotOf(tally: Uint32Array, value: number): number {
  const mask = tally.length / 2 - 1
  let slot = (Math.imul(value, 0x9e3779b1) >>> 7) & mask
  while (tally[slot * 2] !== 0 && tally[slot * 2] !== value) slot = (slot + 1) & mask
  return slot
}
