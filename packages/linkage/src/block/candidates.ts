import { BYTES, type Pool, WORDS } from '../pool/pool.ts'
import { CODE as CODE_STATE, correctionsOf } from '../normalise/identity.ts'
import { CAPS, type KeyKind, KEYS, RecordKeys } from './keys.ts'
import { type BlockIndex, isEmpty } from './index.ts'

/** Candidates that go on to be scored. */
export const MOST_CANDIDATES = 20
const SLOTS = 16_384
const MOST_GATHERED = SLOTS / 2
const GRAM = KEYS.indexOf('name-gram')
const NAME = KEYS.indexOf('name')
/** Candidates so many bits behind the best are no rivals; once one is so far ahead, long lists are not followed. */
export const OUT_OF_REACH = 28
export const FAR_AHEAD = 48
export const LONG = 24
/** How much the rarity of what two share counts: one gram is half a name, a telephone or a code more than a place. */
const WORTH_OF: Partial<Record<KeyKind, number>> = {
  organisation: 2,
  code: 1.6,
  phone: 1.6,
  person: 1.3,
  'name-gram': 0.5,
}
const WORTH: readonly number[] = KEYS.map((kind) => WORTH_OF[kind] ?? 1)
/** Bits that a candidate is ahead by when the name is written alike and not only sounds alike. */
export const WRITTEN_ALIKE = 3
const MOST_LISTS = 32

/** Bits that tell one of a list from all that stand in the index. */
export const rarityOf = (index: BlockIndex, length: number): number => Math.log2(1 + index.size / Math.max(1, length))
/** How much of that counts under a kind of key. */
export const worthOf = (kind: number): number => WORTH[kind] ?? 1

/** Finds candidates; one for each thread, for its table keeps its memory. */
export class CandidateFinder {
  /** What was found last, and what it weighs; behind those that are scored, as many as are kept in reserve. */
  readonly records: Uint32Array
  readonly weights: Float32Array
  private readonly own: RecordKeys
  private readonly order = new Uint8Array(MOST_LISTS)
  private readonly lengths = new Uint32Array(MOST_LISTS)
  private readonly slots = new Uint32Array(SLOTS)
  private readonly sums = new Float32Array(SLOTS)
  private readonly filled = new Uint32Array(SLOTS)
  /**
   * What a record that was not there had to weigh at least to change what the last search found; every record's weight
   * is what its keys share with the one in question.
   */
  reach = 0
  private count = 0
  /** What is read only so that it is near when it is needed: memory answers many questions at once, one takes as long. */
  private touched = 0
  /** Weight of the best so far. */
  private most = 0

  private list: Uint32Array = this.slots
  private from = 0
  private to = 0

  private readonly corrections = new Uint32Array(64)
  private readonly organisations = new Uint32Array(64)

  /** `codeUnits` reads a code again, to look for what a broken one should have been. */
  constructor(
    private readonly pool: Pool,
    private readonly codeUnits?: (at: number) => Uint16Array,
    reserve = 0,
  ) {
    this.own = new RecordKeys(pool)
    this.records = new Uint32Array(MOST_CANDIDATES + reserve)
    this.weights = new Float32Array(MOST_CANDIDATES + reserve)
  }

  /**
   * The most promising candidates of a record among some registers, best first by the rarity of what they share;
   * `skipped` is a bit set of kinds of key not to be used. Returns how many.
   */
  find(at: number, indexes: readonly BlockIndex[], skipped = 0): number {
    for (let i = 0; i < this.count; i++) this.slots[this.filled[i]!] = 0
    this.count = 0
    this.most = 0
    this.own.fill(at)
    for (const index of indexes) this.gather(at, index, skipped)
    if (this.pool.codeState[at * BYTES] === CODE_STATE.broken && (skipped & 1) === 0) this.gatherCorrected(at, indexes)
    return this.best()
  }

