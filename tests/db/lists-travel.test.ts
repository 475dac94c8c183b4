import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import type { Role } from '@qingmei/core/access/roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsOf } from '../../apps/server/src/campaign/pinned-plans.ts'
import { carryOut } from '../../apps/server/src/platform/imports/carry-out.ts'
import { planner } from '../../apps/server/src/premises/import-file.ts'
import { aCounty, type County, REGION } from '../support/county.ts'
import { act as doing, aPlace } from '../support/field-work.ts'
import { aKeyLead, aLicence, aListEntry } from '../support/lists.ts'

let county: County
let officer: Actor
let head: Actor
let office: Actor
let town: Actor

beforeAll(async () => {
  county = await aCounty()
  const seat = (role: Role, at: string) => county.person(role, county.org(at))
  officer = await seat('hcenf', 'health')
  head = await seat('member', 'health')
  office = await seat('office', 'office')
  town = await seat('townadm', 'jiefanglu')
})
afterAll(() => county.database.drop())

const act = (actor: Actor, ledger: string, action: string, it: { id?: string; input?: object }) =>
  doing({ county, actor }, ledger, action, it)
const refused = async (actor: Actor, ledger: string, action: string, it: { id?: string; input?: object }) => {
  const done = await county.store.act({
    actor,
    ledger,
    action,
    campaign: county.campaign,
    input: it.input ?? {},
    ...(it.id === undefined ? {} : { id: it.id }),
  })
  return done.ok ? 'done' : done.error.code
}
const read = async (ledger: string, id: string, actor = county.system) => {
  const found = await county.store.read(actor, ledger, id)
  if (!found) throw new Error(`no ${ledger} ${id}`)
  return found
}
const place = (over: object = {}) => aPlace({ county, actor: officer }, over)
const listed = (premises: string | null, over: object = {}) => aListEntry({ county, actor: office }, premises, over)
const owed = async (id: string) =>
  (await county.store.deadlines(county.system, 'list-entry', id)).map(({ key, state }) => `${key} ${state}`).toSorted()
const grid = (name: string, sort: number) =>
  act(county.system, 'organisation', 'register', {
    input: {
      name,
      shortName: null,
      short: '解网',
      kind: 'grid',
      parent: county.org('jiefanglu'),
      campaignRole: null,
      hotline: null,
      sort,
      since: '2026-05-13',
    },
  })
const proposal = { disposal: 'administrative', circumstances: '无证开展注射', harm: '两名顾客红肿' }

