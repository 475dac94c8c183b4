import { z } from 'zod'
import { DAY_MS, type Instant, instantOf, msOf } from '../kernel/dates.ts'
import { isLate } from './time-limit.ts'

/** Who is told at a step, by part and not by name. */
export const audienceSchema = z.enum(['owner', 'principal', 'office', 'leading-group'])
export type Audience = z.infer<typeof audienceSchema>

/** What happens around a due instant. Nothing here ever blocks a late action. */
export const ladderSchema = z.strictObject({
  /** The share of the time after which it is amber. */
  amberPercent: z.int().min(1).max(99),
  /** Steps after the due instant; `afterDays: 0` is the due instant itself. Days are of 24 hours. */
  steps: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9-]*$/),
      afterDays: z.int().min(0).max(365),
      tell: z.array(audienceSchema).min(1),
      label: z.string().min(1),
    }),
  ),
  /** A reminder every so many days while it is red. */
  reminder: z.strictObject({ everyDays: z.int().min(1).max(31), tell: z.array(audienceSchema).min(1) }).optional(),
  clause: z.string().min(1),
})
export type Ladder = z.infer<typeof ladderSchema>

/** A deadline as the ladder needs it; `due` is null while it waits for a calendar. */
export interface Clock {
  readonly start: Instant
  readonly due: Instant | null
  readonly metAt: Instant | null
  /** Had passed before the plan was loaded. */
  readonly historical?: boolean
}

export type StageName = 'awaiting-calendar' | 'open' | 'amber' | 'red' | 'met' | 'met-late' | 'historical'

export interface Stage {
  readonly stage: StageName
  /** Steps reached by now (or by the time it was met), in order. */
  readonly steps: readonly Ladder['steps'][number][]
  /** How many reminders have fallen due since the due instant. */
  readonly reminders: number
  /** How late it was met, or is by now; 0 when it is not. */
  readonly lateMs: number
  /** When the next change of stage, step or reminder comes; null when nothing more will. */
  readonly nextAt: Instant | null
}

/** The instant at which a deadline turns amber. */
export const amberAt = (start: Instant, due: Instant, amberPercent: number): Instant =>
  instantOf(msOf(start) + Math.max(0, Math.floor(((msOf(due) - msOf(start)) * amberPercent) / 100)))

/** Where a deadline stands at `now`: open, amber, red with the steps taken, or met in time or late. */
export function stageOf(clock: Clock, now: Instant, ladder: Ladder): Stage {
  const { start, due, metAt } = clock
  const still = { steps: [], reminders: 0, lateMs: 0, nextAt: null }
  if (metAt !== null && (due === null || !isLate(metAt, due))) return { stage: 'met', ...still }
  if (clock.historical === true) return { stage: 'historical', ...still }
  if (due === null) return { stage: 'awaiting-calendar', ...still }

  const until = metAt ?? now
  if (!isLate(until, due)) {
    const amber = amberAt(start, due, ladder.amberPercent)
    const isAmber = msOf(until) >= msOf(amber)
    return { ...still, stage: isAmber ? 'amber' : 'open', nextAt: isAmber ? justAfter(due) : amber }
  }
  const late = msOf(until) - msOf(due)
  const every = ladder.reminder === undefined ? null : ladder.reminder.everyDays * DAY_MS
  const ahead = ladder.steps.map((step) => step.afterDays * DAY_MS).filter((ms) => ms >= late)
  if (every !== null) ahead.push(Math.ceil(late / every) * every)
  return {
    stage: metAt === null ? 'red' : 'met-late',
    steps: ladder.steps.filter((step) => step.afterDays * DAY_MS < late).sort((a, b) => a.afterDays - b.afterDays),
    reminders: every === null ? 0 : Math.floor((late - 1) / every),
    lateMs: late,
    nextAt: metAt !== null || ahead.length === 0 ? null : justAfter(instantOf(msOf(due) + Math.min(...ahead))),
  }
}

/** A step counts once its instant has passed, exactly as lateness does. */
const justAfter = (instant: Instant): Instant => instantOf(msOf(instant) + 1)
