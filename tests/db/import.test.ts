import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import { usccCheckCharacter } from '@qingmei/core/kernel/identifiers'
import { writeXlsx } from '@qingmei/office/write-xlsx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../../apps/server/src/campaign/pinned-plans.ts'
import { carryOut } from '../../apps/server/src/platform/imports/carry-out.ts'
import type { Planner } from '../../apps/server/src/platform/imports/endpoints.ts'
import { planner } from '../../apps/server/src/premises/import-file.ts'
import { aCounty, type County, REGION } from '../support/county.ts'

let county: County
let clerk: Actor
let plan: Planner
const folder = mkdtempSync(join(tmpdir(), 'qingmei-import-'))

beforeAll(async () => {
  county = await aCounty()
  clerk = await county.person('msaenf', county.org('market'))
  const api = {
    store: county.store,
    now: () => county.clock.now,
    newId: () => '',
    names: async () => new Map<string, string>(),
    dictionaries: async () => wordsOf(county.plan),
  }
  plan = planner({ api, directory: county.directory })
})
beforeEach(() => county.database.pool('superuser').query('truncate qm.premises, qm.licence cascade'))
afterAll(async () => {
  await county.database.drop()
  rmSync(folder, { recursive: true })
})

/** The nth sound credit code. */
function code(n: number): string {
  const first = `92410503MA${String(n).padStart(7, '0')}`
  return `${first}${usccCheckCharacter(first) ?? ''}`
}
const HEADER = ['统一社会信用代码', '名称', '经营场所', '经营者', '经营范围', '登记状态', '成立日期']
const shop = (n: number, over: Partial<Record<(typeof HEADER)[number], string>> = {}): string[] => {
  const row: Record<string, string> = {
    统一社会信用代码: code(n),
    名称: `北关区第${n}美容店`,
    经营场所: '河南省安阳市北关区洹北街道安漳路 1 号',
    经营者: '某甲',
    经营范围: '生活美容服务',
    登记状态: '存续',
    成立日期: '2021-03-04',
    ...over,
  }
  return HEADER.map((it) => row[it] ?? '')
}
const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\n')

const saved = (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return { path, name }
}
const preview = (name: string, content: string | Buffer) => plan(clerk, 'premises', saved(name, content))
const bring = async (name: string, content: string | Buffer) => {
  const planned = await preview(name, content)
  expect(planned.bad).toEqual([])
  const done = await carryOut(county.store, clerk, planned, { region: REGION, campaign: null })
  expect(done).toMatchObject({ ok: true })
  return planned
}
const count = async (table: string): Promise<number> =>
  (await county.database.pool('superuser').query<{ n: number }>(`select count(*)::int as n from qm.${table}`)).rows[0]
    ?.n ?? -1

