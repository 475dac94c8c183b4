import { CandidateFinder, MOST_CANDIDATES } from '../block/candidates.ts'
import { KEYS } from '../block/keys.ts'
import type { Override, PairModel } from '../comparison.ts'
import type { Pool } from '../pool/pool.ts'
import type { PairComparer } from '../score/compare-pair.ts'
import { type Curve, calibrated } from '../score/calibrate.ts'
import { FIELD_COUNT, fieldIndex, levelIndex } from '../score/levels.ts'
import { missOf } from '../score/miss.ts'
import { computePosterior, makePosterior, type Posterior } from '../score/posterior.ts'
import type { Target } from '../score/train.ts'
import { bitsOf, sumBits, sumStrangerBits, type Weights, weightsOf } from '../score/weights.ts'
import { Shortlist } from './shortlist.ts'

const CODE = fieldIndex('code')
const CODE_EQUAL = levelIndex('code', 'equal')
const CODE_ORGANISATION = levelIndex('code', 'organisation')
const CODE_KINDS = (1 << KEYS.indexOf('code')) | (1 << KEYS.indexOf('organisation'))
const OTHER_KINDS = ((1 << KEYS.length) - 1) & ~CODE_KINDS

/** What decided a link; 0 is the score. */
export const RULE = { score: 0, sameCode: 1, sameKey: 2, decidedSame: 3, decidedDifferent: 4 } as const

export const OVERRIDES: Readonly<Record<number, Override>> = {
  [RULE.sameCode]: 'same-code',
  [RULE.sameKey]: 'same-key',
  [RULE.decidedSame]: 'decided-same',
  [RULE.decidedDifferent]: 'decided-different',
}

/** An equal code with another field that agrees: only a borrowed licence of a neighbour looks like it. */
const SAME_CODE_PROBABILITY = 0.9995
/** Above this the better of two answers is taken for now. */
export const TAKEN = 0.5

/** How a record is to be linked; codes may be hidden to see whether the rest finds the same partner. */
export interface LinkMode {
  readonly hideCodes?: boolean
  /** Bit set of kinds of key not to be used. */
  readonly skipped?: number
  /** Records and premises that a person has called different. */
  readonly excluded?: ReadonlySet<number> | undefined
  /** Nothing is taken by rule: the scores of all candidates are wanted. */
  readonly scoreAll?: boolean
}

/** Links one record at a time against what has been read before it; one for each thread. */
export class RecordLinker {
  /** Candidates of the last record, best first. */
  count = 0
  readonly records: Uint32Array = new Uint32Array(MOST_CANDIDATES)
  readonly bits: Float64Array = new Float64Array(MOST_CANDIDATES)
  readonly shares: Float64Array = new Float64Array(MOST_CANDIDATES)
  none = 1
  lost = 0
  /** The chosen record or −1, how likely, and by what rule. */
  partner = -1
  probability = 0
  rule: number = RULE.score
  /** A record that has the same code and nothing else in common; −1 without. */
  codeOwner = -1
  /** See `CandidateFinder.reach`; infinite where an equal code decided. */
  reach = 0

  private readonly finder: CandidateFinder
  private readonly weights: readonly Weights[]
  private readonly prior: number
  /** What the search found, and the bits of those that were scored. */
  readonly found: Shortlist = new Shortlist()
  private readonly raw = {
    count: 0,
    bits: this.found.bits,
    premises: new Uint32Array(MOST_CANDIDATES),
    prior: 0,
    miss: 0,
    strangers: this.found.strangers,
  }
  private readonly posterior: Posterior = makePosterior(MOST_CANDIDATES)
  private readonly order = new Uint8Array(MOST_CANDIDATES)

  constructor(
    private readonly pool: Pool,
    private readonly comparer: PairComparer,
    private readonly targets: readonly Target[],
    private readonly models: readonly PairModel[],
    private readonly curve: Curve = [],
    reserve = 0,
  ) {
    this.finder = new CandidateFinder(pool, comparer.codeUnits, reserve)
    this.weights = targets.map((it, t) => weightsOf(models[t]!, it.population, it.classPopulation))
    this.prior = Math.min(0.998, Math.max(0, ...models.map((it) => it.prior)))
  }

  link(at: number, mode: LinkMode = {}): void {
    this.partner = this.codeOwner = -1
    this.rule = RULE.score
    this.probability = 0
    this.count = 0
    this.found.isPlain = false
    const { pool } = this
    const hidden = mode.hideCodes === true
    if (!hidden && (pool.codeKey[at] !== 0 || pool.organisationKey[at] !== 0) && this.byCode(at, mode)) return
    this.score(at, mode, hidden)
  }

  private indexes = (): readonly Target['index'][] => this.targets.map((it) => it.index)

