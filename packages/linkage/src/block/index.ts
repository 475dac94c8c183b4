import type { BlockingCount } from '../comparison.ts'
import type { Pool } from '../pool/pool.ts'
import { CAPS, KEYS, RecordKeys } from './keys.ts'

/**
 * Which records of one register stand under a key: lists in two flat arrays. Two keys may fall into one list; such a
 * neighbour costs one comparison and is then judged on what it is.
 */
export interface BlockIndex {
  readonly heads: Uint32Array
  readonly records: Uint32Array
  /** Records that stand in the index. */
  readonly size: number
}

const shared = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(Math.max(4, length * 4)))

function larger(values: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(values.length * 2)
  more.set(values)
  return more
}

/** Indexes the records that `takes` admits, in order. */
export function makeIndex(pool: Pool, from: number, to: number, takes: (at: number) => boolean): BlockIndex {
  const own = new RecordKeys(pool)
  let keys = new Uint32Array((to - from) * 8 + 64)
  let owners = new Uint32Array(keys.length)
  let total = 0
  let size = 0
  for (let at = from; at < to; at++) {
    if (!takes(at)) continue
    own.fill(at)
    size++
    if (total + own.count > keys.length) {
      keys = larger(keys)
      owners = larger(owners)
    }
    for (let i = 0; i < own.count; i++) {
      keys[total] = own.keys[i]!
      owners[total++] = at
    }
  }
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2(total + 1))) - 1
  const heads = shared(mask + 2)
  const records = shared(total)
  for (let i = 0; i < total; i++) heads[(keys[i]! & mask) + 1]!++
  for (let i = 1; i < heads.length; i++) heads[i] = heads[i]! + heads[i - 1]!
  // From the back, so that each list keeps the order of the records and its head ends where it began.
  for (let i = total - 1; i >= 0; i--) records[--heads[(keys[i]! & mask) + 1]!] = owners[i]!
  // Now every head stands one place too far: the list of a bucket begins where that of the next one was counted to.
  heads.copyWithin(0, 1)
  heads[mask + 1] = total
  return { heads, records, size }
}

/** Lists, postings and what the caps left out, by kind of key, over the records of a register (of many, a sample's). */
export function countBlocking(pool: Pool, index: BlockIndex, from: number, to: number): BlockingCount[] {
  const own = new RecordKeys(pool)
  const mask = index.heads.length - 2
  const seen = KEYS.map(() => ({ lists: 0, postings: 0, capped: 0, cappedRecords: 0 }))
  // A hundred thousand records tell enough of a million.
  const step = Math.max(1, Math.floor((to - from) / 100_000))
  for (let at = from; at < to; at += step) {
    own.fill(at)
    for (let i = 0; i < own.count; i++) {
      const bucket = own.keys[i]! & mask
      const length = index.heads[bucket + 1]! - index.heads[bucket]!
      const count = seen[own.kinds[i]!]!
      count.postings++
      if (length === 0) continue
      // Each record of a list adds its share, so that lists are counted without a set of them.
      count.lists += 1 / length
      if (length <= CAPS[own.kinds[i]!]!) continue
      count.capped += 1 / length
      count.cappedRecords++
    }
  }
  return seen.map((count, kind) => ({
    key: KEYS[kind]!,
    lists: Math.round(count.lists * step),
    postings: count.postings * step,
    capped: Math.round(count.capped * step),
    cappedRecords: count.cappedRecords * step,
    cap: CAPS[kind]!,
  }))
}
