import { FAR_AHEAD, LONG, rarityOf, WRITTEN_ALIKE, worthOf } from '../block/candidates.ts'
import { CAPS, KEYS, RecordKeys } from '../block/keys.ts'
import { LateKeys } from '../block/late-keys.ts'
import { CODE, correctionsOf } from '../normalise/identity.ts'
import { ROUNDING } from '../run/shortlist.ts'
import { BYTES, type Pool, WORDS } from '../pool/pool.ts'
import type { CodeUnits } from '../score/compare-pair.ts'
import type { OwnRun } from './copy-run.ts'

const NAME = KEYS.indexOf('name')
const CODE_KIND = KEYS.indexOf('code')
const ORGANISATION = KEYS.indexOf('organisation')
const LONGEST = Math.max(...CAPS)
/** A key under which a broken code's organisation is looked for as it should have been. */
const CORRECTED = KEYS.length

/** What a record and one that seeks have in common. */
export interface Shared {
  /** What it weighs if every list that they share is followed. */
  readonly weight: number
  /** A list that is not followed in every search is among them. */
  readonly isLong: boolean
  readonly isByCode: boolean
}
const SHARED = { code: 1, long: 2 } as const

/**
 * The search turned round: which records of later registers, and of its own, would find a record. Their keys stand in
 * the order of their bits from the last to the first, so that those which fall into one list of an index, however many
 * lists that has, lie side by side.
 */
export class Seekers {
  private readonly heads: Uint32Array
  private readonly records: Uint32Array
  private readonly keys: Uint32Array
  private readonly kinds: Uint8Array
  private readonly shift: number
  private readonly late: LateKeys
  private readonly own: RecordKeys
  private readonly sought: SoughtKeys
  private readonly sums: Float64Array
  private readonly shared: Uint8Array
  private readonly met: number[] = []
  /** Of the list that is looked at: its length in the index, and what it weighs. */
  private length = 0
  private rarity = 0
  /** Who stands before the one does not seek; who stands before the other seeks in its own register. */
  private from = 0
  private later = 0

  /** `left` has a 1 for each record that has other cells than its file. */
  constructor(
    private readonly run: OwnRun,
    codeUnits: CodeUnits,
    left: Uint8Array,
  ) {
    const { pool, stages } = run
    this.own = new RecordKeys(pool)
    this.sought = new SoughtKeys(pool, codeUnits)
    this.late = new LateKeys(left)
    this.sums = new Float64Array(pool.size)
    this.shared = new Uint8Array(pool.size)
    const rows = stages.slice(1).map(({ at, register }) => [pool.starts[at]!, register.table.rows] as const)
    const eachKey = (look: (record: number, i: number) => void) => {
      for (const [from, count] of rows)
        for (let at = from; at < from + count; at++) {
          this.sought.fill(at)
          for (let i = 0; i < this.sought.count; i++) look(at, i)
        }
    }
    let total = 0
    eachKey(() => total++)
    this.shift = 32 - Math.min(24, Math.max(4, Math.ceil(Math.log2(total + 1))))
    this.heads = new Uint32Array(2 ** (32 - this.shift) + 1)
    this.records = new Uint32Array(total)
    this.keys = new Uint32Array(total)
    this.kinds = new Uint8Array(total)
    eachKey((_, i) => this.heads[this.placeOf(this.sought.keys[i]!) + 1]!++)
    for (let i = 1; i < this.heads.length; i++) this.heads[i] = this.heads[i]! + this.heads[i - 1]!
    const next = this.heads.slice()
    eachKey((record, i) => {
      const to = next[this.placeOf(this.sought.keys[i]!)]!++
      this.records[to] = record
      this.keys[to] = this.sought.keys[i]!
      this.kinds[to] = this.sought.kinds[i]!
    })
  }

  /** Takes a record's keys as they are now, of one that was dropped. */
  put(record: number): void {
    this.sought.fill(record)
    this.late.put(record, this.sought)
  }

  /** Forgets a record, before its cells change. */
  drop(record: number): void {
    this.sought.fill(record)
    this.late.drop(record, this.sought)
  }

