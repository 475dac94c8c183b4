import { shareOf } from '@qingmei/core/kernel/share'
import type { AccuracyEstimate, AccuracySample, Label, LinkTable, SampleBand } from '../comparison.ts'
import { chance } from '../score/chance.ts'

/** Bounds of the bands of probability; narrow where the answers are nearly sure, for there most links lie. */
const BOUNDS = [0, 0.5, 0.8, 0.95, 0.99, 0.999, 1.000_001]

/**
 * Draws links for labelling, so many from each band of probability (60 to 100 make ± 1 point overall). Only links that
 * a register other than the first brings can be wrong, so `isOpen` says which to draw from. Same seed, same draw.
 */
export function drawSample(
  links: Pick<LinkTable, 'count' | 'probability'>,
  isOpen: (link: number) => boolean,
  { perBand = 80, seed = 1 }: { readonly perBand?: number; readonly seed?: number } = {},
): AccuracySample {
  const bands = BOUNDS.slice(0, -1).map((from, i) => ({
    from,
    to: BOUNDS[i + 1] ?? 1,
    population: 0,
    drawn: [] as number[],
  }))
  const next = chance(seed)
  for (let link = 0; link < links.count; link++) {
    if (!isOpen(link)) continue
    const p = links.probability[link] ?? 0
    const band = bands.find((it) => p >= it.from && p < it.to)
    if (!band) continue
    band.population++
    // Reservoir: every link of the band has the same chance, in one pass.
    if (band.drawn.length < perBand) band.drawn.push(link)
    else {
      const place = next(band.population)
      if (place < perBand) band.drawn[place] = link
    }
  }
  return { bands: bands.map((it): SampleBand => ({ ...it, drawn: it.drawn.toSorted((a, b) => a - b) })) }
}

/**
 * How many of all links are right, estimated from labels (Horvitz–Thompson: each label stands for its band's links).
 * Links without a label count for nothing; a band without one leaves the estimate to the others.
 */
export function estimateAccuracy(sample: AccuracySample, labels: readonly Label[]): AccuracyEstimate {
  const right = new Map(labels.map((it) => [it.link, it.right]))
  let [weight, hits, variance] = [0, 0, 0]
  const byBand = sample.bands.map(({ from, to, population, drawn }) => {
    const known = drawn.filter((it) => right.has(it))
    const good = known.filter((it) => right.get(it) === true).length
    if (known.length > 0) {
      weight += population
      hits += (population * good) / known.length
      // One imagined miss and hit keep a band without a mistake from claiming certainty.
      const p = (good + 1) / (known.length + 2)
      variance += (population * population * p * (1 - p)) / known.length
    }
    return { from, to, right: shareOf(good, known.length) }
  })
  const p = weight === 0 ? 0 : hits / weight
  const spread = weight === 0 ? 0 : variance / (weight * weight)
  const effective = spread > 0 ? Math.max(1, Math.max(p * (1 - p), 1e-4) / spread) : labels.length
  return { precision: shareOf(hits, weight, effective), byBand }
}
