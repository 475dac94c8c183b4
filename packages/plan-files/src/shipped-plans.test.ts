import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planJsonSchema } from '@qingmei/core/plan/json-schema'
import { dictionaryOf, organisationsOf } from '@qingmei/core/plan/parties'
import { occurrencesOf } from '@qingmei/core/plan/reporting'
import { listPlans, loadCalendar, loadPlan, requirePlan, SHIPPED_PLANS } from './index.ts'

const calendar = loadCalendar(SHIPPED_PLANS)
const plan = requirePlan(SHIPPED_PLANS, 'beiguan-2026')

it('every shipped plan is sound', () => {
  expect(listPlans(SHIPPED_PLANS)).toContain('beiguan-2026')
  for (const id of listPlans(SHIPPED_PLANS))
    expect(loadPlan(SHIPPED_PLANS, id).problems.filter((problem) => problem.severity === 'error')).toEqual([])
})

it('the JSON Schema beside the plans is the generated one', () =>
  expect(JSON.parse(readFileSync(join(SHIPPED_PLANS, 'plan.schema.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(planJsonSchema())),
  ))

describe('the Beiguan plan of 2026', () => {
  it('has a version that stays the same however often it is read', () => {
    expect(plan.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(requirePlan(SHIPPED_PLANS, 'beiguan-2026').hash).toBe(plan.hash)
  })

  it('owes transfers in 48 hours with three kinds of evidence', () => {
    expect(plan.limits['lead.transfer']).toMatchObject({ limit: { hours: 48 }, clause: '方案五' })
    expect(plan.transfer.evidence).toEqual(['on-site-record', 'imagery', 'interview-record'])
  })

  it('routes practice to health, products and advertising to the market regulator', () => {
    for (const code of ['V01', 'V02', 'V03', 'V05', 'V06', 'V08', 'V09'])
      expect(plan.routing[code]?.to).toEqual(['health'])
    for (const code of ['V15', 'V16', 'V17', 'V21', 'V23']) expect(plan.routing[code]?.to).toEqual(['market'])
    expect(Object.keys(plan.routing).sort()).toEqual(Object.keys(plan.violations).sort())
  })

  it('knows one town and nine sub-districts, and names no person', () => {
    expect(organisationsOf(plan, 'kind:town')).toHaveLength(10)
    expect(organisationsOf(plan, 'health')[0]?.role).toBe('lead')
    expect(dictionaryOf(plan, 'violation')).toHaveLength(34)
    expect(dictionaryOf(plan, 'lead-result').map((entry) => entry.code)).toContain('true')
  })

  it('meets before the 30th of every month and reviews rewards before the 25th of the second phase', () => {
    expect(occurrencesOf(plan, 'monthly-meeting', calendar).map((it) => it.lastDay)).toEqual([
      '2026-05-30',
      '2026-06-30',
      '2026-07-30',
      '2026-08-30',
      '2026-09-30',
      '2026-10-30',
    ])
    expect(occurrencesOf(plan, 'reward-round', calendar).map((it) => it.lastDay)).toEqual([
      '2026-06-25',
      '2026-07-25',
      '2026-08-25',
      '2026-09-25',
    ])
  })

  it('tells the drafter what the text leaves open, and stays usable', () => {
    const codes = loadPlan(SHIPPED_PLANS, 'beiguan-2026').problems.map((problem) => problem.code)
    expect(codes.sort()).toEqual([
      'plan.coverage.no-slack',
      'plan.coverage.no-slack',
      'plan.reward.anonymous-contradiction',
      'plan.reward.boundary-shared',
      'plan.reward.boundary-shared',
      'plan.reward.scope-narrower',
    ])
  })

  it('pays what the three levels say', () =>
    expect(plan.reward?.levels.map(({ level, basisPoints, min, max }) => [level, basisPoints, min, max])).toEqual([
      [1, 500, 500_000, 10_000_000],
      [2, 300, 300_000, 5_000_000],
      [3, 100, 100_000, 1_000_000],
    ]))
})
