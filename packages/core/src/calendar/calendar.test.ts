import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, isWeekend } from '../kernel/dates.ts'
import {
  addWorkingDays,
  calendarFaults,
  calendarFrom,
  type CalendarYear,
  isWorkingDay,
  rollToWorkingDay,
  unknownYears,
  workingDaysBetween,
} from './calendar.ts'

const source = [{ title: '通知', published: '2025-11-04' }]
const year2026: CalendarYear = {
  year: 2026,
  sources: source,
  off: [
    { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
    { name: '春节', from: '2026-02-15', to: '2026-02-23' },
    { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
    { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
  ],
  worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10'],
}
const calendar = calendarFrom([year2026])

describe('working days', () => {
  it('counts a worked Sunday and skips the holiday weeks: 18 September + 10 is 9 October', () => {
    expect(addWorkingDays('2026-09-18', 10, calendar)).toEqual({ ok: true, value: '2026-10-09' })
  })

  it('takes the make-up Saturday before the Spring Festival', () => {
    expect(addWorkingDays('2026-02-13', 1, calendar)).toEqual({ ok: true, value: '2026-02-14' })
    expect(addWorkingDays('2026-02-14', 1, calendar)).toEqual({ ok: true, value: '2026-02-24' })
  })

  it('refuses to guess a year whose notice is not loaded, and names it', () =>
    expect(addWorkingDays('2026-12-30', 5, calendar)).toEqual({
      ok: false,
      error: { code: 'calendar.year-unknown', clause: null, facts: { year: 2027 } },
    }))

  it('gives the start back for no days at all', () =>
    expect(addWorkingDays('2026-10-03', 0, calendar)).toEqual({ ok: true, value: '2026-10-03' }))

  it('rolls a holiday back or forward to a worked day', () => {
    expect(rollToWorkingDay('2026-10-04', 'back', calendar)).toEqual({ ok: true, value: '2026-09-30' })
    expect(rollToWorkingDay('2026-10-04', 'forward', calendar)).toEqual({ ok: true, value: '2026-10-08' })
    expect(rollToWorkingDay('2026-01-01', 'back', calendar)).toMatchObject({ error: { facts: { year: 2025 } } })
  })

  it('names the years of a period that are missing', () =>
    expect(unknownYears('2025-12-01', '2027-02-01', calendar)).toEqual([2025, 2027]))
})

it('finds what is wrong in a year’s file', () => {
  expect(calendarFaults(year2026)).toEqual([])
  expect(
    calendarFaults({
      ...year2026,
      off: [{ name: '元旦', from: '2025-12-31', to: '2026-01-04' }],
      worked: ['2026-01-04', '2026-01-05'],
    }),
  ).toEqual(['元旦: not within 2026', '2026-01-04 is both off and worked', 'worked 2026-01-05: not a weekend day'])
})

describe('whatever the calendar', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 120 })
  const years = [2026, 2027, 2028]
  /** Three years with any days off and any weekends worked; holidays never fill a whole year. */
  const anyCalendar = fc.tuple(...years.map(() => fc.tuple(days, days))).map((choices) =>
    calendarFrom(
      choices.map(([off, worked], i) => {
        const first = `${years[i] ?? 0}-01-01`
        return {
          year: years[i] ?? 0,
          sources: source,
          off: off.map((n) => addDays(first, n)).map((day) => ({ name: 'x', from: day, to: day })),
          worked: worked.map((n) => addDays(first, n)).filter((day) => isWeekend(day)),
        }
      }),
    ),
  )
  const start = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-01', n))
  const count = fc.integer({ min: 0, max: 40 })
  const landing = (from: string, n: number, cal: typeof calendar): string => {
    const result = addWorkingDays(from, n, cal)
    if (!result.ok) throw new Error(result.error.code)
    return result.value
  }

  it('always lands on a working day', () =>
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 40 }), anyCalendar, (from, n, cal) => {
        expect(isWorkingDay(landing(from, n, cal), cal)).toEqual({ ok: true, value: true })
      }),
    ))

  it('a + b days are a days and then b days', () =>
    fc.assert(
      fc.property(start, count, count, anyCalendar, (from, a, b, cal) => {
        expect(landing(landing(from, a, cal), b, cal)).toBe(landing(from, a + b, cal))
      }),
    ))

  it('never lands earlier than that many calendar days', () =>
    fc.assert(
      fc.property(start, count, anyCalendar, (from, n, cal) => {
        expect(daysBetween(from, landing(from, n, cal))).toBeGreaterThanOrEqual(n)
      }),
    ))

  it('a later start or a longer limit never ends earlier', () =>
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 30 }), count, anyCalendar, (from, shift, n, cal) => {
        expect(landing(addDays(from, shift), n, cal) >= landing(from, n, cal)).toBe(true)
        expect(landing(from, n + 1, cal) > landing(from, n, cal)).toBe(true)
      }),
    ))

  it('counts back what it added', () =>
    fc.assert(
      fc.property(start, count, anyCalendar, (from, n, cal) => {
        expect(workingDaysBetween(from, landing(from, n, cal), cal)).toEqual({ ok: true, value: n })
      }),
    ))
})
