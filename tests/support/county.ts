import type { Actor } from '@qingmei/core/access/actor'
import type { Role } from '@qingmei/core/access/roles'
import { qingmei } from '@qingmei/core/house'
import type { House } from '@qingmei/core/ledger/house'
import type pg from 'pg'
import { loadCalendar, requirePlan, SHIPPED_PLANS } from '@qingmei/plan-files'
import { createDirectory } from '../../apps/server/src/campaign/directory.ts'
import { touchedDays } from '../../apps/server/src/returns/tally.ts'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { must, openCampaign } from '../../apps/server/src/campaign/open-campaign.ts'
import { createPinnedPlans, keepPlan } from '../../apps/server/src/campaign/pinned-plans.ts'
import { createStore } from '../../apps/server/src/platform/ledger/create-store.ts'
import { freshDatabase } from './database.ts'

export const REGION = '410503'

/** What a county needs of its database: pools by role. */
export interface CountyDatabase {
  pool(role?: 'app' | 'owner' | 'superuser', max?: number): pg.Pool
}

/** A county on a fresh database: the Beiguan plan opened, people as they are asked for, a clock that tests move. */
export async function aCounty(options: { connections?: number } = {}) {
  return countyOn(await freshDatabase(), options)
}

/** The same on a migrated, empty database of the caller's. */
export async function countyOn<D extends CountyDatabase>(database: D, options: { connections?: number } = {}) {
  const pool = database.pool('app', options.connections ?? 10)
  const clock = { now: '2026-08-29T01:00:00.000Z' }
  const plan = requirePlan(SHIPPED_PLANS, 'beiguan-2026')
  const calendar = loadCalendar(SHIPPED_PLANS)
  const lookups = database.pool('app', 2)
  const directory = createDirectory(lookups)
  const plans = createPinnedPlans(
    lookups,
    () => calendar,
    () => plan,
  )
  /** A store over this county; of another house when a test brings ledgers of its own. */
  const storeOf = (house: House) =>
    createStore({
      house,
      pool,
      now: () => clock.now,
      planOf: plans.of,
      organisations: directory.organisations,
      seats: directory.seats,
      touched: touchedDays,
      committed: (ledgers) => ledgers.some((it) => it === 'organisation' || it === 'post') && directory.forget(),
    })
  const store = storeOf(qingmei)
  const system = systemActor(REGION)
  await keepPlan(pool, plan)
  const { campaign, organisations } = await openCampaign(store, system, plan)
  const org = (id: string): string => {
    const found = organisations.get(id)
    if (!found) throw new Error(`the plan has no organisation ${id}: ${[...organisations.keys()].join(' ')}`)
    return found
  }
  let made = 0
  const person = async (role: Role, at: string): Promise<Actor> => {
    const account = `0198a000-0000-7000-8000-${String(++made).padStart(12, '0')}`
    const input = {
      account,
      name: `${role}${made}`,
      role,
      at,
      duty: null,
      title: null,
      section: null,
      inCampaign: null,
      since: '2026-05-13',
      until: null,
    }
    await must(store, { actor: system, ledger: 'post', action: 'appoint', region: REGION, campaign: null, input })
    return directory.actorOf(account, role)
  }
  return { database, pool, store, storeOf, clock, plan, directory, system, campaign, organisations, org, person }
}

/** A county on a database that tests drop. */
export type County = Awaited<ReturnType<typeof aCounty>>

/** A county on any database. */
export type AnyCounty = Awaited<ReturnType<typeof countyOn<CountyDatabase>>>

/** The input of a lead, with one difference shown. */
export const aLead = (over: object = {}) => ({
  subject: '初见皮肤管理中心',
  premises: null,
  address: '安漳路 173 号佳美大厦 1810 室',
  town: null,
  source: 'screening',
  discoveredAt: '2026-08-29T00:30:00.000Z',
  violations: ['V01'],
  facts: '操作间发现一次性针头',
  urgency: 'normal',
  ...over,
})
