import { type Result, err, ok, refusal } from './result.ts'

/** An instant: ISO 8601 in UTC with milliseconds, `2026-09-30T10:00:00.000Z`. Sorts as text. */
export type Instant = string

/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. Sorts as text. */
export type PlainDate = string

/** Asia/Shanghai is UTC+8 all year since 1991; no plan is older. */
const OFFSET_MS = 8 * 3_600_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})$/

/** Milliseconds since 1970 of an instant. Throws on text that is not one: instants are made by this file. */
export function msOf(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  return ms
}

export const instantOf = (ms: number): Instant => new Date(ms).toISOString()

/**
 * Reads an instant that a person or another system wrote: date, `T`, hours and minutes, optional seconds,
 * and an offset or `Z`. Without an offset it is refused: nobody can tell which hour is meant.
 */
export function parseInstant(text: string): Result<Instant> {
  const match = INSTANT.exec(text.trim())
  if (!match) return err(refusal('kernel.instant.malformed', null, { text }))
  const [, date = '', hour = '', minute = '', second = '00', fraction = '', zone = ''] = match
  if (!isPlainDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return err(refusal('kernel.instant.malformed', null, { text }))
  const ms = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}${zone}`)
  if (Number.isNaN(ms)) return err(refusal('kernel.instant.malformed', null, { text }))
  return ok(instantOf(ms))
}

export const addMs = (instant: Instant, ms: number): Instant => instantOf(msOf(instant) + ms)
export const addHours = (instant: Instant, hours: number): Instant => addMs(instant, hours * HOUR_MS)

const two = (value: number): string => String(value).padStart(2, '0')

/** A date from its numbers; days beyond the month run over, as in `Date.UTC`. */
export const plainDate = (year: number, month: number, day: number): PlainDate =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

/** True for a date that exists: `2026-02-30` does not. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

export const parsePlainDate = (text: string): Result<PlainDate> =>
  isPlainDate(text.trim()) ? ok(text.trim()) : err(refusal('kernel.date.malformed', null, { text }))

/** Days since 1970-01-01; throws on text that is not a date. */
function dayNumber(date: PlainDate): number {
  if (!isPlainDate(date)) throw new RangeError(`not a date: ${date}`)
  return Date.parse(`${date}T00:00:00.000Z`) / DAY_MS
}

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4))
export const monthNumberOf = (date: PlainDate): number => Number(date.slice(5, 7))
export const dayOf = (date: PlainDate): number => Number(date.slice(8, 10))

export const addDays = (date: PlainDate, days: number): PlainDate =>
  new Date((dayNumber(date) + days) * DAY_MS).toISOString().slice(0, 10)

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from)

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (date: PlainDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1

export const isWeekend = (date: PlainDate): boolean => weekdayOf(date) > 5

export const firstOfMonth = (date: PlainDate): PlainDate => `${date.slice(0, 7)}-01`
export const lastOfMonth = (date: PlainDate): PlainDate => plainDate(yearOf(date), monthNumberOf(date) + 1, 0)

/** The first day of the month that is `months` later. */
export const addMonths = (date: PlainDate, months: number): PlainDate =>
  plainDate(yearOf(date), monthNumberOf(date) + months, 1)

/** The given day in the date's month; a month too short for it gives its last day. */
export function dayInMonth(date: PlainDate, day: number): PlainDate {
  const last = lastOfMonth(date)
  return day >= dayOf(last) ? last : `${date.slice(0, 8)}${two(day)}`
}

/** The date in Shanghai at an instant. */
export const shanghaiDate = (instant: Instant): PlainDate => instantOf(msOf(instant) + OFFSET_MS).slice(0, 10)

/** Local midnight at which the date begins. */
export const startOfDay = (date: PlainDate): Instant => instantOf(dayNumber(date) * DAY_MS - OFFSET_MS)

/** 24:00 of the date: the local midnight at which the next date begins. */
export const endOfDay = (date: PlainDate): Instant => startOfDay(addDays(date, 1))

/** The date that ends at this instant when it is a local midnight, else the date in which it lies. */
export const lastDayOf = (due: Instant): PlainDate => shanghaiDate(addMs(due, -1))

/** Writes an instant in Shanghai time: `2026-10-02T18:00+08:00`, with seconds or milliseconds only if there are any. */
export function formatShanghai(instant: Instant): string {
  const local = instantOf(msOf(instant) + OFFSET_MS)
  const seconds = local.slice(16, 23)
  const shown = seconds === ':00.000' ? '' : seconds.endsWith('.000') ? seconds.slice(0, 3) : seconds
  return `${local.slice(0, 16)}${shown}+08:00`
}

/** Writes the end of a day limit as its last day at 24:00, which is how offices say it. */
export const formatDayEnd = (due: Instant): string => `${lastDayOf(due)}T24:00+08:00`
