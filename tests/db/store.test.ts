import type { Actor } from '@qingmei/core/access/actor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCounty, aLead, type County, REGION } from '../support/county.ts'

let county: County
let clerk: Actor
let officer: Actor
let office: Actor
let admin: Actor

beforeAll(async () => {
  county = await aCounty()
  const town = county.plan.organisations.find((it) => it.kind === 'town')?.id ?? ''
  clerk = await county.person('townadm', county.org(town))
  officer = await county.person('hcenf', county.org('health'))
  office = await county.person('office', county.org('office'))
  admin = await county.person('sysadm', county.org('office'))
})
afterAll(() => county.database.drop())

const register = (actor: Actor, over: object = {}, extra: object = {}) =>
  county.store.act({
    actor,
    ledger: 'lead',
    action: 'register',
    campaign: county.campaign,
    input: aLead(over),
    ...extra,
  })

describe('an action in the database', () => {
  it('makes a record with a number, its deadline, its history and its audit line', async () => {
    const made = await register(clerk)
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    const { record } = made.value
    expect(record.number).toMatch(/线〔2026〕\d{4}号$/)
    expect(await county.store.read(clerk, 'lead', record.id)).toEqual(record)
    expect(await county.store.deadlines(clerk, 'lead', record.id)).toMatchObject([
      { key: 'transfer', rule: 'lead.transfer', due: '2026-08-31T00:30:00.000Z', state: 'open', owner: record.holder },
    ])
    const history = await county.store.history(clerk, 'lead', record.id)
    expect(history).toMatchObject([{ version: 1, actions: ['register'], by: clerk.person }])
    const audit = await county.database
      .pool('superuser')
      .query('select action, outcome from qm.audit where record = $1', [record.id])
    expect(audit.rows).toEqual([{ action: 'lead.register', outcome: 'done' }])
  })

  it('refuses somebody whose post does not allow it, and writes that down', async () => {
    const refused = await register(admin)
    expect(refused).toMatchObject({ ok: false, error: { code: 'action.actor.not-allowed', status: 403 } })
    const audit = await county.database
      .pool('superuser')
      .query(`select code from qm.audit where actor = $1 and outcome = 'refused'`, [admin.person])
    expect(audit.rows).toEqual([{ code: 'action.actor.not-allowed' }])
  })

  it('refuses an unknown code and leaves nothing', async () => {
    const before = await county.database.pool('superuser').query('select count(*) from qm.lead')
    expect(await register(clerk, { source: 'nowhere' })).toMatchObject({
      ok: false,
      error: { code: 'action.code.unknown', status: 422 },
    })
    expect((await county.database.pool('superuser').query('select count(*) from qm.lead')).rows).toEqual(before.rows)
  })

  it('never waits for a connection that another action holds', async () => {
    const narrow = await aCounty({ connections: 1 })
    const member = await narrow.person('member', narrow.org('office'))
    const nobody = await narrow.person('sysadm', narrow.org('office'))
    narrow.directory.forget()
    const asked = [member, nobody, member, nobody].map((actor) =>
      narrow.store.act({ actor, ledger: 'lead', action: 'register', campaign: narrow.campaign, input: aLead() }),
    )
    expect((await Promise.all(asked)).map((it) => it.ok)).toEqual([true, false, true, false])
    await narrow.database.drop()
  })

  it('lists what lies between two days of Shanghai, both included', async () => {
    const at = (discoveredAt: string) => register(clerk, { discoveredAt, subject: `按日 ${discoveredAt}` })
    for (const instant of [
      '2026-07-05T15:59:59.000Z',
      '2026-07-05T16:00:00.000Z',
      '2026-07-06T15:59:59.000Z',
      '2026-07-06T16:00:00.000Z',
    ])
      await at(instant)
    const { rows } = await county.store.list({
      actor: clerk,
      ledger: 'lead',
      list: 'discovered',
      from: '2026-07-06',
      until: '2026-07-06',
    })
    expect(rows.map((row) => row.discoveredAt)).toEqual(['2026-07-06T15:59:59.000Z', '2026-07-05T16:00:00.000Z'])
    const query = { actor: clerk, ledger: 'lead', list: 'discovered', from: '2026-07-06', until: '2026-07-06' }
    expect(await county.store.count(query)).toEqual({ count: 2, more: false })
    expect((await county.store.list({ ...query, q: '按日' })).rows).toHaveLength(2)
  })

  it('acts once for the same request key', async () => {
    const first = await register(clerk, {}, { requestKey: 'once' })
    const again = await register(clerk, {}, { requestKey: 'once' })
    if (!first.ok || !again.ok) throw new Error('refused')
    expect(again.value.record).toEqual(first.value.record)
  })

  it('answers 409 with the new state when the version is stale', async () => {
    const made = await register(clerk)
    if (!made.ok) throw new Error('refused')
    const { id } = made.value.record
    const assess = (version: number) =>
      county.store.act({
        actor: clerk,
        ledger: 'lead',
        action: 'assess',
        id,
        version,
        input: { competent: county.org('health'), note: null },
      })
    expect(await assess(1)).toMatchObject({ ok: true })
    expect(await assess(1)).toMatchObject({
      ok: false,
      error: { status: 409, code: 'action.version.stale', current: { status: 'to-transfer', version: 2 } },
    })
  })

  it('does not say whether a hidden record exists', async () => {
    const made = await register(clerk)
    if (!made.ok) throw new Error('refused')
    const { id } = made.value.record
    expect(await county.store.read(officer, 'lead', id)).toBeNull()
    const close = { actor: officer, ledger: 'lead', action: 'close', id, input: {} }
    expect(await county.store.act(close)).toMatchObject({
      ok: false,
      error: { status: 404, code: 'action.record.unknown' },
    })
    expect(await county.store.history(officer, 'lead', id)).toEqual([])
    expect(await county.store.deadlines(officer, 'lead', id)).toEqual([])
  })
})

