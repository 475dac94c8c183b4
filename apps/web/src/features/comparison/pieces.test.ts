import { expect, it } from 'vitest'
import { piecesOf } from './pieces.ts'

const shown = (text: string, ...marks: [number, number][]) =>
  piecesOf(text, marks)
    .map((it) => (it.isMarked ? `[${it.text}]` : it.text))
    .join('')

it('marks stretches of a text, at its ends as well', () => {
  expect(shown('丽仁美容院', [1, 2])).toBe('丽[仁]美容院')
  expect(shown('丽仁美容院', [0, 2], [3, 5])).toBe('[丽仁]美[容院]')
  expect(shown('丽仁美容院')).toBe('丽仁美容院')
  expect(shown('')).toBe('')
})
