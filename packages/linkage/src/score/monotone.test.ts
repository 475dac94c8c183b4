import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIELDS, type FieldLevels, fieldIndex } from './levels.ts'
import { LEAST_SHARE, monotone } from './monotone.ts'

/** Shares as they are learnt: nothing is ever quite without any. */
const shares = (levels: number) =>
  fc
    .array(fc.integer({ min: 10, max: 1000 }), { minLength: levels - 1, maxLength: levels - 1 })
    .map((it) => [0, ...it.map((each) => each / sum(it))])
const learnt = fc
  .constantFrom(...FIELDS)
  .chain((field) =>
    fc.record({ field: fc.constant(field), m: shares(field.levels.length), u: shares(field.levels.length) }),
  )

const weight = (m: readonly number[], u: readonly number[], l: number): number =>
  Math.log2(Math.max(LEAST_SHARE, m[l] ?? 0) / Math.max(LEAST_SHARE, u[l] ?? 0))
const isFree = ({ levels, counted }: FieldLevels, l: number): boolean => l > 0 && !counted.includes(levels[l] ?? '')
const sum = (it: readonly number[]): number => it.reduce((total, each) => total + each, 0)

describe('weights of a field', () => {
  it('have a rank for every level', () => {
    for (const { field, levels, ranks } of FIELDS)
      expect([field, ranks.length, ranks.slice(1).filter((rank) => rank < 1)]).toEqual([field, levels.length, []])
  })

  it('rise with the agreement, and a disagreement never speaks for a pair, whatever was counted', () => {
    fc.assert(
      fc.property(learnt, ({ field, m, u }) => {
        const held = monotone(field, m, u)
        const levels = [...field.levels.keys()].slice(1)
        const speaking = field.against.filter((a) => weight(held, u, a) > 1e-9)
        const turned = levels.flatMap((a) =>
          levels.filter(
            (b) =>
              isFree(field, a) &&
              isFree(field, b) &&
              field.ranks[a]! < field.ranks[b]! &&
              weight(held, u, a) < weight(held, u, b) - 1e-6,
          ),
        )
        expect([speaking, turned]).toEqual([[], []])
      }),
      { numRuns: 500 },
    )
  })

  it('are shares as before, and stay as they are where they keep the order', () => {
    fc.assert(
      fc.property(learnt, ({ field, m, u }) => {
        const held = monotone(field, m, u)
        expect(sum(held)).toBeCloseTo(1, 9)
        const again = monotone(field, held, u)
        for (const [l, share] of held.entries()) expect(again[l]).toBeCloseTo(share, 9)
      }),
    )
    const region = FIELDS[fieldIndex('region')]!
    const [m, u] = [
      [0, 0.5, 0.4, 0.08, 0.02],
      [0, 0.1, 0.4, 0.3, 0.2],
    ]
    for (const [l, share] of monotone(region, m, u).entries()) expect(share).toBeCloseTo(m[l]!, 9)
  })

  it('are pooled where few counts turned them round', () => {
    const region = FIELDS[fieldIndex('region')]!
    const u = [0, 0.05, 0.15, 0.3, 0.5]
    const held = monotone(region, [0, 0.03, 0.02, 0.75, 0.2], u)
    expect(weight(held, u, 3)).toBeLessThanOrEqual(0)
    expect(weight(held, u, 1)).toBeGreaterThanOrEqual(weight(held, u, 2))
  })
})
