import type { PairModel } from '../comparison.ts'
import { FIELD_COUNT, FIELDS, STRANGER_FIELDS, WIDTH } from './levels.ts'
import { LEAST_SHARE } from './monotone.ts'
import { bitsOfCrowd, oddsOf } from './odds.ts'

/** Weights of evidence between one register and another, in bits, ready for adding up. */
export interface Weights {
  /** Records of the register compared with, and those of them in the trades under comparison. */
  readonly population: number
  readonly classPopulation: number
  /** log2 of the odds that one record drawn blindly is the partner. */
  readonly priorBits: number
  /** By field and level: log2 m/u, or log2 m where the level is counted. */
  readonly bits: Float64Array
  /** By field and level: log2 of the population to be divided by the crowd; 0 where the level is not counted. */
  readonly counted: Float64Array
  /** By field and level: the same for a stranger that has this field from the record. */
  readonly strangerBits: Float64Array
  /** By kind of stranger: log2 of the odds that a record without a partner is one of a record drawn blindly. */
  readonly strangerPriorBits: readonly number[]
}

/** A value that one line of a short file has is no rarer for that: files are drawn from a world of shops. */
const SMALLEST_WORLD = 1_000

/** Turns a model of two registers into weights. */
export function weightsOf(model: PairModel, population: number, classPopulation: number): Weights {
  const bits = new Float64Array(FIELD_COUNT * WIDTH)
  const counted = new Float64Array(FIELD_COUNT * WIDTH)
  const strangerBits = new Float64Array(FIELD_COUNT * WIDTH)
  for (const [f, { field, levels, counted: names }] of FIELDS.entries())
    for (let level = 1; level < levels.length; level++) {
      const m = Math.max(LEAST_SHARE, model.m[field]?.[level] ?? 0)
      const u = Math.max(LEAST_SHARE, model.u[field]?.[level] ?? 0)
      const isCounted = names.includes(levels[level] ?? '')
      // Names are told apart inside the trades under comparison, so they are counted there.
      const of = Math.max(SMALLEST_WORLD, field === 'name' ? classPopulation : population)
      counted[f * WIDTH + level] = isCounted ? Math.log2(of) : 0
      bits[f * WIDTH + level] = isCounted ? Math.log2(m) : Math.log2(m / u)
      const s = model.strangers.find((it) => it.s[field])?.s[field]?.[level]
      if (s !== undefined)
        strangerBits[f * WIDTH + level] = Math.log2(Math.max(LEAST_SHARE, s)) - (isCounted ? 0 : Math.log2(u))
    }
  return {
    population,
    classPopulation,
    priorBits: Math.log2(model.here / Math.max(1, population)),
    bits,
    counted,
    strangerBits,
    strangerPriorBits: model.strangers.map(({ share }) =>
      Math.log2(((1 - model.prior) * share) / Math.max(1, population)),
    ),
  }
}

/** The bits of one field. */
export function bitsOf(weights: Weights, field: number, level: number, crowd: number): number {
  if (level === 0) return 0
  const at = field * WIDTH + level
  const of = weights.counted[at]!
  return of === 0 ? weights.bits[at]! : weights.bits[at]! + of - bitsOfCrowd(crowd)
}

/** The bits of a pair. */
export function sumBits(weights: Weights, levels: Uint8Array, crowds: Float64Array, from = 0): number {
  let sum = 0
  for (let f = 0; f < FIELD_COUNT; f++) sum += bitsOf(weights, f, levels[from + f]!, crowds[from + f]!)
  return sum
}

/** The odds of one kind of stranger, with its prior, as bits: what it has from this record, and chance for the rest. */
export function sumStrangerBits(
  weights: Weights,
  kind: number,
  levels: Uint8Array,
  crowds: Float64Array,
  from = 0,
): number {
  let sum = weights.strangerPriorBits[kind]!
  for (const f of STRANGER_FIELDS[kind]!) {
    const level = levels[from + f]!
    const at = f * WIDTH + level
    if (level === 0) continue
    const of = weights.counted[at]!
    sum += weights.strangerBits[at]! + (of === 0 ? 0 : of - bitsOfCrowd(crowds[from + f]!))
  }
  return sum
}

/** The odds that the record is a stranger of either kind. */
export function strangerOdds(weights: Weights, levels: Uint8Array, crowds: Float64Array, from = 0): number {
  let odds = 0
  for (let kind = 0; kind < STRANGER_FIELDS.length; kind++)
    odds += oddsOf(sumStrangerBits(weights, kind, levels, crowds, from))
  return odds
}
