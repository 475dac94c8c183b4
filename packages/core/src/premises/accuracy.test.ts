import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracyOf, isotonic } from './accuracy.ts'

describe('how right a run is', () => {
  const band = (from: number, to: number, population: number, labelled: number, right: number) => ({
    from,
    to,
    population,
    labelled,
    right,
  })
  it('counts each band by its size and not by how much of it was looked at', () => {
    const found = accuracyOf([band(0, 0.5, 0, 0, 0), band(0.5, 0.9, 100, 40, 20), band(0.9, 1, 900, 40, 40)])
    expect(found.precision?.value).toBeCloseTo(0.95, 6)
    expect(found.precision?.low).toBeLessThan(0.95)
    expect(found.precision?.high).toBeGreaterThan(0.95)
    expect(found.labelled).toBe(80)
  })
  it('is not told before every band that counts was looked at', () => {
    expect(accuracyOf([band(0.5, 0.9, 100, 0, 0), band(0.9, 1, 900, 40, 40)]).precision).toBeNull()
  })
})

describe('what a probability is worth by experience', () => {
  it('is nothing while few pairs were judged', () => {
    expect(isotonic([{ probability: 0.5, isSame: true }])).toEqual([])
  })
  it('rises, whatever people found', () => {
    const judged = fc.array(
      fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), isSame: fc.boolean() }),
      {
        minLength: 30,
        maxLength: 200,
      },
    )
    fc.assert(
      fc.property(judged, (pairs) => {
        const curve = isotonic(pairs)
        for (const [i, [said, found]] of curve.entries()) {
          const before = curve[i - 1]
          if (!before) continue
          expect(said).toBeGreaterThanOrEqual(before[0])
          expect(found).toBeGreaterThanOrEqual(before[1])
        }
      }),
    )
  })
})
