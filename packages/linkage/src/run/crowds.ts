import { joined } from '../normalise/cells.ts'
import { inParts, PartTable } from '../pool/parts.ts'
import { BYTES, HALVES, LONGS, type Pool, WORDS } from '../pool/pool.ts'
import { houseKey, roomKey } from '../pool/read-records.ts'

const MOST = 65_535

/**
 * Counts how many records of one register share a value, record by record: what a telephone number or a house says
 * depends on how many have it. Names are counted inside and outside the trades under comparison.
 */
export function countCrowds(pool: Pool, from: number, to: number): void {
  const ofClass = (at: number, key: number) =>
    key === 0 || pool.inClass[at * BYTES] !== 1 ? key : (key + 0x5bd1e995) >>> 0
  countInto(pool.coreCrowd, from, to, (at) => ofClass(at, pool.coreKey[at * WORDS]!))
  countInto(pool.soundCrowd, from, to, (at) => ofClass(at, pool.soundKey[at * WORDS]!))
  countInto(pool.houseCrowd, from, to, (at) => houseKey(pool, at))
  countInto(pool.roomCrowd, from, to, (at) => roomKey(pool, at))
  countInto(pool.personCrowd, from, to, (at) => pool.personKey[at * WORDS]!)
  countInto(pool.phoneCrowd, from, to, (at) => hashOf(pool.phone[at * LONGS]!))
}

const hashOf = (phone: number): number =>
  phone > 0xffff_ffff ? joined(phone >>> 0, Math.floor(phone / 4_294_967_296)) : phone

/** Values are told apart by 32 bits. */
function countInto(crowd: Uint16Array, from: number, to: number, key: (at: number) => number): void {
  const hashes = new Uint32Array(to - from)
  for (let at = from; at < to; at++) hashes[at - from] = key(at)
  const { values, places, starts } = inParts(hashes)
  const counts = new Uint16Array(to - from)
  const table = new PartTable()
  for (let part = 0; part + 1 < starts.length; part++) {
    const [first, end] = [starts[part]!, starts[part + 1]!]
    table.clear(end - first)
    for (let i = first; i < end; i++) {
      const place = table.at(values[i]!)
      table.set(place, table.get(place) + 1)
    }
    for (let i = first; i < end; i++) counts[places[i]!] = Math.min(MOST, table.get(table.at(values[i]!)))
  }
  for (let at = from; at < to; at++) crowd[at * HALVES] = counts[at - from]!
}