describe('a list', () => {
  it('shows an organisation its own, the office everything, the administrator nothing', async () => {
    const other = await register(officer, { subject: '若莲美容养生馆', violations: ['V15'] })
    if (!other.ok) throw new Error(JSON.stringify(other.error))
    const list = (actor: Actor) => county.store.list({ actor, ledger: 'lead', list: 'discovered' })
    const ids = async (actor: Actor) => (await list(actor)).rows.map((row) => row.id)
    expect(await ids(clerk)).not.toContain(other.value.record.id)
    expect(await ids(officer)).toEqual([other.value.record.id])
    expect((await ids(office)).length).toBe((await ids(clerk)).length + 1)
    expect(await ids(admin)).toEqual([])
  })

  it('goes on from where the page before ended, without a gap', async () => {
    const all: string[] = []
    let after: string | undefined
    do {
      const page = await county.store.list({
        actor: office,
        ledger: 'lead',
        list: 'discovered',
        limit: 2,
        ...(after ? { after } : {}),
      })
      all.push(...page.rows.map((row) => row.id))
      after = page.next ?? undefined
    } while (after)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBe((await county.store.count({ actor: office, ledger: 'lead', list: 'discovered' })).count)
  })

  it('is filtered only by what has an index', async () => {
    const leads = (...filters: { field: string; value: string }[]) =>
      county.store.list({ actor: office, ledger: 'lead', list: 'discovered', filters })
    const screened = await leads({ field: 'source', value: 'screening' })
    expect(screened.rows.length).toBeGreaterThan(0)
    for (const status of new Set(screened.rows.map((row) => row.status))) {
      const both = await leads({ field: 'source', value: 'screening' }, { field: 'status', value: status })
      expect(both.rows).toEqual(screened.rows.filter((row) => row.status === status))
    }
    await expect(leads({ field: 'source', value: 'screening' }, { field: 'facts', value: 'x' })).rejects.toThrow(
      'is not filtered by facts',
    )
  })

  it('is refused, not failed, when a value is none of its kind', async () => {
    const asked = { actor: office, ledger: 'lead', list: 'discovered' }
    const filters = [{ field: 'premises', value: 'abc' }]
    await expect(county.store.list({ ...asked, filters })).rejects.toThrow('not of its kind')
    await expect(county.store.count({ ...asked, filters })).rejects.toThrow('not of its kind')
    const after = 'never|01900000-0000-7000-8000-000000000000'
    await expect(county.store.list({ ...asked, after })).rejects.toThrow('not of its kind')
  })
})

describe('search', () => {
  const found = async (typed: string, actor = office) =>
    (await county.store.search(actor, typed)).map((it) => it.record.subject ?? it.record.name)
  it('finds two characters anywhere, pinyin initials, and numbers', async () => {
    for (const typed of ['养生', '莲美', 'rlmr', 'mrysg']) expect(await found(typed), typed).toContain('若莲美容养生馆')
    const [row] = (await county.store.list({ actor: office, ledger: 'lead', list: 'discovered', limit: 1 })).rows
    expect(await found(String(row?.number).slice(-6))).toContain(row?.subject)
  })
  it('shows nobody what their lists do not show', async () => {
    expect(await found('养生', clerk)).toEqual([])
    expect(await found('养生', admin)).toEqual([])
    expect(await found('养生', officer)).toEqual(['若莲美容养生馆'])
  })
  it('needs more than one character', async () => {
    expect(await found('养')).toEqual([])
  })
})

it('shows no row to a connection without an actor', async () => {
  for (const table of ['lead', 'history', 'audit', 'deadline', 'organisation', 'premises', 'notice']) {
    const { rows } = await county.pool.query(`select 1 from qm.${table}`)
    expect(rows, table).toEqual([])
  }
  expect(REGION).toBe(county.plan.region)
})
