/** A rising curve from raw probability to how often it was right. */
export type Curve = readonly (readonly [raw: number, observed: number])[]

/** Fewer answers than that teach nothing. */
const LEAST_ANSWERS = 30
/** What the model itself is worth: so many answers at each of so many steps, which say that it is right. */
const STEPS = 20
const ANSWERS_A_STEP = 8
const HARDLY_ANY = 1e-3

interface Pool {
  /** Where it stands: the mean of what people answered, so far as they did. */
  readonly raw: number
  readonly answered: number
  readonly right: number
  readonly weight: number
}

/**
 * Isotonic regression (pool adjacent violators) over reviewed pairs: raw probability and whether the pair was the same.
 * The model has a say of its own, so that a few answers, or an odd one, bend its probabilities little. The order of the
 * answers does not matter. Empty while there are too few.
 */
export function calibrate(answers: readonly (readonly [raw: number, same: boolean])[]): Curve {
  if (answers.length < LEAST_ANSWERS) return []
  const steps = Array.from({ length: STEPS }, (_, i): Pool => {
    const raw = (i + 0.5) / STEPS
    return { raw, answered: HARDLY_ANY, right: raw * ANSWERS_A_STEP, weight: ANSWERS_A_STEP }
  })
  const told = answers.map(([raw, same]): Pool => ({ raw, answered: 1, right: same ? 1 : 0, weight: 1 }))
  const pools: Pool[] = []
  for (const it of alike([...steps, ...told])) {
    pools.push(it)
    for (;;) {
      const [b, a] = [pools.at(-1), pools.at(-2)]
      if (!a || !b || a.right / a.weight < b.right / b.weight) break
      pools.splice(-2, 2, together(a, b))
    }
  }
  return pools.map((it) => [it.raw, it.right / it.weight] as const)
}

/** Those of nearly the same probability as one, in rising order: which of two came first must not matter. */
function alike(pools: readonly Pool[]): Pool[] {
  const found = new Map<number, Pool>()
  for (const it of pools.toSorted((a, b) => a.raw - b.raw || a.right - b.right)) {
    const place = Math.round(it.raw * 1000)
    const known = found.get(place)
    found.set(place, known ? together(known, it) : it)
  }
  return [...found.values()]
}

const together = (a: Pool, b: Pool): Pool => {
  const answered = a.answered + b.answered
  return {
    raw: (a.raw * a.answered + b.raw * b.answered) / answered,
    answered,
    right: a.right + b.right,
    weight: a.weight + b.weight,
  }
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
