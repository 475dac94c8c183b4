import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dayInMonth,
  daysBetween,
  endOfDay,
  formatDayEnd,
  formatShanghai,
  isPlainDate,
  lastDayOf,
  lastOfMonth,
  parseInstant,
  parsePlainDate,
  plainDate,
  shanghaiDate,
  startOfDay,
  weekdayOf,
} from './dates.ts'

const anyDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1992-01-01', days))

describe('instants', () => {
  it('reads local time with its offset as UTC with milliseconds', () => {
    expect(parseInstant('2026-09-30T18:00+08:00')).toEqual({ ok: true, value: '2026-09-30T10:00:00.000Z' })
    expect(parseInstant('2026-09-30T10:00:00.5Z')).toEqual({ ok: true, value: '2026-09-30T10:00:00.500Z' })
  })

  it.each(['2026-09-30T18:00', '2026-09-30', '2026-02-30T10:00Z', '2026-09-30T24:00Z', 'yesterday', ''])(
    'refuses %j, which does not say one instant',
    (text) => expect(parseInstant(text)).toMatchObject({ ok: false, error: { code: 'kernel.instant.malformed' } }),
  )

  it('prints Shanghai time, with seconds only when there are any', () => {
    expect(formatShanghai('2026-10-02T10:00:00.000Z')).toBe('2026-10-02T18:00+08:00')
    expect(formatShanghai('2026-10-02T10:00:01.000Z')).toBe('2026-10-02T18:00:01+08:00')
    expect(formatShanghai('2026-10-02T10:00:00.001Z')).toBe('2026-10-02T18:00:00.001+08:00')
  })

  it('comes back unchanged from its printed form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7e11, max: 4e12 }), (ms) => {
        const instant = new Date(ms).toISOString()
        expect(parseInstant(formatShanghai(instant))).toEqual({ ok: true, value: instant })
      }),
    )
  })
})

describe('dates in Shanghai', () => {
  it('begins a day at 16:00 UTC of the day before', () => {
    expect(startOfDay('2026-10-01')).toBe('2026-09-30T16:00:00.000Z')
    expect(endOfDay('2026-10-01')).toBe('2026-10-01T16:00:00.000Z')
    expect(shanghaiDate('2026-09-30T15:59:59.999Z')).toBe('2026-09-30')
    expect(shanghaiDate('2026-09-30T16:00:00.000Z')).toBe('2026-10-01')
  })

  it('names the day that ends at 24:00, not the one that begins', () => {
    expect(lastDayOf(endOfDay('2026-12-31'))).toBe('2026-12-31')
    expect(formatDayEnd(endOfDay('2026-12-31'))).toBe('2026-12-31T24:00+08:00')
  })

  it('knows weekdays', () => {
    expect(weekdayOf('2026-05-18')).toBe(1)
    expect(weekdayOf('2026-09-20')).toBe(7)
    expect(weekdayOf('1969-12-31')).toBe(3)
  })

  it('refuses a date that does not exist', () => {
    expect(isPlainDate('2024-02-29')).toBe(true)
    expect(isPlainDate('2026-02-29')).toBe(false)
    expect(parsePlainDate('2026-13-01').ok).toBe(false)
  })

  it('takes the last day when the month is too short', () => {
    expect(dayInMonth('2026-02-11', 30)).toBe('2026-02-28')
    expect(dayInMonth('2024-02-11', 30)).toBe('2024-02-29')
    expect(dayInMonth('2026-06-30', 31)).toBe('2026-06-30')
    expect(dayInMonth('2026-07-01', 5)).toBe('2026-07-05')
    expect(lastOfMonth('2026-12-09')).toBe('2026-12-31')
    expect(addMonths('2026-12-31', 2)).toBe('2027-02-01')
  })

  it('adds and measures days consistently, whatever the date', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
        expect(shanghaiDate(startOfDay(date))).toBe(date)
        expect(lastDayOf(endOfDay(date))).toBe(date)
      }),
    )
  })

  it('writes numbers as a date', () => expect(plainDate(2026, 3, 7)).toBe('2026-03-07'))
})