  private gather(at: number, index: BlockIndex, skipped: number): void {
    const { counted } = index
    const { kinds, keys, count } = this.own
    const mask = counted.length - 2
    const { lengths, order } = this
    // By itself, so that the memory is asked for all of them at once.
    for (let i = 0; i < count; i++) {
      const bucket = keys[i]! & mask
      lengths[i] = counted[bucket + 1]! - counted[bucket]!
    }
    const isPlain = counted === index.heads && index.late === undefined
    let used = 0
    for (let i = 0; i < count; i++) {
      const length = lengths[i]!
      if (((skipped >> kinds[i]!) & 1) === 1) continue
      if (length === 0 && (isPlain || isEmpty(index, keys[i]! & mask))) continue
      // Rare lists first: few keys, so they are put in their place one by one.
      let j = used++
      while (j > 0 && lengths[order[j - 1]!]! > length) {
        order[j] = order[j - 1]!
        j--
      }
      order[j] = i
    }
    for (let o = 0; o < used; o++) this.touched += index.records[index.heads[keys[order[o]!]! & mask]!]!
    let budget = CAPS[GRAM]!
    for (let o = 0; o < used; o++) {
      const i = order[o]!
      const kind = kinds[i]!
      const length = lengths[i]!
      if (length > CAPS[kind]! || (length > LONG && this.most > FAR_AHEAD)) continue
      if (kind === GRAM) {
        if (length > budget) continue
        budget -= length
      }
      const weight = rarityOf(index, length) * WORTH[kind]!
      const bucket = keys[i]! & mask
      this.turnTo(index, bucket)
      const { list, to } = this
      for (let r = this.from; r < to; r++) {
        const record = list[r]!
        this.add(record, at, weight + this.ahead(kind, at, record))
      }
    }
  }

  /** Finds a list as it is now: its records stand in `list`, `from .. to`. */
  private turnTo(index: BlockIndex, bucket: number): void {
    const { heads, records, late } = index
    if (late?.isOther(bucket, heads.length - 2) === true) {
      this.list = late.list(index, bucket)
      this.from = 0
      this.to = late.length
      return
    }
    this.list = records
    this.from = heads[bucket]!
    this.to = heads[bucket + 1]!
  }

  /** Records whose sound code is one slip away from this broken one. */
  private gatherCorrected(at: number, indexes: readonly BlockIndex[]): void {
    if (this.codeUnits === undefined) return
    const n = correctionsOf(this.codeUnits(at), this.corrections, this.organisations)
    for (const index of indexes)
      for (let i = 0; i < n; i++) {
        this.turnTo(index, RecordKeys.ofOrganisation(this.organisations[i]!) & (index.heads.length - 2))
        for (let r = this.from; r < this.to; r++) {
          const record = this.list[r]!
          if (this.pool.codeKey[record * WORDS] === this.corrections[i]) this.add(record, at, Math.log2(1 + index.size))
        }
      }
  }

  /** What tells the members of a long list apart at a glance. */
  private ahead(kind: number, at: number, record: number): number {
    const { pool } = this
    if (kind === NAME) return pool.coreKey[at * WORDS] === pool.coreKey[record * WORDS] ? WRITTEN_ALIKE : 0
    return 0
  }

  private add(record: number, at: number, weight: number): void {
    if (record === at) return
    let slot = Math.imul(record, 0x9e3779b1) >>> 18
    while (this.slots[slot] !== 0 && this.slots[slot] !== record + 1) slot = (slot + 1) & (SLOTS - 1)
    if (this.slots[slot] === 0) {
      if (this.count >= MOST_GATHERED) return
      this.slots[slot] = record + 1
      this.sums[slot] = weight
      this.filled[this.count++] = slot
    } else this.sums[slot] = weight = this.sums[slot]! + weight
    if (weight > this.most) this.most = weight
  }

  /** The best by weight, then by place in the pool, so that the order never depends on chance. */
  private best(): number {
    const { records, weights, slots, sums } = this
    const most = records.length
    let kept = 0
    for (let i = 0; i < this.count; i++) {
      const slot = this.filled[i]!
      const weight = sums[slot]!
      const record = slots[slot]! - 1
      if (weight < this.most - OUT_OF_REACH) continue
      if (kept === most && !before(weight, record, weights[kept - 1]!, records[kept - 1]!)) continue
      let j = kept < most ? kept++ : kept - 1
      while (j > 0 && before(weight, record, weights[j - 1]!, records[j - 1]!)) {
        weights[j] = weights[j - 1]!
        records[j] = records[j - 1]!
        j--
      }
      weights[j] = weight
      records[j] = record
    }
    for (let i = 0; i < kept; i++)
      this.touched += this.pool.codeState[records[i]! * BYTES]! + this.pool.personKey[records[i]! * WORDS]!
    const last = kept === most ? weights[kept - 1]! : 0
    this.reach = this.count >= MOST_GATHERED ? Number.NEGATIVE_INFINITY : Math.max(last, this.most - OUT_OF_REACH)
    return kept
  }
}

export const before = (weightA: number, recordA: number, weightB: number, recordB: number): boolean =>
  weightA > weightB || (weightA === weightB && recordA < recordB)
