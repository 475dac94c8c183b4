import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { must, openCampaign } from '../../apps/server/src/campaign/open-campaign.ts'
import { keepPlan } from '../../apps/server/src/campaign/pinned-plans.ts'
import { compose, type Installation } from '../../apps/server/src/compose.ts'
import { verify } from '../../apps/server/src/platform/audit/verify.ts'
import { startEmbedded } from '../../apps/server/src/platform/db/embedded/start.ts'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { aLead, REGION } from '../support/county.ts'

/**
 * The application as a process to be killed, in the way that `write-kill.ts` describes: registers leads and amends
 * every other one through the public actions from four sides while the sealer runs, and says which ones were
 * acknowledged. `check` also verifies the whole log and that no lead was left half written.
 */
const CLERK = '0198a000-0000-7000-8000-000000000001'
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`)
const log = (line: string) => say({ log: line })
const subjectOf = (n: number) => `第 ${n} 家`

const [first = '', second = '0'] = process.argv.slice(2)
if (first === 'check') await check(second)
else await write(first, Number(second))
process.exit(0)

function open(dataDir: string): Promise<Installation> {
  return compose({ env: { QINGMEI_DATA: dataDir }, log })
}

/** The campaign and somebody who finds things; made in the first round. */
async function settled(it: Installation): Promise<{ campaign: string; clerk: Actor }> {
  const system = systemActor(REGION)
  const found = await it.store.list({ actor: system, ledger: 'campaign', list: 'all', limit: 1 })
  const plan = it.packs.find((pack) => pack.id === 'beiguan-2026')
  if (!plan) throw new Error('the plan is missing')
  await keepPlan(it.pool, plan)
  const campaign = found.rows[0]?.id ?? (await openCampaign(it.store, system, plan)).campaign
  if ((await it.directory.actorOf(CLERK, '')).seats.length === 0) {
    const town = (await it.directory.organisations(REGION)).ofKind('town')[0]?.id
    const post = { account: CLERK, name: '某经办', role: 'townadm', at: town, since: '2026-05-13' }
    const rest = { duty: null, title: null, section: null, inCampaign: null, until: null }
    const input = { ...post, ...rest }
    await must(it.store, { actor: system, ledger: 'post', action: 'appoint', region: REGION, campaign: null, input })
  }
  return { campaign, clerk: await it.directory.actorOf(CLERK, '') }
}

async function write(dataDir: string, from: number): Promise<void> {
  const database = await startEmbedded({ dataDir, log })
  const it = await open(dataDir)
  const { campaign, clerk } = await settled(it)
  say({ ready: { pid: database.pid, adopted: database.adopted, host: database.host } })

  let stopping = false
  let next = from
  const sealing = (async () => {
    while (!stopping) await Promise.all([it.sealAll().catch(() => 0), sleep(50)])
  })()
  const act = { actor: clerk, ledger: 'lead', campaign }
  const writers = Array.from({ length: 4 }, async () => {
    while (!stopping) {
      const n = next++
      const discoveredAt = new Date(Date.now() - 60_000).toISOString()
      const input = aLead({ subject: subjectOf(n), discoveredAt })
      try {
        const id = await must(it.store, { ...act, action: 'register', requestKey: String(n), input })
        const { discoveredAt: _, ...found } = input
        if (n % 2 === 1)
          await must(it.store, { ...act, action: 'amend', id, version: 1, input: { ...found, urgency: 'urgent' } })
        say({ written: n })
      } catch {
        // The database was killed under us: not acknowledged, so not said.
        await sleep(20)
      }
    }
  })
  createInterface({ input: process.stdin }).once('line', () => (stopping = true))
  await Promise.all([...writers, sealing])
  await it.close()
  await database.stop()
  say({ stopped: true })
}

async function check(dataDir: string): Promise<void> {
  const written = JSON.parse(await text(process.stdin)) as number[]
  const it = await open(dataDir)
  try {
    await it.sealAll()
    const client = await it.pool.connect()
    const { findings } = await verify(client, qingmei, join(dataDir, 'anchors'))
    if (findings.length > 0) throw new Error(`not as it was written: ${JSON.stringify(findings.slice(0, 5))}`)
    await client.query(`begin read only; set local app.scopes = '{system}'`)
    const { rows } = await client.query<{ subject: string; version: number; whole: boolean }>(
      `select subject, version, number is not null
         and exists (select 1 from qm.deadline d where d.region = l.region and d.ledger = 'lead' and d.record = l.id)
         and exists (select 1 from qm.search_gram s where s.region = l.region and s.ledger = 'lead' and s.record = l.id)
         and exists (select 1 from qm.request r where r.region = l.region and r.record = l.id) as whole
       from qm.lead l`,
    )
    await client.query('commit')
    client.release()
    const half = rows.filter((row) => !row.whole)
    if (half.length > 0) throw new Error(`half written: ${half.map((row) => row.subject).join(', ')}`)
    const there = new Map(rows.map((row) => [row.subject, row.version]))
    if (there.size !== rows.length) throw new Error('a lead was written twice')
    say({ missing: written.filter((n) => (there.get(subjectOf(n)) ?? 0) < (n % 2 === 1 ? 2 : 1)) })
  } finally {
    await it.close()
  }
}
