import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import { type Role, ROLES } from '@qingmei/core/access/roles'
import { qingmei } from '@qingmei/core/house'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compose, type Installation } from '../../apps/server/src/compose.ts'
import { type Endpoint, endpoint } from '../../apps/server/src/platform/api/endpoint.ts'
import { buildApp } from '../../apps/server/src/platform/http/app.ts'
import { NOBODY } from '../../apps/server/src/platform/ledger/access.ts'
import { everyLedger } from '../support/cases.ts'
import { aCounty, aLead, type County, REGION } from '../support/county.ts'
import { type Ask, verdictOf } from '../support/verdict.ts'
import { asksOf, type Caller, personNumbered, recordsOf, type World } from '../support/walk.ts'

const ELSEWHERE = '410522'

let county: County
let it_: Installation
let app: FastifyInstance
let world: World
const folder = mkdtempSync(join(tmpdir(), 'qingmei-walk-'))
const callers = new Map<string, Caller>()

beforeAll(async () => {
  county = await aCounty()
  await everyLedger(county)
  it_ = await compose({ env: { ...county.database.env, QINGMEI_DATA: folder }, log: () => undefined })
  const orgs = await orgsToSitAt(county, String((await recordsOf(county)).get('lead')?.[0]?.org))
  for (const { relation, seat } of orgs)
    for (const role of Object.keys(ROLES) as Role[]) {
      const person = personNumbered(callers.size)
      const actor: Actor = { person, name: role, seats: [{ ...seat, role, campaign: null }] }
      callers.set(person, { name: `${role} ${relation}`, actor })
    }
  app = await appOf(it_.endpoints)
  await listTheBase(callerNamed('office above'))
  const found = await recordsOf(county)
  world = {
    found,
    open: JSON.stringify([county.plan, it_.catalogue]),
    ...(await aFileAndAnImport(callerNamed('townadm finder'))),
  }
})
afterAll(async () => {
  await app.close()
  await it_.close()
  await county.database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** The server over these endpoints; a caller's session is their person's id. */
const appOf = (endpoints: Installation['endpoints']) =>
  buildApp({
    endpoints,
    session: async (token) => {
      const caller = callers.get(token)
      if (!caller) return null
      const { person, name } = caller.actor
      const at = { username: name, name, privileged: false, mustChange: false, hasTotp: false, mustEnrol: false }
      return { id: person, session: person, ...at }
    },
    actorOf: async (account) => callers.get(account.id)?.actor ?? { person: account.id, name: '', seats: [] },
    refused: it_.refused,
    webFolder: null,
    log: (message, error) => {
      throw new Error(message, { cause: error })
    },
  })

/** Whoever sits here stands in every relation to the records: found it, receives it, is above, below, beside, or elsewhere. */
async function orgsToSitAt(county: County, town: string) {
  const all = await county.directory.all(REGION)
  const beside = all.find((it) => it.kind === 'town' && it.id !== town)?.id
  if (!beside) throw new Error('the plan has one town only')
  const [health, office, below] = [county.org('health'), county.org('office'), randomUUID()]
  const seats = {
    finder: { org: town, under: [town, below] },
    receiver: { org: health, under: [health] },
    above: { org: office, under: [...all.map((it) => it.id), below] },
    below: { org: below, under: [below] },
    beside: { org: beside, under: [beside] },
  }
  return [
    ...Object.entries(seats).map(([relation, seat]) => ({ relation, seat: { ...seat, region: REGION } })),
    { relation: 'elsewhere', seat: { org: randomUUID(), region: ELSEWHERE, under: [] } },
  ]
}

function callerNamed(name: string): Caller {
  const caller = [...callers.values()].find((it) => it.name === name)
  if (!caller) throw new Error(`nobody is called ${name}`)
  return caller
}

/** Lists what the screening has still to list, so that whoever does it on the walk finds nothing left and adds no record. */
async function listTheBase(office: Caller) {
  const url = `/api/campaigns/${county.campaign}/screening-base`
  const { status, text } = await call(app, office, { method: 'POST', url, expect: 'in' })
  expect([status, text]).toEqual([200, expect.stringContaining('"unlisted":0')])
}

/** A register with one row that cannot be taken, as somebody uploads and previews it. */
async function aFileAndAnImport(owner: Caller) {
  const content = '名称\n若莲\n'
  const ask = async (method: Ask['method'], url: string, body: unknown) =>
    JSON.parse((await call(app, owner, { method, url, body, expect: 'in' })).text) as { id: string }
  const announced = { name: '名录.csv', type: 'text/csv', bytes: Buffer.byteLength(content) }
  const { id: file } = await ask('POST', '/api/files', announced)
  await ask('PATCH', `/api/files/${file}`, content)
  await ask('POST', `/api/files/${file}/finish`, {})
  const previewed = await ask('POST', '/api/imports', { ledger: 'premises', file })
  expect(previewed).toMatchObject({ state: 'previewed', counts: { bad: 1 } })
  return { owner: owner.actor.person, file, import: previewed.id }
}

async function call(server: FastifyInstance, caller: Caller | null, ask: Ask) {
  const answer = await server.inject({
    method: ask.method,
    url: ask.url,
    headers: {
      ...(caller ? { cookie: `qingmei_session=${caller.actor.person}` } : {}),
      ...(ask.method === 'PATCH' ? { 'content-type': 'application/octet-stream' } : {}),
    },
    ...(ask.body === undefined
      ? {}
      : { payload: ask.method === 'PATCH' ? Buffer.from(String(ask.body)) : (ask.body as object) }),
  })
  return { status: answer.statusCode, text: answer.body }
}

/** What the door wrote of those it refused (the store writes of refused actions besides, without a path). */
const refusals = async () => {
  const { rows } = await county.database.pool('superuser').query<{ who: string; n: number }>(
    `select actor || ' ' || (detail->>'status') as who, count(*)::int as n from qm.audit
       where outcome = 'refused' and detail ? 'path' group by 1`,
  )
  return new Map(rows.map((it) => [it.who, it.n]))
}

/** Asking who one is before signing in: every first page does it, and it is no attempt at anything. */
const isGreeting = (it: Endpoint): boolean => it.method === 'GET' && it.permission === 'account'

describe('every door', () => {
  it('answers everybody as the definitions say, and writes every refusal down', async () => {
    const refused = new Map<string, number>()
    const wrong: string[] = []
    const walk = async (caller: Caller | null) => {
      for (const each of it_.endpoints)
        for (const ask of asksOf(each, world, caller?.actor ?? null)) {
          const { status, text } = await call(app, caller, ask)
          // Who signs in is nobody yet.
          const who = `${each.permission === 'open' ? NOBODY : (caller?.actor.person ?? NOBODY)} ${status}`
          if ((status === 401 && !isGreeting(each)) || status === 403) refused.set(who, (refused.get(who) ?? 0) + 1)
          const why = verdictOf({
            endpoint: each,
            ask,
            caller: caller?.actor ?? null,
            world,
            status,
            text,
          })
          if (why) wrong.push(`${caller?.name ?? 'nobody'}: ${ask.method} ${ask.url} → ${status}: ${why}`)
        }
    }
    await walk(null)
    const queue = [...callers.values()]
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let next = queue.pop(); next; next = queue.pop()) await walk(next)
      }),
    )
    expect(wrong.slice(0, 20)).toEqual([])
    expect([...refused.values()].reduce((sum, n) => sum + n)).toBeGreaterThan(1000)
    const written = await refusals()
    const unlike = [...refused].filter(([who, n]) => written.get(who) !== n)
    expect(unlike.map(([who, n]) => `${who}: ${n} refused, ${written.get(who) ?? 0} written`)).toEqual([])
    expect(written.size).toBe(refused.size)
  }, 300_000)

  it('is tried by somebody who may and by somebody who may not', () => {
    const actors = [...callers.values()].map((it) => it.actor)
    for (const each of it_.endpoints) {
      const asks = actors.flatMap((actor) => asksOf(each, world, actor))
      expect(asks.length, `${each.method} ${each.path}`).toBeGreaterThan(0)
      if (!/records|actions/.test(each.path)) continue
      if (each.path.endsWith('/many')) {
        for (const url of new Set(asks.map((ask) => ask.url)))
          expect(new Set(asks.flatMap((ask) => (ask.url === url ? ask.says : []))).size, url).toBeGreaterThan(2)
        continue
      }
      for (const ledger of qingmei.ledgers) {
        const of = asks.filter((ask) => ask.url.includes(`/ledgers/${ledger.name}/`))
        if (!each.path.includes(':action')) {
          expect(new Set(of.map((ask) => ask.expect)).size, `${each.method} ${each.path} ${ledger.name}`).toBe(2)
          continue
        }
        for (const action of ledger.actions.values()) {
          if (action.creates === each.path.includes('/records/')) continue
          const how = new Set(of.filter((ask) => ask.url.endsWith(`/${action.name}`)).map((ask) => ask.expect))
          expect(
            [...how].some((it) => it === 'refused' || it === 'absent'),
            action.name,
          ).toBe(true)
          expect(how.has('in'), `${ledger.name}.${action.name}`).toBe(action.who !== null)
        }
      }
      const expected = new Set(asks.map((ask) => ask.expect))
      expect(expected.size, `${each.method} ${each.path}`).toBeGreaterThan(1)
    }
  })

  it('is not forgotten: a door that the walk does not know fails by its name', () => {
    const planted = endpoint({
      method: 'GET',
      path: '/api/back-door',
      summary: 'A door that somebody forgot',
      permission: 'session',
      audit: 'door.opened',
      handle: async () => ({}),
    })
    expect(() => asksOf(planted, world, null)).toThrow('GET /api/back-door')
  })

  it('is caught when it forgets to look who comes in', async () => {
    const lead = world.found.get('lead')?.[0]
    const open = it_.endpoints.map((each) =>
      each.path === '/api/ledgers/:ledger/records/:id' && each.method === 'GET'
        ? { ...each, handle: async () => ({ record: lead }) }
        : each,
    )
    const careless = await appOf(open)
    const stranger = callerNamed('grid elsewhere')
    const each = open.find((it) => it.method === 'GET' && it.path === '/api/ledgers/:ledger/records/:id')
    if (!each) throw new Error('no such door')
    const [ask] = asksOf(each, world, stranger.actor).filter((it) => it.url.includes('/lead/'))
    if (!ask) throw new Error('nothing asked')
    const { status, text } = await call(careless, stranger, ask)
    expect(verdictOf({ endpoint: each, ask, caller: stranger.actor, world, status, text })).toContain('absent')
    await careless.close()
  })
})

