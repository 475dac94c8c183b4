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
  const total = keys.length
  const mask = kept ? kept.counted.length - 2 : 2 ** bitsFor(total) - 1
  const [heads, records] = [shared(mask + 2), shared(total)]
  const starts = partStarts(keys, mask)
  const parts = starts.length - 1
  const room = makeRoom(starts)
  // Part by part, a few of which are sorted out at a time: what is written to lies near while it is written.
  for (let first = 0; first < parts; first += room.parts) {
    const last = Math.min(parts, first + room.parts)
    sortOut(room, { keys, counts, from, mask, starts, first, last })
    for (let part = first; part < last; part++) {
      const [begin, end, shift] = [starts[part]!, starts[part + 1]!, starts[first]!]
      const [low, high] = [part * PART, Math.min(mask + 1, (part + 1) * PART)]
      for (let i = begin - shift; i < end - shift; i++) heads[low + room.buckets[i]! + 1]!++
      for (let bucket = low, sum = begin; bucket < high; bucket++) {
        // Counts become where the lists begin, one place too far; filling moves each to where the next one begins.
        const length = heads[bucket + 1]!
        heads[bucket + 1] = sum
        sum += length
      }
      for (let i = begin - shift; i < end - shift; i++) records[heads[low + room.buckets[i]! + 1]!++] = room.records[i]!
    }
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

/** Where the keys of each part begin when they are sorted out. */
function partStarts(keys: Uint32Array, mask: number): Uint32Array {
  const starts = new Uint32Array(Math.ceil((mask + 1) / PART) + 1)
  for (let i = 0; i < keys.length; i++) {
    const part = (keys[i]! & mask) >>> PART_BITS
    starts[part + 1]!++
  }
  for (let part = 1; part < starts.length; part++) starts[part] = starts[part]! + starts[part - 1]!
  return starts
}

/** Memory for the keys of some parts: buckets by their place in the part, and records. */
interface Room {
  readonly parts: number
  readonly buckets: Uint16Array
  readonly records: Uint32Array
}

/** So many goes over all keys: each takes time, and each spares memory. */
const GOES = 1

function makeRoom(starts: Uint32Array): Room {
  const all = starts.length - 1
  const parts = Math.ceil(all / GOES)
  let most = 0
  for (let first = 0; first < all; first += parts)
    most = Math.max(most, starts[Math.min(all, first + parts)]! - starts[first]!)
  return { parts, buckets: new Uint16Array(most), records: new Uint32Array(most) }
}

/** Sorts out the keys of the parts `first .. last`. */
function sortOut(
  { buckets, records }: Room,
  of: {
    readonly keys: Uint32Array
    /** How many keys each row has; the rows begin with record `from`. */
    readonly counts: Uint8Array
    readonly from: number
    readonly mask: number
    readonly starts: Uint32Array
    readonly first: number
    readonly last: number
  },
): void {
  const { keys, counts, from, mask, starts, first, last } = of
  const next = starts.slice(first, last + 1)
  const shift = starts[first]!
  let read = 0
  for (let row = 0; row < counts.length; row++)
    for (let i = counts[row]!; i > 0; i--) {
      const bucket = keys[read++]! & mask
      const part = bucket >>> PART_BITS
      if (part < first || part >= last) continue
      const to = next[part - first]!++ - shift
      buckets[to] = bucket & (PART - 1)
      records[to] = from + row
    }
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
