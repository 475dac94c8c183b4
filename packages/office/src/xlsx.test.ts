import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOf, trimmed, xlsxOf } from '../test/tables.ts'
import { readTable } from './index.ts'
import { serialText } from './xlsx-dates.ts'
import { isDateFormat } from './xlsx-workbook.ts'

const demo = new URL('../../../demo/beiguan/files/', import.meta.url).pathname

async function bytesOf(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  fill(book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const cell = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '',
      '=1+1',
      "'=a",
      '@x',
      '-',
      '&lt;',
      '<b>',
      '_x0041_',
      'a\nb',
      ' 前后 ',
      '𠮷',
      '92410503MAG7DMXBW0',
      '1.10',
    ),
  )
  .map((text) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, ''))

test('any table comes back from a workbook as it was, sheet by sheet', async () => {
  const rowsOfCells = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(rowsOfCells, rowsOfCells, async (first, second) => {
      const columns = ['名称', '地址', '备注'].map((header) => ({ header }))
      const bytes = await xlsxOf(
        { name: '红旗路街道', columns, rows: first },
        { name: '柏庄镇', columns, rows: second },
      )
      const back = await rowsOf({ bytes, name: 'a.xlsx' })
      for (const [sheet, rows] of [
        ['红旗路街道', first],
        ['柏庄镇', second],
      ] as const) {
        const own = back.filter((row) => row.sheet === sheet && row.row > 1)
        const filled = rows.flatMap((cells, i) => (cells.every((it) => it === '') ? [] : [[i + 2, ...trimmed(cells)]]))
        expect(own.map((row) => [row.row, ...trimmed(row.cells)])).toEqual(filled)
      }
    }),
    { numRuns: 60 },
  )
})

test('dates, instants, amounts and long codes come back as an office reads them', async () => {
  const columns = [
    { header: '发证日期', format: 'date' as const },
    { header: '移送时间', format: 'instant' as const },
    { header: '罚款', format: 'money' as const },
    { header: '电话', format: 'text' as const },
    { header: '是否', format: 'text' as const },
  ]
  const rows = [
    ['2021-12-10', '2026-09-30T10:00:00.000Z', 12_345_67, '037212345678901234', true],
    ['2021-02-30', null, -5, null, false],
  ]
  const back = await rowsOf({ bytes: await xlsxOf({ name: '台账', title: '线索台账', columns, rows }), name: 'a.xlsx' })
  expect(back[0]).toMatchObject({ row: 1, spans: [[0, 4]] })
  expect(back.slice(2).map((row) => row.cells)).toEqual([
    ['2021-12-10', '2026-09-30 18:00:00', '12345.67', '037212345678901234', '是'],
    ['2021-02-30', '', '-0.05', '', '否'],
  ])
})

test('cells agree with what another reader finds in the demo workbooks', async () => {
  for (const name of ['medical-licences.xlsx', 'beauty-permits.xlsx']) {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(demo + name)
    const rows = await rowsOf({ path: demo + name })
    expect(rows).toHaveLength(book.worksheets.reduce((sum, sheet) => sum + sheet.rowCount, 0))
    for (const row of rows)
      for (const [i, text] of row.cells.entries()) {
        const cell = book.getWorksheet(row.sheet ?? '')?.getCell(row.row, i + 1)
        const value = cell?.value ?? ''
        const shown = value instanceof Date ? value.toISOString().slice(0, 10) : (cell?.text ?? '')
        const sideways = cell?.isMerged && Number(cell.master.row) === row.row && Number(cell.master.col) !== i + 1
        expect(text).toBe(sideways ? '' : shown)
      }
  }
})

test('a cell merged downwards stands in every row, one merged sideways in its first cell', async () => {
  const bytes = await bytesOf((book) => {
    const sheet = book.addWorksheet('台账')
    sheet.addRows([
      ['美容场所台账', '', ''],
      ['乡镇', '名称', '电话'],
      ['柏庄镇', '甲', '1'],
      ['', '乙', '2'],
      ['', '丙', '3'],
      ['彰北街道', '丁', '4'],
    ])
    sheet.mergeCells('A1:C1')
    sheet.mergeCells('A3:A5')
  })
  const rows = await rowsOf({ bytes, name: 'a.xlsx' })
  expect(rows[0]?.spans).toEqual([[0, 2]])
  expect(rows.slice(2).map((row) => row.cells)).toEqual([
    ['柏庄镇', '甲', '1'],
    ['柏庄镇', '乙', '2'],
    ['柏庄镇', '丙', '3'],
    ['彰北街道', '丁', '4'],
  ])
})

