import { z } from 'zod'
import { addWorkingDays, type Calendar, isWorkingDay, rollToWorkingDay } from '../calendar/calendar.ts'
import {
  addDays,
  addHours,
  addMonths,
  dayInMonth,
  endOfDay,
  type Instant,
  isPlainDate,
  lastDayOf,
  msOf,
  type PlainDate,
  shanghaiDate,
} from '../kernel/dates.ts'
import type { Refusal, Result } from '../kernel/result.ts'

const count = z.int().min(1).max(3660)
const date = z.string().refine(isPlainDate, 'not a date YYYY-MM-DD')

/** Clock hours: nights, weekends and holidays run on. */
const hours = z.strictObject({ hours: count })
/** Working days; the start day is not counted, the last day ends at 24:00. */
const workingDays = z.strictObject({ workingDays: count })
/** Calendar days; the start day is not counted, the last day ends at 24:00. */
const calendarDays = z.strictObject({ calendarDays: count })
/** A fixed date, inclusive. */
const fixedDate = z.strictObject({ date })
/**
 * A day of every month: due at 24:00 of that day, or of the day before when `inclusive` is
 * false; a month too short gives its last day; `roll` moves a day that is not worked.
 */
const monthly = z.strictObject({
  monthlyDay: z.int().min(1).max(31),
  inclusive: z.boolean().optional(),
  roll: z.enum(['none', 'back', 'forward']).optional(),
})

/** How long something may take: exactly one of hours, working days, calendar days, a date, a day of the month. */
export const timeLimitSchema = z.union([hours, workingDays, calendarDays, fixedDate, monthly])
export type TimeLimit = z.infer<typeof timeLimitSchema>

/** When a limit ends; or that the calendar of `year` has to be loaded before anybody can say. */
export type Due =
  | { readonly state: 'due'; readonly due: Instant }
  | { readonly state: 'awaiting-calendar'; readonly year: number }

/** True for limits that end with a day and not at a time of day. */
export const endsWithDay = (limit: TimeLimit): boolean => !('hours' in limit)

function dueFrom(result: Result<PlainDate>): Due {
  if (result.ok) return { state: 'due', due: endOfDay(result.value) }
  return { state: 'awaiting-calendar', year: yearIn(result.error) }
}

function yearIn(error: Refusal): number {
  const { year } = error.facts
  if (error.code !== 'calendar.year-unknown' || typeof year !== 'number') throw new Error(`unexpected ${error.code}`)
  return year
}

/** When a limit that began at `start` ends. Day limits end at 24:00: the instant of the next local midnight. */
export function dueAt(limit: TimeLimit, start: Instant, calendar: Calendar): Due {
  if ('hours' in limit) return { state: 'due', due: addHours(start, limit.hours) }
  const from = shanghaiDate(start)
  if ('workingDays' in limit) return dueFrom(addWorkingDays(from, limit.workingDays, calendar))
  if ('calendarDays' in limit) return { state: 'due', due: endOfDay(addDays(from, limit.calendarDays)) }
  if ('date' in limit) return { state: 'due', due: endOfDay(limit.date) }
  return nextMonthly(limit, start, calendar)
}

type Monthly = z.infer<typeof monthly>

function monthlyDay(limit: Monthly, month: PlainDate): PlainDate {
  const named = dayInMonth(month, limit.monthlyDay)
  return limit.inclusive === false ? addDays(named, -1) : named
}

/** The end of a monthly limit in the month of `month` (any date in it). */
export function monthlyDue(limit: Monthly, month: PlainDate, calendar: Calendar): Due {
  const day = monthlyDay(limit, month)
  if (limit.roll === undefined || limit.roll === 'none') return { state: 'due', due: endOfDay(day) }
  return dueFrom(rollToWorkingDay(day, limit.roll, calendar))
}

/** The first monthly end that is still ahead of `start`; one that rolls may lie in the month before or after. */
function nextMonthly(limit: Monthly, start: Instant, calendar: Calendar): Due {
  for (let ahead = -1; ; ahead++) {
    const month = addMonths(shanghaiDate(start), ahead)
    // An end that rolls forward at most reaches into the next month, so an older month cannot be the answer.
    if (limit.roll !== 'forward' && endOfDay(monthlyDay(limit, month)) <= start) continue
    const due = monthlyDue(limit, month, calendar)
    if (due.state === 'awaiting-calendar') {
      if (ahead >= 0) return due
    } else if (due.due > start) return due
  }
}

/**
 * Whether something done at `actedAt` came after `due`. The only comparison of lateness in the house: at the very
 * instant is on time, a millisecond after is late; for day limits the very instant is 24:00 of the last day.
 */
export const isLate = (actedAt: Instant, due: Instant): boolean => msOf(actedAt) > msOf(due)

/** A deadline that had passed before the plan was loaded: it may be filled in later and is never counted as overdue. */
export const isHistorical = (due: Instant, loadedAt: Instant): boolean => isLate(loadedAt, due)

/**
 * The last working day before a day limit ends, if its last day is not worked: the day of the extra warning
 * . Null when the last day is worked, for clock hours, or when the calendar does not know.
 */
export function earlyWarningDay(limit: TimeLimit, due: Instant, calendar: Calendar): PlainDate | null {
  if (!endsWithDay(limit)) return null
  const last = lastDayOf(due)
  const working = isWorkingDay(last, calendar)
  if (!working.ok || working.value) return null
  const back = rollToWorkingDay(last, 'back', calendar)
  return back.ok ? back.value : null
}
