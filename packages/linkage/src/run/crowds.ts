import type { Pool } from '../pool/pool.ts'
import { houseKey, roomKey } from '../pool/read-records.ts'

const MOST = 65_535

/**
 * Counts how many records of one register share a value, record by record: what a telephone number or a house says
 * depends on how many have it. Names are counted inside and outside the trades under comparison.
 */
export function countCrowds(pool: Pool, from: number, to: number): void {
  const inClass = (at: number) => (pool.inClass[at]! === 1 ? 0x5bd1e995 : 0)
  const phone = (at: number) => pool.phone[at]!
  countInto(pool.coreCrowd, from, to, (at) => (pool.coreKey[at] === 0 ? 0 : pool.coreKey[at]! + inClass(at)))
  countInto(pool.soundCrowd, from, to, (at) => (pool.soundKey[at] === 0 ? 0 : pool.soundKey[at]! + inClass(at)))
  countInto(pool.houseCrowd, from, to, (at) => houseKey(pool, at))
  countInto(pool.roomCrowd, from, to, (at) => roomKey(pool, at))
  countInto(pool.personCrowd, from, to, (at) => pool.personKey[at]!)
  countInto(pool.phoneCrowd, from, to, phone)
}

/** Open addressing over one table of keys and one of counts; both are thrown away when the column is written. */
function countInto(crowd: Uint16Array, from: number, to: number, key: (at: number) => number): void {
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2((to - from) * 2 + 2))) - 1
  const keys = new Float64Array(mask + 1)
  const counts = new Uint16Array(mask + 1)
  const slotOf = (value: number): number => {
    let slot = (Math.imul(value % 4_294_967_296, 0x9e3779b1) ^ Math.floor(value / 65_536)) >>> 1
    for (slot &= mask; keys[slot] !== 0 && keys[slot] !== value; slot = (slot + 1) & mask);
    return slot
  }
  for (let at = from; at < to; at++) {
    const value = key(at)
    if (value === 0) continue
    const slot = slotOf(value)
    keys[slot] = value
    if (counts[slot]! < MOST) counts[slot] = counts[slot]! + 1
  }
  for (let at = from; at < to; at++) {
    const value = key(at)
    crowd[at] = value === 0 ? 0 : counts[slotOf(value)]!
  }
}
