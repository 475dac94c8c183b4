import type { BlockIndex } from './index.ts'
import type { RecordKeys } from './keys.ts'

/** A record under one of its keys. */
export interface Posting {
  readonly record: number
  readonly key: number
  readonly kind: number
}

const WAYS = 4_096

/**
 * What has changed of an index since it was built: records for which it no longer holds, and the keys under which they
 * stand now. Found by as many low bits of a key as the index looks at.
 */
export class LateKeys {
  /** The list that was asked for last, and how long it is. */
  private found = new Uint32Array(1_024)
  length = 0
  private readonly ways: Posting[][] = Array.from({ length: WAYS }, () => [])
  private readonly postings = new Map<number, readonly Posting[]>()

  /** `left` has a 1 for each record of the pool for which the index no longer holds. */
  constructor(private readonly left: Uint8Array) {}

  /** Takes a record out of the index, and from where it was put. */
  drop(record: number): void {
    this.left[record] = 1
    for (const it of this.postings.get(record) ?? []) {
      const way = this.ways[it.key & (WAYS - 1)]!
      way.splice(way.indexOf(it), 1)
    }
    this.postings.delete(record)
  }

  /** Puts a record under its keys as they are now, instead of what the index has of it. */
  put(record: number, { keys, kinds, count }: Pick<RecordKeys, 'keys' | 'kinds' | 'count'>): void {
    this.drop(record)
    const own = Array.from({ length: count }, (_, i): Posting => ({ record, key: keys[i]!, kind: kinds[i]! }))
    for (const it of own) this.ways[it.key & (WAYS - 1)]!.push(it)
    this.postings.set(record, own)
  }

  has(key: number, mask: number): boolean {
    for (let way = key & mask & (WAYS - 1); way < WAYS; way += Math.min(WAYS, mask + 1))
      for (const it of this.ways[way]!) if (((it.key ^ key) & mask) === 0) return true
    return false
  }

  /** Does something with each record that stands under a key, as far as `mask` looks at it. */
  each(key: number, mask: number, look: (posting: Posting) => void): void {
    for (let way = key & mask & (WAYS - 1); way < WAYS; way += Math.min(WAYS, mask + 1))
      for (const it of this.ways[way]!) if (((it.key ^ key) & mask) === 0) look(it)
  }

  isLeft(record: number): boolean {
    return this.left[record] === 1
  }

  /** A list of the index as it is now; valid until the next is asked for. */
  list({ heads, records }: BlockIndex, bucket: number): Uint32Array {
    this.length = 0
    for (let r = heads[bucket]!; r < heads[bucket + 1]!; r++) if (this.left[records[r]!] === 0) this.add(records[r]!)
    this.each(bucket, heads.length - 2, (it) => this.add(it.record))
    return this.found
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