describe('an entry of the lists', () => {
  it('travels from being listed to being closed, with a second person’s approval', async () => {
    const entry = await listed(await place())
    expect(await read('list-entry', entry)).toMatchObject({ subject: '若莲美容养生馆', status: 'listed' })
    expect(await owed(entry)).toEqual(['assign open'])
    await act(office, 'list-entry', 'assign', { id: entry, input: { holder: county.org('health') } })
    const seen = { checkResult: 'practising', checkNote: '现场有人正在注射' }
    await act(officer, 'list-entry', 'check', { id: entry, input: seen })
    expect(
      await refused(officer, 'list-entry', 'close', { id: entry, input: { outcome: 'in-order', outcomeNote: null } }),
    ).toBe('list-entry.close.undisposed')
    const transform = { ...proposal, disposal: 'guide-transform' }
    expect(await refused(officer, 'list-entry', 'classify', { id: entry, input: transform })).toBe(
      'list-entry.classify.still-practising',
    )
    const both = await county.person('member', county.org('health'))
    const proposer: Actor = { ...officer, person: both.person, seats: [...officer.seats, ...both.seats] }
    await act(proposer, 'list-entry', 'classify', { id: entry, input: proposal })
    expect(await refused(proposer, 'list-entry', 'approve', { id: entry })).toBe('list-entry.approve.own-proposal')
    await act(head, 'list-entry', 'sendBack', { id: entry, input: { reason: '写明危害' } })
    expect(await read('list-entry', entry)).toMatchObject({ status: 'checked', proposedBy: null })
    await act(officer, 'list-entry', 'classify', { id: entry, input: proposal })
    await act(head, 'list-entry', 'approve', { id: entry })
    expect(
      await refused(officer, 'list-entry', 'close', { id: entry, input: { outcome: 'punished', outcomeNote: null } }),
    ).toBe('list-entry.close.no-measure')
    const measure = { on: '2026-08-29', measure: '责令停止执业', document: null }
    await act(officer, 'list-entry', 'dispose', { id: entry, input: measure })
    await act(officer, 'list-entry', 'close', { id: entry, input: { outcome: 'punished', outcomeNote: null } })
    expect(await owed(entry)).toEqual(['approve met', 'assign met', 'check met', 'classify met', 'dispose met'])
  })

  it('begins anew when it is listed again, and is only shown to those whose list it is', async () => {
    const entry = await listed(await place({ town: county.org('jiefanglu') }))
    await act(office, 'list-entry', 'leave', { id: entry, input: { reason: '误列' } })
    expect(await owed(entry)).toEqual(['assign waived'])
    const again = {
      class: 'neither',
      doesMedical: null,
      provisional: true,
      basis: '平台上有店，登记中没有',
      run: '比〔2026〕2',
    }
    await act(office, 'list-entry', 'relist', { id: entry, input: again })
    expect(await read('list-entry', entry, town)).toMatchObject({ status: 'relisted', leftAt: null, class: 'neither' })
    expect(await owed(entry)).toEqual(['assign open'])
    const beside = await county.person('townadm', county.org('huanbei'))
    expect(await county.store.read(beside, 'list-entry', entry)).toBeNull()
  })

  it('is there once for one place, whoever lists it', async () => {
    const shop = await place()
    await listed(shop)
    expect(
      await refused(officer, 'list-entry', 'enter', {
        input: { ...inputOf(shop), basis: '再列一次' },
      }),
    ).toBe('action.record.twice')
    const unknown = { subject: '初见（北关店）', address: '佳美大厦 1810', class: 'neither', doesMedical: true }
    await listed(null, unknown)
    const same = { ...unknown, subject: '初见 (北关店)' }
    expect(await refused(office, 'list-entry', 'enter', { input: { ...inputOf(null), ...same } })).toBe(
      'action.record.twice',
    )
  })

  it('owes nothing while a registered shop is only a shop, and once it is said to treat people', async () => {
    const entry = await listed(await place(), { doesMedical: false })
    expect(await owed(entry)).toEqual([])
    const said = { class: 'registered-only', doesMedical: true, provisional: false, basis: '广告有水光针', run: null }
    await act(office, 'list-entry', 'changeClass', { id: entry, input: said })
    expect(await owed(entry)).toEqual(['assign open'])
    await act(office, 'list-entry', 'changeClass', { id: entry, input: { ...said, class: 'licensed-registered' } })
    expect(await owed(entry)).toEqual(['assign waived'])
  })

  it('becomes a lead only after somebody was there, and the lead’s clock runs from then', async () => {
    const entry = await listed(await place())
    await act(office, 'list-entry', 'assign', { id: entry, input: { holder: county.org('health') } })
    const raise = { input: { entry, violations: ['V01'], facts: '现场正在注射', urgency: null } }
    expect(await refused(officer, 'lead', 'raiseEntry', raise)).toBe('lead.raise-listed.unchecked')
    county.clock.now = '2026-08-30T03:00:00.000Z'
    const seen = { checkResult: 'practising', checkNote: '正在注射' }
    await act(officer, 'list-entry', 'check', { id: entry, input: seen })
    const lead = await act(officer, 'lead', 'raiseEntry', raise)
    expect(await read('lead', lead)).toMatchObject({
      entry,
      source: 'comparison',
      discoveredAt: '2026-08-30T03:00:00.000Z',
    })
    expect(await refused(officer, 'lead', 'raiseEntry', raise)).toBe('lead.raise-listed.already')
  })
})

const inputOf = (premises: string | null) => ({
  premises,
  subject: null,
  address: null,
  uscc: null,
  town: null,
  class: 'registered-only',
  doesMedical: true,
  provisional: false,
  basis: '比对',
  run: null,
})

describe('a stopped shop', () => {
  it('changes its kind when all its steps are done, and its entry is closed as transformed', async () => {
    const shop = await place({ kind: 'aesthetic-clinic' })
    const entry = await listed(shop)
    await act(office, 'list-entry', 'assign', { id: entry, input: { holder: county.org('health') } })
    const seen = { checkResult: 'stopped', checkNote: '已停' }
    await act(officer, 'list-entry', 'check', { id: entry, input: seen })
    await act(officer, 'list-entry', 'classify', { id: entry, input: { ...proposal, disposal: 'guide-transform' } })
    await act(head, 'list-entry', 'approve', { id: entry })
    const start = { premises: shop, entry, stoppedOn: '2026-08-01', wish: '转做皮肤护理', toKind: 'beauty-shop' }
    const guidance = await act(officer, 'guidance', 'start', { input: start })
    const finish = { id: guidance, input: { result: '已办理卫生许可' } }
    expect(await refused(officer, 'guidance', 'finish', finish)).toBe('guidance.finish.no-step')
    await act(officer, 'guidance', 'addStep', { id: guidance, input: { step: '撤除器械', dueOn: null } })
    expect(await refused(officer, 'guidance', 'finish', finish)).toBe('guidance.finish.steps-open')
    await act(officer, 'guidance', 'doStep', { id: guidance, input: { no: 1, doneOn: '2026-08-20', note: null } })
    await act(officer, 'guidance', 'finish', finish)
    expect(await read('premises', shop)).toMatchObject({ kind: 'beauty-shop' })
    const history = await county.store.history(officer, 'premises', shop)
    expect(history.map(({ record }) => record.kind)).toEqual(['beauty-shop', 'aesthetic-clinic'])
    expect(await read('list-entry', entry)).toMatchObject({ status: 'closed', outcome: 'transformed' })
  })
})

