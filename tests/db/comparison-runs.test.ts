import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaultRow, FileProgress, LineDetail, LinePage, Look, QuestionPage } from '@qingmei/contract/comparison'
import {
  type DiffRow,
  PUBLICATION_CHANGES,
  type Publication,
  type PublicationChange,
  type PublicationPage,
  type PublicationRow,
} from '@qingmei/contract/comparison-outcome'
import { anApplication, type Application } from '../support/app.ts'
import { type Client, clientOf, guessed, takeIn, upload } from '../support/comparing.ts'
import { codeOf, smallRegisters } from '../support/small-registers.ts'

let app: Application
let office: Client
let health: Client
let town: Client
const SHOPS = 120
const registers = smallRegisters(SHOPS)
const idOf = new Map<string, string>()

beforeAll(async () => {
  app = await anApplication()
  await app.person('linlan', '林岚', 'office', 'office')
  await app.person('zhoumin', '周敏', 'hcenf', 'health')
  await app.person('lixiaodong', '李晓东', 'townadm', 'jiefanglu')
  office = await clientOf(app, 'linlan')
  health = await clientOf(app, 'zhoumin')
  town = await clientOf(app, 'lixiaodong')
  for (const file of registers) idOf.set(file.name, (await takeIn(app, office, 'linlan', file)).id)
}, 120_000)
afterAll(() => app.stop())

const act = (client: Client, ledger: string, id: string, action: string, input: object = {}) =>
  client.post(`/api/ledgers/${ledger}/records/${id}/actions/${action}`, { input })
const compare = async (files: readonly string[], over: object = {}): Promise<string> => {
  const { id } = await office.post<{ id: string }>('/api/comparisons', { campaign: app.campaign, files, ...over })
  await app.worker.run()
  return id
}
interface Run {
  readonly status: string
  readonly provisional: boolean
  readonly provisionalWhy: string | null
  readonly note: string | null
  readonly entered: number
  readonly changed: number
  readonly left: number
}
const runOf = async (id: string) => (await office.get<{ run: Run }>(`/api/comparisons/${id}`)).run
const publish = async (id: string): Promise<Run> => {
  await act(office, 'comparison', id, 'closeReview', { reviewNote: null })
  await act(office, 'comparison', id, 'publish')
  await app.worker.run()
  return runOf(id)
}
const lineOf = async (run: string, words: string) =>
  (await office.get<LinePage>(`/api/comparisons/${run}/lines?q=${encodeURIComponent(words.toLowerCase())}`)).rows[0]
const text = (name: string) => registers.find((it) => it.name === name)?.content.toString('utf8') ?? ''

