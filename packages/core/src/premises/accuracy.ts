import { type Share, shareOf } from '../kernel/share.ts'

/** What was found in one band of probabilities. */
export interface LabelledBand {
  readonly from: number
  readonly to: number
  /** Links that lie in the band, drawn or not. */
  readonly population: number
  readonly labelled: number
  readonly right: number
}

export interface Accuracy {
  /**
   * Of the links that were taken, the share that is right; null while a band of them has no label. What was missed is
   * not among them: that is estimated by hiding codes and finding the partners again, in the run's report.
   */
  readonly precision: Share | null
  readonly bands: readonly (LabelledBand & { readonly share: Share })[]
  readonly labelled: number
}

/**
 * How right a run is, by what people found of the links drawn: each band counts by its size, not by how many were
 * drawn of it (Horvitz–Thompson), and the interval is Wilson's for the size that such a sample is worth.
 */
export function accuracyOf(bands: readonly LabelledBand[]): Accuracy {
  const filled = bands.filter((it) => it.population > 0)
  const shown = bands.map((it) => ({ ...it, share: shareOf(it.right, it.labelled) }))
  const isWhole = filled.length > 0 && filled.every((it) => it.labelled > 0)
  return {
    precision: isWhole ? weighted(filled) : null,
    bands: shown,
    labelled: bands.reduce((sum, it) => sum + it.labelled, 0),
  }
}

/** The estimate over bands and the size of a plain sample that would say as much. */
function weighted(bands: readonly LabelledBand[]): Share {
  const total = bands.reduce((sum, it) => sum + it.population, 0)
  let [value, variance] = [0, 0]
  for (const it of bands) {
    const part = it.population / total
    // One more of each: a band in which all labels agree is not known for certain.
    const p = (it.right + 0.5) / (it.labelled + 1)
    value += part * (it.right / it.labelled)
    variance += (part * part * p * (1 - p)) / it.labelled
  }
  const spread = value > 0 && value < 1 ? value * (1 - value) : 0.25 / (bands.length + 1)
  const labels = bands.reduce((sum, it) => sum + it.labelled, 0)
  const size = variance > 0 ? Math.min(labels, spread / variance) : labels
  const { low, high } = shareOf(value * size, size)
  return { of: labels, hits: bands.reduce((sum, it) => sum + it.right, 0), value, low, high }
}

/** What was thought of a pair, and what people found it to be. */
export interface Judged {
  readonly probability: number
  readonly isSame: boolean
}

/**
 * What a probability is worth by experience: a rising curve through judged pairs (pool adjacent violators), as points
 * [said, found]. Too few pairs give none.
 */
export function isotonic(pairs: readonly Judged[]): readonly (readonly [number, number])[] {
  if (pairs.length < FEWEST_JUDGED) return []
  const blocks: { sum: number; hits: number; n: number }[] = []
  for (const { probability, isSame } of pairs.toSorted((a, b) => a.probability - b.probability)) {
    blocks.push({ sum: probability, hits: isSame ? 1 : 0, n: 1 })
    for (;;) {
      const [last, before] = [blocks.at(-1), blocks.at(-2)]
      if (!last || !before || before.hits / before.n <= last.hits / last.n) break
      blocks.splice(-2, 2, { sum: before.sum + last.sum, hits: before.hits + last.hits, n: before.n + last.n })
    }
  }
  return blocks.map((it) => [it.sum / it.n, it.hits / it.n] as const)
}

export const FEWEST_JUDGED = 30
