import type { BlockingCount } from '../comparison.ts'
import type { Pool } from '../pool/pool.ts'
import { shared } from '../table.ts'
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

export const isEmpty = ({ heads, late }: BlockIndex, bucket: number): boolean =>
  heads[bucket] === heads[bucket + 1] && late?.isOther(bucket, heads.length - 2) !== true

/** As many lists as there are keys; of few more, so that a small register is not found by chance in every search. */
function bitsFor(keys: number): number {
  const bits = Math.ceil(Math.log2(keys + 1))
  return Math.max(bits, Math.min(bits + 8, 20), Math.log2(FEWEST_LISTS))
}

/**
 * Indexes the records that `takes` admits; each list keeps their order. Where the counts of another index are kept, it
 * has as many lists.
 */
export function makeIndex(
  pool: Pool,
  [from, to]: readonly [number, number],
  takes: (at: number) => boolean,
  kept?: Pick<BlockIndex, 'counted' | 'size'>,
): BlockIndex {
  const { keys, counts, size } = keysOf(pool, from, to, takes)
  const mask = kept ? kept.counted.length - 2 : 2 ** bitsFor(keys.length) - 1
  const [heads, records] = [shared(mask + 2), shared(keys.length)]
  const { starts, buckets } = sortIntoParts({ keys, counts, from, mask }, records)
  const part = new Uint32Array(longestOf(starts))
  // Part by part: what is written to lies near while it is written.
  for (let p = 0; p + 1 < starts.length; p++) {
    const [first, end] = [starts[p]!, starts[p + 1]!]
    const [low, high] = [p * PART, Math.min(mask + 1, (p + 1) * PART)]
    for (let i = first; i < end; i++) heads[low + buckets[i]! + 1]!++
    for (let bucket = low, sum = first; bucket < high; bucket++) {
      // Counts become where the lists begin, one place too far; filling moves each to where the next one begins.
      const length = heads[bucket + 1]!
      heads[bucket + 1] = sum
      sum += length
    }
    part.set(records.subarray(first, end))
    for (let i = first; i < end; i++) records[heads[low + buckets[i]! + 1]!++] = part[i - first]!
  }
  return { heads, records, counted: kept?.counted ?? heads, size: kept?.size ?? size }
}

/** Bits of the number of buckets that are filled together: their heads stay in the nearer memory. */
const PART_BITS = 15
const PART = 2 ** PART_BITS

function keysOf(pool: Pool, from: number, to: number, takes: (at: number) => boolean) {
  const own = new RecordKeys(pool)
  let keys = new Uint32Array(Math.ceil((to - from) * 7) + MOST_KEYS)
  const counts = new Uint8Array(to - from)
  let [total, size] = [0, 0]
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
  return { keys: keys.subarray(0, total), counts, size }
}

/** The keys of rows, row after row. */
interface Keys {
  readonly keys: Uint32Array
  /** How many each row has; the rows begin with record `from`. */
  readonly counts: Uint8Array
  readonly from: number
  readonly mask: number
}

/**
 * Puts the record of each key into `records`, part by part, and gives where the parts begin and the buckets by their
 * place in their part.
 */
function sortIntoParts({ keys, counts, from, mask }: Keys, records: Uint32Array) {
  const starts = new Uint32Array(Math.ceil((mask + 1) / PART) + 1)
  for (let i = 0; i < keys.length; i++) {
    const part = (keys[i]! & mask) >>> PART_BITS
    starts[part + 1]!++
  }
  for (let part = 1; part < starts.length; part++) starts[part] = starts[part]! + starts[part - 1]!
  const next = starts.slice()
  const buckets = new Uint16Array(keys.length)
  let read = 0
  for (let row = 0; row < counts.length; row++)
    for (let i = counts[row]!; i > 0; i--) {
      const bucket = keys[read++]! & mask
      const to = next[bucket >>> PART_BITS]!++
      buckets[to] = bucket & (PART - 1)
      records[to] = from + row
    }
  return { starts, buckets }
}

function longestOf(starts: Uint32Array): number {
  let most = 0
  for (let part = 1; part < starts.length; part++) most = Math.max(most, starts[part]! - starts[part - 1]!)
  return most
}

/** Lists, postings and what the caps left out, by kind of key, over the records of a register (of many, a sample's). */
export function countBlocking(pool: Pool, index: BlockIndex, from: number, to: number): BlockingCount[] {
  const own = new RecordKeys(pool)
  const mask = index.heads.length - 2
  const seen = KEYS.map(() => ({ lists: 0, postings: 0, capped: 0, cappedRecords: 0 }))
  // A few records tell enough of a million.
  const step = Math.max(1, Math.floor((to - from) / 20_000))
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
