import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordField } from '../comparison.ts'
import { besideTexts, type Span } from './beside-texts.ts'

const HOME = '410503'
/** The text with what is marked in brackets. */
const marked = (text: string, spans: readonly Span[]): string => {
  let [out, at] = ['', 0]
  for (const [from, to] of spans) {
    out += `${text.slice(at, from)}[${text.slice(from, to)}]`
    at = to
  }
  return out + text.slice(at)
}
const laid = (field: RecordField, a: string, b: string) => {
  const { is, differing, left, right } = besideTexts(field, a, b, HOME)
  return [is, differing, marked(a, left), marked(b, right)]
}

describe('two addresses beside each other', () => {
  it.each([
    ['光和路三七二号', '光和路３７２号'],
    ['光和路372号2幢501室', '光和路372号２栋 501'],
    ['光和路372号4栋2单元501室', '光和路372号4-2-501'],
    ['永塔路四五一-2', '永塔路451号2'],
    ['河南省安阳市北关区洹北街道光和路372号', '光和路372号'],
    ['光和路372号（近某广场）', '光和路 372 号'],
    ['光和路0372號', '光和路372号'],
  ])('%s and %s are the same', (a, b) => expect(laid('address', a, b)).toEqual(['written', 0, a, b]))

  it.each([
    ['光和路372号', '光和路三七三号', 3, '光和路[372号]', '光和路[三七三号]'],
    ['光和路372号3楼', '光和路372号', 1, '光和路372号[3楼]', '光和路372号'],
    ['光和路372号2楼', '光和路372号2栋', 1, '光和路372号[2楼]', '光和路372号[2栋]'],
    ['解放大道北段８８号', '解放大道88号', 2, '解放大道[北段]８８号', '解放大道88号'],
  ])('%s and %s differ where it says so', (a, b, n, left, right) =>
    expect(laid('address', a, b)).toEqual(['differs', n, left, right]),
  )

  it('in two counties differ in the county', () => {
    const [is, , left] = laid('address', '安阳市文峰区光和路372号', '安阳市北关区光和路372号')
    expect([is, left]).toEqual(['differs', '安阳市[文峰]区光和路372号'])
  })
})

describe('two names beside each other', () => {
  it.each([
    ['北关区若莲美容院（个体工商户）', '若蓮美容院'],
    ['若莲·美容ＳＰＡ', '若莲美容spa'],
    ['若莲美容有限公司', '若莲美容'],
  ])('%s and %s are the same', (a, b) => expect(laid('name', a, b)).toEqual(['written', 0, a, b]))

  it.each([
    ['丽人美容院', '丽仁美容院', 1, '丽[人]美容院', '丽[仁]美容院'],
    ['若莲美容院', '若莲美发店', 2, '若莲美[容院]', '若莲美[发店]'],
    ['尚和同（谊风巷店）', '尚和同（谊州巷店）', 1, '尚和同（谊[风]巷店）', '尚和同（谊[州]巷店）'],
    ['𠮷田美容', '吉田美容', 1, '[𠮷]田美容', '[吉]田美容'],
  ])('%s and %s differ where it says so', (a, b, n, left, right) =>
    expect(laid('name', a, b)).toEqual(['differs', n, left, right]),
  )
})

it.each([
  ['phone', '138-0000-0001', '+86 13800000001', 'written'],
  ['phone', '13800000001', '13800000002', 'differs'],
  ['code', '92410503MA40XXXX1P', '92410503ma40xxxx1p', 'written'],
  ['principal', '李 明', '李明', 'written'],
  ['address', '红旗路三号', '安漳路 173 号佳美大厦', 'other'],
  ['name', '', '若莲', 'missing'],
  ['name', '若莲', '若莲', 'same'],
] as const)('%s: %s beside %s is %s', (field, a, b, is) => expect(besideTexts(field, a, b, HOME).is).toBe(is))

it('tells a page of text apart as one stretch, and quickly', () => {
  const [a, b] = ['食'.repeat(3000), '品'.repeat(3000)]
  expect(besideTexts('scope', a, b)).toMatchObject({ is: 'other', left: [[0, 3000]] })
})

const text = fc.string({
  unit: fc.constantFrom(...'美容店光路2三十号栋幢室（）·　 Ａa-楼北关区𠮷'.match(/./gu)!),
  maxLength: 20,
})
const field = fc.constantFrom<RecordField>('name', 'address', 'phone', 'principal', 'scope')

it('marks only what stands there, says of a text that it is itself, and of two that they agree from either side', () => {
  fc.assert(
    fc.property(field, text, text, (of, a, b) => {
      const [there, back] = [besideTexts(of, a, b, HOME), besideTexts(of, b, a, HOME)]
      expect(back.differing === 0).toBe(there.differing === 0)
      if (a.trim() !== '') expect(besideTexts(of, a, a, HOME).is).toBe('same')
      let at = 0
      for (const [from, to] of there.left) {
        expect(from).toBeGreaterThanOrEqual(at)
        expect(to).toBeGreaterThan(from)
        at = to
      }
      expect(at).toBeLessThanOrEqual(a.length)
      expect(there.differing === 0).toBe(['same', 'written', 'missing'].includes(there.is))
    }),
    { numRuns: 500 },
  )
})
