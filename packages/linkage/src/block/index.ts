import type { BlockingCount } from '../comparison.ts'
import type { Pool } from '../pool/pool.ts'
import { CAPS, KEYS, MOST_KEYS, RecordKeys } from './keys.ts'

/**
 * Which records of one register stand under a key: lists in two flat arrays. Two keys may fall into one list; such a
 * neighbour costs one comparison and is then judged on what it is.
 */
export interface BlockIndex {
  readonly heads: Uint32Array
  readonly records: Uint32Array
  /** Where the lists begin whose lengths weigh and are capped: `heads`, or those of the run whose counts are kept. */
  readonly counted: Uint32Array
  /** Records that stand in the index, or stood in that one. */
  readonly size: number
  /** What has changed since, where single rows are taken up. */
  readonly late?: LateLists
}

/** Lists that are others than when the index was built. */
export interface LateLists {
  /** How long the list is that was asked for last. */
  readonly length: number
  isOther(bucket: number, mask: number): boolean
  list(index: BlockIndex, bucket: number): Uint32Array
}

/** An index has so many lists, even of one record. */
export const FEWEST_LISTS = 65_536

/** The records of a list; for short ones. */
export function listOf(index: BlockIndex, bucket: number): Uint32Array {
  const { heads, records, late } = index
  return late?.isOther(bucket, heads.length - 2) === true
    ? late.list(index, bucket).subarray(0, late.length)
    : records.subarray(heads[bucket], heads[bucket + 1])
}

export const isEmpty = ({ heads, late }: BlockIndex, bucket: number): boolean =>
  heads[bucket] === heads[bucket + 1] && late?.isOther(bucket, heads.length - 2) !== true

const shared = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(Math.max(4, length * 4)))

/** As many lists as there are keys; of few more, so that a small register is not found by chance in every search. */
function bitsFor(keys: number): number {
  const bits = Math.ceil(Math.log2(keys + 1))
  return Math.max(bits, Math.min(bits + 8, 20), Math.log2(FEWEST_LISTS))
}

/** Indexes the records that `takes` admits, in order; with the lengths of another index where its counts are kept. */
export function makeIndex(
  pool: Pool,
  [from, to]: readonly [number, number],
  takes: (at: number) => boolean,
  kept?: Pick<BlockIndex, 'counted' | 'size'>,
): BlockIndex {
  const own = new RecordKeys(pool)
  let keys = new Uint32Array(Math.ceil((to - from) * 7) + 64)
  const counts = new Uint8Array(to - from)
  let total = 0
  let size = 0
  for (let at = from; at < to; at++) {
    if (!takes(at)) continue
    own.fill(at)
    size++
    if (total + own.count > keys.length) {
      const more = new Uint32Array(Math.ceil(keys.length * 1.5) + MOST_KEYS)
      more.set(keys)
      keys = more
    }
    counts[at - from] = own.count
    for (let i = 0; i < own.count; i++) keys[total++] = own.keys[i]!
  }
  const mask = kept ? kept.counted.length - 2 : 2 ** bitsFor(total) - 1
  const heads = shared(mask + 2)
  const records = shared(total)
  for (let i = 0; i < total; i++) heads[(keys[i]! & mask) + 1]!++
  for (let i = 1; i < heads.length; i++) heads[i] = heads[i]! + heads[i - 1]!
  // From the back, so that each list keeps the order of the records and its head ends where it began.
  let left = total
  for (let at = to - 1; at >= from; at--)
    for (let i = counts[at - from]!; i > 0; i--) records[--heads[(keys[--left]! & mask) + 1]!] = at
  // Now every head stands one place too far: the list of a bucket begins where that of the next one was counted to.
  heads.copyWithin(0, 1)
  heads[mask + 1] = total
  return { heads, records, counted: kept?.counted ?? heads, size: kept?.size ?? size }
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
