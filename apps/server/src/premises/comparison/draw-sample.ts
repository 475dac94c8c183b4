import type { Comparison } from '@qingmei/linkage'

/** Bands of probability; few links lie in the middle, and those say most. */
const EDGES = [0, 0.05, 0.3, 0.5, 0.7, 0.9, 0.99, 1.000001] as const
const A_BAND = 40

export interface DrawnLink {
  readonly link: number
  readonly band: number
  readonly from: number
  readonly to: number
  readonly population: number
}

/** Draws links for people to label, evenly over the bands; the seed says which, so that a run draws the same again. */
export function drawSample(
  links: Pick<Comparison['links'], 'count' | 'probability'>,
  seed: number,
  isIn: (link: number) => boolean,
): readonly DrawnLink[] {
  const kept: number[][] = EDGES.slice(1).map(() => [])
  const population = kept.map(() => 0)
  const chance = chances(seed)
  for (let link = 0; link < links.count; link++) {
    if (!isIn(link)) continue
    const probability = links.probability[link] ?? 0
    const band = EDGES.findIndex((edge, i) => i > 0 && probability < edge) - 1
    const into = kept[band]
    if (!into) continue
    const seen = (population[band] = (population[band] ?? 0) + 1)
    // Reservoir: every link of the band has the same chance, whatever their number.
    const at = into.length < A_BAND ? into.length : Math.floor(chance() * seen)
    if (at < A_BAND) into[at] = link
  }
  return kept.flatMap((drawn, band) =>
    drawn
      .toSorted((a, b) => a - b)
      .map((link) => ({
        link,
        band,
        from: EDGES[band] ?? 0,
        to: Math.min(1, EDGES[band + 1] ?? 1),
        population: population[band] ?? 0,
      })),
  )
}

/** Numbers between 0 and 1 that a seed decides (mulberry32). */
function chances(seed: number): () => number {
  let state = (seed | 0) + 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
