import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Trie } from './trie.ts'

const word = fc.string({ unit: fc.constantFrom(...'美容院店中心门诊'), minLength: 1, maxLength: 5 })
const units = (text: string) => Uint16Array.from(text, (it) => it.charCodeAt(0))

it('the longest of the words is found, from the front and from the back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.constantFrom(1, 2, 4))), word, fc.nat(4), (words, text, skip) => {
      for (const backwards of [false, true]) {
        const trie = new Trie(backwards)
        for (const [it, value] of words) trie.add(it, value)
        const from = Math.min(skip, text.length)
        const piece = backwards ? text.slice(0, text.length - from) : text.slice(from)
        const met = words.map(([it]) => it).filter((it) => (backwards ? piece.endsWith(it) : piece.startsWith(it)))
        const longest = Math.max(0, ...met.map((it) => it.length))
        const found = backwards
          ? trie.longest(units(text), 0, piece.length)
          : trie.longest(units(text), from, text.length)
        expect(found).toBe(longest)
        if (longest === 0) continue
        const bits = words.reduce(
          (sum, [it, value]) => (it.length === longest && met.includes(it) ? sum | value : sum),
          0,
        )
        expect(trie.found).toBe(bits)
      }
    }),
  )
})

it('thousands of words are kept apart', () => {
  const trie = new Trie()
  const words = Array.from({ length: 5_000 }, (_, i) => `${String.fromCharCode(0x4e00 + (i % 97))}${i}街`)
  for (const [i, it] of words.entries()) trie.add(it, i + 1)
  for (const [i, it] of words.entries()) {
    expect(trie.longest(units(`${it}道`), 0, it.length + 1)).toBe(it.length)
    expect(trie.found).toBe(i + 1)
  }
})
