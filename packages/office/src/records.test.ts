import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { csvText, eventsOf } from '../test/tables.ts'
import type { SkippedRow, TableEvent, TableRecord, WantedColumn } from './index.ts'

const demo = new URL('../../../demo/beiguan/files/', import.meta.url).pathname
const records = (events: readonly TableEvent[]) => events.filter((it): it is TableRecord => it.kind === 'record')
const skipped = (events: readonly TableEvent[]) => events.filter((it): it is SkippedRow => it.kind === 'skipped')
const faults = (events: readonly TableEvent[]) => events.flatMap((it) => (it.kind === 'fault' ? [it.fault] : []))

const wanted: WantedColumn[] = [
  { key: 'name', labels: ['名称', '机构名称', '单位名称'], required: true },
  { key: 'code', labels: ['统一社会信用代码', '登记号', '许可证号'], required: true },
  { key: 'from', labels: ['有效期自', '有效期限自'] },
  { key: 'until', labels: ['有效期至', '有效期限至'] },
  { key: 'phone', labels: ['联系电话', '电话'] },
]

test('the licence file of the demo: titles, a header of two rows and the signatures are told from records', async () => {
  const events = await eventsOf({ path: `${demo}medical-licences.xlsx` }, wanted)
  expect(faults(events)).toEqual([])
  expect(records(events)).toHaveLength(190)
  expect(records(events)[0]).toEqual({
    kind: 'record',
    sheet: '台账',
    row: 5,
    values: {
      name: '安阳市和漾益中医诊所有限公司',
      code: 'UPMEUXFFW41050317D1542',
      from: '2021-12-10',
      until: '2028-12-23',
      phone: '',
    },
    columns: { name: 'B', code: 'C', from: 'H', until: 'I', phone: 'J' },
  })
  expect(skipped(events).map(({ row, why }) => [row, why])).toEqual([
    [1, 'title'],
    [2, 'title'],
    [195, 'signature'],
  ])
  expect(skipped(events)[1]?.text).toContain('截止日期：2026年5月18日')
})

test('every sheet of the permit file has its own header', async () => {
  const events = await eventsOf({ path: `${demo}beauty-permits.xlsx` }, wanted)
  expect(events.filter((it) => it.kind === 'header')).toHaveLength(10)
  expect(records(events)).toHaveLength(1_022)
  expect(new Set(records(events).map((it) => it.sheet)).size).toBe(10)
})

test('the totals line of the market file is left out and named', async () => {
  const events = await eventsOf({ path: `${demo}market-entities.csv` }, [
    { key: 'code', labels: ['统一社会信用代码'], required: true },
    { key: 'name', labels: ['企业(字号)名称'], required: true },
  ])
  expect(records(events)).toHaveLength(20_010)
  expect(skipped(events)).toEqual([{ kind: 'skipped', sheet: null, row: 20_012, why: 'total', text: '合计 19940' }])
})

test('JSON lines need no header; a broken line is a fault and the others are read', async () => {
  const text = '{"id":"m1","name":"甲","services":["美甲","点痣"]}\nnot json\n\n{"name":"乙","id":"m2"}\n'
  const events = await eventsOf(csvText(text, 'a.jsonl'), [
    { key: 'id', labels: ['id'], required: true },
    { key: 'name', labels: ['name'], required: true },
    { key: 'services', labels: ['services'] },
  ])
  expect(records(events).map((it) => [it.row, it.values])).toEqual([
    [1, { id: 'm1', name: '甲', services: '美甲、点痣' }],
    [4, { id: 'm2', name: '乙' }],
  ])
  expect(faults(events)).toMatchObject([{ row: 2, code: 'office.jsonl.line-broken', value: 'not json' }])
})

test('a missing column is named together with what was found instead', async () => {
  const events = await eventsOf(csvText('名称,电话,统一代码\n甲,1,2\n'), wanted)
  expect(records(events)).toEqual([])
  const [fault] = faults(events)
  expect(fault).toMatchObject({ code: 'office.columns.missing', row: 1 })
  expect(fault?.reason).toContain('名称、电话、统一代码')
  expect(fault?.remedy).toContain('统一社会信用代码')
})

test('two columns of the same name are refused rather than guessed', async () => {
  const events = await eventsOf(csvText('名称,登记号,登记号\n甲,1,2\n'), wanted)
  expect(faults(events)).toMatchObject([{ code: 'office.columns.duplicate', column: 'B' }])
  expect(records(events)).toEqual([])
})

test('a table without a header is a fault that says what it must have', async () => {
  const events = await eventsOf(csvText('甲,1\n乙,2\n'), wanted)
  expect(faults(events)).toMatchObject([{ code: 'office.header.missing' }])
  expect(faults(events)[0]?.remedy).toContain('统一社会信用代码')
  expect(records(events)).toEqual([])
})

test('a shop named like a total stays; totals, notes, signatures and repeated headers go', async () => {
  const body = [
    '名称,登记号,电话',
    '合计便利店,9,1',
    '小 计,1,',
    '名称,登记号,电话',
    '备注美容院,8,2',
    '甲,7,3',
    '合计：,2,',
    '备注：以上为初步数据,,',
    '填报人：某某,,审核人：某某',
    '单位（盖章）：,,',
  ]
  const events = await eventsOf(csvText(body.join('\n')), wanted)
  expect(records(events).map((it) => it.values.name)).toEqual(['合计便利店', '备注美容院', '甲'])
  expect(skipped(events).map(({ row, why }) => [row, why])).toEqual([
    [3, 'total'],
    [4, 'repeated-header'],
    [7, 'total'],
    [8, 'note'],
    [9, 'signature'],
    [10, 'signature'],
  ])
})

test('a csv can have a header of two rows as well', async () => {
  const events = await eventsOf(
    csvText('某区台账,,,,\n单位名称,许可证号,有效期限,,联系电话\n,,自,至,\n甲,1,2021-01-01,2026-01-01,3\n'),
    wanted,
  )
  expect(records(events).map((it) => it.values)).toEqual([
    { name: '甲', code: '1', from: '2021-01-01', until: '2026-01-01', phone: '3' },
  ])
})

test('hidden sheets, explanation sheets and section rows are named, not read', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('填表说明').addRow(['本表由各单位填写'])
  const sheet = book.addWorksheet('台账')
  sheet.addRows([
    ['名称', '登记号', '电话'],
    ['红旗路街道', '', ''],
    ['甲', '1', '2'],
  ])
  sheet.mergeCells('A2:C2')
  const old = book.addWorksheet('旧表')
  old.state = 'hidden'
  old.addRows([
    ['名称', '登记号'],
    ['乙', '3'],
  ])
  const events = await eventsOf({ bytes: Buffer.from(await book.xlsx.writeBuffer()), name: 'a.xlsx' }, wanted)
  expect(records(events).map((it) => it.values.name)).toEqual(['甲'])
  expect(skipped(events).map(({ sheet: name, why }) => [name, why])).toEqual([
    ['旧表', 'hidden-sheet'],
    ['台账', 'section'],
    ['填表说明', 'no-header'],
  ])
})

test('a file with nothing but empty lines says so, and what to do', async () => {
  const events = await eventsOf(csvText('\n \n,,\n'), wanted)
  expect(faults(events)).toMatchObject([
    { code: 'office.file.blank', reason: expect.stringContaining('只有空行') as string },
  ])
  expect(faults(events)[0]?.remedy).toContain('统一社会信用代码')
})
