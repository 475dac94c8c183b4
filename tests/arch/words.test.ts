import { faults, skips } from '@qingmei/contract/messages.en'
import { messages, notices, remedies } from '@qingmei/contract/messages.zh-CN'
import { PREMISES_CLASSES, PREMISES_DOUBTS } from '@qingmei/linkage'
import { FIELDS } from '@qingmei/linkage/score/levels'
import { describe, expect, it } from 'vitest'
import { WHY_SKIPPED } from '../../apps/server/src/platform/imports/plan-import.ts'
import { loadPlans, SHIPPED_PLANS } from '@qingmei/plan-files'
import { en } from '../../apps/web/src/words/en.ts'
import { INDICATORS, UNITS } from '../../apps/web/src/words/plan-words.ts'
import { zh } from '../../apps/web/src/words/zh-CN.ts'
import { planted, sources, theTree } from './rules/tree.ts'
import {
  codesOf,
  componentsHaveNoWords,
  everyCodeHasWords,
  everyKeyIsThere,
  everyNoticeHasWords,
  keysOf,
  noWordsAreLeftOver,
} from './rules/words.ts'

describe('what people read', () => {
  it('is there for every refusal and every notice', () => {
    expect(codesOf(theTree()).size).toBeGreaterThan(70)
    expect(everyCodeHasWords(messages)(theTree())).toEqual([])
    expect(everyNoticeHasWords(notices)(theTree())).toEqual([])
  })
  it('is not there for what nothing says', () => {
    expect(noWordsAreLeftOver(Object.keys(messages))(theTree())).toEqual([])
    expect(Object.keys(remedies).filter((code) => !Object.hasOwn(messages, code))).toEqual([])
  })
  it('stands in catalogues, in Chinese and in English alike', () => {
    expect(componentsHaveNoWords(theTree())).toEqual([])
    expect(keysOf(en).toSorted()).toEqual(keysOf(zh).toSorted())
    expect(everyKeyIsThere(keysOf(zh))(theTree())).toEqual([])
  })
  it('is there for everything that a comparison can say of places and pairs', () => {
    const said = [
      ...PREMISES_CLASSES.map((it) => `class.${it}`),
      ...PREMISES_DOUBTS.flatMap((it) => (it === null ? [] : [`doubt.${it}`])),
      ...FIELDS.map((it) => `weighed.${it.field}`),
      ...FIELDS.flatMap((it) => it.levels.map((level) => `level.${level}`)),
    ]
    expect(said.filter((key) => !keysOf(zh).includes(`comparison.${key}`))).toEqual([])
  })
  it('is there in English for every fault of a row or a file', () => {
    const codes = sources(theTree()).flatMap(([path, text]) =>
      /^(packages\/(office|core)|apps\/server)\/src\//.test(path)
        ? [...text.matchAll(/'((?:office\.[a-z-]+|registers\.[a-z-]+|import\.cell)\.[a-z-]+)'/g)].map(
            ([, code = '']) => code,
          )
        : [],
    )
    expect(new Set(codes).size).toBeGreaterThan(18)
    expect(codes.filter((code) => !Object.hasOwn(faults, code))).toEqual([])
  })
  it('is there in English for every figure of the shipped plans, and every reason to leave out a row', () => {
    const asked = [...loadPlans(SHIPPED_PLANS).values()].flatMap((plan) => plan.indicators)
    expect(asked.length).toBeGreaterThan(15)
    expect(asked.filter((it) => !Object.hasOwn(INDICATORS, it.id)).map((it) => it.id)).toEqual([])
    const units = asked.flatMap((it) => [it.unit, ...(it.parts ?? []).flatMap((part) => part.unit ?? [])])
    expect(units.filter((unit) => !Object.hasOwn(UNITS, unit))).toEqual([])
    for (const text of [...Object.values(INDICATORS), ...Object.values(UNITS)])
      expect(text).not.toMatch(/\p{Script=Han}/u)
    expect(Object.keys(skips).toSorted()).toEqual(Object.keys(WHY_SKIPPED).toSorted())
  })
  it('is missed when it is missing', () => {
    const refused = planted({ 'packages/core/src/lead/bad.ts': "return refuse('lead.nowhere.said', null)" })
    expect(everyCodeHasWords(messages)(refused)).toEqual([
      'packages/core/src/lead/bad.ts: no words for lead.nowhere.said',
    ])
    const told = planted({ 'packages/core/src/lead/bad.ts': "notify(self.to, 'lead.nowhere')" })
    expect(everyNoticeHasWords(notices)(told)).toHaveLength(1)
    expect(noWordsAreLeftOver(['lead.long-gone'])(theTree())).toEqual(['messages: nothing says lead.long-gone'])
    const asked = planted({ 'apps/web/src/parts/Bad.tsx': "export const it = t('nowhere.said')" })
    expect(everyKeyIsThere(keysOf(zh))(asked)).toEqual(['apps/web/src/parts/Bad.tsx: no words for nowhere.said'])
    const said = planted({ 'apps/web/src/parts/Bad.tsx': '// 注释\nexport const it = <b>线索</b>' })
    expect(componentsHaveNoWords(said)).toEqual(['apps/web/src/parts/Bad.tsx:2: export const it = <b>线索</b>'])
  })
})