describe('two records that are one place', () => {
  it('become one by a second person’s word, and two again, with nothing lost', async () => {
    const kept = await place({ name: '若莲美容养生馆' })
    const gone = await place({ name: '若莲美容' })
    const licence = await aLicence({ county, actor: officer }, gone)
    const entry = await listed(gone)
    const proposing = { kept, gone, grounds: '同址同经营者', licences: [licence], entries: [entry], kin: [] }
    const merger = await act(officer, 'merger', 'propose', { input: proposing })
    expect(await refused(officer, 'merger', 'approve', { id: merger, input: { opinion: null } })).toBe(
      'merger.approve.own-proposal',
    )
    await act(office, 'merger', 'approve', { id: merger, input: { opinion: null } })
    expect(await read('premises', gone)).toMatchObject({ status: 'merged', mergedInto: kept, name: '若莲美容' })
    expect(await read('licence', licence)).toMatchObject({ premises: kept })
    expect(await read('list-entry', entry)).toMatchObject({ premises: kept, status: 'listed' })
    await act(office, 'merger', 'undo', { id: merger, input: { undoneWhy: '两家店' } })
    expect(await read('premises', gone)).toMatchObject({ status: 'listed', mergedInto: null })
    expect(await read('licence', licence)).toMatchObject({ premises: gone })
    expect(await read('list-entry', entry)).toMatchObject({ premises: gone, placeKey: gone })
  })

  it('leave one entry on the lists; taking it back restores the other with its clock', async () => {
    const kept = await place({ name: '甲店' })
    const gone = await place({ name: '乙店' })
    const [first, second] = [await listed(kept), await listed(gone)]
    const proposing = { kept, gone, grounds: '一处', licences: [], entries: [second], kin: [first] }
    const merger = await act(officer, 'merger', 'propose', { input: proposing })
    await act(office, 'merger', 'approve', { id: merger, input: { opinion: null } })
    expect(await read('list-entry', second)).toMatchObject({ status: 'left', leftReason: '并入 甲店' })
    await act(office, 'merger', 'undo', { id: merger, input: { undoneWhy: '两处' } })
    expect(await read('list-entry', second)).toMatchObject({ status: 'listed', leftAt: null })
    expect(await owed(second)).toEqual(['assign open'])
  })
})

