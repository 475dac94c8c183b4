import type { PlainDate } from '../kernel/dates.ts'

/** `2026-06`. */
export type Month = string

/** A place that somebody must screen, as coverage counts it. */
export interface Target {
  readonly id: string
  /** In the base that was frozen at the phase's start; later additions are a line of their own. */
  readonly inBase: boolean
  /** When it came to be screened: the phase's start for the base. */
  readonly since: PlainDate
  /** When it was withdrawn as not to be screened after all; null otherwise. */
  readonly until: PlainDate | null
  /** Days of its valid screenings in the phase, in any order. */
  readonly screenedOn: readonly PlainDate[]
}

export interface CoverageRule {
  readonly percent: number
  readonly base: 'frozen' | 'live'
  readonly count: 'distinct' | 'visits'
}

/** A month of a measure. `rate` and `met` are null when there is nothing to screen: not applicable, never 0 or 100 %. */
export interface MonthOfCoverage {
  readonly month: Month
  /** What must be screened: the base as the month judges it. */
  readonly base: number
  readonly added: number
  /** All that stands to be screened: the base with what was added. */
  readonly all: number
  /** Distinct places first screened in this month (or visits, when the plan counts those). */
  readonly done: number
  readonly need: number
  readonly rate: number | null
  readonly met: boolean | null
  readonly cumulative: {
    readonly done: number
    readonly need: number
    readonly rate: number | null
    readonly met: boolean | null
  }
}

export const monthOf = (date: PlainDate): Month => date.slice(0, 7)

/** The months that a phase touches, in order. */
export function monthsBetween(from: PlainDate, to: PlainDate): Month[] {
  const months: Month[] = []
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`
    if (name > monthOf(to)) return months
    months.push(name)
    if (++month > 12) [year, month] = [year + 1, 1]
  }
}

/** How many of `n` reach `percent`, "以上" included: the smallest whole number. */
export const needed = (n: number, percent: number): number => Math.ceil((n * percent) / 100)

/**
 * Coverage month by month (R-179 … R-182): a place counts once in the phase, in the month of its first valid
 * screening. A frozen base judges past months by what stood in it; additions raise the target of later months.
 */
export function coverageOf(
  targets: readonly Target[],
  months: readonly Month[],
  rule: CoverageRule,
): MonthOfCoverage[] {
  let total = 0
  return months.map((month, i) => {
    const standing = targets.filter((it) => stands(it, month))
    const base = rule.base === 'frozen' ? standing.filter((it) => it.inBase).length : standing.length
    const added = standing.length - standing.filter((it) => it.inBase).length
    const done = targets.reduce((sum, it) => sum + doneIn(it, month, rule), 0)
    total += done
    const all = standing.length
    const share = Math.min(100, rule.percent * (i + 1))
    return {
      month,
      base,
      added,
      all,
      done,
      ...judged(done, base, rule.percent),
      cumulative: { done: total, ...judged(total, i === 0 ? base : all, share) },
    }
  })
}

/** Whether a place stands to be screened in a month. */
export const stands = (target: Target, month: Month): boolean =>
  monthOf(target.since) <= month && (target.until === null || monthOf(target.until) > month)

/** What a place adds to what was done in a month. */
export function doneIn(target: Target, month: Month, rule: Pick<CoverageRule, 'count'>): number {
  const days = target.screenedOn.filter((day) => day >= target.since)
  if (rule.count === 'visits') return days.filter((day) => monthOf(day) === month).length
  const first = days.toSorted()[0]
  return first !== undefined && monthOf(first) === month ? 1 : 0
}

function judged(done: number, n: number, percent: number) {
  const need = needed(n, percent)
  return n === 0 ? { need: 0, rate: null, met: null } : { need, rate: done / n, met: done >= need }
}

/** Targets never screened by a day: the list of 1 October. */
export const neverScreened = <T extends Target>(targets: readonly T[], by: PlainDate): T[] =>
  targets.filter(
    (it) =>
      it.since <= by &&
      (it.until === null || it.until > by) &&
      !it.screenedOn.some((day) => day >= it.since && day <= by),
  )
