import { type Actor, type Seat, type Sight, sightOf } from '@qingmei/core/access/actor'
import type { Role } from '@qingmei/core/access/roles'
import { canSee, type Sees } from '@qingmei/core/access/sees'
import { organisation as org, text } from '@qingmei/core/ledger/field'
import { type AnyLedger, type AnyRecord, ledger, state } from '@qingmei/core/ledger/ledger'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTable, policyName, policyStatement, tablesOf } from '../../apps/server/src/platform/ledger/ddl.ts'
import { countOf, pageOf } from '../../apps/server/src/platform/ledger/lists.ts'
import { beginAs } from '../../apps/server/src/platform/ledger/policy.ts'
import { sightTokens, tokensOf } from '../../apps/server/src/platform/ledger/search.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

const DECLARATIONS = 100
const ROWS = 50
const SIGHTS = 20

const id = (kind: string, n: number) => `0198a000-0000-7000-${kind}000-${String(n).padStart(12, '0')}`
const REGIONS = ['410503', '410502', '330602'] as const
const CAMPAIGNS = [null, id('8', 1), id('8', 2)] as const
const ORGS = [1, 2, 3, 4, 5].map((n) => id('9', n))
const STATUSES = ['draft', 'sent', 'done'] as const
const ROLES: readonly Role[] = ['office', 'lghead', 'member', 'hcenf', 'sysadm', 'auditor']
const EVERYTHING: Sight = { person: id('b', 0), regions: [...REGIONS], orgs: [], scopes: ['system'] }

/** A small generator with a seed, so that a failure can be run again (xorshift). */
function chance(seed: number) {
  let x = seed
  const next = () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T
  const some = <T>(of: readonly T[], share = 0.5): T[] => of.filter(() => next() < share)
  return { next, one, some }
}
type Chance = ReturnType<typeof chance>

function someSees({ next, one, some }: Chance): Sees {
  const when = () => (next() < 0.4 ? ('always' as const) : some(STATUSES))
  const fields = some(['org', 'from', 'to'])
  return {
    ...(next() < 0.2 ? { staff: true as const } : {}),
    ...(next() < 0.6 ? { roles: some(ROLES, 0.4) } : {}),
    ...(next() < 0.8 ? { orgs: Object.fromEntries(fields.map((field) => [field, when()])) } : {}),
    ...(next() < 0.05 ? { roles: [one(ROLES)] } : {}),
  }
}

function somebody({ next, one, some }: Chance, n: number): Actor {
  const seats = Array.from({ length: Math.floor(next() * 4) }, (): Seat => {
    const at = one(ORGS)
    const under = [...new Set([at, ...some(ORGS, 0.2)])]
    return { org: at, role: one(ROLES), region: one(REGIONS), campaign: one(CAMPAIGNS), under }
  })
  return { person: id('a', n), name: '某人', seats, ...(next() < 0.05 ? { system: true as const } : {}) }
}

const probeOf = (sees: Sees): AnyLedger =>
  ledger('probe', {
    label: '试探',
    about: '随机声明的可见性',
    placement: 'regional',
    fields: { subject: text('名称', { search: 'name' }), from: org('甲').nullable(), to: org('乙').nullable() },
    life: { draft: state('一', []), sent: state('二', []), done: state('三', []) },
    sees,
    lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['status'] }],
    columns: ['subject'],
    title: 'subject',
  }) as unknown as AnyLedger

function someRow({ next, one }: Chance, n: number): AnyRecord {
  const at = `2026-08-${String(1 + (n % 28)).padStart(2, '0')}T01:00:00.000Z`
  const by = id('a', 0)
  return {
    id: id('c', n),
    region: one(REGIONS),
    number: null,
    campaign: one(CAMPAIGNS),
    org: one(ORGS),
    status: one(STATUSES),
    version: 1,
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
    subject: '初见皮肤管理中心',
    from: next() < 0.2 ? null : one(ORGS),
    to: next() < 0.2 ? null : one(ORGS),
  }
}

