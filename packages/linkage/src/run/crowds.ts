import { BYTES, HALVES, LONGS, type Pool, WORDS } from '../pool/pool.ts'
import { joined } from '../normalise/cells.ts'
import { houseKey, roomKey } from '../pool/read-records.ts'

const MOST = 65_535

/**
 * Counts how many records of one register share a value, record by record: what a telephone number or a house says
 * depends on how many have it. Names are counted inside and outside the trades under comparison.
 */
export function countCrowds(pool: Pool, from: number, to: number): void {
  const inClass = (at: number) => (pool.inClass[at * BYTES]! === 1 ? 0x5bd1e995 : 0)
  const phone = (at: number) => pool.phone[at * LONGS]!
  countInto(pool.coreCrowd, from, to, (at) =>
    pool.coreKey[at * WORDS] === 0 ? 0 : (pool.coreKey[at * WORDS]! + inClass(at)) >>> 0,
  )
  countInto(pool.soundCrowd, from, to, (at) =>
    pool.soundKey[at * WORDS] === 0 ? 0 : (pool.soundKey[at * WORDS]! + inClass(at)) >>> 0,
  )
  countInto(pool.houseCrowd, from, to, (at) => houseKey(pool, at))
  countInto(pool.roomCrowd, from, to, (at) => roomKey(pool, at))
  countInto(pool.personCrowd, from, to, (at) => pool.personKey[at * WORDS]!)
  countInto(pool.phoneCrowd, from, to, phone)
}

/**
 * Open addressing over keys and counts side by side, so that a look-up costs one line of memory; where each record's
 * value stands is kept for writing the column. Values are told apart by 32 bits.
 */
function countInto(crowd: Uint16Array, from: number, to: number, key: (at: number) => number): void {
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2((to - from) * 1.5 + 2))) - 1
  const table = new Uint32Array((mask + 1) * 2)
  const places = new Uint32Array(to - from)
  for (let at = from; at < to; at++) {
    const value = key(at)
    if (value === 0) continue
    const hash = value > 0xffff_ffff ? joined(value >>> 0, Math.floor(value / 4_294_967_296)) : value
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask
    while (table[slot * 2] !== 0 && table[slot * 2] !== hash) slot = (slot + 1) & mask
    table[slot * 2] = hash
    table[slot * 2 + 1] = table[slot * 2 + 1]! + 1
    places[at - from] = slot + 1
  }
  for (let at = from; at < to; at++) {
    const place = places[at - from]!
    crowd[at * HALVES] = place === 0 ? 0 : Math.min(MOST, table[place * 2 - 1]!)
  }
}