  /** Equal codes and another field that agrees: taken at once, of several the one for which most speaks. */
  private byCode(at: number, mode: LinkMode): boolean {
    const n = Math.min(MOST_CANDIDATES, this.finder.find(at, this.indexes(), OTHER_KINDS))
    let [found, most] = [-1, Number.NEGATIVE_INFINITY]
    for (let c = 0; c < n; c++) {
      const other = this.finder.records[c]!
      if (this.isExcluded(other, mode)) continue
      this.comparer.compare(at, other)
      const level = this.comparer.levels[CODE]!
      if (level !== CODE_EQUAL && level !== CODE_ORGANISATION) continue
      const weights = this.weights[this.targetOf(other)]!
      const bits = sumBits(weights, this.comparer.levels, this.comparer.crowds)
      if (this.isBorneOut(weights, bits) || !this.comparer.contradicts()) {
        if (bits > most) [found, most] = [other, bits]
      } else if (this.codeOwner < 0) this.codeOwner = other
    }
    if (found < 0) return false
    this.codeOwner = -1
    if (mode.scoreAll === true) return false
    this.partner = found
    this.rule = RULE.sameCode
    this.reach = Number.POSITIVE_INFINITY
    this.probability = SAME_CODE_PROBABILITY
    this.none = 1 - SAME_CODE_PROBABILITY
    this.lost = 0
    return true
  }

  /** Whether another field agrees, and what is beside the code speaks for the pair as a whole: a name of thousands does not. */
  private isBorneOut(weights: Weights, bits: number): boolean {
    const { comparer } = this
    return comparer.agreesElsewhere() && bits > bitsOf(weights, CODE, comparer.levels[CODE]!, comparer.crowds[CODE]!)
  }

  private isExcluded(other: number, mode: LinkMode): boolean {
    return mode.excluded !== undefined && (mode.excluded.has(other) || mode.excluded.has(this.pool.premises[other]!))
  }

  private score(at: number, mode: LinkMode, hidden: boolean): void {
    const { finder, found } = this
    const n = finder.find(at, this.indexes(), (mode.skipped ?? 0) | (hidden ? CODE_KINDS : 0))
    this.reach = finder.reach
    found.take(finder, n, this.codeOwner)
    if (mode.excluded !== undefined) found.keepOnly((other) => !this.isExcluded(other, mode))
    this.conclude(at, hidden)
  }

  /** Concludes anew from what was found before and has been put into `found`; where there is an equal code, link anew. */
  again(at: number): void {
    this.partner = -1
    this.rule = RULE.score
    this.codeOwner = this.found.codeOwner
    this.reach = this.found.reach
    this.conclude(at, false)
  }

  private conclude(at: number, hidden: boolean): void {
    const { pool, raw, found, posterior } = this
    raw.count = Math.min(found.count, MOST_CANDIDATES)
    for (let c = 0; c < raw.count; c++) {
      if (Number.isNaN(found.bits[c])) this.scorePair(at, c, hidden)
      raw.premises[c] = pool.premises[found.records[c]!]!
    }
    raw.prior = this.prior
    raw.miss = this.models.length === 0 ? 0 : missOf(pool, at, this.models[0]!)
    computePosterior(posterior, raw)
    this.none = posterior.none
    this.lost = posterior.lost
    this.sort()
    const best = this.count > 0 ? calibrated(this.curve, this.shares[0]!) : 0
    if (best >= TAKEN) {
      this.partner = this.records[0]!
      this.probability = best
      if (this.partner === this.codeOwner) this.codeOwner = -1
    } else this.probability = this.none
  }

  private scorePair(at: number, c: number, hidden: boolean): void {
    const { comparer, found } = this
    const other = found.records[c]!
    comparer.compare(at, other)
    if (hidden) comparer.levels[CODE] = 0
    const weights = this.weights[this.targetOf(other)]!
    found.bits[c] = weights.priorBits + sumBits(weights, comparer.levels, comparer.crowds)
    found.strangers[c] = weights.strangerPriorBits + sumStrangerBits(weights, comparer.levels, comparer.crowds)
  }

  private sort(): void {
    const { raw, posterior, order } = this
    for (let i = 0; i < raw.count; i++) {
      let j = i
      while (j > 0 && this.isBefore(i, order[j - 1]!)) {
        order[j] = order[j - 1]!
        j--
      }
      order[j] = i
    }
    this.count = raw.count
    for (let i = 0; i < raw.count; i++) {
      const from = order[i]!
      this.records[i] = this.found.records[from]!
      this.bits[i] = raw.bits[from]!
      this.shares[i] = posterior.shares[from]!
    }
  }

  private isBefore(i: number, j: number): boolean {
    const { shares } = this.posterior
    const { bits } = this.raw
    return shares[i]! > shares[j]! || (shares[i] === shares[j] && bits[i]! > bits[j]!)
  }

  /** Which register a record stands in, among those looked through. */
  targetOf(record: number): number {
    const { pool, targets } = this
    for (let t = 0; t < targets.length; t++) {
      const { register } = targets[t]!
      if (record >= pool.starts[register]! && record < pool.starts[register + 1]!) return t
    }
    return 0
  }

  /** Bits that the question starts with, against the register of this record. */
  priorBitsOf(record: number): number {
    return this.weights[this.targetOf(record)]!.priorBits
  }

  /** Levels and weights of one pair, until the next is compared. */
  compared(a: number, b: number): Compared {
    this.comparer.compare(a, b)
    const { levels, crowds } = this.comparer
    return { levels, crowds, weights: this.weights[this.targetOf(b)]! }
  }

  /** Levels and weights of one pair, for its explanation. */
  evidence(a: number, b: number): Compared {
    const { levels, crowds, weights } = this.compared(a, b)
    return { levels: levels.slice(0, FIELD_COUNT), crowds: crowds.slice(0, FIELD_COUNT), weights }
  }
}

/** How two records compare, and what that weighs. */
export interface Compared {
  readonly levels: Uint8Array
  readonly crowds: Float64Array
  readonly weights: Weights
}
