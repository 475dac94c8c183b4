import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOf } from './share.ts'

describe('a share', () => {
  it('has the interval that tables of statistics print', () => {
    const { low, high } = shareOf(9, 10)
    expect(low).toBeCloseTo(0.5958, 3)
    expect(high).toBeCloseTo(0.9821, 3)
    expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 1 })
  })
  it('lies inside its interval, whatever was found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, b) => {
        const [hits, of] = [Math.min(a, b), b]
        const { value, low, high } = shareOf(hits, of)
        expect(low).toBeLessThanOrEqual(value + 1e-9)
        expect(high).toBeGreaterThanOrEqual(value - 1e-9)
      }),
    )
  })
  it('is surer of a larger sample, and of draws that weigh unequally less sure', () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low
    expect(width(shareOf(90, 100))).toBeLessThan(width(shareOf(9, 10)))
    expect(width(shareOf(90, 100, 20))).toBeGreaterThan(width(shareOf(90, 100)))
  })
})
