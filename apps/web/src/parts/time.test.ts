import { describe, expect, it } from 'vitest'
import { dueWords, instantOfLocal, shownBytes, shownInstant } from './time.ts'

const NOW = '2026-08-31T02:00:00.000Z'

describe('a due instant is told', () => {
  it.each([
    ['2026-08-30T23:00:00.000Z', 'due.overdueHours', 3, 'late'],
    ['2026-08-29T23:00:00.000Z', 'due.overdueDays', 1, 'late'],
    ['2026-08-31T01:59:59.000Z', 'due.overdueMinutes', 1, 'late'],
    ['2026-08-31T02:00:00.000Z', 'due.minutes', 0, 'soon'],
    ['2026-08-31T07:20:00.000Z', 'due.hours', 5, 'soon'],
    ['2026-09-01T04:00:00.000Z', 'due.hours', 26, 'plain'],
    ['2026-09-04T02:00:00.000Z', 'due.days', 4, 'plain'],
  ] as const)('%s as %s %i', (due, key, n, tone) => {
    expect(dueWords(due, NOW)).toEqual({ key, n, tone })
  })
})

it('tells instants in the county’s time, whatever the machine’s', () => {
  expect(shownInstant(NOW)).toBe('2026-08-31 10:00')
  expect(Date.parse(instantOfLocal('2026-08-31T10:00'))).toBe(Date.parse(NOW))
})

it('tells sizes with a unit', () => {
  expect([shownBytes(12), shownBytes(412 * 1024), shownBytes(3.1 * 1024 * 1024)]).toEqual(['12 B', '412 KB', '3.1 MB'])
})
