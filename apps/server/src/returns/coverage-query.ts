import {
  coverageOf,
  type CoverageRule,
  monthsBetween,
  type Month,
  type MonthOfCoverage,
  type Target,
} from '@qingmei/core/inspection/coverage'
import type { Plan } from '@qingmei/core/plan/plan'
import type pg from 'pg'

export interface TargetRow extends Target {
  readonly assignee: string
  readonly group: string
}

/** The campaign's targets with the days of their valid screenings. */
export async function targetsOf(tx: pg.ClientBase, region: string, campaign: string): Promise<TargetRow[]> {
  const { rows } = await tx.query<Omit<TargetRow, 'screenedOn'> & { days: string[] | null }>(
    `select t.id, t.assignee, t."group", t.in_base as "inBase", t.since, t.until, v.days from qm.screening_target t
     left join lateral (select array_agg((visited_at at time zone 'Asia/Shanghai')::date::text) as days from qm.visit v
       where v.region = t.region and v.target = t.id and v.status = 'recorded' and v.result <> 'refused') v on true
     where t.region = $1 and t.campaign = $2`,
    [region, campaign],
  )
  return rows.map(({ days, ...row }) => ({ ...row, screenedOn: days ?? [] }))
}

/** The months in which the plan has places screened. */
export function screeningMonths(plan: Plan): Month[] {
  const phase = plan.phases.find((each) => each.id === plan.coverage.phase)
  return phase ? monthsBetween(phase.from, phase.to) : []
}

/** How the plan judges a group that is screened. */
export function ruleOf(plan: Plan, group: string | null): CoverageRule {
  const goal = plan.coverage.targets.find((each) => each.id === group) ?? plan.coverage.targets[0]
  return { percent: goal?.percent ?? 25, base: plan.coverage.base, count: plan.coverage.count }
}

/** Coverage by organisation and group for a screen: every month, what is needed and what is short. */
export async function coverageByOrganisation(
  tx: pg.ClientBase,
  it: { plan: Plan; region: string; campaign: string },
): Promise<{ org: string; group: string; months: MonthOfCoverage[] }[]> {
  const months = screeningMonths(it.plan)
  if (months.length === 0) return []
  const targets = await targetsOf(tx, it.region, it.campaign)
  const keys = [...new Set(targets.map((each) => `${each.assignee}|${each.group}`))]
  return keys.map((key) => {
    const [org = '', group = ''] = key.split('|')
    const own = targets.filter((each) => each.assignee === org && each.group === group)
    return { org, group, months: coverageOf(own, months, ruleOf(it.plan, group)) }
  })
}
