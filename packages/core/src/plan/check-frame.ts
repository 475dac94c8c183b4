import { type Calendar, unknownYears } from '../calendar/calendar.ts'
import { addDays } from '../kernel/dates.ts'
import type { PlanData } from './plan.ts'
import { type PlanProblem, suggest } from './problem.ts'

const error = (problem: Omit<PlanProblem, 'severity'>): PlanProblem => ({ severity: 'error', ...problem })
const warning = (problem: Omit<PlanProblem, 'severity'>): PlanProblem => ({ severity: 'warning', ...problem })

/** The campaign's own dates: in order, and not before it was signed. */
export function checkPeriod(plan: PlanData): PlanProblem[] {
  const problems: PlanProblem[] = []
  if (plan.from > plan.to)
    problems.push(
      error({
        code: 'plan.period.reversed',
        path: ['to'],
        what: `结束日 ${plan.to} 早于开始日 ${plan.from}`,
        remedy: '改正开始日或结束日',
        clause: plan.clause,
      }),
    )
  if (plan.from < plan.signedOn)
    problems.push(
      warning({
        code: 'plan.period.before-signing',
        path: ['from'],
        what: `开始日 ${plan.from} 早于印发日 ${plan.signedOn}`,
        remedy: '核对日期；确属追溯的，早于印发日的时限按历史事项处理，不计逾期',
        clause: plan.clause,
      }),
    )
  return problems
}

/** Phases lie in the campaign, in order, and leave no day out. */
export function checkPhases(plan: PlanData): PlanProblem[] {
  const problems: PlanProblem[] = []
  plan.phases.forEach((phase, i) => {
    if (phase.from > phase.to)
      problems.push(
        error({
          code: 'plan.phase.reversed',
          path: ['phases', i, 'to'],
          what: `阶段“${phase.label}”结束日早于开始日`,
          remedy: '改正阶段起止日期',
          clause: phase.clause,
        }),
      )
    for (const key of ['from', 'to'] as const)
      if (phase[key] < plan.from || phase[key] > plan.to)
        problems.push(
          error({
            code: 'plan.phase.outside-campaign',
            path: ['phases', i, key],
            what: `阶段“${phase.label}”的 ${phase[key]} 不在专项期间 ${plan.from} 至 ${plan.to} 内`,
            remedy: '改正阶段日期，或改正专项起止日期',
            clause: phase.clause,
          }),
        )
  })
  return [...problems, ...gaps(plan)]
}

function gaps(plan: PlanData): PlanProblem[] {
  const problems: PlanProblem[] = []
  let covered = addDays(plan.from, -1)
  for (const phase of [...plan.phases].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (phase.from > addDays(covered, 1))
      problems.push(
        warning({
          code: 'plan.phase.gap',
          path: ['phases', plan.phases.indexOf(phase), 'from'],
          what: `${addDays(covered, 1)} 至 ${addDays(phase.from, -1)} 不属于任何阶段`,
          remedy: '让阶段首尾相接，或在方案中说明',
          clause: phase.clause,
        }),
      )
    if (phase.to > covered) covered = phase.to
  }
  return problems
}

/** Organisations: parents, issuers and hotlines name one that exists, kinds are in the dictionary. */
export function checkOrganisations(plan: PlanData): PlanProblem[] {
  const ids = plan.organisations.map((organisation) => organisation.id)
  const kinds = (plan.dictionaries['organisation-kind'] ?? []).map((entry) => entry.code)
  const problems: PlanProblem[] = []
  const unknown = (path: PlanProblem['path'], id: string, clause: string) =>
    problems.push(
      error({
        code: 'plan.organisation.unknown',
        path,
        what: `没有单位“${id}”`,
        remedy: suggest(id, ids),
        clause,
      }),
    )
  plan.organisations.forEach((organisation, i) => {
    if (organisation.parent !== undefined && !ids.includes(organisation.parent))
      unknown(['organisations', i, 'parent'], organisation.parent, organisation.clause)
    if (!kinds.includes(organisation.kind))
      problems.push(
        error({
          code: 'plan.organisation.unknown-kind',
          path: ['organisations', i, 'kind'],
          what: `单位类别“${organisation.kind}”不在词表 organisation-kind 中`,
          remedy: suggest(organisation.kind, kinds),
          clause: organisation.clause,
        }),
      )
  })
  plan.document.issuers.forEach((id, i) => {
    if (!ids.includes(id)) unknown(['document', 'issuers', i], id, plan.document.clause)
  })
  plan.hotlines.forEach((hotline, i) => {
    if (!ids.includes(hotline.organisation))
      unknown(['hotlines', i, 'organisation'], hotline.organisation, hotline.clause)
  })
  return problems
}

/** The same id twice in one list: the second would silently hide behind the first. */
export function checkDuplicates(plan: PlanData): PlanProblem[] {
  const lists = {
    organisations: plan.organisations,
    phases: plan.phases,
    tasks: plan.tasks,
    indicators: plan.indicators,
    recurring: plan.recurring,
    checklists: plan.checklists,
    trainings: plan.trainings,
  }
  return Object.entries(lists).flatMap(([name, list]) =>
    list.flatMap((item, i) =>
      list.findIndex((other) => other.id === item.id) === i
        ? []
        : [
            error({
              code: 'plan.list.duplicate-id',
              path: [name, i, 'id'],
              what: `编号“${item.id}”在 ${name} 中出现两次`,
              remedy: '改用不同的编号，或合并两项',
              clause: item.clause,
            }),
          ],
    ),
  )
}

/** Fixed dates and recurring duties lie in the campaign; those before the signing day are historical. */
export function checkDates(plan: PlanData): PlanProblem[] {
  const problems: PlanProblem[] = []
  const judge = (path: PlanProblem['path'], day: string, name: string, clause: string) => {
    if (day < plan.from || day > plan.to)
      problems.push(
        error({
          code: 'plan.date.outside-campaign',
          path,
          what: `“${name}”的日期 ${day} 不在专项期间 ${plan.from} 至 ${plan.to} 内`,
          remedy: '改正日期，或改正专项起止日期',
          clause,
        }),
      )
    else if (day < plan.signedOn)
      problems.push(
        warning({
          code: 'plan.date.before-signing',
          path,
          what: `“${name}”的日期 ${day} 早于印发日 ${plan.signedOn}`,
          remedy: '核对日期；确属追溯的按历史事项补录，不计逾期',
          clause,
        }),
      )
  }
  for (const [key, rule] of Object.entries(plan.limits))
    if ('date' in rule.limit) judge(['limits', key, 'limit', 'date'], rule.limit.date, rule.label, rule.clause)
  plan.recurring.forEach((duty, i) => {
    judge(['recurring', i, 'from'], duty.from, duty.label, duty.clause)
    judge(['recurring', i, 'to'], duty.to, duty.label, duty.clause)
  })
  return problems
}

/** The loaded calendar knows every year of the campaign. */
export function checkCalendar(plan: PlanData, calendar: Calendar): PlanProblem[] {
  return unknownYears(plan.from, plan.to, calendar).map((year) =>
    error({
      code: 'plan.calendar.year-unknown',
      path: ['to'],
      what: `没有 ${year} 年的放假调休日历`,
      remedy: `在 plans/_calendar/ 中加入 ${year}.yaml（按国务院办公厅通知）`,
      clause: plan.clause,
    }),
  )
}