describe('a key lead', () => {
  it('links a supplier to its users before it is concluded, or says why it does not', async () => {
    const shop = await place()
    const key = await aKeyLead({ county, actor: officer })
    await act(office, 'key-lead', 'assign', { id: key, input: { holder: county.org('market'), priority: 'high' } })
    const market = await county.person('msaenf', county.org('market'))
    const product = { name: '注射用玻尿酸', kind: 'device-3', registrationNo: null, lot: 'A1', quantity: '12 盒' }
    await act(market, 'key-lead', 'addProduct', { id: key, input: { ...product, verdict: 'unregistered' } })
    const link = { product: 1, uscc: null, place: null, quantity: null, on: null, proof: '送货单', stage: 'found' }
    const user = { ...link, direction: 'downstream', name: '若莲美容养生馆', premises: shop }
    await act(market, 'key-lead', 'trace', { id: key, input: user })
    expect(await refused(market, 'key-lead', 'trace', { id: key, input: user })).toBe('key-lead.trace.twice')
    const end = { result: 'true', resultNote: '查获 12 盒', chainNote: null }
    expect(await refused(market, 'key-lead', 'conclude', { id: key, input: end })).toBe('key-lead.conclude.chain-open')
    const supplier = { ...link, direction: 'upstream', name: '某医药商行', premises: null, place: '郑州市' }
    await act(market, 'key-lead', 'trace', { id: key, input: supplier })
    await act(market, 'key-lead', 'conclude', { id: key, input: end })
    const lead = await act(market, 'lead', 'raiseKey', { input: { keyLead: key, urgency: null } })
    expect(await read('key-lead', key)).toMatchObject({
      status: 'concluded',
      leadAt: county.clock.now,
      links: [
        { direction: 'downstream', premises: shop },
        { direction: 'upstream', place: '郑州市' },
      ],
    })
    expect(await read('lead', lead)).toMatchObject({ keyLead: key, source: 'report' })
  })

  it('comes in from an old table, once however often the table is brought, and takes on what was corrected', async () => {
    const api = {
      store: county.store,
      now: () => county.clock.now,
      newId: () => '',
      names: async () => new Map<string, string>(),
      dictionaries: async () => wordsOf(county.plan),
    }
    const plan = planner({ api, directory: county.directory })
    const folder = mkdtempSync(join(tmpdir(), 'qingmei-key-leads-'))
    const bring = async (fact: string) => {
      const path = join(folder, '投诉.csv')
      const header = '原编号,对象,来源类别,原始日期,涉嫌违法类型,事实,严重程度,治理优先级,所在乡镇街道'
      const rows = [
        `投2021-7,花容纹绣,投诉举报,2021.3.5,V01,${fact},一般,按期治理,解放路街道`,
        '投2022-1,悦己,投诉举报,2022/11/3,V05、V06,超项目,严重,优先治理,',
      ]
      writeFileSync(path, [header, ...rows].join('\n'))
      const planned = await plan(office, 'key-lead', { path, name: '投诉.csv' })
      expect(planned.bad).toEqual([])
      const where = { region: REGION, campaign: county.campaign }
      expect(await carryOut(county.store, office, planned, where)).toMatchObject({ ok: true })
      return planned.counts
    }
    expect(await bring('注射后红肿')).toMatchObject({ creates: 2, updates: 0 })
    expect(await bring('注射后红肿')).toMatchObject({ creates: 0, updates: 0, unchanged: 2 })
    expect(await bring('注射后红肿，已退款')).toMatchObject({ creates: 0, updates: 1, unchanged: 1 })
    rmSync(folder, { recursive: true })
    const [found] = await county.store.search(office, '花容纹绣', 'key-lead')
    expect(found?.record).toMatchObject({
      originalOn: '2021-03-05',
      fact: '注射后红肿，已退款',
      town: county.org('jiefanglu'),
      version: 2,
    })
  })
})

describe('entries by grid', () => {
  it('are found by where their place lies, with other filters and words, and follow when it is located anew', async () => {
    const [first, second] = [await grid('解放路街道01网格', 101), await grid('解放路街道02网格', 102)]
    const shop = await place({ name: '若莲美容养生馆', uscc: null })
    const other = await place({ name: '青禾纹绣', uscc: null })
    const entry = await listed(shop, { class: 'neither' })
    const elsewhere = await listed(other)
    const of = async (it: string, more: object = {}, actor = office) => {
      const { rows } = await county.store.list({
        actor,
        ledger: 'list-entry',
        list: 'entered',
        filters: [{ field: 'grid', value: it }, ...Object.entries(more).map(([field, value]) => ({ field, value }))],
      })
      return rows.map((row) => row.id)
    }
    // In which grid they lie is said after they were listed.
    expect(await of(first)).toEqual([])
    const locate = (id: string, into: string | null) =>
      act(town, 'premises', 'locate', { id, input: { town: county.org('jiefanglu'), grid: into } })
    await locate(shop, first)
    await locate(other, second)
    expect(await of(first)).toEqual([entry])
    expect(await of(second)).toEqual([elsewhere])
    expect(await of(first, { class: 'neither' })).toEqual([entry])
    expect(await of(first, { class: 'registered-only' })).toEqual([])
    const found = await county.store.list({
      actor: office,
      ledger: 'list-entry',
      list: 'entered',
      filters: [{ field: 'grid', value: second }],
      q: '青禾',
    })
    expect(found.rows.map((row) => row.id)).toEqual([elsewhere])
    const { count } = await county.store.count({
      actor: office,
      ledger: 'list-entry',
      list: 'entered',
      filters: [{ field: 'grid', value: first }],
    })
    expect(count).toBe(1)
    await locate(shop, second)
    expect(await of(first)).toEqual([])
    expect(new Set(await of(second))).toEqual(new Set([entry, elsewhere]))
    // It narrows what one sees and shows nothing more.
    const strange = await county.person('townadm', county.org('huanbei'))
    expect(await of(second, {}, strange)).toEqual([])
  })
})
