import { firstOfMonth, addMonths } from '../kernel/dates.ts'
import { isMember, knownParties, organisationsOf, RECORD_PARTIES } from './parties.ts'
import type { PlanData } from './plan.ts'
import { type Path, type PlanProblem, suggest } from './problem.ts'

const error = (problem: Omit<PlanProblem, 'severity'>): PlanProblem => ({ severity: 'error', ...problem })

/** Parties at a place that name nobody in the plan. */
function unknownParties(
  plan: PlanData,
  parties: readonly string[],
  at: { path: Path; clause: string; extra?: readonly string[] },
) {
  const known = [...knownParties(plan), ...(at.extra ?? [])]
  return parties.flatMap((party, i) =>
    known.includes(party)
      ? []
      : [
          error({
            code: 'plan.party.unknown',
            path: [...at.path, i],
            what: `没有单位“${party}”`,
            remedy: suggest(party, known),
            clause: at.clause,
          }),
        ],
  )
}

/** A name at a place that is not among the known ones. */
function unknownName(
  name: string | undefined,
  known: readonly string[],
  at: { path: Path; clause: string; of: string },
) {
  if (name === undefined || known.includes(name)) return []
  return [
    error({
      code: 'plan.name.unknown',
      path: at.path,
      what: `没有${at.of}“${name}”`,
      remedy: suggest(name, known),
      clause: at.clause,
    }),
  ]
}

const unknownNames = (
  names: readonly string[] | undefined,
  known: readonly string[],
  at: { path: Path; clause: string; of: string },
) => (names ?? []).flatMap((name, i) => unknownName(name, known, { ...at, path: [...at.path, i] }))

/** Every task has an owner that exists and is a member of the campaign, and names a phase, rule and indicators that exist. */
export function checkTasks(plan: PlanData): PlanProblem[] {
  const phases = plan.phases.map((phase) => phase.id)
  const rules = Object.keys(plan.limits)
  const indicators = plan.indicators.map((indicator) => indicator.id)
  return plan.tasks.flatMap((task, i) => {
    const path = ['tasks', i]
    const at = (key: string) => ({ path: [...path, key], clause: task.clause })
    const outsiders = task.owners.flatMap((party, j) =>
      organisationsOf(plan, party)
        .filter((organisation) => !isMember(organisation))
        .map((organisation) =>
          error({
            code: 'plan.task.owner-not-member',
            path: [...path, 'owners', j],
            what: `任务“${task.title}”交给了${organisation.name}，但它不是本专项的成员单位`,
            remedy: '改为协助单位（assists），或在 organisations 中把它列为成员',
            clause: task.clause,
          }),
        ),
    )
    const orphan =
      task.owners.length > 0
        ? []
        : [
            error({
              code: 'plan.task.no-owner',
              path: [...path, 'owners'],
              what: `任务“${task.title}”没有责任单位`,
              remedy: '写明至少一个责任单位',
              clause: task.clause,
            }),
          ]
    return [
      ...orphan,
      ...unknownParties(plan, task.owners, at('owners')),
      ...unknownParties(plan, task.assists ?? [], at('assists')),
      ...outsiders,
      ...unknownName(task.phase, phases, { ...at('phase'), of: '阶段' }),
      ...unknownName(task.rule, rules, { ...at('rule'), of: '时限规则' }),
      ...unknownNames(task.indicators, indicators, { ...at('indicators'), of: '指标' }),
    ]
  })
}

/** Every time limit is owed by somebody. */
export function checkLimits(plan: PlanData): PlanProblem[] {
  return Object.entries(plan.limits).flatMap(([key, rule]) => {
    const path = ['limits', key, 'owner']
    if (rule.owner.length === 0)
      return [
        error({
          code: 'plan.limit.no-owner',
          path,
          what: `时限“${rule.label}”没有责任人`,
          remedy: `写明由谁承担：单位编号、kind:类别，或 ${RECORD_PARTIES.join('、')}`,
          clause: rule.clause,
        }),
      ]
    return unknownParties(plan, rule.owner, { path, clause: rule.clause, extra: RECORD_PARTIES })
  })
}

