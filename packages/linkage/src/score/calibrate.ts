/** A rising curve from raw probability to how often it was right. */
export type Curve = readonly (readonly [raw: number, observed: number])[]

/** Fewer answers than that teach nothing. */
const LEAST_ANSWERS = 30

/**
 * Isotonic regression (pool adjacent violators) over reviewed pairs: raw probability and whether the pair was the same.
 * Empty while there are too few.
 */
export function calibrate(answers: readonly (readonly [raw: number, same: boolean])[]): Curve {
  if (answers.length < LEAST_ANSWERS) return []
  const pools: { sum: number; weight: number; raw: number }[] = []
  for (const [raw, same] of answers.toSorted((a, b) => a[0] - b[0] || Number(a[1]) - Number(b[1]))) {
    pools.push({ sum: same ? 1 : 0, weight: 1, raw })
    for (;;) {
      const [b, a] = [pools.at(-1), pools.at(-2)]
      if (!a || !b || a.sum / a.weight < b.sum / b.weight) break
      pools.splice(-2, 2, {
        sum: a.sum + b.sum,
        weight: a.weight + b.weight,
        raw: (a.raw * a.weight + b.raw * b.weight) / (a.weight + b.weight),
      })
    }
  }
  // Shrunk a little to the raw value, so that a pool of three answers does not claim 0 or 1.
  return pools.map((it) => [it.raw, (it.sum + 2 * it.raw) / (it.weight + 2)] as const)
}

/** The calibrated probability; the curve is straight between its points and ends in 0 and 1. */
export function calibrated(curve: Curve, raw: number): number {
  if (curve.length === 0) return raw
  let [x0, y0] = [0, 0]
  for (const [x1, y1] of curve) {
    if (raw <= x1) return x1 === x0 ? y1 : y0 + ((y1 - y0) * (raw - x0)) / (x1 - x0)
    ;[x0, y0] = [x1, y1]
  }
  return x0 >= 1 ? y0 : y0 + ((1 - y0) * (raw - x0)) / (1 - x0)
}
