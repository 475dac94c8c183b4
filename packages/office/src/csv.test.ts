import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf, csvText, rowsOf, trimmed } from '../test/tables.ts'
import { gb18030Encoder } from './gb18030.ts'
import { readTable } from './index.ts'

const demo = new URL('../../../demo/beiguan/files/', import.meta.url).pathname

const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '"',
    '""',
    ',',
    '=1+1',
    "'=a",
    "''@b",
    '+8613800000000',
    '-',
    '-5',
    '＝x',
    '合计',
    '𠮷野',
    'a\nb',
    ';',
    '|',
    'é',
    '\t92410503',
  ),
)
/** Line ends within a cell are read as `\n`; NUL is no text. */
const sound = awkward.map((text) => text.replace(/\r\n?/g, '\n').replaceAll('\0', '').replaceAll('\u{feff}', ''))

for (const encoding of ['utf-8', 'gb18030'] as const)
  test(`any table comes back from a ${encoding} csv as it was`, async () => {
    const width = 3
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(sound, { minLength: width, maxLength: width }), { maxLength: 20 }),
        async (rows) => {
          const columns = ['名称', '地址', '备注'].map((header) => ({ header }))
          const bytes = await csvOf({ columns, rows }, encoding)
          const back = await rowsOf({ bytes, name: 'a.csv' })
          expect(back.slice(1).map((row) => row.cells)).toEqual(rows)
          expect(back.map((row) => row.row)).toEqual(back.map((_, i) => i + 1))
        },
      ),
      { numRuns: 150 },
    )
  })

test('a table is the same wherever the pieces of the file are cut', async () => {
  const text = '名称,地址\r\n"北关区“美”容院,甲","一行\r\n二行"\r\n𠮷美容,解放路１号\r\n'
  const whole = Buffer.from(text)
  const expected = await rowsOf({ bytes: whole, name: 'a.csv' })
  expect(expected.map((row) => row.cells)).toEqual([
    ['名称', '地址'],
    ['北关区“美”容院,甲', '一行\n二行'],
    ['𠮷美容', '解放路１号'],
  ])
  for (const bytes of [whole, Buffer.from(gb18030Encoder()(text))])
    for (const size of [1, 2, 3, 5, 7]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      )
      const stream = (async function* () {
        yield* pieces
      })()
      expect(await rowsOf({ stream, name: 'a.csv' })).toEqual(expected)
    }
})

test('the market file of the demo is read as GB18030, row by row', async () => {
  const opened = await readTable({ path: `${demo}market-entities.csv` })
  if (!opened.ok) throw new Error(opened.error.code)
  expect(opened.value.encoding).toBe('gb18030')
  const rows = await rowsOf({ path: `${demo}market-entities.csv` })
  expect(rows).toHaveLength(20_012)
  expect(rows[0]?.cells[1]).toBe('企业（字号）名称')
  expect(rows.at(-1)).toMatchObject({ row: 20_012, cells: ['合计', '19940', '', '', '', '', '', '', ''] })
})

test('bytes that are neither UTF-8 nor GB18030 are refused with line and byte, before any row is given', async () => {
  const bytes = Buffer.concat([Buffer.from('名称,地址\n甲,乙\n'), Buffer.from([0x61, 0xff, 0x0a])])
  const opened = await readTable({ bytes, name: '市场主体.csv' })
  expect(opened).toMatchObject({
    ok: false,
    error: { file: '市场主体.csv', row: 3, code: 'office.encoding.unreadable' },
  })
  expect(opened.ok ? '' : opened.error.reason).toContain(`第 ${bytes.length - 1} 字节处`)
})

test('a wrong byte deep in a file is found at its true place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 400_000 }), async (at) => {
      const line = Buffer.from('92410503MAG7DMXBW0,abc\n')
      const bytes = Buffer.alloc(420_000)
      for (let i = 0; i < bytes.length; i++) bytes[i] = line[i % line.length] ?? 0
      bytes[at] = 0xff
      const opened = await readTable({ bytes, name: 'a.csv' })
      expect(opened).toMatchObject({ ok: false, error: { row: Math.floor(at / line.length) + 1 } })
      expect(opened.ok ? '' : opened.error.reason).toContain(`第 ${at + 1} 字节处`)
    }),
    { numRuns: 10 },
  )
})

test('a file cut in the middle of a character is refused', async () => {
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('名称\n美').subarray(0, -1)])
  expect(await readTable({ bytes, name: 'a.csv' })).toMatchObject({
    ok: false,
    error: { code: 'office.encoding.unreadable', row: 2 },
  })
})

test('a quotation mark that never closes is named by its row', async () => {
  await expect(rowsOf(csvText('名称,地址\n甲,乙\n"丙,丁\n戊,己\n'))).rejects.toMatchObject({
    fault: { code: 'office.csv.quote-unclosed', row: 3 },
  })
})

test('tabs, semicolons and UTF-16 from a spreadsheet are recognised', async () => {
  expect((await rowsOf(csvText('名称\t地址\n甲\t乙,丙\n')))[1]?.cells).toEqual(['甲', '乙,丙'])
  expect((await rowsOf(csvText('名称;地址\n甲;乙,丙\n')))[1]?.cells).toEqual(['甲', '乙,丙'])
  const bytes = Buffer.from('\u{feff}名称\t地址\r\n甲\t乙\r\n', 'utf16le')
  expect((await rowsOf({ bytes, name: 'a.txt' }))[1]?.cells).toEqual(['甲', '乙'])
})