  /**
   * Calls for each record whose answer may be another when this record, as its keys are now, is there or is not: it
   * weighs so much for it that the search would have told it, or steers the search, or has the same code.
   */
  find(record: number, stage: number, tell: (seeker: number, shared: Shared) => void): void {
    const { index } = this.run.own[stage]!
    const mask = index.counted.length - 2
    this.from = this.run.pool.starts[stage]!
    this.later = this.run.pool.starts[stage + 1]!
    this.own.fill(record)
    for (let i = 0; i < this.own.count; i++) {
      const key = this.own.keys[i]!
      const bucket = key & mask
      const length = index.counted[bucket + 1]! - index.counted[bucket]!
      if (length > LONGEST && this.own.kinds[i] !== ORGANISATION) continue
      this.length = length
      this.rarity = rarityOf(index, length)
      this.meetUnder(key, mask, record)
    }
    for (const seeker of this.met) {
      const weight = this.sums[seeker]!
      const isByCode = (this.shared[seeker]! & SHARED.code) !== 0
      if (isByCode || weight >= Math.min(this.reachOf(seeker), FAR_AHEAD) - ROUNDING)
        tell(seeker, { weight, isByCode, isLong: (this.shared[seeker]! & SHARED.long) !== 0 })
      this.sums[seeker] = this.shared[seeker] = 0
    }
    this.met.length = 0
  }

  private reachOf(seeker: number): number {
    const { found, foundWithin, first } = this.run.links
    return (seeker < this.later ? foundWithin! : found!).reach[seeker - first]!
  }

  /** Meets all who seek under a key, as far as the index looks at it. */
  private meetUnder(key: number, mask: number, record: number): void {
    const { records, keys, kinds, late, length } = this
    const bits = 32 - Math.clz32(mask)
    const places = 32 - this.shift
    const first = this.placeOf(bits < places ? key & mask : key)
    const to = this.heads[first + (bits < places ? 2 ** (places - bits) : 1)]!
    for (let at = this.heads[first]!; at < to; at++) {
      const kind = kinds[at]!
      if (((keys[at]! ^ key) & mask) !== 0 || (kind !== CORRECTED && length > CAPS[kind]!)) continue
      if (!late.isLeft(records[at]!)) this.meet(records[at]!, kind, keys[at] === key, record)
    }
    late.each(key, mask, (seeker, kind, its) => {
      if (kind === CORRECTED || length <= CAPS[kind]!) this.meet(seeker, kind, its === key, record)
    })
  }

  private meet(seeker: number, kind: number, isSame: boolean, record: number): void {
    if (seeker < this.from || seeker === record || (kind === CORRECTED && !isSame)) return
    if (kind === CORRECTED || kind === CODE_KIND || kind === ORGANISATION) this.shared[seeker]! |= SHARED.code
    else if (this.reachOf(seeker) === Number.POSITIVE_INFINITY) return
    if (this.sums[seeker] === 0) this.met.push(seeker)
    if (this.length > LONG) this.shared[seeker]! |= SHARED.long
    const { coreKey } = this.run.pool
    const ahead = kind === NAME && coreKey[seeker * WORDS] === coreKey[record * WORDS] ? WRITTEN_ALIKE : 0
    // What broken codes should have been counts as what they are.
    this.sums[seeker]! += this.rarity * (kind === CORRECTED ? 1 : worthOf(kind)) + ahead
  }

  private placeOf(key: number): number {
    return reversed(key) >>> this.shift
  }
}

/** A number with its bits from the last to the first. */
function reversed(key: number): number {
  key = ((key >>> 1) & 0x5555_5555) | ((key & 0x5555_5555) << 1)
  key = ((key >>> 2) & 0x3333_3333) | ((key & 0x3333_3333) << 2)
  key = ((key >>> 4) & 0x0f0f_0f0f) | ((key & 0x0f0f_0f0f) << 4)
  key = ((key >>> 8) & 0x00ff_00ff) | ((key & 0x00ff_00ff) << 8)
  return (key >>> 16) | (key << 16)
}

/** All keys under which a record looks for others: its own, and where its code is broken, what that should have been. */
class SoughtKeys {
  readonly keys: Uint32Array = new Uint32Array(128)
  readonly kinds: Uint8Array = new Uint8Array(128)
  count = 0
  private readonly own: RecordKeys
  private readonly corrections = new Uint32Array(64)
  private readonly organisations = new Uint32Array(64)

  constructor(
    private readonly pool: Pool,
    private readonly codeUnits: CodeUnits,
  ) {
    this.own = new RecordKeys(pool)
  }

  fill(at: number): void {
    const { own } = this
    own.fill(at)
    this.keys.set(own.keys)
    this.kinds.set(own.kinds)
    this.count = own.count
    if (this.pool.codeState[at * BYTES] !== CODE.broken) return
    const n = correctionsOf(this.codeUnits(at), this.corrections, this.organisations)
    for (let i = 0; i < n; i++) {
      this.kinds[this.count] = CORRECTED
      this.keys[this.count++] = RecordKeys.ofOrganisation(this.organisations[i]!)
    }
  }
}
