import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeOn, shownBits, waterfallOf } from './waterfall-steps.ts'

it('begins each piece of evidence where the one before it ended', () => {
  const { steps, total, low, high } = waterfallOf([{ bits: 8 }, { bits: -3 }, { bits: 2.5 }], -6)
  expect(steps.map(({ from, to }) => [from, to])).toEqual([
    [-6, 2],
    [2, -1],
    [-1, 1.5],
  ])
  expect([total, low, high]).toEqual([1.5, -6, 2])
})

it('keeps every bar inside its scale', () => {
  const bits = fc.double({ min: -40, max: 40, noNaN: true })
  fc.assert(
    fc.property(fc.array(bits), bits, (all, start) => {
      const drawn = waterfallOf(
        all.map((it) => ({ bits: it })),
        start,
      )
      for (const { from, to } of drawn.steps)
        for (const at of [from, to]) {
          expect(placeOn(drawn, at)).toBeGreaterThanOrEqual(-1e-9)
          expect(placeOn(drawn, at)).toBeLessThanOrEqual(100 + 1e-9)
        }
    }),
  )
})

it.each([
  [17.94, '+17.9'],
  [-4.21, '−4.2'],
  [0, '0.0'],
  [-0.04, '0.0'],
])('says %d bits as %s', (bits, said) => expect(shownBits(bits)).toBe(said))
