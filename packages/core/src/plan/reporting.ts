import type { Calendar } from '../calendar/calendar.ts'
import { monthlyDue } from '../deadlines/time-limit.ts'
import { addMonths, firstOfMonth, type Instant, lastDayOf, type PlainDate, startOfDay } from '../kernel/dates.ts'
import type { PlanData } from './plan.ts'

/** One time at which a recurring duty is owed. */
export interface Occurrence {
  readonly start: Instant
  readonly due: Instant
  readonly lastDay: PlainDate
}

/**
 * The times at which a recurring duty of the plan is owed, in order: one a month from its first day to
 * its last. A month whose end needs a calendar that is not loaded is left out until it is.
 */
export function occurrencesOf(plan: PlanData, id: string, calendar: Calendar): Occurrence[] {
  const duty = plan.recurring.find((candidate) => candidate.id === id)
  const limit = duty === undefined ? undefined : plan.limits[duty.rule]?.limit
  if (duty === undefined || limit === undefined || !('monthlyDay' in limit)) return []
  const occurrences: Occurrence[] = []
  for (let month = firstOfMonth(duty.from); month <= duty.to; month = addMonths(month, 1)) {
    const due = monthlyDue(limit, month, calendar)
    if (due.state !== 'due') continue
    const lastDay = lastDayOf(due.due)
    if (lastDay >= duty.from && lastDay <= duty.to)
      occurrences.push({ start: startOfDay(month < duty.from ? duty.from : month), due: due.due, lastDay })
  }
  return occurrences
}
