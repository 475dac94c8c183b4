import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatProblem, loadPlan, type LocatedProblem, SHIPPED_PLANS } from './index.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'plans-'))
  cpSync(join(SHIPPED_PLANS, 'beiguan-2026'), join(dir, 'beiguan-2026'), { recursive: true })
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Breaks one file of the copy and says where: line and column of the new words, counted from 1. */
function breakFile(file: string, was: string, now: string): { line: number; column: (word: string) => number } {
  const path = join(dir, 'beiguan-2026', file)
  const text = readFileSync(path, 'utf8')
  if (text.split(was).length !== 2) throw new Error(`“${was}” stands ${text.split(was).length - 1} times in ${file}`)
  const broken = text.replace(was, now)
  writeFileSync(path, broken)
  const offset = broken.indexOf(now)
  const line = broken.slice(0, offset).split('\n').length
  return { line, column: (word) => (broken.split('\n')[line - 1] ?? '').indexOf(word) + 1 }
}

const errors = (): LocatedProblem[] => {
  const { plan, problems } = loadPlan(dir, 'beiguan-2026')
  const found = problems.filter((problem) => problem.severity === 'error')
  expect(plan === null).toBe(found.length > 0)
  return found
}
const only = (): LocatedProblem => {
  const found = errors()
  expect(found.map((problem) => problem.code)).toHaveLength(1)
  const [problem] = found
  if (problem === undefined) throw new Error('no error was found')
  expect(formatProblem(problem)).toContain(`:${problem.line}:${problem.column}  `)
  return problem
}

describe('a broken pack', () => {
  it('points at a misspelt key and offers the right one', () => {
    const at = breakFile('limits.yaml', '    effect: forfeit', '    efect: forfeit')
    const problem = only()
    expect(problem).toMatchObject({
      code: 'plan.key.unknown',
      line: at.line,
      column: at.column('efect'),
      clause: '奖励方案四',
    })
    expect(problem.file.endsWith('limits.yaml')).toBe(true)
    expect(problem.remedy).toContain('应为“effect”')
  })

  it('points at an unknown department and names the known ones', () => {
    const at = breakFile(
      'tasks.yaml',
      'title: 发布公告和举报电话\n    text: 通过政府网站、公众号和本地媒体公布整治公告与两部举报电话\n    owners: [health, market]',
      'title: 发布公告和举报电话\n    text: 公布公告\n    owners: [haelth, market]',
    )
    const problem = only()
    expect(problem).toMatchObject({ code: 'plan.party.unknown', line: at.line + 2, clause: '方案六（一）' })
    expect(problem.column).toBe('    owners: ['.length + 1)
    expect(problem.remedy).toMatch(/应为“health”.*market.*kind:town/)
  })

  it('points at a department to which leads go and that is not there', () => {
    const at = breakFile('plan.yaml', 'V30: { to: [tax]', 'V30: { to: [taxx]')
    expect(only()).toMatchObject({
      code: 'plan.routing.unknown-department',
      line: at.line,
      column: at.column('taxx'),
      clause: '部门职责',
    })
  })

  it('points at overlapping reward bands and says which number to change', () => {
    const at = breakFile(
      'reward.yaml',
      'goods: { from: 10000000, to: 50000000 }',
      'goods: { from: 9000000, to: 50000000 }',
    )
    const problem = only()
    expect(problem).toMatchObject({
      code: 'plan.reward.overlap',
      line: at.line,
      column: at.column('9000000'),
      clause: '奖励方案三（二）',
    })
    expect(problem.what).toContain('90,000.00 元')
    expect(problem.remedy).toContain('9000000')
  })

  it('finds all three at once: one mistake never hides another', () => {
    breakFile('limits.yaml', '    effect: forfeit', '    efect: forfeit')
    breakFile('plan.yaml', 'V30: { to: [tax]', 'V30: { to: [taxx]')
    breakFile('reward.yaml', 'goods: { from: 10000000, to: 50000000 }', 'goods: { from: 9000000, to: 50000000 }')
    expect(errors().map((problem) => problem.code)).toEqual([
      'plan.key.unknown',
      'plan.routing.unknown-department',
      'plan.reward.overlap',
    ])
  })
})

