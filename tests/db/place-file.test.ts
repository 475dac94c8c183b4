import type { Actor } from '@qingmei/core/access/actor'
import type { Role } from '@qingmei/core/access/roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { likePlaces } from '../../apps/server/src/premises/like-places.ts'
import { placeFile } from '../../apps/server/src/premises/place-file.ts'
import { roadsOf, spreadOf } from '../../apps/server/src/premises/spread.ts'
import { type Application, anApplication } from '../support/app.ts'

let at: Application
let officer: Actor
let office: Actor
let clerk: Actor
let beside: Actor
let shop: string
let twin: string

const act = (actor: Actor, ledger: string, action: string, input: object, id?: string) =>
  must(at.store, { actor, ledger, action, campaign: at.campaign, input, ...(id === undefined ? {} : { id }) })
const place = (name: string, over: object = {}) =>
  act(clerk, 'premises', 'register', {
    name,
    tradeName: null,
    uscc: null,
    kind: 'beauty-shop',
    town: at.organisations.get('jiefanglu'),
    address: '北关区解放路街道光和路 372 号',
    principal: null,
    phone: null,
    scope: null,
    openingState: 'open',
    registeredOn: null,
    sources: ['手工登记'],
    ...over,
  })
const fileOf = async (actor: Actor, id: string) => {
  const record = await at.store.read(actor, 'premises', id)
  if (!record) throw new Error('hidden')
  return placeFile(at.api, actor, record)
}

beforeAll(async () => {
  at = await anApplication()
  const actor = async (username: string, role: Role, org: string) =>
    at.actorOf({ id: await at.person(username, username, role, org), name: username })
  officer = await actor('zhoumin', 'hcenf', 'health')
  office = await actor('linlan', 'office', 'office')
  clerk = await actor('jingban', 'townadm', 'jiefanglu')
  beside = await actor('sunli', 'townadm', 'huanbei')
  shop = await place('若莲美容养生馆', { phone: '0372-2235103' })
  twin = await place('若莲皮肤管理')
  const visit = {
    target: null,
    subject: null,
    position: null,
    photo: null,
    noPhoto: '无信号',
    note: null,
    found: [],
    checklist: 'town-patrol',
    result: 'no-problem',
  }
  await act(clerk, 'visit', 'record', { ...visit, premises: shop, visitedAt: '2026-08-10T02:00:00.000Z' })
  await act(clerk, 'visit', 'record', { ...visit, premises: twin, visitedAt: '2026-08-20T02:00:00.000Z' })
  const entry = { subject: null, address: null, uscc: null, town: null, run: null, provisional: false }
  const listed = { premises: shop, class: 'registered-only', doesMedical: true, basis: '比对' }
  await act(office, 'list-entry', 'enter', { ...entry, ...listed })
  const about = {
    subject: '注射产品',
    family: 'supervision',
    originalOn: '2026-06-03',
    violations: ['V16'],
    fact: '无标签',
  }
  const key = await act(officer, 'key-lead', 'register', {
    ...about,
    severity: 'serious',
    priority: 'high',
    originalNo: null,
    premises: null,
    uscc: null,
    address: null,
    town: null,
    problem: null,
    entry: null,
  })
  const product = { name: '填充产品', kind: 'device-3', registrationNo: null, lot: null, quantity: null }
  await act(officer, 'key-lead', 'addProduct', { ...product, verdict: 'unregistered' }, key)
  const link = { product: 1, direction: 'downstream', name: '若莲', premises: shop, uscc: null, place: null }
  await act(officer, 'key-lead', 'trace', { ...link, quantity: null, on: null, proof: '面单', stage: 'found' }, key)
})
afterAll(() => at.stop())

describe('the file of a place', () => {
  it('has what each may see and no more: a product’s chain leads to its users', async () => {
    const ledgers = async (actor: Actor) => (await fileOf(actor, shop)).sections.map((it) => it.ledger).toSorted()
    expect(await ledgers(officer)).toEqual(['key-lead', 'list-entry'])
    expect(await ledgers(office)).toEqual(['key-lead', 'list-entry', 'visit'])
    expect(await ledgers(clerk)).toEqual(['list-entry', 'visit'])
    expect(await ledgers(beside)).toEqual([])
    const told = (await fileOf(beside, shop)).timeline.map((it) => it.ledger)
    expect(new Set(told)).toEqual(new Set(['premises']))
  })

  it('tells a visit at the time of the visit, and reads both records once two are one', async () => {
    const merger = await act(clerk, 'merger', 'propose', {
      kept: shop,
      gone: twin,
      grounds: '同址',
      licences: [],
      entries: [],
      kin: [],
    })
    await act(office, 'merger', 'approve', { opinion: null }, merger)
    const { members, timeline, sections } = await fileOf(clerk, shop)
    expect(members.map((it) => it.name)).toEqual(['若莲皮肤管理'])
    expect(sections.find((it) => it.ledger === 'visit')?.rows).toHaveLength(2)
    expect(timeline.filter((it) => it.ledger === 'visit').map((it) => it.at)).toEqual([
      '2026-08-20T02:00:00.000Z',
      '2026-08-10T02:00:00.000Z',
    ])
    expect(timeline.some((it) => it.actions.includes('fold'))).toBe(true)
    await act(office, 'merger', 'undo', { undoneWhy: '两处' }, merger)
    expect((await fileOf(clerk, shop)).members).toEqual([])
  })
})

describe('places alike', () => {
  const nothing = { name: null, uscc: null, phone: null, address: null, not: null }
  const like = async (typed: object) =>
    (await likePlaces(at.api, clerk, { ...nothing, ...typed })).map(({ id, why }) => ({ id, why }))

  it('are found by the heart of a name, by telephone and by the spot', async () => {
    await place('素颜坊', { address: '红旗路 9 号' })
    expect((await like({ name: '北关区若莲美容' })).map((it) => it.id).toSorted()).toEqual([shop, twin].toSorted())
    expect(await like({ name: '别的', phone: '2235103 0372-2235103' })).toEqual([{ id: shop, why: ['phone'] }])
    expect((await like({ address: '光和路372号' })).map((it) => it.why)).toEqual([['address'], ['address']])
    expect(await like({ name: '美容院' })).toEqual([])
    expect((await like({ name: '若莲', not: shop })).map((it) => it.id)).toEqual([twin])
  })
})

describe('where places lie', () => {
  it('is counted by town and list, and by road inside a town', async () => {
    const town = at.organisations.get('jiefanglu') ?? ''
    const where = { region: at.plan.region, campaign: at.campaign }
    const { places, lists } = await spreadOf(at.store, clerk, where)
    expect(places).toEqual([{ town, kind: 'beauty-shop', state: 'open', n: 3 }])
    expect(lists).toEqual([{ town, class: 'registered-only', status: 'listed', check: true, n: 1 }])
    expect((await spreadOf(at.store, beside, where)).lists).toEqual([])
    expect(await roadsOf(at.store, clerk, { region: at.plan.region, town })).toEqual({
      roads: [
        { road: '光和路', n: 2, open: 2 },
        { road: '红旗路', n: 1, open: 1 },
      ],
      others: 0,
      unnamed: 0,
    })
  })
})
