import type { Pool } from '../pool/pool.ts'
import { joined } from '../normalise/cells.ts'
import { houseKey, roomKey } from '../pool/read-records.ts'

export const MOST_CROWD = 65_535

const inClass = (pool: Pool, at: number): number => (pool.inClass[at]! === 1 ? 0x5bd1e995 : 0)

/**
 * What is counted, and by which value; 0 is none. What a telephone number or a house says depends on how many have it.
 * Names are counted inside and outside the trades under comparison.
 */
export const CROWDS = {
  coreCrowd: (pool, at) => (pool.coreKey[at] === 0 ? 0 : (pool.coreKey[at]! + inClass(pool, at)) >>> 0),
  soundCrowd: (pool, at) => (pool.soundKey[at] === 0 ? 0 : (pool.soundKey[at]! + inClass(pool, at)) >>> 0),
  houseCrowd: houseKey,
  roomCrowd: roomKey,
  personCrowd: (pool, at) => pool.personKey[at]!,
  phoneCrowd: (pool, at) => pool.phone[at]!,
} as const satisfies Partial<Record<keyof Pool, (pool: Pool, at: number) => number>>
export type Crowd = keyof typeof CROWDS
export const CROWD_COLUMNS = Object.keys(CROWDS) as Crowd[]

/** Counts how many records of one register share a value, record by record. */
export function countCrowds(pool: Pool, from: number, to: number): void {
  for (const column of CROWD_COLUMNS) {
    const places = new Uint32Array(to - from)
    const tally = tallyOf(pool, column, [from, to], places)
    for (let at = from; at < to; at++) {
      const place = places[at - from]!
      pool[column][at] = place === 0 ? 0 : Math.min(MOST_CROWD, tally[place * 2 - 1]!)
    }
  }
}

/**
 * Open addressing over values and counts side by side, so that a look-up costs one line of memory; where each record's
 * value stands is kept in `places`, for writing the column. Values are told apart by 32 bits.
 */
export function tallyOf(
  pool: Pool,
  column: Crowd,
  [from, to]: readonly [number, number],
  places?: Uint32Array,
): Uint32Array {
  const key = CROWDS[column]
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2((to - from) * 1.5 + 2))) - 1
  const table = new Uint32Array((mask + 1) * 2)
  for (let at = from; at < to; at++) {
    const value = key(pool, at)
    if (value === 0) continue
    const slot = slotOf(table, hashOf(value))
    table[slot * 2] = hashOf(value)
    table[slot * 2 + 1] = table[slot * 2 + 1]! + 1
    if (places) places[at - from] = slot + 1
  }
  return table
}

/** How many records have a value; 0 for one that none has. */
export const countIn = (tally: Uint32Array, value: number): number => tally[slotOf(tally, hashOf(value)) * 2 + 1]!

const hashOf = (value: number): number =>
  value > 0xffff_ffff ? joined(value >>> 0, Math.floor(value / 4_294_967_296)) || 1 : value

function slotOf(table: Uint32Array, hash: number): number {
  const mask = table.length / 2 - 1
  let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask
  while (table[slot * 2] !== 0 && table[slot * 2] !== hash) slot = (slot + 1) & mask
  return slot
}
