import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts, type Piece, standing } from './char-diff.ts'

const shown = (pieces: readonly Piece[]) => pieces.map((it) => (it.same ? it.text : `[${it.text}]`)).join('')
const both = (a: string, b: string) => {
  const { left, right, differing } = compareTexts(a, b)
  return [shown(left), shown(right), differing]
}

describe('two names beside each other', () => {
  it.each([
    ['丽人美容院', '丽仁美容院', '丽[人]美容院', '丽[仁]美容院', 1],
    ['尚和同·美容养生馆（谊风巷店）', '尚和同美容养生馆', '尚和同[·]美容养生馆[（谊风巷店）]', '尚和同美容养生馆', 7],
    ['同', '同', '同', '同', 0],
    ['', '无', '', '[无]', 1],
    ['永塔路四五一-2', '永塔路451号2', '永塔路[四五一-]2', '永塔路[451号]2', 4],
  ])('%s and %s', (a, b, left, right, n) => expect(both(a, b)).toEqual([left, right, n]))

  it('counts a character outside the basic plane as one', () => {
    expect(both('𠮷田', '吉田')).toEqual(['[𠮷]田', '[吉]田', 1])
  })

  it('tells a page of text apart as one stretch, and quickly', () => {
    const [a, b] = ['食'.repeat(3000), '品'.repeat(3000)]
    expect(compareTexts(a, b).left).toEqual([{ text: a, same: false }])
  })
})

const text = fc.string({ unit: fc.constantFrom('美', '容', '店', '1', '𠮷'), maxLength: 20 })

it('loses nothing: each side reads as it was, and what both have is the same on both', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const { left, right, differing } = compareTexts(a, b)
      expect(left.map((it) => it.text).join('')).toBe(a)
      expect(right.map((it) => it.text).join('')).toBe(b)
      const common = (of: readonly Piece[]) =>
        of
          .filter((it) => it.same)
          .map((it) => it.text)
          .join('')
      expect(common(left)).toBe(common(right))
      expect(differing === 0).toBe(a === b)
    }),
  )
})

it.each([
  ['同', '同', 'same', 0],
  ['丽人美容院', '丽仁美容院', 'differs', 1],
  ['红旗路三号', '安漳路 173 号佳美大厦', 'other', 11],
  [null, '13800000000', 'missing', 0],
  ['', '13800000000', 'missing', 0],
])('%s beside %s: %s', (left, right, is, n) => expect(standing({ left, right })).toEqual({ is, n }))
