import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../apps/server/src/platform/db/embedded/start.ts'
import { migrate } from '../apps/server/src/platform/db/migrate.ts'
import { APP } from '../apps/server/src/platform/db/roles.ts'
import { columnTypes } from '../apps/server/src/platform/db/types.ts'

/** What one benchmark is told, and where it writes. */
export interface Bench {
  /** Small enough for every check of the repository; says nothing about speed. */
  readonly isSmoke: boolean
  /** Rows, where a benchmark has many. */
  readonly rows: number
  /** A folder to fill once and measure often; a temporary one when null. */
  readonly data: string | null
  say(line: string): void
}

/** Whether an aim was met; `aim` in words. */
export interface Verdict {
  readonly aim: string
  readonly met: boolean
}

/** A migrated database on the built-in server as it is shipped: every setting that protects data is on. */
export async function aDatabase(data: string | null = null) {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'qingmei-bench-'))
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  const server = await startEmbedded({ dataDir: folder, log: () => undefined })
  const users = { app: APP, owner: server.user, superuser: server.superuser }
  const pools: pg.Pool[] = []
  const database = {
    pool(role: 'app' | 'owner' | 'superuser' = 'app', max = 5): pg.Pool {
      const { host, database } = server
      const options = '-c search_path=qm -c timezone=UTC'
      const pool = new pg.Pool({ host, database, user: users[role], max, types: columnTypes, options })
      pool.on('error', () => undefined)
      pools.push(pool)
      return pool
    },
    async drop() {
      await Promise.all(pools.map((pool) => pool.end()))
      await server.stop()
      if (data === null) rmSync(folder, { recursive: true, force: true })
    },
  }
  const owner = await database.pool('owner', 1).connect()
  await migrate(owner)
  owner.release()
  return database
}

export type BenchDatabase = Awaited<ReturnType<typeof aDatabase>>

/** The machine, in one line. */
export const machine = (): string => {
  const [cpu] = cpus()
  return `${cpus().length} × ${cpu?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()}, Node ${process.version}`
}

/** The value below which `share` of the sorted values lie. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Milliseconds that a piece of work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
