import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { compose } from '../../apps/server/src/compose.ts'
import { verify } from '../../apps/server/src/platform/audit/verify.ts'
import { backup } from '../../apps/server/src/platform/backup/backup.ts'
import { restore } from '../../apps/server/src/platform/backup/restore.ts'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { type SheetLine, sheetOf } from '../../apps/server/src/returns/sheet.ts'
import { type Application, anApplication } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'
import { anExecutedCase } from '../support/field-work.ts'

let at: Application
let clerk: Actor
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qingmei-backup-'))
  at = await anApplication()
  const actor = async (username: string, role: 'townadm' | 'hcenf' | 'member', org: string) =>
    at.actorOf({ id: await at.person(username, username, role, org), name: username })
  clerk = await actor('jingban', 'townadm', 'jiefanglu')
  const county = {
    store: at.store,
    campaign: at.campaign,
    clock: { now: at.clock.now() },
    org: (id: string) => at.organisations.get(id),
  }
  const officer = { county, actor: await actor('zhoumin', 'hcenf', 'health') } as never
  await anExecutedCase(officer, { county, actor: await actor('hejianguo', 'member', 'health') } as never)
  await at.sealAll()
})
afterAll(async () => {
  await at.stop()
  rmSync(folder, { recursive: true, force: true })
})

const problem = () =>
  must(at.store, {
    actor: clerk,
    ledger: 'problem',
    action: 'find',
    campaign: at.campaign,
    input: {
      visit: null,
      inspection: null,
      premises: null,
      subject: '甲店',
      finding: '一行\t制表\\反斜杠\n两行',
      violations: ['V01'],
      severity: 'serious',
    },
  })

const sheetIn = (of: Pick<Application, 'plan'>, region: string, campaign: string) => ({
  house: qingmei,
  plan: of.plan,
  region,
  campaign,
  month: '2026-08',
  now: '2026-08-31T02:00:00.000Z',
})

/** The owner's connection to the application's database, for a while. */
async function asOwner<T>(pool: ReturnType<Application['database']['ownerPool']>, work: (client: never) => Promise<T>) {
  const client = await pool.connect()
  try {
    return await work(client as never)
  } finally {
    client.release()
  }
}

describe('a backup under load', () => {
  it('is restored elsewhere: verification finds nothing, and every figure is what it was at that moment', async () => {
    let stop = false
    let written = 0
    const load = Promise.all(
      [1, 2, 3].map(async () => {
        while (!stop) {
          await problem()
          written++
          if (written % 20 === 0) await at.sealAll()
        }
      }),
    )
    while (written < 20) await new Promise((done) => setTimeout(done, 10))
    const to = join(folder, 'first')
    let lines: SheetLine[] = []
    let problems = 0
    const made = await asOwner(at.database.ownerPool(), (client) =>
      backup({
        client,
        data: at.folder,
        to,
        takenAt: '2026-08-31T02:00:00.000Z',
        version: '0.1.0',
        async observe(tx) {
          const before = written
          while (written < before + 20) await new Promise((done) => setTimeout(done, 10))
          lines = await sheetOf(tx as never, sheetIn(at, at.plan.region, at.campaign))
          problems = (await tx.query<{ n: number }>('select count(*)::int as n from qm.problem')).rows[0]?.n ?? 0
        },
      }),
    )
    stop = true
    await load
    expect(written).toBeGreaterThan(problems)
    expect(made.tables.find((it) => it.name === 'qm.problem')?.rows).toBe(problems)

    const database = await freshDatabase()
    const data = mkdtempSync(join(folder, 'data-'))
    const env = { ...database.env, QINGMEI_DATA: data }
    await asOwner(database.pool('owner') as never, (client) => restore({ client, data, from: to }))
    const restored = await compose({ env, log: () => undefined })
    const client = await restored.pool.connect()
    try {
      expect(await verify(client, qingmei, restored.anchors, join(data, 'files'))).toMatchObject({ findings: [] })
      const again = await restored.store.as(systemActor(at.plan.region), (tx) =>
        sheetOf(tx, sheetIn(at, at.plan.region, at.campaign)),
      )
      expect(again).toEqual(lines)
      expect(lines.find((it) => it.id === 'M11.fines')?.month?.find((it) => it.org === null)?.value).toBe(14_000_000)
      // It works on: the next record takes the next number, and the old account signs in.
      const next = await restored.store.act({
        actor: clerk,
        ledger: 'problem',
        action: 'find',
        campaign: at.campaign,
        input: {
          visit: null,
          inspection: null,
          premises: null,
          subject: '乙店',
          finding: '新',
          violations: [],
          severity: 'minor',
        },
      })
      expect(next.ok && String(next.value.record.number)).toMatch(
        new RegExp(`${String(problems + 1).padStart(4, '0')}号$`),
      )
    } finally {
      client.release()
      await restored.close()
      await database.drop()
    }
  })

  it('is refused where there is data, when it was cut off, and when a table is not what it was', async () => {
    const to = join(folder, 'second')
    await asOwner(at.database.ownerPool(), (client) =>
      backup({ client, data: at.folder, to, takenAt: '2026-08-31T02:00:00.000Z', version: '0.1.0' }),
    )
    const restoring = async (into: { pool: unknown }, from: string) =>
      asOwner(into.pool as never, (client) => restore({ client, data: mkdtempSync(join(folder, 'data-')), from })).then(
        () => 'done',
        (error: unknown) => (error as { code?: string; message: string }).code ?? String(error),
      )
    expect(await restoring({ pool: at.database.ownerPool() }, to)).toBe('backup.not-empty')
    const database = await freshDatabase()
    try {
      expect(await restoring({ pool: database.pool('owner') }, join(folder, 'nowhere'))).toBe('backup.not-one')
      const path = join(to, 'tables', 'qm.problem.copy.gz')
      const text = gunzipSync(readFileSync(path)).toString('utf8').replace('甲店', '乙店')
      writeFileSync(path, gzipSync(text))
      expect(await restoring({ pool: database.pool('owner') }, to)).toBe('backup.damaged')
      const left = await database.pool('superuser').query('select 1 from qm.problem limit 1')
      expect(left.rows).toEqual([])
    } finally {
      await database.drop()
    }
  })
})
