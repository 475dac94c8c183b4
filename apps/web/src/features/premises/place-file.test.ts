import { expect, it } from 'vitest'
import { validityOf } from './place-file.ts'

it('counts a licence as valid through its last day, and amber in its last sixty', () => {
  const late = '2026-08-31T16:30:00.000Z' // 1 September, half past midnight in the county
  expect(validityOf('2026-08-31', '2026-08-31T15:00:00.000Z')).toBe('soon')
  expect(validityOf('2026-08-31', late)).toBe('past')
  expect(validityOf('2026-10-31', late)).toBe('soon')
  expect(validityOf('2026-11-01', late)).toBe('good')
  expect(validityOf(null, late)).toBe('none')
})