let database: FreshDatabase
let app: pg.PoolClient
let owner: pg.Pool
let superuser: pg.Pool
beforeAll(async () => {
  database = await freshDatabase()
  owner = database.pool('owner')
  superuser = database.pool('superuser')
  const [table] = tablesOf(probeOf({}), () => true)
  for (const statement of createTable(table as NonNullable<typeof table>)) await owner.query(statement)
  app = await database.pool().connect()
})
afterAll(async () => {
  app.release()
  await database.drop()
})

async function declare(sees: Sees, rows: readonly AnyRecord[]): Promise<AnyLedger> {
  const probe = probeOf(sees)
  const [table] = tablesOf(probe, () => true)
  await owner.query(`drop policy ${policyName('probe')} on qm.probe`)
  await owner.query(policyStatement(table as NonNullable<typeof table>))
  await owner.query('truncate qm.probe')
  await superuser.query(`insert into qm.probe select * from json_populate_recordset(null::qm.probe, $1)`, [
    JSON.stringify(
      rows.map(({ createdAt, createdBy, updatedAt, updatedBy, ...row }) => ({
        ...row,
        created_at: createdAt,
        created_by: createdBy,
        updated_at: updatedAt,
        updated_by: updatedBy,
      })),
    ),
  ])
  return probe
}

async function under<T extends pg.QueryResultRow>(sight: Sight, statement: { text: string; values: unknown[] }) {
  await app.query(beginAs(sight))
  const { rows } = await app.query<T>(statement)
  await app.query('commit')
  return rows
}

const everyId = { text: 'select id from qm.probe', values: [] }
const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id).sort()

it('shows the same rows by the check in memory, the row policy, the query and the search tokens', async () => {
  const dice = chance(20_260_513)
  let cases = 0
  let shown = 0
  for (let round = 0; round < DECLARATIONS; round++) {
    const rows = Array.from({ length: ROWS }, (_, n) => someRow(dice, n))
    const sees = someSees(dice)
    const probe = await declare(sees, rows)
    const [list] = probe.lists
    if (!list) throw new Error('the probe has a list')
    for (let n = 0; n < SIGHTS; n++) {
      const sight = sightOf(somebody(dice, n))
      const about = JSON.stringify({ round, sees, sight })
      const seen = idsOf(rows.filter((row) => canSee(sees, row, sight)))
      // A query walks the regions that a sight names; only the system has rows beyond them.
      const walked = idsOf(rows.filter((row) => canSee(sees, row, sight) && sight.regions.includes(row.region)))
      const ask = {
        ledger: probe,
        list,
        sight,
        filters: [],
        campaign: null,
        within: { from: null, before: null },
        after: null,
        limit: ROWS + 1,
      }

      expect(idsOf(await under(sight, everyId)), `row policy: ${about}`).toEqual(seen)
      // The query alone, with the policies out of the way, and then both together.
      expect(idsOf(await under(EVERYTHING, pageOf(ask))), `query: ${about}`).toEqual(walked)
      expect(idsOf(await under(sight, pageOf(ask))), `query under the policy: ${about}`).toEqual(walked)
      expect(await under(sight, countOf(ask)), `count: ${about}`).toEqual([{ n: walked.length }])
      if (!sight.scopes.includes('system')) {
        const mine = new Set(sightTokens(sight))
        const found = rows.filter(
          (row) =>
            sight.regions.includes(row.region) &&
            tokensOf(probe, row).some((token) => mine.has(token.slice(token.indexOf('|') + 1))),
        )
        expect(idsOf(found), `search tokens: ${about}`).toEqual(seen)
      }
      cases += ROWS
      shown += seen.length
    }
  }
  expect(cases).toBe(100_000)
  // Neither nearly everything nor nearly nothing was shown: both answers were put to the test.
  expect(shown / cases).toBeGreaterThan(0.2)
  expect(shown / cases).toBeLessThan(0.8)
}, 120_000)

it('shows nothing without an actor', async () => {
  await declare({ staff: true, roles: ['office'], orgs: { org: 'always' } }, [someRow(chance(7), 1)])
  expect((await app.query('select id from qm.probe')).rows).toEqual([])
  expect(await under({ person: id('a', 1), regions: [], orgs: [], scopes: [] }, everyId)).toEqual([])
})