describe('the cross checks', () => {
  it.each([
    ['plan.yaml', 'to: 2026-05-31', 'to: 2026-11-30', 'plan.phase.outside-campaign'],
    [
      'plan.yaml',
      'percent: 25\n      premises: [beauty-shop,',
      'percent: 25\n      premises: [beuty-shop,',
      'plan.name.unknown',
    ],
    [
      'plan.yaml',
      'evidence: [on-site-record, imagery',
      'evidence: [onsite-record, imagery',
      'plan.evidence.unknown-kind',
    ],
    ['plan.yaml', '  V01: { to: [health], clause: 方案四（二）、五 }\n', '', 'plan.routing.no-owner'],
    ['plan.yaml', 'region: "410503"', 'region: 410503', 'plan.value.type'],
    ['plan.yaml', 'level: county', 'level: village', 'plan.value.not-allowed'],
    ['plan.yaml', 'signedOn: 2026-05-13\n', '', 'plan.key.missing'],
    ['plan.yaml', 'id: beiguan-2026', 'id: beiguan-2027', 'plan.id.not-its-folder'],
    ['plan.yaml', 'extends: _base', 'extends: _bass', 'plan.extends.not-found'],
    ['plan.yaml', 'issuers: [health, market]', 'issuers: [health, markt]', 'plan.organisation.unknown'],
    ['plan.yaml', 'rule: meeting.monthly\n    from', 'rule: lead.transfer\n    from', 'plan.name.unknown'],
    ['limits.yaml', 'limit: { hours: 48 }', 'limit: { hours: 48, workingDays: 2 }', 'plan.limit.shape'],
    ['limits.yaml', 'from: 发现线索\n    owner: [finder]', 'from: 发现线索\n    owner: []', 'plan.limit.no-owner'],
    ['limits.yaml', 'from: 总结巩固阶段开始', 'from: 总结巩固阶段开始\n    from: 两次', 'plan.yaml.syntax'],
    [
      'tasks.yaml',
      'owners: [health, market]\n    assists: [police]',
      'owners: [health, police]',
      'plan.task.owner-not-member',
    ],
    ['tasks.yaml', 'id: joint-plan', 'id: publish-notice', 'plan.list.duplicate-id'],
    ['reward.yaml', 'from: 50000000, to: null', 'from: 50000000, to: 90000000', 'plan.reward.hole'],
    ['reward.yaml', 'from: 50000000, to: null', 'from: 60000000, to: null', 'plan.reward.hole'],
    ['reward.yaml', 'min: 100000\n', 'min: 2000000\n', 'plan.reward.min-above-max'],
    ['reward.yaml', 'evidence: direct', 'evidence: derect', 'plan.reward.unknown-word'],
    ['checklists/town-patrol.yaml', 'violation: V28', 'violation: V99', 'plan.violation.unknown'],
  ])('of %s: %j → %j is found', (file, was, now, code) => {
    expect(breakAndList(file, was, now)).toEqual([code])
  })

  function breakAndList(file: string, was: string, now: string): string[] {
    const at = breakFile(file, was, now)
    const found = errors()
    expect(found[0]?.file.endsWith(file.split('/').at(-1) ?? file)).toBe(true)
    expect(found[0]?.line).toBeGreaterThan(0)
    expect(at.line).toBeGreaterThan(0)
    return found.map((problem) => problem.code)
  }

  it('warns of a day before the signing and of days in no phase, and the plan stays usable', () => {
    breakFile('plan.yaml', 'signedOn: 2026-05-13', 'signedOn: 2026-05-20')
    breakFile('plan.yaml', 'to: 2026-05-31', 'to: 2026-05-30')
    const { plan, problems } = loadPlan(dir, 'beiguan-2026')
    expect(plan).not.toBeNull()
    expect(problems.map((problem) => problem.code)).toEqual(
      expect.arrayContaining(['plan.period.before-signing', 'plan.date.before-signing', 'plan.phase.gap']),
    )
  })

  it('asks for the calendar of a year that is not loaded', () => {
    breakFile('plan.yaml', 'to: 2026-10-31\ngoal', 'to: 2027-01-31\ngoal')
    expect(errors().map((problem) => problem.code)).toEqual(['plan.calendar.year-unknown'])
  })

  it('names the packs there are when one is not found', () => {
    const { plan, problems } = loadPlan(dir, 'beigaun-2026')
    expect(plan).toBeNull()
    expect(problems).toMatchObject([{ code: 'plan.pack.not-found', remedy: '可用：beiguan-2026' }])
  })
})
