import { knownParties } from './parties.ts'
import type { PlanData } from './plan.ts'
import { type PlanProblem, suggest } from './problem.ts'

const error = (problem: Omit<PlanProblem, 'severity'>): PlanProblem => ({ severity: 'error', ...problem })

/** Every type of violation in the campaign's scope has a department that owns it; the others should. */
export function checkRouting(plan: PlanData): PlanProblem[] {
  const known = Object.keys(plan.violations)
  const kinds = [...new Set(plan.organisations.map((organisation) => organisation.kind))]
  const orphans = known.flatMap((code): PlanProblem[] =>
    plan.routing[code] !== undefined
      ? []
      : [
          {
            severity: plan.scope.violations.includes(code) ? 'error' : 'warning',
            code: 'plan.routing.no-owner',
            path: ['routing'],
            what: `违法类型 ${code}“${plan.violations[code]?.label ?? ''}”没有主管部门`,
            remedy: `在 routing 中写明 ${code} 由哪个类别的单位查处：${kinds.join('、')}`,
            clause: plan.scope.clause,
          },
        ],
  )
  const routes = Object.entries(plan.routing).flatMap(([code, route]) => [
    ...(known.includes(code) ? [] : [unknownViolation(code, known, ['routing', code], route.clause)]),
    ...route.to.flatMap((kind, i) =>
      kinds.includes(kind)
        ? []
        : [
            error({
              code: 'plan.routing.unknown-department',
              path: ['routing', code, 'to', i],
              what: `${code} 移送给“${kind}”，但方案中没有这类单位`,
              remedy: suggest(kind, kinds),
              clause: route.clause,
            }),
          ],
    ),
  ])
  const scope = plan.scope.violations.flatMap((code, i) =>
    known.includes(code) ? [] : [unknownViolation(code, known, ['scope', 'violations', i], plan.scope.clause)],
  )
  return [...scope, ...orphans, ...routes]
}

const unknownViolation = (code: string, known: readonly string[], path: PlanProblem['path'], clause: string) =>
  error({ code: 'plan.violation.unknown', path, what: `没有违法类型“${code}”`, remedy: suggest(code, known), clause })

/** Evidence kinds, the judge of disputes and what checklists name exist. */
export function checkTransfer(plan: PlanData): PlanProblem[] {
  const evidence = (plan.dictionaries['evidence-kind'] ?? []).map((entry) => entry.code)
  const wrongEvidence = (codes: readonly string[], path: PlanProblem['path'], clause: string) =>
    codes.flatMap((code, i) =>
      evidence.includes(code)
        ? []
        : [
            error({
              code: 'plan.evidence.unknown-kind',
              path: [...path, i],
              what: `证据种类“${code}”不在词表 evidence-kind 中`,
              remedy: suggest(code, evidence),
              clause,
            }),
          ],
    )
  const parties = knownParties(plan)
  const disputes = parties.includes(plan.transfer.disputes)
    ? []
    : [
        error({
          code: 'plan.party.unknown',
          path: ['transfer', 'disputes'],
          what: `没有单位“${plan.transfer.disputes}”`,
          remedy: suggest(plan.transfer.disputes, parties),
          clause: plan.transfer.clause,
        }),
      ]
  const violations = Object.keys(plan.violations)
  const checklists = plan.checklists.flatMap((list, i) =>
    list.items.flatMap((item, j) => {
      const path = ['checklists', i, 'items', j]
      return [
        ...(item.violation === undefined || violations.includes(item.violation)
          ? []
          : [unknownViolation(item.violation, violations, [...path, 'violation'], item.clause)]),
        ...wrongEvidence(item.evidence ?? [], [...path, 'evidence'], item.clause),
      ]
    }),
  )
  return [
    ...wrongEvidence(plan.transfer.evidence, ['transfer', 'evidence'], plan.transfer.clause),
    ...disputes,
    ...checklists,
  ]
}
