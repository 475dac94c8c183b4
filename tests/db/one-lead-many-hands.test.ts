import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { sealRegion } from '../../apps/server/src/platform/audit/seal.ts'
import { verify } from '../../apps/server/src/platform/audit/verify.ts'
import type { ActResult } from '../../apps/server/src/platform/ledger/store.ts'
import { aCounty, aLead, type County, REGION } from '../support/county.ts'

const WITH_VERSION = 700
const WITHOUT_VERSION = 200
const CROSSWISE = 100

let county: County
let people: Actor[]
beforeAll(async () => {
  county = await aCounty({ connections: 8 })
  const town = county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? '')
  people = []
  for (const role of ['townadm', 'member', 'liaison', 'townadm', 'member'] as const)
    people.push(await county.person(role, town))
})
afterAll(() => county.database.drop())

const { discoveredAt: _, ...found } = aLead()
const first = () => people[0] as Actor
const aNewLead = () =>
  must(county.store, { actor: first(), ledger: 'lead', action: 'register', campaign: county.campaign, input: aLead() })

/** What each of them tries, in turn: the same action and different ones. */
const tries = [
  { action: 'amend', input: { ...found, facts: '补充：操作台有注射器包装' } },
  { action: 'assess', input: () => ({ competent: county.org('health'), note: null }) },
  { action: 'amend', input: { ...found, urgency: 'urgent' } },
  { action: 'assess', input: () => ({ competent: people[0]?.seats[0]?.org ?? '', note: '本单位管辖' }) },
] as const

const attempt = (actor: Actor, id: string, n: number, version?: number): Promise<ActResult> => {
  const { action, input } = tries[n % tries.length] as (typeof tries)[number]
  const given = typeof input === 'function' ? input() : input
  return county.store.act({ actor, ledger: 'lead', action, id, ...(version ? { version } : {}), input: given })
}

const sql = async <T extends object>(text: string, values: unknown[] = []) =>
  (await county.database.pool('superuser').query<T>(text, values)).rows

/** What the tables say of these leads, each thing counted by itself. */
const written = (ids: readonly string[]) =>
  sql<{ id: string; version: number; versions: number[]; done: number; deadline: string[]; status: string }>(
    `select l.id, l.version, l.status,
       array(select h.version from qm.history h where h.region = l.region and h.ledger = 'lead' and h.record = l.id order by 1) as versions,
       (select count(*) from qm.audit a where a.record = l.id and a.outcome = 'done') as done,
       array(select d.state from qm.deadline d where d.ledger = 'lead' and d.record = l.id) as deadline
     from qm.lead l where l.id = any($1::uuid[])`,
    [ids],
  )

const upTo = (n: number) => Array.from({ length: n }, (_none, i) => i + 1)

describe('several people acting on one lead at once', () => {
  it(`one wins and the others are told the new state, ${WITH_VERSION} times`, async () => {
    const ids: string[] = []
    let refused = 0
    for (let round = 0; round < WITH_VERSION; round++) {
      const id = await aNewLead()
      ids.push(id)
      const hands = people.slice(0, 2 + (round % 4))
      const results = await Promise.all(hands.map((who, n) => attempt(who, id, n + round, 1)))
      const won = results.filter((it) => it.ok)
      expect(won, `round ${round}`).toHaveLength(1)
      const [winner] = won.flatMap((it) => (it.ok ? [it.value.record] : []))
      expect(winner?.version).toBe(2)
      for (const result of results)
        if (!result.ok) {
          expect(result.error).toMatchObject({ status: 409, code: 'action.version.stale' })
          expect(result.error.current).toEqual(winner)
          refused++
        }
    }
    for (const row of await written(ids)) {
      expect(row).toMatchObject({ version: 2, versions: [1, 2], done: 2 })
      const owed = row.status === 'registered' || row.status === 'to-transfer'
      expect(row.deadline).toEqual([owed ? 'open' : 'waived'])
    }
    const [{ n } = { n: 0 }] = await sql<{ n: number }>(
      `select count(*) as n from qm.audit where outcome = 'refused' and code = 'action.version.stale'`,
    )
    expect(n).toBe(refused)
  }, 240_000)

  it(`whoever names no version acts on what the others left, ${WITHOUT_VERSION} times`, async () => {
    const wins = new Map<string, number>()
    for (let round = 0; round < WITHOUT_VERSION; round++) {
      const [id, other] = [await aNewLead(), await aNewLead()]
      const hands = people.slice(0, 2 + (round % 4))
      const merging = { actor: first(), ledger: 'lead', action: 'merge', id, input: { into: other } }
      const results = await Promise.all([
        ...hands.slice(1).map((who, n) => attempt(who, id, n + round)),
        county.store.act(merging),
      ])
      for (const result of results)
        if (!result.ok) {
          // Only the merge closes the lead to the others.
          expect(result.error).toMatchObject({ status: 409, code: 'action.status.closed' })
          expect(result.error.current?.status).toBe('merged')
        }
      expect(results.at(-1)?.ok).toBe(true)
      wins.set(id, results.filter((it) => it.ok).length)
    }
    for (const row of await written([...wins.keys()])) {
      const version = 1 + (wins.get(row.id) ?? 0)
      expect(row).toMatchObject({
        version,
        versions: upTo(version),
        done: version,
        status: 'merged',
        deadline: ['waived'],
      })
    }
  }, 120_000)

  it(`two leads merged into each other at once leave one of them, ${CROSSWISE} times`, async () => {
    for (let round = 0; round < CROSSWISE; round++) {
      const [a, b] = [await aNewLead(), await aNewLead()]
      const merge = (actor: Actor | undefined, id: string, into: string) =>
        county.store.act({ actor: actor ?? first(), ledger: 'lead', action: 'merge', id, input: { into } })
      const results = await Promise.all([merge(people[0], a, b), merge(people[1], b, a)])
      expect(results.filter((it) => it.ok)).toHaveLength(1)
      const lost = results.flatMap((it) => (it.ok ? [] : [it.error]))
      expect(lost).toMatchObject([{ code: 'lead.merge.into-merged', status: 422 }])
    }
  }, 60_000)

  it('leaves a log that verifies, numbers without gap or double, and nothing open', async () => {
    const client = await county.pool.connect()
    let more = 1
    while (more > 0) more = await sealRegion(client, REGION, county.clock.now, null)
    const { findings, counts } = await verify(client, qingmei, null)
    client.release()
    expect(findings).toEqual([])
    expect(counts.unsealed).toBe(0)
    const numbers = await sql<{ n: number; distinct: number; last: number }>(
      `select count(*) as n, count(distinct number) as distinct, (select max(last) from qm.sequence where ledger = 'lead') as last from qm.lead`,
    )
    const total = WITH_VERSION + 2 * WITHOUT_VERSION + 2 * CROSSWISE
    expect(numbers).toEqual([{ n: total, distinct: total, last: total }])
    const open = await sql(
      `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
    )
    expect(open).toEqual([])
  })
})
