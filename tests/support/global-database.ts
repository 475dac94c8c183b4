import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { lifeOf } from '../../apps/server/src/platform/db/embedded/processes.ts'
import { startEmbedded } from '../../apps/server/src/platform/db/embedded/start.ts'
import { migrate } from '../../apps/server/src/platform/db/migrate.ts'
import { OWNER, ensureDatabase, ensureRoles } from '../../apps/server/src/platform/db/roles.ts'
import { TEST_PASSWORD, urlFor } from './database-url.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's URL of the server that the tests use, and the migrated database that they copy. */
    database: { serverUrl: string; template: string }
  }
}

/**
 * One server for all tests that need one: `TEST_DATABASE_URL` (a superuser's URL of a PostgreSQL ≥ 15), else the
 * built-in one in a temporary folder. Its template is migrated once; every test file copies it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env['TEST_DATABASE_URL']
    ? { url: process.env['TEST_DATABASE_URL'], stop: () => Promise.resolve() }
    : await temporaryServer()
  const template = `qm_test_${randomBytes(5).toString('hex')}`
  const admin = new pg.Client(urlFor(server.url, {}))
  await admin.connect()
  await ensureRoles(admin, TEST_PASSWORD)
  await ensureDatabase(admin, template)

  const owner = new pg.Client(urlFor(server.url, { database: template, user: OWNER }))
  await owner.connect()
  await migrate(owner)
  await owner.end()

  project.provide('database', { serverUrl: server.url, template })
  return async () => {
    const { rows } = await admin.query<{ name: string }>(
      `select datname as name from pg_database where datname like $1 || '%' order by length(datname) desc`,
      [template],
    )
    for (const { name } of rows) await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
    await admin.end()
    await server.stop()
  }
}

const PREFIX = 'qingmei-test-'

/** Servers of runs that were killed go on living: stop them, and remove what they left. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const [pid = '', life = ''] = name.slice(PREFIX.length).split('-')
    if (lifeOf(Number(pid)) === life) continue
    const dataDir = join(tmpdir(), name)
    const left = await startEmbedded({ dataDir, log: () => undefined })
    await left.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function temporaryServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  await sweep()
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-${lifeOf(process.pid)}-`))
  chmodSync(dataDir, 0o711)
  const server = await startEmbedded({
    dataDir,
    log: () => undefined,
    // The data dies with the run, so durability may rest; the launcher's own tests start servers with it on.
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '256MB' },
  })
  return {
    url: `postgresql://${server.superuser}@localhost/postgres?host=${encodeURIComponent(server.host)}`,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
