import { expect, it } from 'vitest'
import { likely } from './likely.ts'

const of = (...chances: number[]) => ({ candidates: chances.map((probability) => ({ probability })) })

it('looks at the candidates that may be it, and at the best in any case', () => {
  expect([of(0.6, 0.3, 0.0001), of(0.0001, 0), of()].map(likely)).toEqual([2, 1, 0])
})
