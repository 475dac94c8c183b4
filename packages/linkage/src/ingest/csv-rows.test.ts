import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, LONGEST_CELL, textOf } from '../normalise/cells.ts'
import { cellText, FIELD, KeyBytes, RowCells } from '../table.ts'
import { gbPairs } from '../tables/gb18030.ts'
import { csvRows } from './csv-rows.ts'
import { sharedRows } from './shared-rows.ts'

const FIELDS = ['key', 'name', 'address'] as const
const PLACES = { key: 0, name: 1, address: 3, code: 0 }

/** The bytes of a character in GB18030, found by asking the decoder: the platform has no encoder. */
const gbBytes = new Map<string, readonly number[]>()
for (const [place, unit] of gbPairs().entries())
  if (unit !== 0) gbBytes.set(String.fromCharCode(unit), [place >> 8, place & 0xff])
/** Characters of four bytes, one of them beyond the basic plane. */
const RARE: Readonly<Record<string, readonly number[]>> = { 㛃: [0x82, 0x30, 0xb7, 0x31], 𠮷: [0x95, 0x34, 0xb2, 0x35] }
for (const [sign, bytes] of Object.entries(RARE)) gbBytes.set(sign, bytes)

function encoded(text: string, encoding: 'utf-8' | 'gb18030'): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  return Uint8Array.from([...text].flatMap((it) => (it < '\u0080' ? [it.charCodeAt(0)] : [...(gbBytes.get(it) ?? [])])))
}

const sign = fc.constantFrom(...'美容诊所解放路号安阳囍镕丨〇（）　ＡＢａ１２zk9-_.,;|"\t ', ...Object.keys(RARE))
/** What stands in a cell: blanks around it are no part of it. */
const cell = fc.array(sign, { maxLength: 12 }).map((it) => it.join('').trim())
const row = fc.tuple(fc.stringMatching(/^[0-9A-Z]{1,20}$/), cell, cell, cell)
const quoted = (text: string, must: boolean, delimiter: string): string =>
  must || text.includes(delimiter) || text.startsWith('"') || /[\r\n]/.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text

describe('the rows of a csv', () => {
  it.each(['utf-8', 'gb18030'] as const)('of any table come back from %s as they were', (encoding) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.boolean()), { maxLength: 12 }),
        fc.constantFrom(',', '\t', ';', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, delimiter, end) => {
          const lines = rows.map(([cells, must]) => cells.map((it) => quoted(it, must, delimiter)).join(delimiter))
          const bytes = encoded(lines.map((it) => it + end).join(''), encoding)
          const read = csvRows(bytes, {
            encoding,
            delimiter: delimiter.charCodeAt(0),
            places: PLACES,
            from: 0,
            rowsBefore: 0,
          })
          if (!read.ok) throw new Error(read.why)
          expect(read.table.rows).toBe(rows.length)
          const cells = new RowCells(read.table)
          const keys = new KeyBytes(read.table)
          const units = new Uint16Array(LONGEST_CELL)
          for (const [i, [values]] of rows.entries()) {
            const [key, name, , address] = values
            expect(FIELDS.map((it) => cellText(read.table, it, i))).toEqual([key, name, address])
            cells.find(i)
            expect(textOf(units, 0, cells.fold(FIELD.name, units))).toBe(textOf(foldText(name)))
            const copied = Buffer.alloc(100)
            expect(copied.toString('latin1', 0, keys.copy(i, copied, 0))).toBe(key)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are the same when two find a part of them each, wherever the line between falls', async () => {
    const cells = fc.array(fc.constantFrom('甲', '"乙,\n"', '"丙\r\n丁"', 'a', '合计', ''), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { maxLength: 9 }), fc.constantFrom('\n', '\r\n', '\r'), async (rows, end) => {
        const bytes = encoded(rows.map((it) => it.join(',') + end).join(''), 'utf-8')
        const shape = { encoding: 'utf-8', delimiter: 44, places: PLACES, from: 0, rowsBefore: 2 } as const
        const both = await sharedRows(bytes, shape, (of, to) => Promise.resolve(csvRows(bytes, of, to)))
        expect(both).toEqual(csvRows(bytes, shape))
      }),
      { numRuns: 500 },
    )
  })

  it('are refused by their row in the file, in whichever part that is', async () => {
    const shape = { encoding: 'utf-8', delimiter: 44, places: PLACES, from: 0, rowsBefore: 1 } as const
    for (const text of ['a1,甲店\na2,"乙\na3,丙店\na4,丁\n', 'a1,甲店\na2,乙店\na3,丙店\na4,"丁\n']) {
      const bytes = encoded(text, 'utf-8')
      const both = await sharedRows(bytes, shape, (of, to) => Promise.resolve(csvRows(bytes, of, to)))
      expect(both).toEqual(csvRows(bytes, shape))
      expect(both.ok).toBe(false)
    }
  })

  it('leaves out blank rows, totals and signatures, and says which', () => {
    for (const encoding of ['utf-8', 'gb18030'] as const) {
      const bytes = encoded('a1,甲店,,路1号\n\n,,,\n  合计,2,,\na2,合计便利店,,路2号\n"填表人：王",,,\n', encoding)
      const read = csvRows(bytes, { encoding, delimiter: 44, places: PLACES, from: 0, rowsBefore: 3 })
      if (!read.ok) throw new Error(read.why)
      expect(read.leftOut).toEqual([
        { row: 7, why: 'total', text: '合计' },
        { row: 9, why: 'total', text: '填表人：王' },
      ])
      expect([0, 1].map((it) => cellText(read.table, 'key', it))).toEqual(['a1', 'a2'])
    }
  })

  it('is refused where a quotation mark never closes or a byte is no character, by its row', () => {
    const shape = { delimiter: 44, places: PLACES, from: 0, rowsBefore: 1 }
    const open = encoded('a1,"甲店,\na2,乙店,\n', 'utf-8')
    expect(csvRows(open, { encoding: 'utf-8', ...shape })).toEqual({ ok: false, row: 2, why: 'quote-unclosed' })
    for (const wrong of [[0xff], [0x80], [0xb0, 0x20], [0x81, 0x30, 0x81, 0x41], [0xb0]]) {
      const bytes = Uint8Array.from([0x61, 0x0a, 0x62, 0x2c, ...wrong])
      expect(csvRows(bytes, { encoding: 'gb18030', ...shape })).toEqual({ ok: false, row: 3, why: 'not-text' })
    }
  })
})
