import { z } from 'zod'
import { addDays, isPlainDate, isWeekend, type PlainDate, yearOf } from '../kernel/dates.ts'
import { type Result, err, ok, refusal } from '../kernel/result.ts'

const date = z.string().refine(isPlainDate, 'not a date YYYY-MM-DD')

/** A year's file: what the State Council's notice says of it, as dates, with the notice and its day. */
export const calendarYearSchema = z.strictObject({
  year: z.int().min(2000).max(2100),
  sources: z.array(z.strictObject({ title: z.string().min(1), published: date })).min(1),
  /** Days off, both ends included; weekends inside are repeated here because the notice names them. */
  off: z.array(z.strictObject({ name: z.string().min(1), from: date, to: date })),
  /** Weekend days that are worked (调休上班). */
  worked: z.array(date),
})

export type CalendarYear = z.infer<typeof calendarYearSchema>

/** The loaded years. A year that is not here is unknown, never Monday to Friday. */
export interface Calendar {
  readonly years: ReadonlyMap<number, { readonly off: ReadonlySet<PlainDate>; readonly worked: ReadonlySet<PlainDate> }>
}

/** What is wrong inside a year's file, in developer words; empty when it is sound. */
export function calendarFaults(file: CalendarYear): string[] {
  const faults: string[] = []
  for (const range of file.off) {
    if (range.from > range.to) faults.push(`${range.name}: ${range.from} is after ${range.to}`)
    if (yearOf(range.from) !== file.year || yearOf(range.to) !== file.year)
      faults.push(`${range.name}: not within ${file.year}`)
  }
  const off = offDays(file)
  for (const day of file.worked) {
    if (yearOf(day) !== file.year) faults.push(`worked ${day}: not within ${file.year}`)
    if (!isWeekend(day)) faults.push(`worked ${day}: not a weekend day`)
    if (off.has(day)) faults.push(`${day} is both off and worked`)
  }
  return faults
}

function offDays(file: CalendarYear): Set<PlainDate> {
  const days = new Set<PlainDate>()
  for (const range of file.off) for (let day = range.from; day <= range.to; day = addDays(day, 1)) days.add(day)
  return days
}

/** Builds a calendar from yearly files; of two files for one year the later wins. */
export const calendarFrom = (files: readonly CalendarYear[]): Calendar => ({
  years: new Map(files.map((file) => [file.year, { off: offDays(file), worked: new Set(file.worked) }])),
})

const unknown = (year: number) => err(refusal('calendar.year-unknown', null, { year }))

/** Whether a date is worked. Make-up days beat holidays, holidays beat weekdays; an unknown year is refused. */
export function isWorkingDay(day: PlainDate, calendar: Calendar): Result<boolean> {
  const year = calendar.years.get(yearOf(day))
  if (!year) return unknown(yearOf(day))
  if (year.worked.has(day)) return ok(true)
  return ok(!year.off.has(day) && !isWeekend(day))
}

/**
 * The date `count` working days after `start`; the start day itself is not counted, and 0 gives `start` back.
 *
 * Walks day by day on purpose. "Skip weekends, then add the holidays in between" is shorter and wrong: the days
 * it adds can themselves be a weekend or a holiday.
 */
export function addWorkingDays(start: PlainDate, count: number, calendar: Calendar): Result<PlainDate> {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${count}`)
  let day = start
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    const working = isWorkingDay(day, calendar)
    if (!working.ok) return working
    if (working.value) left -= 1
  }
  return ok(day)
}

/** The nearest working day at or before (`back`) or at or after (`forward`) a date. */
export function rollToWorkingDay(day: PlainDate, way: 'back' | 'forward', calendar: Calendar): Result<PlainDate> {
  for (let at = day; ; at = addDays(at, way === 'back' ? -1 : 1)) {
    const working = isWorkingDay(at, calendar)
    if (!working.ok) return working
    if (working.value) return ok(at)
  }
}

/** How many working days lie after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: PlainDate, to: PlainDate, calendar: Calendar): Result<number> {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const working = isWorkingDay(day, calendar)
    if (!working.ok) return working
    if (working.value) count += 1
  }
  return ok(count)
}

/** The years of a period that the calendar does not know. */
export function unknownYears(from: PlainDate, to: PlainDate, calendar: Calendar): number[] {
  const years: number[] = []
  for (let year = yearOf(from); year <= yearOf(to); year++) if (!calendar.years.has(year)) years.push(year)
  return years
}
