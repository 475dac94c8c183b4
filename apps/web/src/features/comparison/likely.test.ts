import { expect, it } from 'vitest'
import { likely, taggedAs } from './likely.ts'

const of = (...chances: number[]) => ({ candidates: chances.map((probability) => ({ probability })) })

it('looks at the candidates that may be it, and at the best in any case', () => {
  expect([of(0.6, 0.3, 0.0001), of(0.0001, 0), of()].map(likely)).toEqual([2, 1, 0])
})

it('calls candidates close only where there are two of them', () => {
  const tag = (reason: string, ...chances: number[]) => taggedAs({ reason, ...of(...chances) })
  expect(tag('ambiguous', 0.6, 0.3)).toBe('comparison.reason.ambiguous')
  expect(tag('ambiguous', 0.6)).toBe('comparison.doubt.unsure-link')
  // One that is hardly possible is not shown and makes nobody close.
  expect(tag('ambiguous', 0.6, 0.0001)).toBe('comparison.doubt.unsure-link')
  expect(tag('weak-evidence', 0.6)).toBe('comparison.reason.weak-evidence')
})