describe('the officers of the installation', () => {
  it('read no content: no record of the work, no list, no search, no file', async () => {
    const officers = [...callers.values()].filter((it) => /^(sysadm|secadm|auditor) /.test(it.name))
    expect(officers.length).toBeGreaterThan(10)
    for (const officer of officers)
      for (const ledger of ['lead', 'transfer', 'evidence', 'exemption', 'premises', 'licence']) {
        const [record] = world.found.get(ledger) ?? []
        const one = await call(app, officer, {
          method: 'GET',
          url: `/api/ledgers/${ledger}/records/${record?.id}`,
          expect: 'absent',
        })
        expect([officer.name, ledger, one.status]).toEqual([officer.name, ledger, 404])
        const list = await call(app, officer, { method: 'GET', url: `/api/ledgers/${ledger}`, expect: 'in' })
        expect([officer.name, ledger, JSON.parse(list.text)]).toMatchObject([officer.name, ledger, { rows: [] }])
      }
  })

  it('read in the log who was refused what and why, but no word of the record', async () => {
    const town = String(world.found.get('lead')?.[0]?.org)
    const of = { actor: await county.person('townadm', town), campaign: county.campaign }
    const made = await county.store.act({ ...of, ledger: 'lead', action: 'register', input: aLead() })
    if (!made.ok) throw new Error(made.error.code)
    const { id: lead, number } = made.value.record
    const input = { lead, to: county.org('health'), letter: '请依法查处', evidence: [], again: null }
    const drafted = await county.store.act({ ...of, ledger: 'transfer', action: 'draft', input })
    expect(drafted).toMatchObject({ ok: false, error: { facts: { number } } })
    const auditor = callerNamed('auditor finder')
    const read = await call(app, auditor, { method: 'GET', url: '/api/audit?outcome=refused', expect: 'in' })
    expect(read.text).toContain('transfer.draft.lead-elsewhere')
    expect(read.text).not.toContain(number)
  })
})
