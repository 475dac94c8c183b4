/** A share with its 95 % interval; a share alone says nothing of how much one may rely on it. */
export interface Share {
  readonly of: number
  readonly hits: number
  readonly value: number
  readonly low: number
  readonly high: number
}

/** The normal quantile that leaves 2.5 % on each side. */
const Z = 1.959_963_984_540_054

/**
 * `hits` of `of` with Wilson's interval; of nothing it is everything. `effective` is the size of the sample where its
 * draws weigh unequally.
 */
export function shareOf(hits: number, of: number, effective = of): Share {
  if (of <= 0) return { of: 0, hits: 0, value: 0, low: 0, high: 1 }
  const value = hits / of
  const n = Math.max(1, effective)
  const centre = (value + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n)
  const half = (Z * Math.sqrt((value * (1 - value)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n)
  return { of, hits, value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
