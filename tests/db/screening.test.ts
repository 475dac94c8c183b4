import type { Actor } from '@qingmei/core/access/actor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { type Application, anApplication } from '../support/app.ts'

let at: Application
let clerk: Actor
let office: Actor
const targets: string[] = []
beforeAll(async () => {
  at = await anApplication()
  const actor = async (username: string, role: 'townadm' | 'office', org: string) =>
    at.actorOf({ id: await at.person(username, username, role, org), name: username })
  clerk = await actor('jingban', 'townadm', 'jiefanglu')
  office = await actor('linlan', 'office', 'office')
  await at.clock.set('2026-09-01T01:00:00.000Z')
  for (let i = 0; i < 8; i++) {
    const premises = await act('premises', 'register', {
      name: `店 ${i}`,
      tradeName: null,
      uscc: null,
      kind: 'beauty-shop',
      town: at.organisations.get('jiefanglu'),
      address: `光和路 ${i} 号`,
      principal: null,
      phone: null,
      scope: null,
      openingState: 'open',
      registeredOn: null,
      sources: ['手工登记'],
    })
    targets.push(
      await act('screening-target', 'list', {
        premises,
        group: 'market-entities',
        assignee: at.organisations.get('jiefanglu'),
        inBase: true,
        since: '2026-06-01',
      }),
    )
  }
})
afterAll(() => at.stop())

const act = (ledger: string, action: string, input: object, actor = clerk) =>
  must(at.store, { actor, ledger, action, campaign: at.campaign, input })
const visit = (target: string | undefined) =>
  act('visit', 'record', {
    target,
    premises: null,
    subject: null,
    visitedAt: at.clock.now(),
    position: null,
    photo: null,
    noPhoto: '无信号',
    checklist: 'town-patrol',
    found: [],
    result: 'no-problem',
    note: null,
  })
const plans = async () =>
  (await at.store.list({ actor: clerk, ledger: 'screening-plan', list: 'due', limit: 20 })).rows.toSorted((a, b) =>
    String(a.month) < String(b.month) ? -1 : 1,
  )

describe('a month’s screening', () => {
  it('is owed on the desk from the month’s first day, once, for as many as a quarter rounds up to', async () => {
    await at.climbed()
    await at.climbed()
    const [plan, ...others] = await plans()
    expect(others).toEqual([])
    expect(plan).toMatchObject({ month: '2026-09', base: 8, need: 2, done: 0, dueOn: '2026-09-30', status: 'open' })
    expect(await at.store.deadlines(clerk, 'screening-plan', plan?.id ?? '')).toMatchObject([
      {
        rule: 'screening.monthly',
        due: '2026-09-30T16:00:00.000Z',
        state: 'open',
        owner: at.organisations.get('jiefanglu'),
      },
    ])
  })

  it('is short on the first of the next month, and town and office are told by how many', async () => {
    await visit(targets[0])
    await visit(targets[0])
    await at.climbed()
    expect(await plans()).toMatchObject([{ status: 'open', done: 1 }])
    await at.clock.set('2026-10-01T01:00:00.000Z')
    await at.climbed()
    expect(await plans()).toMatchObject([{ status: 'short', done: 1, need: 2 }])
    const { rows } = await at.store.as(office, (tx) =>
      tx.query<{ facts: { short: number } }>(`select facts from qm.notice where code = 'screening-plan.short'`),
    )
    expect(rows).toMatchObject([{ facts: { short: 1 } }])
    await at.climbed()
    expect(await plans()).toHaveLength(1)
  })
})

describe('the base', () => {
  it('is listed from the register by the office: the town’s and the health commission’s own, before and since the phase apart, none twice', async () => {
    const premises = (name: string, kind: string) =>
      act('premises', 'register', {
        name,
        tradeName: null,
        uscc: null,
        kind,
        town: at.organisations.get('jiefanglu'),
        address: '光和路',
        principal: null,
        phone: null,
        scope: null,
        openingState: 'open',
        registeredOn: null,
        sources: ['手工登记'],
      })
    const shop = await premises('新店', 'beauty-shop')
    const clinic = await premises('诊所', 'aesthetic-clinic')
    await premises('学校', 'other')
    const call = at.endpoints.find((it) => it.method === 'POST' && it.path === '/api/campaigns/:id/screening-base')
    const given = {
      params: { id: at.campaign },
      query: {},
      body: {},
      actor: office,
      account: null,
      header: () => undefined,
    }
    expect(await call?.handle(given)).toEqual({ listed: 2, unlisted: 0 })
    expect(await call?.handle(given)).toEqual({ listed: 0, unlisted: 0 })
    const asked = at.endpoints.find((it) => it.method === 'GET' && it.path === '/api/campaigns/:id/screening-base')
    const screened = (await at.store.list({ actor: office, ledger: 'screening-target', list: 'since', limit: 20 })).rows
    const never = screened.filter((it) => it.firstScreenedOn === null).length
    expect(never).toBeGreaterThan(2)
    expect(await asked?.handle(given)).toEqual({ unlisted: 0, never })
    const of = async (place: string) =>
      (
        await at.store.list({
          actor: office,
          ledger: 'screening-target',
          list: 'since',
          filters: [{ field: 'premises', value: place }],
        })
      ).rows
    expect(await of(shop)).toMatchObject([
      { group: 'market-entities', assignee: at.organisations.get('jiefanglu'), inBase: false, since: '2026-10-01' },
    ])
    expect(await of(clinic)).toMatchObject([{ group: 'institutions', assignee: at.organisations.get('health') }])
  })
})
