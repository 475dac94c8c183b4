import { oddsOf } from './odds.ts'

/**
 * At most one of the candidates is the partner: what they get is shared out among them, those never found, and
 * “none of these”.
 */
export interface Posterior {
  /** By candidate, for the best record of each premises; 0 for its other records. */
  readonly shares: Float64Array
  none: number
  /** That there is a partner which no key has found. */
  lost: number
}

export const makePosterior = (most: number): Posterior => ({ shares: new Float64Array(most), none: 1, lost: 0 })

export interface PosteriorInput {
  readonly count: number
  /** Bits of each candidate with its prior. */
  readonly bits: Float64Array
  /** Premises of each candidate. */
  readonly premises: Uint32Array
  /** That there is a partner at all, and that no key finds it if there is. */
  readonly prior: number
  readonly miss: number
  /** Odds for each candidate that the record is a stranger who looks like it, with their prior. */
  readonly strangers: Float64Array
}

export function computePosterior(out: Posterior, input: PosteriorInput): void {
  const { count, bits, premises, prior, miss, strangers } = input
  let sum = 0
  let none = Math.max(1e-9, 1 - prior)
  for (let i = 0; i < count; i++) {
    out.shares[i] = oddsOf(bits[i]!)
    // One record speaks for its premises: the best, and the first of equals.
    for (let j = 0; j < i; j++) {
      if (premises[j] !== premises[i] || out.shares[j] === 0) continue
      out.shares[bits[j]! >= bits[i]! ? i : j] = 0
      break
    }
  }
  for (let i = 0; i < count; i++) {
    if (out.shares[i] === 0) continue
    sum += out.shares[i]!
    none += strangers[i]!
  }
  const lost = prior * miss
  const total = sum + none + lost
  for (let i = 0; i < count; i++) out.shares[i] = out.shares[i]! / total
  out.none = none / total
  out.lost = lost / total
}

/** Entropy of an answer in bits. */
export function entropyOf(shares: Float64Array, count: number, none: number, lost: number): number {
  const term = (p: number) => (p > 0 ? -p * Math.log2(p) : 0)
  let sum = term(none) + term(lost)
  for (let i = 0; i < count; i++) sum += term(shares[i]!)
  return sum
}
