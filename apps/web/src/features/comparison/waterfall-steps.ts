/** A piece of evidence: how much it speaks for (+) or against (−) the two being one, in bits. */
export interface Weighed {
  readonly bits: number
}

export interface Step<T> {
  readonly of: T
  readonly from: number
  readonly to: number
}

export interface Waterfall<T> {
  readonly steps: readonly Step<T>[]
  readonly total: number
  /** The ends of the scale, in bits: everything drawn, and 0. */
  readonly low: number
  readonly high: number
}

/** Each piece of evidence begins where the one before it ended; the last ends at the sum. */
export function waterfallOf<T extends Weighed>(evidence: readonly T[], start = 0): Waterfall<T> {
  let at = start
  const steps = evidence.map((of) => {
    const from = at
    at += of.bits
    return { of, from, to: at }
  })
  const ends = [0, start, ...steps.map((it) => it.to)]
  return { steps, total: at, low: Math.min(...ends), high: Math.max(...ends) }
}

/** Where a value stands between the ends of a scale, 0 to 100. A scale without length has everything at 0. */
export const placeOn = ({ low, high }: { readonly low: number; readonly high: number }, value: number): number =>
  high === low ? 0 : ((value - low) / (high - low)) * 100

/** `+17.9`, `−4.2`, `0.0`: with a real minus, so that it does not read as a dash. */
export function shownBits(bits: number): string {
  const rounded = Math.round(bits * 10) / 10
  const sign = rounded > 0 ? '+' : rounded < 0 ? '\u2212' : ''
  return `${sign}${Math.abs(rounded).toFixed(1)}`
}
