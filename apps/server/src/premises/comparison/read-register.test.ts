import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cellText, RECORD_FIELDS, type RegisterInput } from '@qingmei/linkage'
import { afterAll, describe, expect, it } from 'vitest'
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

  it('finds the day in the title of a workbook', async () => {
    const read = await readRegister({ path: join(files, 'medical-licences.xlsx') }, 'medical-licence')
    expect(read.ok && read.register).toMatchObject({
      asOf: '2026-05-18',
      proves: 'practice-licence',
      file: 'medical-licences.xlsx',
    })
  })
})
