import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import { type Role, ROLES } from '@qingmei/core/access/roles'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compose, type Installation } from '../../apps/server/src/compose.ts'
import { endpoint } from '../../apps/server/src/platform/api/endpoint.ts'
import { buildApp } from '../../apps/server/src/platform/http/app.ts'
import { everyLedger } from '../support/cases.ts'
import { aCounty, type County, REGION } from '../support/county.ts'
import { type Ask, asksOf, type Caller, type Found, recordsOf, verdictOf } from '../support/walk.ts'

const ELSEWHERE = '410522'

let county: County
let it_: Installation
let app: FastifyInstance
let found: Found
const folder = mkdtempSync(join(tmpdir(), 'qingmei-walk-'))
const callers = new Map<string, Caller>()

beforeAll(async () => {
  county = await aCounty()
  await everyLedger(county)
  it_ = await compose({ env: { ...county.database.env, QINGMEI_DATA: folder }, log: () => undefined })
  found = await recordsOf(county)
  const orgs = await orgsToSitAt(county)
  for (const role of Object.keys(ROLES) as Role[])
    for (const { relation, seat } of orgs) {
      const person = randomUUID()
      const actor: Actor = { person, name: role, seats: [{ ...seat, role, campaign: null }] }
      callers.set(person, { name: `${role} ${relation}`, actor })
    }
  app = await appOf(it_.endpoints)
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

/** Whoever sits here stands in every relation to the records: found it, receives it, is above, beside, or elsewhere. */
async function orgsToSitAt(county: County) {
  const all = await county.directory.all(REGION)
  const under = (top: string): string[] => [top, ...all.filter((it) => it.parent === top).flatMap((it) => under(it.id))]
  const town = found.get('lead')?.[0]?.org as string
  const above = all.find((it) => it.id === town)?.parent ?? county.org('office')
  const beside = all.find((it) => it.kind === 'town' && it.id !== town)?.id ?? ''
  const seats = { finder: town, receiver: county.org('health'), above, beside, office: county.org('office') }
  return [
    ...Object.entries(seats).map(([relation, org]) => ({ relation, seat: { org, region: REGION, under: under(org) } })),
    { relation: 'elsewhere', seat: { org: randomUUID(), region: ELSEWHERE, under: [] } },
  ]
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
      : { payload: ask.method === 'PATCH' ? Buffer.from('piece') : (ask.body as object) }),
  })
  return { status: answer.statusCode, text: answer.body }
}

const refusals = async (): Promise<number> =>
  (
    await county.database
      .pool('superuser')
      .query<{ n: number }>(`select count(*)::int as n from qm.audit where outcome = 'refused'`)
  ).rows[0]?.n ?? 0

describe('every door', () => {
  it('answers everybody as the definitions say, and writes every refusal down', async () => {
    const before = await refusals()
    let refused = 0
    const wrong: string[] = []
    const walk = async (caller: Caller | null) => {
      for (const each of it_.endpoints)
        for (const ask of asksOf(each, found, caller?.actor ?? null)) {
          const { status, text } = await call(app, caller, ask)
          if (status === 401 || status === 403) refused++
          const why = verdictOf({ endpoint: each, ask, caller: caller?.actor ?? null, found, status, text })
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
    expect(refused).toBeGreaterThan(1000)
    // The store writes down who was refused an action, the door who was refused entry; an action's refusal is both.
    expect((await refusals()) - before).toBeGreaterThanOrEqual(refused)
  }, 300_000)

  it('is tried by somebody who may and by somebody who may not', () => {
    const actors = [...callers.values()].map((it) => it.actor)
    for (const each of it_.endpoints) {
      const asks = actors.flatMap((actor) => asksOf(each, found, actor))
      expect(asks.length, `${each.method} ${each.path}`).toBeGreaterThan(0)
      if (!/records|actions/.test(each.path)) continue
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
    expect(() => asksOf(planted, found, null)).toThrow('GET /api/back-door')
  })

  it('is caught when it forgets to look who comes in', async () => {
    const lead = found.get('lead')?.[0]
    const open = it_.endpoints.map((each) =>
      each.path === '/api/ledgers/:ledger/records/:id' && each.method === 'GET'
        ? { ...each, handle: async () => ({ record: lead }) }
        : each,
    )
    const careless = await appOf(open)
    const stranger = [...callers.values()].find((it) => it.name === 'grid elsewhere')
    const each = open.find((it) => it.method === 'GET' && it.path === '/api/ledgers/:ledger/records/:id')
    if (!stranger || !each) throw new Error('no such caller')
    const [ask] = asksOf(each, found, stranger.actor).filter((it) => it.url.includes('/lead/'))
    if (!ask) throw new Error('nothing asked')
    const { status, text } = await call(careless, stranger, ask)
    expect(verdictOf({ endpoint: each, ask, caller: stranger.actor, found, status, text })).toContain('absent')
    await careless.close()
  })
})

describe('the officers of the installation', () => {
  it('read no content: no record of the work, no list, no search, no file', async () => {
    const officers = [...callers.values()].filter((it) => /^(sysadm|secadm|auditor) /.test(it.name))
    expect(officers.length).toBeGreaterThan(10)
    for (const officer of officers)
      for (const ledger of ['lead', 'transfer', 'evidence', 'exemption', 'premises', 'licence']) {
        const [record] = found.get(ledger) ?? []
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
})