describe('a department’s file that cannot be taken', () => {
  it('says which row of a file in a wrong encoding cannot be read', async () => {
    const good = Buffer.from(`${csv([HEADER, shop(1)])}\n`)
    const broken = Buffer.concat([good, Buffer.from([0xb1, 0xff, 0xff, 0xfe, 0x80, 0x0a]), Buffer.from(csv([shop(2)]))])
    const { bad, steps } = await preview('乱码.csv', broken)
    expect(bad[0]).toMatchObject({ file: '乱码.csv', row: 3, code: expect.stringContaining('encoding') as string })
    expect(bad[0]?.reason).not.toBe('')
    expect(bad[0]?.remedy).toMatch(/UTF-8|GB18030/)
    expect(steps.filter((step) => step.row >= 3)).toEqual([])
  })

  it('names the column of the register that is missing, and what it may be called', async () => {
    const without = [HEADER, shop(1)].map((row) => row.filter((_, i) => HEADER[i] !== '经营范围'))
    const { bad, profile } = await preview('缺列.csv', csv(without))
    expect(profile).toBe('市场主体登记')
    expect(bad).toMatchObject([{ row: 1, code: 'office.columns.missing' }])
    expect(bad[0]?.reason).toContain('没有“经营范围”列')
  })

  it('says of a bad code in which row and column it stands, which sign is wrong, and what to do', async () => {
    const wrong = `${code(2).slice(0, 17)}${code(2).endsWith('0') ? '1' : '0'}`
    const { bad } = await preview('错码.csv', csv([HEADER, shop(1), shop(2, { 统一社会信用代码: wrong })]))
    expect(bad).toMatchObject([
      {
        row: 3,
        column: 'A',
        value: wrong,
        code: 'registers.code.check-digit',
        remedy: expect.stringContaining('核对') as string,
      },
    ])
    expect(bad[0]?.reason).toContain(`末位应为 ${code(2).slice(-1)}`)
  })

  it('finds the one bad row among 10,000 good ones', async () => {
    const rows = Array.from({ length: 10_001 }, (_, i) => shop(i, i === 7_000 ? { 名称: '' } : {}))
    const { bad, counts } = await preview('一万行.csv', csv([HEADER, ...rows]))
    expect(bad).toMatchObject([{ row: 7_002, column: 'B', code: 'registers.name.blank' }])
    expect(counts).toMatchObject({ good: 10_000, bad: 1 })
  })

  it('leaves nothing behind when a step in the middle is refused', async () => {
    const planned = await preview('半途.csv', csv([HEADER, ...Array.from({ length: 50 }, (_, i) => shop(i))]))
    const steps = planned.steps.map((step, i) =>
      i === 60 ? { ...step, input: { ...step.input, kind: 'nowhere' } } : step,
    )
    const done = await carryOut(county.store, clerk, { ...planned, steps }, { region: REGION, campaign: null })
    expect(done).toEqual({
      ok: false,
      why: { row: steps[60]?.row, code: 'action.code.unknown', facts: expect.anything() as object },
    })
    expect([await count('premises'), await count('licence')]).toEqual([0, 0])
  })

  it('says that what is no table is none', async () => {
    const { bad, steps } = await preview('照片.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]))
    expect(steps).toEqual([])
    expect(bad).toHaveLength(1)
    expect(bad[0]?.remedy).not.toBe('')
  })
})

describe('a department’s file that is taken', () => {
  it('makes a place and its licence of a row, keeps other trades out, and changes nothing the second time', async () => {
    const rows = [shop(1), shop(2, { 名称: '北关区某水果店', 经营范围: '水果销售' }), shop(3, { 登记状态: '注销' })]
    const first = await bring('市场.csv', csv([HEADER, ...rows]))
    expect(first.counts).toMatchObject({ good: 2, creates: 4, updates: 0 })
    expect(first.skipped).toContainEqual({
      row: null,
      why: 'out-of-scope',
      n: 1,
      reason: '不属美容、医疗范围，未导入',
      text: '1 行',
    })
    const towns = new Set((await county.directory.all(REGION)).filter((it) => it.kind === 'town').map((it) => it.id))
    const { rows: made } = await county.database
      .pool('superuser')
      .query('select uscc, town, opening_state, sources from qm.premises order by uscc')
    expect(made).toMatchObject([
      { uscc: code(1), opening_state: 'open', sources: ['市场主体登记'] },
      { uscc: code(3), opening_state: 'cancelled' },
    ])
    expect(towns.has((made[0] as { town: string }).town)).toBe(true)
    expect((await preview('市场.csv', csv([HEADER, ...rows]))).steps).toEqual([])
  })

  it('knows a workbook by what it is, whatever it is called', async () => {
    const path = join(folder, '工作簿.csv')
    const columns = HEADER.map((header) => ({ header }))
    await writeXlsx(createWriteStream(path), [{ name: '市场', columns, rows: [shop(1), shop(2)] }])
    const planned = await plan(clerk, 'premises', { path, name: '工作簿.csv' })
    expect(planned.bad).toEqual([])
    expect(planned.counts).toMatchObject({ good: 2, creates: 4 })
  })

  it('keeps a licence that matches no place, marked, and ties it when the place comes', async () => {
    const licences = csv([
      ['许可证号', '单位名称', '统一社会信用代码', '经营地址'],
      ['北卫公字〔2024〕第 001 号', '北关区第1美容店', code(1), '安漳路 1 号'],
      ['北卫公字〔2024〕第 002 号', '无代码的店', '', '安漳路 2 号'],
    ])
    await bring('卫生许可.csv', licences)
    const papers = async () =>
      (
        await county.database
          .pool('superuser')
          .query(
            'select l.holder, l.matched, p.uscc from qm.licence l left join qm.premises p on p.id = l.premises where l.kind = $1 order by l.licence_no',
            ['hygiene'],
          )
      ).rows
    expect(await papers()).toEqual([
      { holder: '北关区第1美容店', matched: false, uscc: null },
      { holder: '无代码的店', matched: false, uscc: null },
    ])
    await bring('市场.csv', csv([HEADER, shop(1)]))
    expect(await papers()).toEqual([
      { holder: '北关区第1美容店', matched: true, uscc: code(1) },
      { holder: '无代码的店', matched: false, uscc: null },
    ])
  })

  it('takes a row whose date is unreadable without the date, and says so', async () => {
    const planned = await bring('日期.csv', csv([HEADER, shop(1, { 成立日期: '二〇二一年春' })]))
    expect(planned.notes).toMatchObject([{ row: 2, column: 'G', value: '二〇二一年春', code: 'registers.date.form' }])
    expect(planned.counts).toMatchObject({ good: 1, bad: 0 })
  })

  it('knows a row without a code by what it says, and takes it once however often it comes', async () => {
    const rows = [
      '名称,场所类别,经营状态,地址,数据来源',
      '无码小店,生活美容店,营业,光和路 9 号,手工登记',
      '无码小店,生活美容店,营业,光和路 9 号,手工登记',
    ].join('\n')
    const first = await bring('手工.csv', rows)
    expect(first.counts).toMatchObject({ good: 1, creates: 1 })
    expect(first.skipped).toMatchObject([{ row: 3, reason: '与第 2 行相同' }])
    expect((await preview('手工.csv', rows)).counts).toMatchObject({ creates: 0, unchanged: 1 })
    expect(await count('premises')).toBe(1)
  })

  it('refuses a credit code that is none', async () => {
    const { bad } = await preview(
      '错码.csv',
      '名称,场所类别,经营状态,统一社会信用代码,数据来源\n某店,生活美容店,营业,abc,手工登记',
    )
    expect(bad).toMatchObject([{ row: 2, column: 'D', value: 'abc', reason: '统一社会信用代码应为 18 位' }])
  })
})
