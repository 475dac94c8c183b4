import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@qingmei/core/access/roles'
import { must, openCampaign } from '../../apps/server/src/campaign/open-campaign.ts'
import { keepPlan } from '../../apps/server/src/campaign/pinned-plans.ts'
import { compose } from '../../apps/server/src/compose.ts'
import { buildApp } from '../../apps/server/src/platform/http/app.ts'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { freshDatabase } from './database.ts'

export const PASSWORD = 'a-good-long-password'

/** The whole application on a fresh database, its clock standing at the demo's now, without the demo's leads. */
export async function anApplication(more: NodeJS.ProcessEnv = {}) {
  const database = await freshDatabase()
  const data = mkdtempSync(join(tmpdir(), 'qingmei-app-'))
  const it = await compose({ env: { ...database.env, QINGMEI_DATA: data, ...more }, log: () => undefined, demo: true })
  await it.clock.set('2026-08-31T02:00:00.000Z')
  const [plan] = it.packs
  if (!plan) throw new Error('no plan pack')
  await keepPlan(it.pool, plan)
  const system = systemActor(plan.region)
  const opened = await openCampaign(it.store, system, plan)
  const errors: unknown[] = []
  const app = await buildApp({
    endpoints: it.endpoints,
    session: (token) => it.accounts.bySession(token),
    actorOf: it.actorOf,
    refused: it.refused,
    webFolder: it.webFolder,
    log: (_message, error) => errors.push(error),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    ...it,
    ...opened,
    app,
    plan,
    errors,
    /** For another process on the same database and folder. */
    environment: { ...database.env, QINGMEI_DATA: data, ...more },
    url: `http://127.0.0.1:${port}`,
    /** Somebody with an account and a post at an organisation of the plan. */
    async person(username: string, name: string, role: Role, org: string): Promise<string> {
      const made = await it.accounts.create({
        username,
        password: PASSWORD,
        name,
        privileged: false,
        keepPassword: true,
      })
      if (!made.ok) throw new Error(made.error.code)
      const at = opened.organisations.get(org)
      const input = {
        account: made.value,
        name,
        role,
        at,
        duty: null,
        title: null,
        section: null,
        inCampaign: null,
        since: '2026-05-13',
        until: null,
      }
      await must(it.store, {
        actor: system,
        ledger: 'post',
        action: 'appoint',
        region: plan.region,
        campaign: null,
        input,
      })
      return made.value
    },
    async stop() {
      await app.close()
      await it.close()
      await database.drop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

export type Application = Awaited<ReturnType<typeof anApplication>>
