import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellText } from '../table.ts'
import { jsonRows } from './json-rows.ts'

const FIELDS = ['key', 'name', 'scope', 'state', 'code'] as const
const NAMES = ['编号', 'name', 'offers', 'state'] as const
/** The key is the code as well, the state is not there in every file. */
const fieldsOf = (names: readonly string[]) =>
  ['编号', 'name', 'offers', 'state', '编号'].map((it) => names.indexOf(it))

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
/** Pieces as a file is read: each in the memory of the one before. */
function* inTurn(pieces: readonly string[]): Generator<Uint8Array> {
  const buffer = Buffer.alloc(100_000)
  for (const piece of pieces) yield buffer.subarray(0, buffer.write(piece))
}
const read = (...pieces: readonly string[]) => jsonRows(inTurn(pieces), pieces.join('').length, FIELDS, fieldsOf)
const plain = fc.string({ unit: fc.constantFrom(...'安阳美容𠮷aZ0-_.,:;[]{}、 ') }).map((it) => it.trim())
const value = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 3 }),
  fc.integer({ min: 0, max: 999_999_999_999 }),
  fc.boolean(),
  fc.constant(null),
)
const textOf = (it: unknown): string =>
  it === null || it === undefined ? '' : Array.isArray(it) ? it.join('、') : String(it as string)
const gap = fc.constantFrom('', ' ', '\t')
const end = fc.constantFrom('\n', '\r\n', '\n\n')

describe('JSON lines that are alike', () => {
  it('come back from their bytes as an object of each would tell them', () => {
    const rows = fc.array(fc.tuple(plain, value, value, value), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        rows,
        fc.shuffledSubarray([...NAMES], { minLength: 1 }),
        gap,
        end,
        fc.nat(12),
        (all, names, blank, after, cut) => {
          const objects = all.map((values) => Object.fromEntries(NAMES.map((name, i) => [name, values[i]])))
          const lines = objects.map((it) => {
            const pairs = names.map((name) => `${JSON.stringify(name)}${blank}:${blank}${JSON.stringify(it[name])}`)
            return `{${blank}${pairs.join(`${blank},${blank}`)}${blank}}${blank}`
          })
          const pieces = [lines.slice(0, cut), lines.slice(cut)].map((some) => some.map((it) => it + after).join(''))
          const table = read(...pieces)
          if (table === null) throw new Error('not read')
          expect(table.rows).toBe(objects.length)
          for (const [row, it] of objects.entries()) {
            const said = fieldsOf(names).map((name) => (name < 0 ? '' : textOf(it[names[name] ?? ''])))
            expect(FIELDS.map((field) => cellText(table, field, row))).toEqual(said.map((text) => text.trim()))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([
    ['an escape', '{"编号":"1","name":"a\\"b"}'],
    ['an object inside', '{"编号":"1","name":{"a":1}}'],
    ['a number that reads otherwise than it is written', '{"编号":"1","name":1.50}'],
    ['a number with a zero in front', '{"编号":"1","name":012}'],
    ['another order', '{"name":"x","编号":"1"}'],
    ['a name more', '{"编号":"1","name":"x","state":"y"}'],
    ['a name less', '{"编号":"1"}'],
    ['a line that is cut off', '{"编号":"1","name":"x'],
    ['something behind the object', '{"编号":"1","name":"x"} y'],
    ['a comma too many', '{"编号":"1","name":"x",}'],
    ['a comma too many in a list', '{"编号":"1","name":["x",]}'],
    ['a control sign', '{"编号":"1","name":"\u0001"}'],
    ['no object at all', '合计'],
  ])('are left to others when one has %s', (_, line) => {
    const good = '{"编号":"0","name":"x"}'
    expect(read(`${good}\n`)?.rows).toBe(1)
    expect(read(`${good}\n${line}\n${good}\n`)).toBeNull()
  })

  it('are left to others when names stand twice or are numbers, or a piece could not be read', () => {
    expect(read('{"name":"x","name":"y"}')).toBeNull()
    expect(read('{"name":"x","1":"y"}')).toBeNull()
    expect(jsonRows([bytesOf('{"name":"x"}\n'), null], 20, FIELDS, fieldsOf)).toBeNull()
  })
})
