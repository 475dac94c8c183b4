import type { Calendar } from '../calendar/calendar.ts'
import { canonicalJson } from './canonical.ts'
import { checkCoverage, checkLimits, checkRecurring, checkTasks } from './check-duties.ts'
import {
  checkCalendar,
  checkDates,
  checkDuplicates,
  checkOrganisations,
  checkPeriod,
  checkPhases,
} from './check-frame.ts'
import { checkRewardAmounts, checkRewardBands, checkRewardContradictions, checkRewardWords } from './check-reward.ts'
import { checkRouting, checkTransfer } from './check-routing.ts'
import { isTable } from './extend.ts'
import { type Plan, type PlanData, planSchema } from './plan.ts'
import type { Path, PlanProblem } from './problem.ts'
import { schemaProblems } from './schema-problems.ts'

export interface Judgement {
  /** Null when there is an error; warnings leave the plan usable. */
  readonly plan: Plan | null
  readonly problems: readonly PlanProblem[]
}

const CHECKS: readonly ((plan: PlanData) => PlanProblem[])[] = [
  checkPeriod,
  checkPhases,
  checkOrganisations,
  checkDuplicates,
  checkDates,
  checkTasks,
  checkLimits,
  checkRecurring,
  checkCoverage,
  checkRouting,
  checkTransfer,
  checkRewardBands,
  checkRewardAmounts,
  checkRewardWords,
  checkRewardContradictions,
]

/** Takes unknown keys out, so that one misspelling does not hide every other problem of the pack. */
function without(raw: unknown, paths: readonly Path[]): unknown {
  const copy: unknown = structuredCloneOf(raw)
  for (const path of paths) {
    let holder: unknown = copy
    for (const step of path.slice(0, -1))
      holder = Array.isArray(holder) ? holder[Number(step)] : isTable(holder) ? holder[step] : null
    const key = path.at(-1)
    if (isTable(holder) && typeof key === 'string') delete holder[key]
  }
  return copy
}

const structuredCloneOf = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(structuredCloneOf)
    : isTable(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCloneOf(item)]))
      : value

/**
 * Judges a pack whose base is already merged in: shape first, then every cross check. The version of a sound
 * plan is `sha256` (hex) over the canonical JSON of what was given.
 */
export function judgePlan(raw: unknown, calendar: Calendar, sha256: (text: string) => string): Judgement {
  const shape = schemaProblems(raw)
  const unknownKeys = shape.filter((problem) => problem.code === 'plan.key.unknown').map((problem) => problem.path)
  const parsed = planSchema.safeParse(unknownKeys.length > 0 ? without(raw, unknownKeys) : raw)
  if (!parsed.success) return { plan: null, problems: shape }
  const data = parsed.data
  const problems = [...shape, ...CHECKS.flatMap((check) => check(data)), ...checkCalendar(data, calendar)]
  if (problems.some((problem) => problem.severity === 'error')) return { plan: null, problems }
  return { plan: { ...data, hash: sha256(canonicalJson(raw)) }, problems }
}