describe('a register that is handed in', () => {
  it('is not asked about again while its header stays, and is when the header changes', async () => {
    const content = '店铺叫法,门店所处,许可证号,老板电话\n若莲美容养生馆,安漳路1号,北卫1号,18700001001\n'
    const file = { name: '自制.csv', content: Buffer.from(content) }
    const uploaded = await upload(app, office, 'linlan', file)
    const first = await office.post<Look>('/api/register-files/look', { file: uploaded, kind: 'beauty-permit' })
    expect(first.remembered).toBe(false)
    expect(guessed(first)).toMatchObject({ number: '许可证号', phone: '老板电话', name: '店铺叫法' })
    const columns = { name: '店铺叫法', address: '门店所处', number: '许可证号', phone: '老板电话' }
    const { source } = await office.post<{ source: string }>('/api/register-files', {
      file: uploaded,
      newSource: { name: '某区自制表', kind: 'beauty-permit', owner: null, contact: null },
      asOf: '2026-08-01',
      columns,
    })
    await app.worker.run()
    const again = await upload(app, office, 'linlan', {
      ...file,
      content: Buffer.from(`${content}另一家,安漳路2号,北卫2号,\n`),
    })
    const second = await office.post<Look>('/api/register-files/look', { file: again, source })
    expect(second.remembered).toBe(true)
    expect(guessed(second)).toEqual(columns)
    expect(second.columns.every((it) => it.by === 'remembered')).toBe(true)
    const changed = await upload(app, office, 'linlan', {
      ...file,
      content: Buffer.from(content.replace('门店所处', '门店地址')),
    })
    const third = await office.post<Look>('/api/register-files/look', { file: changed, source })
    expect(third.remembered).toBe(false)
  })

  it('is imported into the places by the columns that were confirmed for it', async () => {
    const rows = `主体代码,叫什么,在哪里,现在怎样,干什么的\n${codeOf(8001)},北关区若莲美容院,安漳路8号,存续,生活美容服务\n`
    const uploaded = await upload(app, office, 'linlan', { name: '怪表头.csv', content: Buffer.from(rows) })
    const before = await office.post<{ profile: string }>('/api/imports', { ledger: 'premises', file: uploaded })
    expect(before.profile).not.toBe('市场主体登记')
    await office.post('/api/register-files', {
      file: uploaded,
      newSource: { name: '怪表头', kind: 'market', owner: null, contact: null },
      asOf: '2026-08-01',
      columns: { code: '主体代码', name: '叫什么', address: '在哪里', state: '现在怎样', scope: '干什么的' },
    })
    await app.worker.run()
    expect(await office.post('/api/imports', { ledger: 'premises', file: uploaded })).toMatchObject({
      profile: '市场主体登记',
      counts: { good: 1, bad: 0, creates: 2 },
    })
  })

  it('is refused while a column that is needed is not named, or named after no header', async () => {
    const uploaded = await upload(app, office, 'linlan', {
      name: '缺.csv',
      content: Buffer.from('名称,地址\n某店,某路\n'),
    })
    const body = {
      file: uploaded,
      newSource: { name: '缺列', kind: 'market', owner: null, contact: null },
      asOf: '2026-08-01',
    }
    const missing = await office.refused('POST', '/api/register-files', { ...body, columns: { name: '名称' } })
    expect(missing).toMatchObject({ status: 422, code: 'register-file.columns.missing' })
    expect(missing.detail).toContain('统一社会信用代码')
    const strange = await office.refused('POST', '/api/register-files', { ...body, columns: { name: '店名' } })
    expect(strange.code).toBe('register-file.columns.unknown-header')
    const { rows } = await office.get<{ rows: { name: string }[] }>('/api/ledgers/register-source?list=all')
    expect(rows.map((it) => it.name)).not.toContain('缺列')
  })

  it('tells its bad rows by row, column and reason, to the page and as a table for the sender', async () => {
    const lines = text('卫生许可.csv').trim().split('\n')
    lines[3] = lines[3]?.replace(/^[^,]*,/, ',') ?? ''
    const content = Buffer.from(lines.join('\n'))
    const { id, progress } = await takeIn(app, office, 'linlan', { name: '坏行.csv', content, asOf: '2026-08-20' })
    expect(progress).toMatchObject({ status: 'validated', counts: { refused: 1, rows: lines.length - 1 } })
    const { rows } = await office.get<{ rows: FaultRow[] }>(`/api/register-files/${id}/faults`)
    expect(rows.filter((it) => it.level === 'refused')).toMatchObject([
      { row: 4, column: 'A', code: 'registers.number.blank' },
    ])
    const table = await office.raw(`/api/register-files/${id}/faults.csv`)
    expect(table.bytes.toString('utf8')).toContain('证照编号是空的')
    const workbook = await office.raw(`/api/register-files/${id}/faults.xlsx`)
    expect(workbook.bytes.subarray(0, 2).toString('latin1')).toBe('PK')
  })

  it('goes on without the rows in which a byte is no character, and dates itself by its name', async () => {
    const content = Buffer.from(text('卫生许可.csv').trim())
    const lost = content.indexOf('\n', content.indexOf('\n') + 1) + 3
    content[lost] = 0xff
    const file = { name: '卫生许可_2026-08-19.csv', content }
    const { id, look, progress } = await takeIn(app, office, 'linlan', file)
    expect(look.asOf).toBe('2026-08-19')
    const rows = content.toString('latin1').split('\n').length - 1
    expect(progress).toMatchObject({ status: 'validated', counts: { refused: 1, rows } })
    const told = await office.get<{ rows: FaultRow[] }>(`/api/register-files/${id}/faults`)
    expect(told.rows.filter((it) => it.level === 'refused')).toMatchObject([
      { row: 3, column: 'A', code: 'office.encoding.unreadable' },
    ])
  })

  it('is refused where a quotation mark is never closed, instead of being cut off at it', async () => {
    const [head, ...rows] = text('卫生许可.csv').trim().split('\n')
    // Behind what is looked at when its columns are confirmed.
    const many = Array.from({ length: 600 }, (_, i) => rows[i % rows.length])
    const content = Buffer.from([head, ...many, `"${rows[0]}`, ...rows, ''].join('\n'))
    const { progress } = await takeIn(app, office, 'linlan', { name: '引号.csv', content })
    expect(progress).toMatchObject({
      status: 'rejected',
      note: expect.stringContaining('第 602 行开始有一个引号没有闭合') as string,
    })
  })

  it('is refused when it is empty, saying what is wrong and what to do', async () => {
    const announced = { name: '空.csv', type: 'text/csv', bytes: 0 }
    const empty = await office.refused('POST', '/api/files', announced)
    expect(empty).toMatchObject({
      status: 422,
      code: 'file.empty',
      detail: expect.stringContaining('0 字节') as string,
    })
    expect(empty.remedy).toContain('重新导出')
    const file = await upload(app, office, 'linlan', { name: '空行.csv', content: Buffer.from('\n\n  \n') })
    const blank = await office.refused('POST', '/api/register-files/look', { file })
    expect(blank).toMatchObject({ status: 422, code: 'register-file.look.unreadable' })
    expect(blank.detail).toContain('只有空行')
    expect(blank.remedy).toContain('第一行写列名')
  })

  it('is not taken when nothing of it can be read, and says why', async () => {
    const { progress } = await takeIn(app, office, 'linlan', {
      name: '空名.csv',
      content: Buffer.from('许可证号,单位名称\n北卫1号,\n北卫2号,\n'),
      kind: 'beauty-permit',
    })
    expect(progress).toMatchObject({ status: 'rejected', note: '没有一行可以采用' } satisfies Partial<FileProgress>)
  })
})

