import { describe, expect, it } from 'vitest'
import { pagesOf, paperOf, type Sheeted } from './sheet-files.ts'
import type { ToldLine } from './told-line.ts'

const cell = (org: string | null, group: string | null, value: number, name?: string) => ({
  org,
  group,
  value,
  counted: 1,
  ...(name === undefined ? {} : { name }),
})
const line = (id: string, over: Partial<ToldLine>): ToldLine => ({
  id,
  label: id,
  unit: '条',
  print: null,
  opens: true,
  apart: false,
  month: [],
  cumulative: [],
  ...over,
})
const GOODS = [cell(null, null, 12), cell(null, '支', 11, '支'), cell(null, '台', 1, '台'), cell('h', '台', 1, '台')]
const LINES = [
  line('M5', { month: [cell(null, null, 3), cell(null, 'hotline', 3, '12345 热线')] }),
  line('M8.received', { month: null, cumulative: null }),
  line('M11.fines', {
    unit: '万元',
    print: 'wan-yuan',
    month: [cell(null, null, 18_400_000), cell('h', null, 100_000)],
  }),
  line('M12', { unit: '按计量单位', apart: true, month: GOODS }),
  line('M18', { unit: '文字', month: null, cumulative: null }),
]
const sheet = (over: Partial<Sheeted> = {}): Sheeted => ({
  month: '2026-08',
  now: '2026-08-31T02:00:00.000Z',
  names: { h: '区卫健委' },
  lines: LINES,
  held: null,
  ...over,
})
const tables = (it: Sheeted) => paperOf(it).blocks.flatMap((block) => ('rows' in block ? [block.rows] : []))

describe('the sheet on paper', () => {
  it('never adds goods of different units, and tells leads by source', () => {
    expect(tables(sheet())[0]).toEqual([
      ['M5 M5', '条', '3', '0'],
      ['　其中：12345 热线', '条', '3', '0'],
      ['M8 M8.received', '条', '未采集', '未采集'],
      ['M11 M11.fines', '万元', '18.40', '0.00'],
      ['M12 M12', '支', '11', '0'],
      ['M12 M12', '台', '1', '0'],
    ])
  })

  it('gives each organisation what it has', () => {
    const { blocks } = paperOf(sheet())
    expect(blocks).toContainEqual({ heading: '附：区卫健委' })
    expect(tables(sheet())[1]).toEqual([
      ['M11 M11.fines', '万元', '0.10', '0.00'],
      ['M12 M12', '台', '1', '0'],
    ])
  })

  it('is the frozen one once the meeting was held, and the workbook has both', async () => {
    const frozen = [line('M5', { month: [cell(null, null, 2)] })]
    const held = { at: '2026-08-28T02:30:00.000Z', lines: frozen, outlook: '下步补齐' }
    expect(tables(sheet({ held }))).toEqual([[['M5 M5', '条', '2', '0']]])
    const pages = pagesOf(sheet({ held }))
    expect(pages.map((page) => [page.name, page.columns[0]?.header])).toEqual([
      ['会议冻结', '指标（截至2026-08-28 10:30）'],
      ['现在', '指标（截至2026-08-31 10:00）'],
    ])
    expect(
      Array.from((pages[1]?.rows ?? []) as Iterable<unknown[]>)
        .at(-1)
        ?.slice(0, 4),
    ).toEqual(['M18 M18', '文字', '下步补齐', ''])
  })
})
