import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellText } from '../table.ts'
import { jsonRows } from './json-rows.ts'

const FIELDS = ['key', 'name', 'scope', 'state', 'code'] as const
const NAMES = ['编号', 'name', 'offers', 'state'] as const
/** The key is the code as well, the state is not there in every file. */
const fieldsOf = (names: readonly string[]) =>
  ['编号', 'name', 'offers', 'state', '编号'].map((it) => names.indexOf(it))

const inMemory = (text: string): Uint8Array => {
  const bytes = new TextEncoder().encode(text)
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  return shared
}
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
      fc.property(rows, fc.shuffledSubarray([...NAMES], { minLength: 1 }), gap, end, (all, names, blank, after) => {
        const objects = all.map((values) => Object.fromEntries(NAMES.map((name, i) => [name, values[i]])))
        const lines = objects.map((it) => {
          const pairs = names.map((name) => `${JSON.stringify(name)}${blank}:${blank}${JSON.stringify(it[name])}`)
          return `{${blank}${pairs.join(`${blank},${blank}`)}${blank}}${blank}`
        })
        const table = jsonRows(inMemory(lines.join(after) + after), FIELDS, fieldsOf)
        if (table === null) throw new Error('not read')
        expect(table.rows).toBe(objects.length)
        for (const [row, it] of objects.entries()) {
          const said = fieldsOf(names).map((name) => (name < 0 ? '' : textOf(it[names[name] ?? ''])))
          expect(FIELDS.map((field) => cellText(table, field, row))).toEqual(said.map((text) => text.trim()))
        }
      }),
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
    expect(jsonRows(inMemory(`${good}\n`), FIELDS, fieldsOf)?.rows).toBe(1)
    expect(jsonRows(inMemory(`${good}\n${line}\n${good}\n`), FIELDS, fieldsOf)).toBeNull()
  })

  it('are left to others when names stand twice or are numbers', () => {
    expect(jsonRows(inMemory('{"name":"x","name":"y"}'), FIELDS, fieldsOf)).toBeNull()
    expect(jsonRows(inMemory('{"name":"x","1":"y"}'), FIELDS, fieldsOf)).toBeNull()
  })
})
