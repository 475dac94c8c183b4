/** Bits as odds: a third of the time of a power, and never infinite. */
export const oddsOf = (bits: number): number => Math.exp(Math.min(MOST_BITS, bits) * Math.LN2)
const MOST_BITS = 900

/** log2 of how many share a value; counts end at 65,535. */
const LOG2: Float64Array = Float64Array.from({ length: 65_536 }, (_, crowd) => Math.log2(Math.max(1, crowd)))
export const bitsOfCrowd = (crowd: number): number => LOG2[crowd]!
