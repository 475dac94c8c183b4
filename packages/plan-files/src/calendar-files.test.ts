import chineseDays from 'chinese-days'
import { describe, expect, it } from 'vitest'
import { YEAR_2026 } from '../../core/test/year-2026.ts'
import { isWorkingDay, workingDaysBetween } from '@qingmei/core/calendar/calendar'
import { addDays } from '@qingmei/core/kernel/dates'
import { loadCalendar, readCalendarYears, SHIPPED_PLANS } from './index.ts'

const calendar = loadCalendar(SHIPPED_PLANS)

describe('the shipped calendar', () => {
  it('holds the years 2021 to 2026, each with its notice', () => {
    const years = readCalendarYears(SHIPPED_PLANS)
    expect(years.map((year) => year.year)).toEqual([2021, 2022, 2023, 2024, 2025, 2026])
    expect(years.every((year) => year.sources[0]?.title.includes(String(year.year)))).toBe(true)
  })

  it('agrees with an independent source on every day of the six years', () => {
    const different: string[] = []
    for (let day = '2021-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      const working = isWorkingDay(day, calendar)
      if (!working.ok || working.value !== chineseDays.isWorkday(day)) different.push(day)
    }
    expect(different).toEqual([])
  })

  it.each([
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('counts the working days of %i: %i', (year, days) => {
    const first = isWorkingDay(`${year}-01-01`, calendar)
    expect(first).toEqual({ ok: true, value: false })
    expect(workingDaysBetween(`${year}-01-01`, `${year}-12-31`, calendar)).toEqual({ ok: true, value: days })
  })

  it('is the year that the tests of the domain count with', () =>
    expect(readCalendarYears(SHIPPED_PLANS).at(-1)).toEqual(YEAR_2026))

  it('does not know 2027', () =>
    expect(isWorkingDay('2027-01-04', calendar)).toMatchObject({ error: { code: 'calendar.year-unknown' } }))
})