describe('runs over registers', () => {
  let first: string

  it('are provisional while a register is missing or stale, and say which', async () => {
    const market = idOf.get('市场主体.csv') ?? ''
    const old = await takeIn(app, office, 'linlan', {
      name: '旧许可.csv',
      content: Buffer.from(`${text('卫生许可.csv')}北卫公字〔2019〕第1号,旧店,,旧路1号,某甲,\n`),
      asOf: '2025-01-01',
    })
    const run = await runOf(await compare([market, old.id]))
    expect(run).toMatchObject({ status: 'matched', provisional: true })
    expect(run.provisionalWhy).toContain('没有税务登记')
    expect(run.provisionalWhy).toContain('旧许可.csv的数据日期是 2025-01-01')
  }, 120_000)

  it('are not for a town clerk, and not begun without business registrations', async () => {
    const files = [...idOf.values()]
    const refused = await town.refused('POST', '/api/comparisons', { campaign: app.campaign, files })
    expect(refused.status).toBe(403)
    const none = await office.refused('POST', '/api/comparisons', {
      campaign: app.campaign,
      files: [idOf.get('卫生许可.csv')],
    })
    expect(none.code).toBe('comparison.start.no-market')
  })

  it('enter what they found on the lists, with places for shops that no registration knows', async () => {
    first = await compare([...idOf.values()])
    const done = await publish(first)
    expect(done).toMatchObject({ status: 'published', note: null, changed: 0, left: 0 })
    expect(done.entered).toBeGreaterThan(SHOPS * 0.8)
    const unregistered = await office.get<LinePage>(`/api/comparisons/${first}/lines?class=neither&uncertain=0`)
    const alone = unregistered.rows.find((it) => !it.sources.includes('market'))
    if (!alone) throw new Error('every shop is registered')
    const { rows } = await office.get<{ rows: { name: string; uscc: string | null }[] }>(
      `/api/ledgers/premises?list=all&q=${encodeURIComponent(alone.name)}`,
    )
    expect(rows.map((it) => it.name)).toContain(alone.name)
    const entries = await office.get<{ rows: { basis: string; class: string }[] }>(
      `/api/ledgers/list-entry?list=entered&q=${encodeURIComponent(alone.name)}`,
    )
    expect(entries.rows[0]).toMatchObject({ class: 'neither', basis: expect.stringContaining('待现场核实') as string })
    // Where a registration is on a line of neither, it has ended; the entry says that, not that none was found.
    const ended = unregistered.rows.filter((it) => it.sources.includes('market'))
    expect(ended.length).toBeGreaterThan(0)
    for (const { no, name } of ended) {
      const { members } = await office.get<LineDetail>(`/api/comparisons/${first}/lines/${no}`)
      const states = members.filter(({ record }) => record.kind === 'market').map(({ record }) => record.state)
      expect(new Set(states), name).toEqual(new Set(['注销']))
      const listed = await office.get<{ rows: { basis: string; class: string }[] }>(
        `/api/ledgers/list-entry?list=entered&q=${encodeURIComponent(name)}`,
      )
      const own = listed.rows.find((it) => it.class === 'neither')
      expect(own?.basis).toMatch(/对上的登记“.+”（.+）已注销，待现场核实$/)
    }
  }, 120_000)

  it('change nothing when they find the same again', async () => {
    const again = await compare([...idOf.values()], { seed: 2 })
    expect(await office.get(`/api/comparisons/${again}/publication`)).toMatchObject({
      entered: 0,
      changed: 0,
      left: 0,
      places: 0,
      licences: 0,
    })
    const diff = await office.get<{ rows: DiffRow[] }>(`/api/comparisons/${again}/diff?with=${first}`)
    expect(diff.rows).toEqual([])
  }, 120_000)

  it('tell what entered, left or changed since the last one and why, and publish just that', async () => {
    // Shop 1 is struck off, shop 2 vanishes from every register, a new one comes, the licence of shop 7 is gone, and
    // a merchant that offered baths offers injections.
    const gone = [codeOf(2)]
    const market = text('市场主体.csv')
      .trim()
      .split('\n')
      .filter((line) => !gone.some((code) => line.startsWith(code)))
      .map((line) => (line.startsWith(codeOf(1)) ? line.replace('存续', '注销') : line))
    market.push(
      `${codeOf(9001)},北关区新颜之韵美容院,河南省安阳市北关区洹北街道新兴路9号,某甲,18799990001,生活美容服务,存续,2026-08-01`,
    )
    const licences = text('执业许可.csv')
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('PDY10007'))
    const merchants = text('平台商户.jsonl').trim().split('\n')
    const bathing = merchants.findIndex((line) => line.includes('精油SPA'))
    merchants[bathing] = merchants[bathing]?.replace('精油SPA', '水光针') ?? ''
    const newer = new Map(idOf)
    for (const [name, lines] of [
      ['平台商户.jsonl', merchants],
      ['市场主体.csv', market],
      ['执业许可.csv', licences],
      [
        '纳税人.csv',
        text('纳税人.csv')
          .trim()
          .split('\n')
          .filter((line) => !gone.some((code) => line.startsWith(code))),
      ],
    ] as const)
      newer.set(
        name,
        (
          await takeIn(app, office, 'linlan', {
            name: `新-${name}`,
            content: Buffer.from(`${lines.join('\n')}\n`),
            asOf: '2026-08-28',
          })
        ).id,
      )
    const second = await compare([...newer.values()])
    const { rows, counts } = await office.get<{ rows: DiffRow[]; counts: Record<string, number> }>(
      `/api/comparisons/${second}/diff?with=${first}`,
    )
    const told = (name: string) => rows.find((it) => it.name.includes(name))
    expect(told('新颜之韵')).toMatchObject({ changes: ['entered'], reasons: [{ code: 'new-record' }] })
    const left = rows.filter((it) => it.changes.includes('left'))
    expect(left.flatMap((it) => it.reasons.map((why) => why.code))).toContain('gone-record')
    const gained = rows.filter((it) => it.changes.includes('medical-gained'))
    expect(gained.map((it) => [it.from?.medical, it.to?.medical, it.reasons])).toEqual([
      [false, true, [expect.objectContaining({ code: 'record-changed', fields: ['scope'] })]],
    ])
    const only = await office.get<{ rows: DiffRow[] }>(
      `/api/comparisons/${second}/diff?with=${first}&change=medical-gained`,
    )
    expect(only.rows).toEqual(gained)
    for (const it of rows) expect(it.reasons.length, it.name).toBeGreaterThan(0)
    const changed = rows.filter((it) => it.changes.includes('class-changed'))
    expect(changed.flatMap((it) => it.reasons.map((why) => why.code))).toEqual(
      expect.arrayContaining(['cancelled', 'gone-record']),
    )
    // Before it is done it says whose entries come, change and go; they are who then did.
    const before = await office.get<Publication>(`/api/comparisons/${second}/publication`)
    const named = new Map<PublicationChange, readonly PublicationRow[]>()
    for (const change of PUBLICATION_CHANGES) {
      named.set(change, await namesOf(second, change))
      expect(named.get(change)?.length, change).toBe(before[change])
    }
    expect(named.get('entered')?.map((it) => it.name)).toContainEqual(expect.stringContaining('新颜之韵'))
    // Of each entry that changes something is told: the list, or the mark of medical work.
    const otherwise = (it: PublicationRow) => [it.was?.class !== it.is.class, it.was?.medical !== it.is.medical]
    for (const it of named.get('changed') ?? []) expect(otherwise(it), it.name).toContain(true)
    const marked = (named.get('changed') ?? []).filter((it) => otherwise(it)[1]).map((it) => it.no)
    const moved = rows.filter((it) => it.changes.some((change) => change.startsWith('medical-')))
    expect(new Set(marked)).toEqual(new Set(moved.map((it) => it.to?.no)))
    for (const it of named.get('uncertain') ?? []) expect(it.doubt, it.name).not.toBeNull()
    const done = await publish(second)
    expect(done).toMatchObject({ status: 'published', entered: counts.entered })
    for (const { entry, name } of named.get('left') ?? [])
      expect(await office.get(`/api/ledgers/list-entry/records/${entry}`)).toMatchObject({
        record: { status: 'left', subject: name },
      })
    expect(await namesOf(second, 'entered')).toEqual([])
    expect(done.left).toBe(counts.left)
    expect(done.changed).toBeGreaterThanOrEqual(counts['class-changed'] ?? 0)
    // The older run is read as it was.
    const codesOf = async (id: string) =>
      (await office.get<LinePage>(`/api/comparisons/${id}/lines?q=${codeOf(2).toLowerCase()}`)).rows.map(
        (it) => it.uscc,
      )
    expect(await codesOf(first)).toContain(codeOf(2))
    expect(await codesOf(second)).not.toContain(codeOf(2))
  }, 180_000)
})

