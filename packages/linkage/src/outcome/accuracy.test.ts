import { describe, expect, it } from 'vitest'
import { chance } from '../score/chance.ts'
import { drawSample, estimateAccuracy } from './accuracy.ts'

/** Links whose probabilities lie as in a real run, each right as often as its probability says, less `flattery`. */
function someLinks(seed: number, flattery: number) {
  const next = chance(seed)
  const count = 4000
  const probability = Float32Array.from({ length: count }, () => {
    const kind = next(100)
    return kind < 70
      ? 0.9995
      : kind < 85
        ? 0.99 + next(90) / 10_000
        : kind < 95
          ? 0.8 + next(190) / 1000
          : next(800) / 1000
  })
  const right = Array.from(probability, (p) => next(1_000_000) < (p - flattery) * 1_000_000)
  return { links: { count, probability }, right, share: right.filter(Boolean).length / count }
}

describe('a sample for labelling', () => {
  it('is the same for the same seed, takes no link twice and only open ones', () => {
    const { links } = someLinks(1, 0)
    const open = (link: number) => link % 3 !== 0
    const sample = drawSample(links, open, { perBand: 50, seed: 9 })
    expect(drawSample(links, open, { perBand: 50, seed: 9 })).toEqual(sample)
    expect(drawSample(links, open, { perBand: 50, seed: 10 })).not.toEqual(sample)
    const drawn = sample.bands.flatMap((it) => it.drawn)
    expect(new Set(drawn).size).toBe(drawn.length)
    expect(drawn.every(open)).toBe(true)
    for (const band of sample.bands) {
      expect(band.drawn.length).toBe(Math.min(50, band.population))
      for (const link of band.drawn) expect(links.probability[link]).toBeGreaterThanOrEqual(Math.fround(band.from))
    }
  })
})

describe('the estimate from labels', () => {
  it('has the truth inside its interval about as often as it says, whether the scores flatter or not', () => {
    for (const flattery of [0, 0.04]) {
      let inside = 0
      const tries = 200
      for (let seed = 1; seed <= tries; seed++) {
        const { links, right, share } = someLinks(seed, flattery)
        const sample = drawSample(links, () => true, { seed: seed * 31 })
        const labels = sample.bands.flatMap((it) => it.drawn).map((link) => ({ link, right: right[link] === true }))
        const { precision } = estimateAccuracy(sample, labels)
        if (precision.low <= share && share <= precision.high) inside++
        expect(precision.high - precision.low).toBeLessThan(0.12)
      }
      expect(inside / tries).toBeGreaterThanOrEqual(0.92)
    }
  })

  it('says nothing sure without a label, and claims no certainty from a few', () => {
    const { links } = someLinks(3, 0)
    const sample = drawSample(links, () => true)
    expect(estimateAccuracy(sample, []).precision).toMatchObject({ low: 0, high: 1 })
    const [link = 0] = sample.bands.flatMap((it) => it.drawn)
    const one = estimateAccuracy(sample, [{ link, right: true }]).precision
    expect(one.low).toBeLessThan(0.5)
  })
})
