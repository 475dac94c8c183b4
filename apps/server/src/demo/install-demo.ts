import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Installation } from '../compose.ts'
import { keepPlan } from '../campaign/pinned-plans.ts'
import { storeFile } from '../platform/files/store-file.ts'
import { systemActor } from '../platform/ledger/access.ts'
import { holdMeeting } from '../returns/meeting-sheet.ts'
import { importFile } from '../premises/import-file.ts'
import { loadDemo } from './load-demo.ts'
import { DEMO_PASSWORD } from './people.ts'

const FILES = fileURLToPath(new URL('../../../../demo/beiguan/files', import.meta.url))
/** In the order in which the departments hand them over: who is registered, who is licensed, who trades. */
const ORDER = [
  'market-entities.csv',
  'medical-licences.xlsx',
  'beauty-permits.xlsx',
  'platform-merchants.jsonl',
  'tax-payers.csv',
]

/** Empties what a cut-off load left: the flag says that nothing but the demo was ever in here. */
async function startOver(it: Installation): Promise<void> {
  const owner = it.database.ownerPool()
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('qm', 'auth') and tablename <> 'setting'`,
  )
  await owner.query(`truncate ${rows.map((row) => row.name).join(', ')}`)
  await owner.end()
  it.directory.forget()
  it.plans.forget()
}

/**
 * Loads the demo into an empty installation; one that has a campaign is left as it is. A load that was cut off
 * (the machine went down) is begun again from nothing. False when other data is here.
 */
export async function installDemo(it: Installation, log: (line: string) => void): Promise<boolean> {
  const lock = await it.pool.connect()
  try {
    // Whoever comes while another is loading must not take that for a load that was cut off.
    const isMine = async (): Promise<boolean> => {
      const { rows } = await lock.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOADING])
      return rows[0]?.mine === true
    }
    for (let waited = 0; !(await isMine()); waited++) {
      if (waited === 0) log('演示数据正由另一个进程载入，等它完成… · waiting for the demo to be loaded')
      await pause(1_000)
    }
    return await installed(it, log)
  } finally {
    await lock.query('select pg_advisory_unlock_all()')
    lock.release()
  }
}

/** Number of the lock that a load holds; it goes with the process, however that ends. */
const LOADING = 410_503

async function installed(it: Installation, log: (line: string) => void): Promise<boolean> {
  const region = '410503'
  const { rows } = await it.pool.query<{ value: { done: boolean } }>(`select value from qm.setting where key = 'demo'`)
  if (rows[0]?.value.done) {
    log(`演示登录 · demo log-ins: jiefang-jingban, zhoumin, hanlei, linlan …  密码 · password: ${DEMO_PASSWORD}`)
    return true
  }
  const system = systemActor(region)
  const has = await it.store.list({ actor: system, ledger: 'organisation', list: 'all', limit: 1 })
  if (has.rows.length > 0 && rows.length === 0) return false
  const plan = it.packs.find((pack) => pack.id === 'beiguan-2026')
  if (!plan) throw new Error('the plan beiguan-2026 is missing or does not lint')
  if (has.rows.length > 0) await startOver(it)
  await it.pool.query(
    `insert into qm.setting (key, value) values ('demo', '{"done": false}') on conflict (key) do nothing`,
  )
  log('正在载入演示数据（北关区 2026 专项整治）· loading the demo…')
  await keepPlan(it.pool, plan)
  await loadDemo({
    store: it.store,
    plan,
    system,
    setClock: (instant) => it.clock.set(instant),
    async createAccount({ username, password, displayName, privileged }) {
      const made = await it.accounts.create({ username, password, name: displayName, privileged, keepPassword: true })
      if (!made.ok) throw new Error(made.error.code)
      return made.value
    },
    actorOf: async (account) => {
      it.directory.forget()
      return it.directory.actorOf(account, '')
    },
    importFile: (actor, path) => importFile(it, actor, path),
    storeFile: (actor, file) => storeFile(it, actor, region, file),
    work: async () => void (await it.worker.run()),
    begin: async () => void (await it.begun()),
    holdMeeting: async (actor, id, heldAt) => {
      const held = await holdMeeting({ ...it.api, vault: it.vault, planOf: it.plans.planOf }, { actor, id, heldAt })
      if (!held?.ok) throw new Error(`meeting.hold: ${held?.error.code ?? 'no meeting'}`)
    },
    files: ORDER.map((name) => join(FILES, name)).filter((path) => existsSync(path)),
    log: (message) => log(`  ${message}`),
  })
  await it.climbed()
  await it.sealAll()
  await it.pool.query(`update qm.setting set value = '{"done": true}' where key = 'demo'`)
  log(`演示登录 · demo log-ins: jiefang-jingban, zhoumin, hanlei, linlan …  密码 · password: ${DEMO_PASSWORD}`)
  return true
}
