import type { Actor } from '@qingmei/core/access/actor'
import type pg from 'pg'
import { must } from '../apps/server/src/campaign/open-campaign.ts'
import { aLead, type AnyCounty, countyOn } from '../tests/support/county.ts'
import { aDatabase, type Bench, median, type Verdict } from './place.ts'

const CLIENTS = 16
/** The aim: actions at no less than this share of the rate of the same rows inserted bare. */
const AIM = 0.5

const TABLES = ['lead', 'history', 'audit', 'deadline', 'search_gram'] as const
/** A lead that the round registered, and who did. */
interface Made {
  readonly id: string
  readonly clerk: Actor
}

type Rows = Readonly<Record<(typeof TABLES)[number], Record<string, unknown>>>

/**
 * Sixteen clients in one region register and amend leads through the store — locks, policies, decision, number,
 * history, audit, deadline, search — against sixteen clients that insert the very same rows bare, as superuser,
 * prepared, one transaction for each. The two take turns on one database.
 */
export async function run({ isSmoke, say }: Bench): Promise<Verdict[]> {
  const database = await aDatabase()
  try {
    const county = await countyOn(database, { connections: CLIENTS })
    const kinds = ['hcenf', 'msaenf', 'townadm', 'member'] as const
    const clerks: Actor[] = []
    for (let i = 0; i < CLIENTS; i++) {
      const orgs = [...county.organisations.values()]
      clerks.push(await county.person(kinds[i % kinds.length] ?? 'member', orgs[i % orgs.length] ?? ''))
    }
    const actions = isSmoke ? 160 : 2400
    const rounds = isSmoke ? 1 : 7
    const bare = database.pool('superuser', CLIENTS)
    const ratios: { register: number[]; amend: number[] } = { register: [], amend: [] }
    for (let round = -1; round < rounds; round++) {
      const made: Made[] = []
      const registered = await rate(
        actions,
        clerks,
        async (clerk, n) => void made.push({ id: await register(county, clerk, n), clerk }),
      )
      const ids = made.map((it) => it.id)
      const registerBare = await rate(actions, clerks, await replay(bare, ids, 1))
      const amended = await rate(actions, clerks, (_clerk, n) => amend(county, made[n] as Made, n))
      const amendBare = await rate(actions, clerks, await replay(bare, ids, 2))
      if (round < 0) continue
      ratios.register.push(registered / registerBare)
      ratios.amend.push(amended / amendBare)
      say(
        `round ${round + 1}: register ${registered.toFixed(0)}/s, bare ${registerBare.toFixed(0)}/s; amend ${amended.toFixed(0)}/s, bare ${amendBare.toFixed(0)}/s`,
      )
    }
    const both = [...ratios.register, ...ratios.amend]
    say(`register ${median(ratios.register).toFixed(2)} × bare, amend ${median(ratios.amend).toFixed(2)} × bare`)
    return [{ aim: `actions at ${AIM} × the same rows inserted bare`, met: isSmoke || median(both) >= AIM }]
  } finally {
    await database.drop()
  }
}

/** Pieces of work a second, done by all clients at once; a client does its own one after another. */
async function rate(total: number, clerks: readonly Actor[], work: (clerk: Actor, n: number) => Promise<unknown>) {
  let next = 0
  const start = performance.now()
  await Promise.all(
    clerks.map(async (clerk) => {
      for (let n = next++; n < total; n = next++) await work(clerk, n)
    }),
  )
  return (total / (performance.now() - start)) * 1000
}

const register = (county: AnyCounty, actor: Actor, n: number) =>
  must(county.store, {
    actor,
    ledger: 'lead',
    action: 'register',
    campaign: county.campaign,
    input: aLead({ subject: `${SUBJECTS[n % SUBJECTS.length] ?? ''}（${n} 店）` }),
  })
const SUBJECTS = ['初见皮肤管理中心', '若莲美容养生馆', '安阳市北关区伊人医疗美容诊所', '花容纹绣工作室', '悦己轻医美']

/** By whoever registered it: it stands in their organisation's hands. */
async function amend(county: AnyCounty, { id, clerk }: Made, n: number): Promise<void> {
  const { discoveredAt: _, ...found } = aLead({ subject: `${SUBJECTS[n % SUBJECTS.length] ?? ''}（${n} 号店）` })
  await must(county.store, { actor: clerk, ledger: 'lead', action: 'amend', id, version: 1, input: found })
}

/** The rows that the actions wrote, with fresh ids, ready to be inserted again with nothing around them. */
async function replay(bare: pg.Pool, ids: readonly string[], version: number) {
  const rows: Rows[] = []
  for (const id of ids) {
    const one = async (text: string): Promise<Record<string, unknown>> => (await bare.query(text, [id])).rows[0]
    rows.push({
      lead: await one('select * from qm.lead where id = $1'),
      history: await one(`select * from qm.history where record = $1 and version = ${version}`),
      audit: await one(`select * from qm.audit where record = $1 and version = ${version}`),
      deadline: await one(`select * from qm.deadline where record = $1`),
      search_gram: await one(`select * from qm.search_gram where record = $1`),
    })
  }
  return async (_clerk: Actor, n: number): Promise<void> => {
    const row = rows[n]
    if (!row) throw new Error(`no row ${n}`)
    const id = freshId(String(row.lead.id))
    const client = await bare.connect()
    try {
      await client.query('begin')
      await insert(client, 'lead', { ...row.lead, id })
      await insert(client, 'history', { ...row.history, record: id })
      await insert(client, 'audit', { ...row.audit, id: freshId(String(row.audit.id)), record: id })
      if (version === 1) await insert(client, 'deadline', { ...row.deadline, record: id })
      await insert(client, 'search_gram', { ...row.search_gram, record: id })
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}

let made = 0
/** An id of the same time: the same place in every index. */
const freshId = (id: string) => `${id.slice(0, 24)}${(++made).toString(16).padStart(12, '0')}`

async function insert(client: pg.PoolClient, table: (typeof TABLES)[number], row: Record<string, unknown>) {
  const names = Object.keys(row)
  await client.query({
    name: `bare_${table}`,
    text: `insert into qm.${table} (${names.map((it) => `"${it}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    values: names.map((it) => (it === 'snapshot' || it === 'detail' ? JSON.stringify(row[it]) : row[it])),
  })
}
