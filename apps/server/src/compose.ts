import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { uuidV7 } from '@qingmei/core/kernel/ids'
import { loadCalendar, loadPlan, listPlans, requireCatalogue, SHIPPED_PLANS } from '@qingmei/plan-files'
import { climbLadder } from './campaign/climb-ladder.ts'
import { createDirectory } from './campaign/directory.ts'
import { accountEndpoints } from './campaign/accounts.ts'
import { frameEndpoints, type FrameContext } from './campaign/endpoints.ts'
import { rollEndpoint } from './campaign/roll.ts'
import { createPinnedPlans, wordsOf } from './campaign/pinned-plans.ts'
import { routine } from './campaign/routine.ts'
import { paperEndpoints } from './case/papers.ts'
import { demoEndpoints } from './demo/endpoints.ts'
import { leadDesk } from './lead/desk-detail.ts'
import { positionEndpoint } from './lead/position.ts'
import type { ApiContext } from './platform/api/context.ts'
import { deskEndpoints } from './platform/api/desk.ts'
import type { Endpoint } from './platform/api/endpoint.ts'
import { exportEndpoints } from './platform/api/export.ts'
import { findEndpoints } from './platform/api/find.ts'
import { auditEndpoints } from './platform/api/audit-log.ts'
import { noticeEndpoints } from './platform/api/notices.ts'
import { recordEndpoints } from './platform/api/records.ts'
import { storyEndpoints } from './platform/api/story.ts'
import { sealRegion } from './platform/audit/seal.ts'
import { openClock } from './platform/clock.ts'
import { type Database, dataFolder, openDatabase } from './platform/db/open.ts'
import { migrate, waitingMigrations } from './platform/db/migrate.ts'
import { DatabaseRefused } from './platform/db/refused.ts'
import { aboutEndpoints } from './platform/http/about.ts'
import { computeAwaiting } from './platform/deadlines/awaiting.ts'
import { fileEndpoints } from './platform/files/endpoints.ts'
import { Vault } from './platform/files/vault.ts'
import { importEndpoints } from './platform/imports/endpoints.ts'
import { Worker } from './platform/jobs/worker.ts'
import { NOBODY } from './platform/ledger/access.ts'
import { createStore } from './platform/ledger/create-store.ts'
import { mailEndpoints } from './platform/notices/endpoints.ts'
import { outward } from './platform/notices/outward.ts'
import { Accounts } from './platform/sign-in/accounts.ts'
import { signInEndpoints } from './platform/sign-in/endpoints.ts'
import { oidcEndpoints, oidcOf } from './platform/sign-in/oidc.ts'
import { comparing } from './premises/comparison/index.ts'
import { premisesEndpoints } from './premises/endpoints.ts'
import { productEndpoint } from './premises/product-endpoints.ts'
import { catalogueEndpoints } from './premises/catalogue-endpoints.ts'
import { planner } from './premises/import-file.ts'
import { returnsEndpoints } from './returns/endpoints.ts'
import { screeningRoutine } from './returns/screening-routine.ts'
import { touchedDays } from './returns/tally.ts'
import { VERSION } from './version.ts'
import { auditLine } from './platform/audit/line.ts'

export interface ComposeOptions {
  readonly env: NodeJS.ProcessEnv
  log(line: string): void
  /** Makes the installation a demo: a stored clock from the first moment. */
  readonly demo?: boolean
  /** So long a worker of long work may be silent before another takes its job up; the usual time when absent. */
  readonly leaseMs?: number
}

/** The installation, put together: everything that the server, the command line and tests work with. */
export type Installation = Awaited<ReturnType<typeof compose>>

const WEB = fileURLToPath(new URL('../../web/dist', import.meta.url))
const newId = (): string => uuidV7(Date.now(), randomBytes(10))

