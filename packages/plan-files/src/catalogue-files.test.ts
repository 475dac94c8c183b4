import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogueJsonSchema } from '@qingmei/core/premises/catalogue/check-catalogue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatProblem, loadCatalogue, requireCatalogue, SHIPPED_PLANS } from './index.ts'

describe('the shipped catalogue', () => {
  it('is sound, without a reminder', () => expect(loadCatalogue().problems).toEqual([]))

  it('has the JSON Schema beside it that the definitions generate', () =>
    expect(JSON.parse(readFileSync(join(SHIPPED_PLANS, 'catalogue.schema.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(catalogueJsonSchema())),
    ))

  it('grades surgery only, with the four bone and abdomen operations for the highest hospitals', () => {
    const { items, grades } = requireCatalogue()
    const highest = items.filter((it) => it.grade === 4)
    expect(highest.map((it) => it.id)).toEqual(['bone-contouring', 'breast-reduction', 'abdominoplasty'])
    expect(grades.find((it) => it.grade === 4)?.institutions.join('')).toContain('三级')
    expect(items.filter((it) => it.grade !== undefined).every((it) => it.discipline === 'surgery')).toBe(true)
  })

  it('says of every item what to look for, where it stands and how sure that is', () => {
    const { items, sources } = requireCatalogue()
    const known = new Set(sources.map((it) => it.id))
    for (const item of items) {
      expect(item.look.length, item.id).toBeGreaterThan(5)
      expect(known.has(item.source), item.id).toBe(true)
    }
    expect(items.filter((it) => it.prohibited !== undefined).length).toBeGreaterThanOrEqual(5)
  })
})

describe('a broken catalogue', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'qingmei-catalogue-'))
    cpSync(join(SHIPPED_PLANS, '_catalogue'), join(dir, '_catalogue'), { recursive: true })
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  function breakFile(name: string, from: string, to: string): number {
    const path = join(dir, '_catalogue', name)
    const text = readFileSync(path, 'utf8')
    expect(text.split(from), 'the words to break are there once').toHaveLength(2)
    writeFileSync(path, text.replace(from, to))
    return text.slice(0, text.indexOf(from)).split('\n').length
  }
  const CASES = [
    ['an unknown key', 'dentistry.yaml', 'id: implant, name:', 'id: implant, nmae:', 'plan.key.unknown', '应为“name”'],
    [
      'a missing source',
      'dentistry.yaml',
      '自助牙套同样要查, source: directory-2009,',
      '自助牙套同样要查,',
      'plan.key.missing',
      '补上',
    ],
    [
      'a source that is nowhere',
      'dentistry.yaml',
      '自助牙套同样要查, source: directory-2009',
      '自助牙套同样要查, source: directory-2008',
      'catalogue.name.unknown',
      '应为“directory-2009”',
    ],
    [
      'a nature that is none',
      'dentistry.yaml',
      'group: 正畸, nature: medical',
      'group: 正畸, nature: medicl',
      'plan.value.not-allowed',
      '应为“medical”',
    ],
    [
      'a name of two natures',
      'dentistry.yaml',
      'trade: [种植牙,',
      'trade: [美牙, 种植牙,',
      'catalogue.alias.two-natures',
      '只留给一个项目',
    ],
    [
      'a name that stands twice',
      'dentistry.yaml',
      'trade: [种植牙,',
      'trade: [种牙, 种植牙,',
      'catalogue.alias.twice',
      '删去一处',
    ],
    [
      'a product that is none',
      'surgery.yaml',
      'products: [lifting-threads]',
      'products: [lifting-thread]',
      'catalogue.name.unknown',
      '应为“lifting-threads”',
    ],
    [
      'a grade outside surgery',
      'dentistry.yaml',
      'group: 正畸, nature',
      'group: 正畸, grade: 1, nature',
      'catalogue.grade.not-graded',
      '删去 grade',
    ],
    ['an id used twice', 'dentistry.yaml', 'id: implant,', 'id: veneer,', 'catalogue.id.twice', '另取'],
    ['a broken line', 'dentistry.yaml', 'trade: [种植牙,', 'trade: 种植牙],', 'plan.yaml.syntax', '检查缩进'],
  ] as const

  it.each(CASES)('points at %s', (...[, file, from, to, code, remedy]) => {
    const line = breakFile(file, from, to)
    const { catalogue, problems } = loadCatalogue(dir)
    const problem = problems.find((it) => it.code === code)
    if (!problem) throw new Error(problems.map(formatProblem).join('\n'))
    expect(catalogue === null).toBe(problems.some((it) => it.severity === 'error'))
    expect(problem.severity).toBe(code === 'catalogue.alias.twice' ? 'warning' : 'error')
    expect(formatProblem(problem)).toMatch(new RegExp(`${file}:\\d+:\\d+  `))
    // Of two equal ids the place of the first is found.
    expect(problem.line).toBe(code === 'catalogue.id.twice' ? line - 1 : line)
    expect(problem.remedy).toContain(remedy)
  })
})
