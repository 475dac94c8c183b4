import { type BlockIndex, FEWEST_LISTS, type LateLists } from './index.ts'
import type { RecordKeys } from './keys.ts'

type Keys = Pick<RecordKeys, 'keys' | 'kinds' | 'count'>
const WAY = FEWEST_LISTS - 1
/** Marks a key under which a record stood when the index was built and does no longer. */
const GONE = 0x80

/**
 * What has changed of an index since it was built: records for which it no longer holds, and the keys under which they
 * stand now. Found by as many low bits of a key as the index looks at, which are those of {@link FEWEST_LISTS} at
 * least. Postings are numbers in arrays, from 1 on, so that many thousands weigh nothing on the memory of objects.
 */
export class LateKeys implements LateLists {
  length = 0
  private found = new Uint32Array(1_024)
  /** The first posting of each way; behind each the next of its way, and the next of its record. */
  private readonly first = new Uint32Array(FEWEST_LISTS)
  private next = new Uint32Array(1_024)
  private sibling = new Uint32Array(1_024)
  private keys = new Uint32Array(1_024)
  private records = new Uint32Array(1_024)
  private kinds = new Uint8Array(1_024)
  private used = 0
  private free = 0
  private readonly ofRecord = new Map<number, number>()

  /** `left` has a 1 for each record of the pool for which the index no longer holds. */
  constructor(private readonly left: Uint8Array) {}

  /** Takes a record out of the index, where it stands under these keys, or from where it was put. */
  drop(record: number, stood: Keys): void {
    if (this.left[record] === 0) {
      this.left[record] = 1
      for (let i = 0; i < stood.count; i++) this.post(record, stood.keys[i]!, stood.kinds[i]! | GONE)
    }
    for (let at = this.ofRecord.get(record) ?? 0; at !== 0; ) {
      const after = this.sibling[at]!
      this.unlink(at)
      this.sibling[at] = this.free
      this.free = at
      at = after
    }
    this.ofRecord.delete(record)
  }

  /** Puts a record that has been taken out under these keys. */
  put(record: number, { keys, kinds, count }: Keys): void {
    let before = 0
    for (let i = 0; i < count; i++) {
      const at = this.post(record, keys[i]!, kinds[i]!)
      this.sibling[at] = before
      before = at
    }
    if (before !== 0) this.ofRecord.set(record, before)
  }

  isLeft(record: number): boolean {
    return this.left[record] === 1
  }

  /** Calls for each record that was put under a key, as far as `mask` looks at it. */
  each(key: number, mask: number, look: (record: number, kind: number, key: number) => void): void {
    for (let at = this.first[key & WAY]!; at !== 0; at = this.next[at]!)
      if (((this.keys[at]! ^ key) & mask) === 0 && this.kinds[at]! < GONE)
        look(this.records[at]!, this.kinds[at]!, this.keys[at]!)
  }

  isOther(bucket: number, mask: number): boolean {
    for (let at = this.first[bucket & WAY]!; at !== 0; at = this.next[at]!)
      if (((this.keys[at]! ^ bucket) & mask) === 0) return true
    return false
  }

  /** A list as it is now; valid until the next is asked for. */
  list({ heads, records }: BlockIndex, bucket: number): Uint32Array {
    const mask = heads.length - 2
    this.length = 0
    for (let r = heads[bucket]!; r < heads[bucket + 1]!; r++) if (this.left[records[r]!] === 0) this.add(records[r]!)
    for (let at = this.first[bucket & WAY]!; at !== 0; at = this.next[at]!)
      if (((this.keys[at]! ^ bucket) & mask) === 0 && this.kinds[at]! < GONE) this.add(this.records[at]!)
    return this.found
  }

  private post(record: number, key: number, kind: number): number {
    let at = this.free
    if (at !== 0) this.free = this.sibling[at]!
    else {
      at = ++this.used
      if (at === this.next.length) this.grow()
    }
    this.keys[at] = key
    this.records[at] = record
    this.kinds[at] = kind
    this.next[at] = this.first[key & WAY]!
    this.first[key & WAY] = at
    return at
  }

  private unlink(posting: number): void {
    const way = this.keys[posting]! & WAY
    let before = 0
    for (let at = this.first[way]!; at !== posting; at = this.next[at]!) before = at
    if (before === 0) this.first[way] = this.next[posting]!
    else this.next[before] = this.next[posting]!
  }

  private grow(): void {
    this.next = longer(this.next)
    this.sibling = longer(this.sibling)
    this.keys = longer(this.keys)
    this.records = longer(this.records)
    const kinds = new Uint8Array(this.kinds.length * 2)
    kinds.set(this.kinds)
    this.kinds = kinds
  }

  private add(record: number): void {
    if (this.length === this.found.length) this.found = longer(this.found)
    this.found[this.length++] = record
  }
}

function longer(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(numbers.length * 2)
  copy.set(numbers)
  return copy
}