test('rich text, formulas, links and typed-in codes give what a person sees', async () => {
  const bytes = await bytesOf((book) => {
    const sheet = book.addWorksheet('台账')
    sheet.getCell('A1').value = { richText: [{ text: '北关区' }, { text: '美容院', font: { bold: true } }] }
    sheet.getCell('B1').value = { formula: '1+1', result: 2 }
    sheet.getCell('C1').value = { text: '某店', hyperlink: 'https://example.org' }
    sheet.getCell('D1').value = 914105030000000000
    sheet.getCell('F1').value = true
  })
  const [row] = await rowsOf({ bytes, name: 'a.xlsx' })
  expect(row?.cells).toEqual(['北关区美容院', '2', '某店', '914105030000000000', '', '是'])
})

test('hidden sheets are named as hidden', async () => {
  const bytes = await bytesOf((book) => {
    book.addWorksheet('台账').addRow(['a'])
    book.addWorksheet('字典').state = 'hidden'
  })
  const opened = await readTable({ bytes, name: 'a.xlsx' })
  expect(opened.ok && opened.value.sheets).toEqual([
    { name: '台账', hidden: false },
    { name: '字典', hidden: true },
  ])
})

test('a workbook that inflates beyond its bounds is stopped', async () => {
  const bytes = await xlsxOf({
    name: 'a',
    columns: [{ header: 'x' }],
    rows: Array.from({ length: 20_000 }, () => ['0'.repeat(500)]),
  })
  const opened = await readTable({ bytes, name: '大.xlsx' }, { inflatedBytes: 5 * 2 ** 20 })
  const read = async () => {
    if (!opened.ok) throw new Error(opened.error.code)
    for await (const row of opened.value.rows()) expect(row.row).toBeGreaterThan(0)
  }
  await expect(read()).rejects.toMatchObject({ fault: { code: 'office.xlsx.inflates-too-much', file: '大.xlsx' } })
})

test('a damaged or foreign archive is refused with a remedy', async () => {
  const good = await xlsxOf({ name: 'a', columns: [{ header: 'x' }], rows: [['1']] })
  expect(await readTable({ bytes: good.subarray(0, good.length - 60), name: 'a.xlsx' })).toMatchObject({
    error: { code: 'office.xlsx.broken' },
  })
  const zip = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64')
  expect(await readTable({ bytes: Buffer.concat([Buffer.from('PK\u0003\u0004'), zip]), name: 'a.xlsx' })).toMatchObject(
    {
      error: { code: 'office.xlsx.broken' },
    },
  )
})

test('day counts follow the calendar from 1900 on, its wrong leap day left out', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-03-01'), max: new Date('9999-12-30'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString()
      const serial = Math.floor(date.getTime() / 86_400_000) + 25_569
      expect(serialText(serial, false)).toBe(iso.slice(0, 10))
      expect(serialText(serial - 1_462, true)).toBe(serial >= 1_462 ? iso.slice(0, 10) : null)
    }),
  )
  expect(serialText(1, false)).toBe('1900-01-01')
  expect(serialText(59, false)).toBe('1900-02-28')
  expect(serialText(60, false)).toBeNull()
  expect(serialText(44_540.354_166_666_664, false)).toBe('2021-12-10 08:30:00')
  expect(serialText(0.5, false)).toBe('12:00:00')
  expect(serialText(44_540.999_999_9, false)).toBe('2021-12-11')
  expect(serialText(-1, false)).toBeNull()
})

test('number formats are told from date formats', () => {
  for (const code of ['yyyy"年"m"月"d"日"', 'm/d/yy', '[$-804]yyyy-mm-dd;@', '[h]:mm:ss', 'hh:mm'])
    expect(isDateFormat(code)).toBe(true)
  for (const code of ['General', '0.00', '#,##0', '[Red]0.00', '0"d"', '@', '"月"0', '#,##0.00_);[Red]\\(#,##0.00\\)'])
    expect(isDateFormat(code)).toBe(false)
})
