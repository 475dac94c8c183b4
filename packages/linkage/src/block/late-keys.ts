import { type BlockIndex, FEWEST_LISTS } from './index.ts'
import type { RecordKeys } from './keys.ts'

/** A record under one of its keys; `isGone`, where it stood under it when the index was built and does no longer. */
export interface Posting {
  readonly record: number
  readonly key: number
  readonly kind: number
  readonly isGone: boolean
}

type Keys = Pick<RecordKeys, 'keys' | 'kinds' | 'count'>

/**
 * What has changed of an index since it was built: records for which it no longer holds, and the keys under which they
 * stand now. Found by as many low bits of a key as the index looks at, which are those of {@link FEWEST_LISTS} at least.
 */
export class LateKeys {
  /** The list that was asked for last, and how long it is. */
  private found = new Uint32Array(1_024)
  length = 0
  private readonly ways = new Map<number, Posting[]>()
  private readonly postings = new Map<number, readonly Posting[]>()

  /** `left` has a 1 for each record of the pool for which the index no longer holds. */
  constructor(private readonly left: Uint8Array) {}

  /** Takes a record out of the index, where it stands under these keys, or from where it was put. */
  drop(record: number, stood: Keys): void {
    if (this.left[record] === 0) {
      this.left[record] = 1
      for (const it of postingsOf(record, stood, true)) this.way(it.key).push(it)
    }
    for (const it of this.postings.get(record) ?? []) {
      const way = this.way(it.key)
      way.splice(way.indexOf(it), 1)
    }
    this.postings.delete(record)
  }

  /** Puts a record that has been taken out under these keys. */
  put(record: number, keys: Keys): void {
    const own = postingsOf(record, keys, false)
    for (const it of own) this.way(it.key).push(it)
    this.postings.set(record, own)
  }

  isLeft(record: number): boolean {
    return this.left[record] === 1
  }

  /** Calls for each record that was put under a key, as far as `mask` looks at it. */
  each(key: number, mask: number, look: (posting: Posting) => void): void {
    for (const it of this.ways.get(key & (FEWEST_LISTS - 1)) ?? [])
      if (((it.key ^ key) & mask) === 0 && !it.isGone) look(it)
  }

  /** Whether a list is another than when the index was built. */
  isOther(bucket: number, mask: number): boolean {
    const way = this.ways.get(bucket & (FEWEST_LISTS - 1))
    return way !== undefined && way.some((it) => ((it.key ^ bucket) & mask) === 0)
  }

  /** A list as it is now; valid until the next is asked for. */
  list({ heads, records }: BlockIndex, bucket: number): Uint32Array {
    this.length = 0
    for (let r = heads[bucket]!; r < heads[bucket + 1]!; r++) if (this.left[records[r]!] === 0) this.add(records[r]!)
    this.each(bucket, heads.length - 2, (it) => this.add(it.record))
    return this.found
  }

  private way(key: number): Posting[] {
    const at = key & (FEWEST_LISTS - 1)
    const known = this.ways.get(at)
    if (known !== undefined) return known
    const way: Posting[] = []
    this.ways.set(at, way)
    return way
  }

  private add(record: number): void {
    if (this.length === this.found.length) {
      const longer = new Uint32Array(this.found.length * 2)
      longer.set(this.found)
      this.found = longer
    }
    this.found[this.length++] = record
  }
}

const postingsOf = (record: number, { keys, kinds, count }: Keys, isGone: boolean): Posting[] =>
  Array.from({ length: count }, (_, i) => ({ record, key: keys[i]!, kind: kinds[i]!, isGone }))