/** Everybody whose entry publishing would touch in this way, page after page. */
async function namesOf(run: string, change: PublicationChange): Promise<PublicationRow[]> {
  const rows: PublicationRow[] = []
  for (let after: number | null = 0; after !== null; ) {
    const page: PublicationPage = await office.get<PublicationPage>(
      `/api/comparisons/${run}/publication/entries?change=${change}&after=${after}`,
    )
    rows.push(...page.rows)
    after = page.next
  }
  return rows
}

describe('what people say of a run', () => {
  let run: string
  it('stands once a second person says the same, where two are asked for', async () => {
    run = await compare([...idOf.values()], { twoReaders: true })
    const line = await lineOf(run, codeOf(3))
    const { members } = await office.get<LineDetail>(`/api/comparisons/${run}/lines/${line?.no}`)
    const [a, b] = members
    if (!a || !b) throw new Error('shop 3 stands alone')
    const side = ({ record }: typeof a) => ({ kind: record.kind, key: record.key })
    const body = { a: side(a), b: side(b), verdict: 'different', reason: '现场看是两家' }
    const { decisions } = await office.post<{ decisions: string[] }>(`/api/comparisons/${run}/pairs`, body)
    const [id = ''] = decisions
    const statusOf = async () =>
      (await office.get<{ record: { status: string } }>(`/api/ledgers/pair-decision/records/${id}`)).record.status
    expect(await statusOf()).toBe('pending')
    const own = await office.refused('POST', `/api/ledgers/pair-decision/records/${id}/actions/second`, {
      input: { verdict: 'different', reason: null },
    })
    expect(own.code).toBe('pair-decision.second.same-person')
    await act(health, 'pair-decision', id, 'second', { verdict: 'different', reason: null })
    expect(await statusOf()).toBe('standing')
    await act(office, 'comparison', run, 'rematch')
    await app.worker.run()
    const apart = await lineOf(run, codeOf(3))
    const after = await office.get<LineDetail>(`/api/comparisons/${run}/lines/${apart?.no}`)
    const keys = after.members.map((it) => it.record.key)
    expect(keys.includes(a.record.key) && keys.includes(b.record.key)).toBe(false)
  }, 120_000)

  it('of links drawn at random tells how right the run is, with its interval', async () => {
    const page = await office.get<{ rows: { no: number; a: object; b: object | null; why?: unknown }[] }>(
      `/api/comparisons/${run}/samples?blind=1`,
    )
    expect(page.rows.length).toBeGreaterThan(0)
    expect(page.rows.every((it) => it.why === undefined)).toBe(true)
    for (const [i, { no }] of page.rows.entries())
      await office.post(`/api/comparisons/${run}/samples/${no}/label`, { right: i > 0 })
    const found = await office.get<{
      precision: { value: number; low: number; high: number } | null
      labelled: number
      bands: { labelled: number; share: { low: number; high: number } }[]
    }>(`/api/comparisons/${run}/accuracy`)
    expect(found.labelled).toBe(page.rows.length)
    const seen = found.bands.filter((it) => it.labelled > 0)
    expect(seen.every((it) => it.share.low < it.share.high)).toBe(true)
  }, 120_000)

  it('of links drawn at random is kept when it is applied, and changes the lists', async () => {
    const own = await compare([...idOf.values()])
    const path = `/api/comparisons/${own}`
    type Side = { readonly kind: string; readonly key: string }
    const { rows } = await office.get<{ rows: { no: number; a: Side; b: Side }[] }>(`${path}/samples`)
    const [wrong, right] = rows
    if (!wrong || !right) throw new Error('too few links were drawn')
    await office.post(`${path}/samples/${wrong.no}/label`, { right: false })
    await office.post(`${path}/samples/${right.no}/label`, { right: true })
    const found = async () => {
      const it = await office.get<{ labelled: number; bands: object[]; precision: object | null }>(`${path}/accuracy`)
      return { labelled: it.labelled, bands: it.bands, precision: it.precision }
    }
    const before = await found()
    expect(before.labelled).toBe(2)
    await act(office, 'comparison', own, 'rematch')
    await app.worker.run()
    expect(await found()).toEqual(before)
    const open = await office.get<{ rows: { no: number }[] }>(`${path}/samples?open=1`)
    expect(open.rows.map((it) => it.no)).not.toContain(wrong.no)
    // The answer was a decision as well: the two are apart now.
    const line = await lineOf(own, wrong.a.key)
    const { members } = await office.get<LineDetail>(`${path}/lines/${line?.no}`)
    expect(members.map((it) => it.record.key)).toContain(wrong.a.key)
    expect(members.map((it) => it.record.key)).not.toContain(wrong.b.key)
  }, 120_000)

  it('leaves the questions of a run with nothing to ask empty', async () => {
    const page = await office.get<QuestionPage>(`/api/comparisons/${run}/questions?open=1`)
    expect(page.rows).toHaveLength(Math.min(20, page.open))
  })
})
