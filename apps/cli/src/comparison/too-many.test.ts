import { describe, expect, it } from 'vitest'
import { isTooMany } from './too-many.ts'

describe('rows that cannot be read', () => {
  it.each([
    [6, 54, false],
    [7, 53, true],
    [100, 900, false],
    [101, 899, true],
    [289, 10, true],
  ])('are too many above one in ten: %i beside %i that can is %s', (bad, kept, tooMany) => {
    expect(isTooMany(bad, kept)).toBe(tooMany)
  })
  it('are never too many while they are few, unless more is lost than kept', () => {
    expect([isTooMany(0, 1), isTooMany(5, 5), isTooMany(5, 4), isTooMany(2, 1)]).toEqual([false, false, true, true])
  })
})
