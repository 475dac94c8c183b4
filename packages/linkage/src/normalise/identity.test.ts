import { usccCheckCharacter } from '@qingmei/core/kernel/identifiers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './cells.ts'
import { CODE, CodeParser, correctionsOf, phoneOf } from './identity.ts'

const code = fc
  .stringMatching(/^9[1-3]4105\d{2}[0-9A-HJ-NPQRTUWXY]{9}$/)
  .map((start) => start + (usccCheckCharacter(start) ?? ''))
const parsed = (text: string) => {
  const parser = new CodeParser()
  const cell = foldText(text)
  parser.parse(cell, cell.length)
  return parser
}

test('a sound code is sound as the kernel has it, and its organisation code is known', () => {
  fc.assert(
    fc.property(code, (it) => {
      const parser = parsed(`\t${it.toLowerCase()} `)
      expect(parser.state).toBe(CODE.sound)
      const licence = new CodeParser()
      const cell = foldText(`${it.slice(8, 17)}41050317D1542`)
      licence.parseLicence(cell, cell.length)
      expect(licence.organisation).toBe(parser.organisation)
    }),
  )
})

test('what a broken code should have been is among its corrections', () => {
  const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  fc.assert(
    fc.property(code, fc.nat(17), fc.nat(30), fc.constantFrom('write', 'drop', 'exchange'), (it, at, sign, how) => {
      const broken =
        how === 'write'
          ? it.slice(0, at) + signs.charAt(sign) + it.slice(at + 1)
          : how === 'drop'
            ? it.slice(0, at) + it.slice(at + 1)
            : it.slice(0, at) + it.charAt(at + 1) + it.charAt(at) + it.slice(at + 2)
      if (broken === it) return
      const hashes = new Uint32Array(64)
      const n = correctionsOf(foldText(broken), hashes, new Uint32Array(64))
      expect([...hashes.subarray(0, n)]).toContain(parsed(it).hash)
    }),
  )
})

test('a telephone number is the same however it is written', () => {
  for (const text of [
    '13912345678',
    '139 1234 5678',
    '139-1234-5678',
    '+8613912345678',
    '１３９１２３４５６７８',
    '13912345678、0372-2235103',
  ])
    expect([text, phoneOf(foldText(text), foldText(text).length)]).toEqual([text, 13_912_345_678])
  for (const text of ['', '无', '11111111111', '12345'])
    expect([text, phoneOf(foldText(text), foldText(text).length)]).toEqual([text, 0])
})
