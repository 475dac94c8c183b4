import { expect, it } from 'vitest'
import { shownChance, shownShare } from './estimate.ts'

it('never rounds a share to certainty', () => {
  expect([0.982, 1, 0.99999, 0.00001, 0].map(shownShare)).toEqual(['98.2%', '100.0%', '99.9%', '0.1%', '0.0%'])
})

it('but the end of an interval that is 1 by all that can be told is whole', () => {
  expect(shownShare(0.999999999999)).toBe('100.0%')
})

it('nor a probability', () => {
  expect([0.5, 0.9501, 0.99999, 1, 0.0001].map(shownChance)).toEqual(['0.500', '0.950', '> 0.999', '1.000', '< 0.001'])
})