/** The reporting calendar, the phases and the summary lean on rules that exist. */
export function checkRecurring(plan: PlanData): PlanProblem[] {
  const rules = Object.keys(plan.limits)
  const monthly = rules.filter((key) => 'monthlyDay' in (plan.limits[key]?.limit ?? {}))
  const indicators = plan.indicators.map((indicator) => indicator.id)
  const duties = plan.recurring.flatMap((duty, i) => {
    const at = (key: string) => ({ path: ['recurring', i, key], clause: duty.clause })
    return [
      ...unknownName(duty.rule, monthly, { ...at('rule'), of: '按月的时限规则' }),
      ...unknownParties(plan, duty.owners, at('owners')),
      ...unknownParties(plan, duty.recipients ?? [], at('recipients')),
      ...unknownNames(duty.indicators, indicators, { ...at('indicators'), of: '指标' }),
    ]
  })
  const phases = plan.phases.flatMap((phase, i) =>
    unknownName(phase.rule, rules, { path: ['phases', i, 'rule'], clause: phase.clause, of: '时限规则' }),
  )
  const mechanisms = plan.mechanisms.flatMap((it, i) =>
    unknownName(it.rule, rules, { path: ['mechanisms', i, 'rule'], clause: it.clause, of: '时限规则' }),
  )
  const { summary } = plan
  if (summary === undefined) return [...duties, ...phases, ...mechanisms]
  const at = (...more: (string | number)[]) => ({ path: ['summary', ...more], clause: summary.clause })
  return [
    ...duties,
    ...phases,
    ...mechanisms,
    ...unknownName(summary.rule, rules, { ...at('rule'), of: '时限规则' }),
    ...unknownParties(plan, summary.owners, at('owners')),
    ...summary.chapters.flatMap((chapter, i) =>
      unknownNames(chapter.indicators, indicators, { ...at('chapters', i, 'indicators'), of: '指标' }),
    ),
  ]
}

/** Coverage: who screens what exists, and the monthly shares leave room for a bad month. */
export function checkCoverage(plan: PlanData): PlanProblem[] {
  const { coverage } = plan
  const phase = plan.phases.find((candidate) => candidate.id === coverage.phase)
  const premises = (plan.dictionaries['premises-kind'] ?? []).map((entry) => entry.code)
  const problems = [
    ...unknownName(
      coverage.phase,
      plan.phases.map((it) => it.id),
      { path: ['coverage', 'phase'], clause: coverage.clause, of: '阶段' },
    ),
    ...unknownName(coverage.rule, Object.keys(plan.limits), {
      path: ['coverage', 'rule'],
      clause: coverage.clause,
      of: '时限规则',
    }),
    ...coverage.targets.flatMap((target, i) => {
      const at = (key: string) => ({ path: ['coverage', 'targets', i, key], clause: target.clause })
      return [
        ...unknownParties(plan, target.owners, at('owners')),
        ...unknownNames(target.premises, premises, { ...at('premises'), of: '场所类别' }),
      ]
    }),
  ]
  if (phase === undefined) return problems
  const months = monthsIn(phase.from, phase.to)
  return [
    ...problems,
    ...coverage.targets.flatMap((target, i) => slack(target, months, ['coverage', 'targets', i, 'percent'])),
  ]
}

function slack(target: PlanData['coverage']['targets'][number], months: number, path: Path): PlanProblem[] {
  const total = months * target.percent
  if (total > 100) return []
  const sum = `${months} 个月 × ${target.percent}% = ${total}%`
  return [
    {
      severity: 'warning',
      code: total < 100 ? 'plan.coverage.incomplete' : 'plan.coverage.no-slack',
      path,
      what:
        total < 100
          ? `“${target.label}”${sum}，查不全`
          : `“${target.label}”${sum}，没有余量：任何一个月只完成下限，期末仍可能漏查`,
      remedy: '提高每月比例，或同时考核累计比例并在期末列出从未排查的对象',
      clause: target.clause,
    },
  ]
}

function monthsIn(from: string, to: string): number {
  let months = 0
  for (let month = firstOfMonth(from); month <= to; month = addMonths(month, 1)) months += 1
  return months
}
