import { readFileSync } from 'node:fs'
import { classifyService, doesMedical } from '@qingmei/core/premises/catalogue/classify'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requireCatalogue } from './index.ts'

const catalogue = requireCatalogue()
const of = (text: string) => classifyService(catalogue, text)

/** The lines of a fixture: a service and what it is; a comma may stand in the service. */
const truth = (name: string): [string, string][] =>
  readFileSync(new URL(`../../../tests/fixtures/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => [line.slice(0, line.lastIndexOf(',')), line.slice(line.lastIndexOf(',') + 1)])

const wrong = (lines: readonly [string, string][]) =>
  lines.filter(([text, nature]) => of(text).nature !== nature).map(([text]) => `${text}: ${of(text).nature}`)

describe('what an advertised service is', () => {
  it('is told right of every service of the Beiguan merchants', () =>
    expect(wrong(truth('beiguan-truth/truth-services.csv'))).toEqual([]))

  it('is told right of at least 95 in a hundred names from other menus, and no medical one passes for care', () => {
    const lines = truth('service-names/services.csv')
    expect(lines.length).toBeGreaterThan(500)
    const missed = wrong(lines)
    expect(1 - missed.length / lines.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95)
    const passed = lines.filter(([text, nature]) => nature === 'medical' && of(text).nature === 'lifestyle')
    expect(passed).toEqual([])
  })

  it('is told right of at least 95 in a hundred names that nobody has heard of, by what is done', () => {
    const lines = truth('service-names/unheard-of.csv')
    expect(lines.length).toBeGreaterThan(300)
    const missed = wrong(lines)
    expect(1 - missed.length / lines.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95)
    expect(lines.filter(([text, nature]) => nature === 'medical' && of(text).nature === 'lifestyle')).toEqual([])
  })

  it('is not taken for medical by a word that is part of plain care', () => {
    for (const text of ['超声波导入补水', '下颌线提升', '美瞳线', '发际线修剪', '纹身填色', '指甲修剪', '眉毛修剪'])
      expect([text, of(text).nature]).not.toEqual([text, 'medical'])
  })

  it.each([
    ['无针水光', 'depends', 'needle-free-hydration'],
    ['水光针', 'medical', 'mesotherapy'],
    ['脱毛膏脱毛', 'lifestyle', 'hair-removal-wax'],
    ['激光脱毛', 'medical', 'laser-hair-removal'],
    ['脱毛', 'depends', 'hair-removal-unsaid'],
    ['嫁接睫毛', 'lifestyle', 'lashes-brows'],
    ['种睫毛', 'medical', 'hair-transplant'],
    ['打水光', 'medical', 'mesotherapy'],
    ['补水', 'lifestyle', 'facial-care'],
    ['吸脂', 'medical', 'liposuction'],
    ['吸脂999ml', 'medical', 'liposuction-1'],
    ['吸脂1000毫升', 'medical', 'liposuction-2'],
    ['吸脂2000ML', 'medical', 'liposuction-3'],
    ['吸脂5000ml', 'medical', 'liposuction-over'],
  ])('%s is %s', (text, nature, item) => expect(of(text)).toMatchObject({ nature, item: { id: item } }))

  it.each([
    ['热马吉', 'sound'],
    ['热玛姬', 'sound'],
    ['玻脲酸', 'sound'],
    ['水guang针', 'pinyin'],
    ['shuiguangzhen', 'pinyin'],
    ['肉*素', 'blotted'],
    ['ＨＩＦＵ', 'written'],
    ['瘦💉', 'written'],
    ['水/光/针', 'written'],
    ['黃金微針', 'written'],
  ])('%s is read by %s', (text, how) => expect(of(text)).toMatchObject({ nature: 'medical', how }))

  it('is not what a shop says it does not do', () => {
    expect(of('不打水光针').nature).toBe('unknown')
    expect(of('不打针的补水护理').nature).toBe('lifestyle')
    expect(of('非激光脱毛').nature).toBe('depends')
  })

  it('is unknown where nothing is said', () => {
    for (const text of ['', '   ', '会员卡', '停车', '🎉🎉', '充值1000送300'])
      expect(of(text).nature, text).toBe('unknown')
  })

  it('is a low guess where only the means are named', () =>
    expect(of('焕颜微创紧带术')).toMatchObject({ nature: 'medical', item: null, how: 'guessed', confidence: 'low' }))
})

describe('reading', () => {
  const medical = catalogue.items.filter((it) => it.nature === 'medical').flatMap((it) => it.trade)
  const care = catalogue.items.filter((it) => it.nature === 'lifestyle').flatMap((it) => it.trade)

  it('finds every item by every one of its names', () => {
    const lost = catalogue.items.flatMap((item) =>
      [...item.trade, ...item.slang]
        .filter((name) => of(name).nature !== item.nature)
        .map((name) => `${name}: ${item.id}`),
    )
    expect(lost).toEqual([])
  })

  it('does not hang on blanks, width or capitals', () =>
    fc.assert(
      fc.property(fc.constantFrom(...medical), fc.constantFrom(' ', '·', '-', '\u200b'), (name, sign) => {
        if (/^\p{Script=Han}+$/u.test(name)) expect(of([...name].join(sign)).nature).toBe('medical')
        expect(of(name.toUpperCase()).nature).toBe('medical')
      }),
      { seed: 2026 },
    ))

  it('lets one medical service make the list medical, in any order', () =>
    fc.assert(
      fc.property(fc.constantFrom(...medical), fc.array(fc.constantFrom(...care), { maxLength: 4 }), (name, others) => {
        expect(doesMedical(catalogue, [...others, name]).medical).toBe(true)
        expect(doesMedical(catalogue, others).medical).toBe(false)
      }),
      { seed: 2026 },
    ))

  it('answers whatever is typed', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(of(text)).toMatchObject({ text, why: expect.stringMatching(/./) as string })
      }),
      { seed: 2026 },
    ))
})

describe('what a merchant does', () => {
  it('is not medical by what only depends, and says what nobody may do', () => {
    expect(doesMedical(catalogue, ['针清祛痘', '果酸换肤', '轻医美', ''])).toMatchObject({
      medical: false,
      prohibited: false,
      counts: { medical: 0, depends: 3, lifestyle: 0, unknown: 0 },
    })
    expect(doesMedical(catalogue, ['美甲', '奥美定丰胸'])).toMatchObject({ medical: true, prohibited: true })
  })
})