/** Migrates where the owner's role is ours to use; else refuses to serve a database of another version. */
async function bringUpToDate(database: Database, env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<void> {
  if (env.DATABASE_URL && !env.DATABASE_OWNER_URL) {
    const waiting = await waitingMigrations(database.app)
    if (waiting.length > 0) throw new DatabaseRefused('database.open.not-migrated', NOT_MIGRATED, { waiting })
    return
  }
  const owner = database.ownerPool()
  const client = await owner.connect()
  try {
    await migrate(client, undefined, log)
  } finally {
    client.release()
    await owner.end()
  }
}

const NOT_MIGRATED = {
  zh: '数据库还不是本程序的版本：请设置 DATABASE_OWNER_URL 后执行 qingmei migrate。',
  en: 'The database is not of this version yet: set DATABASE_OWNER_URL and run qingmei migrate.',
}

/** Opens the database, brings it up to date, and puts the rooms together. No request is served yet. */
export async function compose({ env, log, demo = false, leaseMs }: ComposeOptions) {
  const database = await openDatabase(env, { log })
  const pool = database.app
  try {
    await bringUpToDate(database, env, log)
  } catch (error) {
    await database.close()
    throw error
  }
  const folder = dataFolder(env)
  const clock = await openClock(pool)
  const calendar = loadCalendar(SHIPPED_PLANS)
  const catalogue = requireCatalogue(SHIPPED_PLANS)
  const packs = listPlans(SHIPPED_PLANS).flatMap((id) => loadPlan(SHIPPED_PLANS, id).plan ?? [])
  // Looked up in the middle of actions: from the same pool, actions that hold every connection would wait for ever.
  const lookups = database.appPool({ max: 2, name: 'qingmei-lookups' })
  const directory = createDirectory(lookups)
  const plans = createPinnedPlans(
    lookups,
    () => calendar,
    () => packs[0] ?? null,
  )
  const committed = (ledgers: readonly string[]) => {
    if (ledgers.some((it) => it === 'organisation' || it === 'post')) directory.forget()
    if (ledgers.includes('campaign')) plans.forget()
  }
  const now = () => clock.now()
  const store = createStore({
    house: qingmei,
    pool,
    now,
    planOf: plans.of,
    organisations: directory.organisations,
    seats: directory.seats,
    touched: touchedDays,
    committed,
  })
  const vault = new Vault(join(folder, 'files'))
  const accounts = new Accounts(pool, { isDemo: demo || clock.isStored })
  const anchors = join(folder, 'anchors')

  const names = async (region: string): Promise<ReadonlyMap<string, string>> => {
    const all = new Map<string, string>((await directory.all(region)).map((it) => [it.id, it.shortName ?? it.name]))
    for (const it of await directory.people(region)) all.set(it.account, it.name)
    all.set(NOBODY, '系统')
    return all
  }
  const fullNames = async (region: string) => new Map((await directory.all(region)).map((it) => [it.id, it.name]))
  const api: ApiContext = {
    store,
    now,
    newId,
    names,
    async dictionaries(campaign) {
      const plan = campaign === null ? packs[0] : await plans.planOf(campaign)
      return plan ? wordsOf(plan) : {}
    },
  }
  /** What the calendar of each plan begins by itself. */
  const begun = () =>
    routine({
      store,
      calendar,
      now,
      planOf: plans.planOf,
      regions: directory.regions,
      complain: log,
      others: [(running) => screeningRoutine({ store, now, names, complain: log }, running)],
    })
  const climbed = async () => {
    await begun()
    return climbLadder({ pool, now, newId, store, directory, plans, names })
  }

  /** What waited for a calendar that this start brought along. */
  const calendarCame = () =>
    computeAwaiting(pool, async ({ campaign, rule, start }) => {
      const plan = await plans.of(campaign)
      const due = plan?.due(rule, start).due ?? null
      return plan && due !== null ? { due, ...plan.stage(rule, { start, due, metAt: null }, now()) } : null
    })

  const sealAll = async (): Promise<number> => {
    const client = await pool.connect()
    try {
      let sealed = 0
      for (const region of ['', ...(await directory.regions())])
        sealed += await sealRegion(client, region, now(), anchors)
      return sealed
    } finally {
      client.release()
    }
  }
  const frame: FrameContext = {
    ...api,
    directory,
    clock,
    planOf: plans.planOf,
    clockMoved: async () => void (await climbed()),
  }
  const desk = leadDesk({ store, planOf: plans.of, names })
  const signInLog = async (it: {
    account: string | null
    username: string
    outcome: 'done' | 'refused'
    code: string | null
    action: string
  }) => {
    const actor = it.account === null ? null : await directory.actorOf(it.account, it.username)
    await auditLine(pool, {
      region: actor?.seats[0]?.region ?? '',
      id: newId(),
      at: now(),
      actor: it.account ?? NOBODY,
      seat: null,
      action: it.action,
      outcome: it.outcome,
      code: it.code,
      detail: { username: it.username },
    })
  }
  const workFolder = join(folder, 'work')
  const comparisons = comparing({ ...api, vault, directory, workFolder, planOf: plans.planOf })
  const worker = new Worker({
    store,
    id: newId(),
    newId,
    handlers: comparisons.handlers,
    regions: directory.regions,
    complain: log,
    ...(leaseMs === undefined ? {} : { leaseMs }),
  })
  const out = outward(env, { pool, store, actorOf: (account) => directory.actorOf(account.id, account.name), log })
  const endpoints: Endpoint[] = [
    ...signInEndpoints(accounts, signInLog),
    ...oidcEndpoints(oidcOf(env), accounts, signInLog),
    ...frameEndpoints(frame),
    ...accountEndpoints(frame, accounts),
    ...recordEndpoints(api),
    ...storyEndpoints(api),
    ...exportEndpoints(api),
    ...findEndpoints(api),
    ...deskEndpoints(api, desk.detail, desk.strip),
    ...noticeEndpoints(api),
    ...auditEndpoints(api),
    ...mailEndpoints(pool, out.mails),
    ...fileEndpoints({ ...api, vault }),
    ...importEndpoints({ ...api, vault, plan: planner({ api, directory }) }),
    ...comparisons.endpoints,
    ...premisesEndpoints(api),
    productEndpoint(api),
    ...catalogueEndpoints({ ...api, catalogue }),
    positionEndpoint(api),
    rollEndpoint(frame),
    ...paperEndpoints({ ...api, planOf: plans.planOf, fullNames }),
    ...returnsEndpoints({ ...api, vault, planOf: plans.planOf }),
    ...demoEndpoints({ clock, directory }),
    ...aboutEndpoints({ pool, house: qingmei, version: VERSION, endpoints: () => endpoints }),
  ]
  return {
    database,
    pool,
    folder,
    clock,
    calendar,
    catalogue,
    packs,
    plans,
    directory,
    store,
    vault,
    accounts,
    anchors,
    api,
    endpoints,
    now,
    newId,
    names,
    begun,
    climbed,
    out,
    worker,
    calendarCame,
    sealAll,
    webFolder: existsSync(WEB) ? WEB : null,
    actorOf: (account: { id: string; name: string }): Promise<Actor> => directory.actorOf(account.id, account.name),
    refused: async (it: { actor: Actor | null; endpoint: Endpoint; status: number; code: string }) =>
      auditLine(pool, {
        region: it.actor?.seats[0]?.region ?? '',
        id: newId(),
        at: now(),
        actor: it.actor?.person ?? NOBODY,
        seat: null,
        action: it.endpoint.audit,
        outcome: 'refused',
        code: it.code,
        detail: { path: it.endpoint.path, method: it.endpoint.method, status: it.status },
      }),
    async close() {
      worker.stop()
      await database.close()
    },
  }
}