test('what only looks like a table is refused with the way out', async () => {
  const head = (bytes: number[] | string) => readTable({ bytes: Buffer.from(bytes as string), name: 'a.xls' })
  expect(await head([0xd0, 0xcf, 0x11, 0xe0, 0xa1])).toMatchObject({ error: { code: 'office.file.unknown-form' } })
  expect(await head('<html><table><tr><td>1</td></tr></table>')).toMatchObject({
    error: { code: 'office.file.unknown-form' },
  })
  expect(await head('%PDF-1.7')).toMatchObject({ error: { code: 'office.file.unknown-form' } })
  expect(await head('')).toMatchObject({ error: { code: 'office.file.empty' } })
  expect(await readTable({ path: '/nowhere/a.csv' })).toMatchObject({ error: { code: 'office.file.missing' } })
})

test('a file beyond the limits is refused, whether it lies on disk or comes as a stream', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'office-'))
  const path = join(folder, 'a.csv')
  await writeFile(path, 'a,b\n'.repeat(1_000))
  expect(await readTable({ path }, { fileBytes: 100 })).toMatchObject({ error: { code: 'office.file.too-large' } })
  const stream = (async function* () {
    for (let i = 0; i < 100; i++) yield Buffer.from('a,b\n')
  })()
  expect(await readTable({ stream, name: 'a.csv' }, { fileBytes: 100 })).toMatchObject({
    error: { code: 'office.file.too-large' },
  })
  await rm(folder, { recursive: true })
})

test('texts that a spreadsheet would compute are neutralised; numbers and dashes are not', async () => {
  const columns = [{ header: '名称' }]
  const rows = [['=HYPERLINK("http://x")'], ['@SUM(1)'], ['+1-2'], ['-3.50'], ['--'], ['＝1']]
  const text = (await csvOf({ columns, rows })).toString()
  expect(text.split('\r\n').slice(1, 7)).toEqual([
    '"\'=HYPERLINK(""http://x"")"',
    "'@SUM(1)",
    "'+1-2",
    '-3.50',
    '--',
    "'＝1",
  ])
})

test('amounts, instants and answers are written as an office reads them', async () => {
  const columns = [
    { header: '金额', format: 'money' as const },
    { header: '时间', format: 'instant' as const },
    { header: '是否', format: 'text' as const },
  ]
  const rows = [[-5, '2026-09-30T10:00:00.000Z', true]]
  expect((await rowsOf({ bytes: await csvOf({ columns, rows }), name: 'a.csv' }))[1]?.cells).toEqual([
    '-0.05',
    '2026-09-30 18:00:00',
    '是',
  ])
})

test('GB18030 holds every character', () => {
  const encode = gb18030Encoder()
  const decoder = new TextDecoder('gb18030', { fatal: true })
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      const kept = text.replace(/[\u{e000}-\u{f8ff}\u{feff}]/gu, '')
      expect(decoder.decode(encode(kept))).toBe(kept)
    }),
  )
})

test('blank lines at the end are blank rows, not shops', async () => {
  expect((await rowsOf(csvText('名称,地址\n甲,乙\n\n'))).map((row) => trimmed(row.cells))).toEqual([
    ['名称', '地址'],
    ['甲', '乙'],
    [],
  ])
})

test('read leniently, only the rows with bytes that are no character have a fault, in either encoding', async () => {
  const rows = ['名称,地址', '甲美容院,解放路一号', '乙美容院,解放路二号', '丙美容院,解放路三号', '']
  for (const [encoding, encode] of [
    ['utf-8', (text: string) => Buffer.from(text)],
    ['gb18030', (text: string) => Buffer.from(gb18030Encoder()(text))],
  ] as const) {
    const parts = rows.map((row) => encode(`${row}\n`))
    parts[2] = Buffer.concat([encode('乙美容院,解放路'), Buffer.from([0xff]), encode('二号\n')])
    const source = { bytes: Buffer.concat(parts), name: '市场主体.csv' }
    expect(await readTable(source)).toMatchObject({ error: { code: 'office.encoding.unreadable', row: 3 } })
    const opened = await readTable(source, {}, { lenient: true })
    if (!opened.ok) throw new Error(opened.error.reason)
    expect(opened.value.encoding).toBe(encoding)
    const read = []
    for await (const row of opened.value.rows()) read.push(row)
    expect(read.map((row) => row.cells.join())).toEqual([
      '名称,地址',
      '甲美容院,解放路一号',
      '',
      '丙美容院,解放路三号',
      '',
    ])
    expect(read.flatMap((row) => row.fault ?? [])).toMatchObject([
      { code: 'office.encoding.unreadable', row: 3, column: 'B', value: '解放路\u{fffd}二号' },
    ])
  }
})

test('a sound file is read leniently as it is read else, and one of UTF-16 that lost a byte is refused', async () => {
  const sound = await readTable({ ...csvText('名称,备注\n甲,写作\u{fffd}\n') }, {}, { lenient: true })
  if (!sound.ok) throw new Error(sound.error.reason)
  const read = []
  for await (const row of sound.value.rows()) read.push(row.fault ?? row.cells[1])
  expect(read).toEqual(['备注', '写作\u{fffd}'])
  const bytes = Buffer.from('\u{feff}名称\t地址\r\n甲\t乙\r\n', 'utf16le').subarray(0, -1)
  expect(await readTable({ bytes, name: 'a.txt' }, {}, { lenient: true })).toMatchObject({ ok: false })
})
