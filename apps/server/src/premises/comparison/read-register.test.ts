import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cellText, RECORD_FIELDS, type RegisterInput } from '@qingmei/linkage'
import { afterAll, describe, expect, it } from 'vitest'
import { asOfOf, lookAt } from './look.ts'
import { readRegister } from './read-register.ts'

const files = fileURLToPath(new URL('../../../../../demo/beiguan/files/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'qingmei-registers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const told = ({ table }: RegisterInput) =>
  Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(RECORD_FIELDS.map((field) => [field, cellText(table, field, row).trim()])),
  )

describe('reading a register for comparison', () => {
  it('reads a large csv by its bytes as it reads a small one, in both encodings', async () => {
    for (const [file, kind] of [
      ['market-entities.csv', 'market'],
      ['tax-payers.csv', 'tax'],
    ] as const) {
      const [careful, fast] = await Promise.all([
        readRegister({ path: join(files, file) }, kind),
        readRegister({ path: join(files, file) }, kind, { large: 1 }),
      ])
      if (!careful.ok || !fast.ok) throw new Error('not read')
      expect(told(fast.register)).toEqual(told(careful.register))
    }
  }, 60_000)

  it('unquotes cells, skips blank lines and totals, and keeps a line that only looks like one', async () => {
    const path = join(folder, 'market.csv')
    const head = '统一社会信用代码,企业名称,住所,经营范围,登记状态'
    const lines = [
      head,
      '92410503MA0000001T,"甲乙""丙""美容院, 总店",解放路1号,"美容服务\n美发",存续',
      '',
      '92410503MA0000002R,合计便利店,解放路2号,食品,存续',
      '合计,2,,,',
    ]
    writeFileSync(path, `\u{feff}${lines.join('\r\n')}\r\n`)
    for (const large of [1, 1 << 30]) {
      const read = await readRegister({ path }, 'market', { large })
      if (!read.ok) throw new Error('not read')
      expect(told(read.register).map((it) => it.name)).toEqual(['甲乙"丙"美容院, 总店', '合计便利店'])
      expect(read.leftOut.map((it) => it.why)).toEqual(['total'])
    }
  })

  it('reads large JSON lines as it reads small ones, and leaves a broken line to the careful way', async () => {
    const path = join(folder, 'platform.jsonl')
    const lines = [
      {
        id: 'm1',
        platform: '点评',
        name: '诗颜美容',
        address: '解放路1号',
        phone: '13912340001',
        services: ['水光针', '面膜护理'],
      },
      { name: '甲乙美发', platform: '点评', id: 'm2', address: '解放路2号', services: [] },
    ].map((it) => JSON.stringify(it))
    writeFileSync(path, `${lines.join('\n')}\n\n`)
    const [careful, fast] = await Promise.all([
      readRegister({ path }, 'platform'),
      readRegister({ path }, 'platform', { large: 1 }),
    ])
    if (!careful.ok || !fast.ok) throw new Error('not read')
    expect(told(fast.register)).toEqual(told(careful.register))
    expect(fast.mapping).toEqual(careful.mapping)
    writeFileSync(path, `${lines.join('\n')}\n{"id":\n`)
    const broken = await readRegister({ path }, 'platform', { large: 1 })
    expect(broken.ok ? [] : broken.faults.map((it) => it.row)).toEqual([3])
  })

  it('reads JSON lines piece by piece, alike or not, and says which line is no text', async () => {
    const path = join(folder, 'many.jsonl')
    const line = (i: number, more: object) =>
      JSON.stringify({ id: `m${i}`, name: `店${i}`, platform: '点评', address: '解放路'.repeat(150), ...more })
    const alike = Array.from({ length: 2_000 }, (_, i) => line(i, { services: ['面膜', '水光针'] }))
    const mixed = alike.with(1_900, line(1_900, { services: '光子 "嫩肤"' }))
    for (const lines of [alike, mixed]) {
      writeFileSync(path, lines.join('\n'))
      const [careful, fast] = [
        await readRegister({ path }, 'platform', { large: 1 << 30 }),
        await readRegister({ path }, 'platform'),
      ]
      if (!careful.ok || !fast.ok) throw new Error('not read')
      expect(fast.register.table.rows).toBe(2_000)
      expect(told(fast.register)).toEqual(told(careful.register))
      expect(fast.mapping).toEqual(careful.mapping)
    }
    const bytes = Buffer.from(alike.join('\n'))
    bytes[bytes.indexOf('店1500') + 1] = 0xff
    writeFileSync(path, bytes)
    const broken = await readRegister({ path }, 'platform')
    expect(broken.ok ? [] : broken.faults.map((it) => it.row)).toEqual([1_501])
  }, 60_000)

  it('leaves out rows that cannot be read where it is asked to, and tells where they stand', async () => {
    const merchant = (i: number) =>
      JSON.stringify({ id: `m${i}`, name: `店${i}`, platform: '点评', services: ['面膜'] })
    const json = Buffer.from([merchant(1), '{"id":', merchant(3), merchant(4), merchant(5), ''].join('\n'))
    json[json.indexOf('店4') + 1] = 0xff
    const head = '统一社会信用代码,企业名称,住所,经营范围,登记状态'
    const csv = Buffer.from([head, 'A1,甲,路1,美容,存续', 'A2,乙,路2,美容,存续', 'A3,丙,路3,美容,存续', ''].join('\n'))
    csv[csv.indexOf('乙') + 1] = 0x20
    for (const [name, kind, bytes, told, left] of [
      ['bad.jsonl', 'platform', json, [2, 4], ['m1', 'm3', 'm5']],
      ['bad.csv', 'market', csv, [3], ['A1', 'A3']],
    ] as const) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      for (const large of [1, 1 << 30]) {
        expect(await readRegister({ path }, kind, { large })).toMatchObject({ ok: false, onlyRows: true })
        const read = await readRegister({ path }, kind, { large, lenient: true })
        if (!read.ok) throw new Error('not read')
        expect(read.bad.map((it) => it.row)).toEqual(told)
        const { table } = read.register
        expect(Array.from({ length: table.rows }, (_, row) => cellText(table, 'key', row))).toEqual(left)
      }
    }
  })

  it('keeps a file back of which more than rows is wrong, however lenient', async () => {
    const head = '统一社会信用代码,企业名称,住所,经营范围,登记状态'
    const lost = Buffer.from(`${head}\nA1,甲,路1,美容,存续\n`)
    lost[lost.indexOf('企业')] = 0xff
    for (const [name, bytes] of [
      ['unclosed.csv', `${head}\nA1,甲,路1,美容,存续\nA2,"乙,路2,美容,存续\nA3,丙,路3,美容,存续\n`],
      ['header.csv', lost],
      ['nothing.jsonl', '{"id":\n{"id":\n'],
    ] as const) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      for (const lenient of [true, false])
        expect(await readRegister({ path }, 'market', { lenient })).toMatchObject({ ok: false, onlyRows: false })
    }
  })

  it('takes the day from the name of a file without a title, as it is proposed to whoever takes the file in', async () => {
    const rows = '统一社会信用代码,企业名称,住所,经营范围,登记状态\nA1,甲,路1,美容,存续\nA2,乙,路2,美容,存续\n'
    for (const [name, text, asOf] of [
      ['市场主体登记_2026-05-18.csv', rows, '2026-05-18'],
      ['market-20260518.csv', `市场主体登记  截止日期：2026年4月30日,,,,\n${rows}`, '2026-04-30'],
      ['market-undated.csv', rows, null],
    ] as const) {
      const path = join(folder, name)
      writeFileSync(path, text)
      for (const large of [1, 1 << 30])
        expect(await readRegister({ path }, 'market', { large })).toMatchObject({ ok: true, register: { asOf } })
      const looked = await lookAt({ path })
      expect(looked.ok && asOfOf(looked.value.sketch, name)).toBe(asOf)
    }
  })

  it('finds the day in the title of a workbook', async () => {
    const read = await readRegister({ path: join(files, 'medical-licences.xlsx') }, 'medical-licence')
    expect(read.ok && read.register).toMatchObject({
      asOf: '2026-05-18',
      proves: 'practice-licence',
      file: 'medical-licences.xlsx',
    })
  })
})
