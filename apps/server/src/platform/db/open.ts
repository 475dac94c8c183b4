import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbedded } from './embedded/start.ts'
import { DatabaseRefused } from './refused.ts'
import { APP, DATABASE, OWNER } from './roles.ts'
import { columnTypes } from './types.ts'

const OLDEST = 15
const DEFAULT_DATA = fileURLToPath(new URL('../../../../../.data', import.meta.url))

/**
 * Environment variables. Read of them: `DATABASE_URL`, the county's own PostgreSQL as the serving role (without it
 * the built-in one is started); `DATABASE_OWNER_URL`, the same database as the owner, needed to migrate only; and
 * `QINGMEI_DATA`, the data folder (`.data` of the repository by default).
 */
export type DatabaseEnvironment = Readonly<Record<string, string | undefined>>

/** How a pool differs from the usual one. */
export interface PoolOptions {
  readonly max?: number
  /** Where unqualified names are looked for; `qm` by default. */
  readonly searchPath?: string
  /** No statement may take longer (0: as long as it likes); 30 s for the serving role by default. */
  readonly statementTimeoutMs?: number
  /** Seen in pg_stat_activity. */
  readonly name?: string
}

export interface Database {
  /** Serves requests. */
  readonly app: pg.Pool
  /** Another pool of the serving role, for a library with a schema of its own; ended by `close`. */
  appPool(options?: PoolOptions): pg.Pool
  /** A pool of the owner's role, to migrate with; ended by `close`. Throws when no owner's URL was given. */
  ownerPool(options?: PoolOptions): pg.Pool
  /** Ends every pool, then leaves the built-in server. */
  close(): Promise<void>
}

/** The data folder that this environment means. */
export const dataFolder = (env: DatabaseEnvironment): string =>
  env.QINGMEI_DATA ? resolve(env.QINGMEI_DATA) : DEFAULT_DATA

/**
 * Opens the database of this environment: the county's own by `DATABASE_URL` (PostgreSQL 15 or later, UTF-8), else
 * the built-in one. Throws `DatabaseRefused` with what to do when it cannot be used, or when the serving role could
 * step over row policies.
 */
export async function openDatabase(
  env: DatabaseEnvironment,
  options: { readonly log?: (line: string) => void; readonly max?: number } = {},
): Promise<Database> {
  const log = options.log ?? (() => undefined)
  const pools: pg.Pool[] = []
  const make = (config: pg.PoolConfig) => {
    const pool = new pg.Pool({ ...config, types: columnTypes })
    // A pool without a listener ends the process when an idle connection breaks; the next query finds out anyway.
    pool.on('error', (error) => log(`数据库连接中断 · a database connection broke: ${error.message}`))
    // So does a connection that breaks between two statements of somebody's work: the next of them fails and is told.
    pool.on('connect', (client) => client.on('error', () => undefined))
    pools.push(pool)
    return pool
  }
  const source = await sourceOf(env, log)
  const appPool = (pool: PoolOptions = {}) => make({ ...source.app, ...configOf(pool, 30_000) })
  const close = async () => {
    await Promise.all(pools.filter((pool) => !pool.ended).map((pool) => pool.end()))
    await source.stop()
  }
  try {
    const app = appPool({ max: options.max ?? 20 })
    await check(app, APP)
    return {
      app,
      appPool,
      ownerPool(pool = {}) {
        if (source.owner === null)
          throw new DatabaseRefused('database.open.no-owner', {
            zh: '需要所有者账户才能迁移数据库：请设置 DATABASE_OWNER_URL。',
            en: 'Migrating needs the owner: set DATABASE_OWNER_URL.',
          })
        return make({ ...source.owner, ...configOf({ max: 2, ...pool }, 0) })
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

interface Source {
  readonly app: pg.PoolConfig
  readonly owner: pg.PoolConfig | null
  stop(): Promise<void>
}

async function sourceOf(env: DatabaseEnvironment, log: (line: string) => void): Promise<Source> {
  if (env.DATABASE_URL) {
    return {
      app: { connectionString: env.DATABASE_URL },
      owner: env.DATABASE_OWNER_URL ? { connectionString: env.DATABASE_OWNER_URL } : null,
      stop: () => Promise.resolve(),
    }
  }
  const embedded = await startEmbedded({ dataDir: dataFolder(env), log })
  const { host } = embedded
  return {
    app: { host, user: APP, database: DATABASE },
    owner: { host, user: OWNER, database: DATABASE },
    stop: () => embedded.stop(),
  }
}

/** Session settings travel with the connection's first packet: no round trip, and no moment without them. */
function configOf(pool: PoolOptions, statementTimeoutMs: number): pg.PoolConfig {
  const settings = {
    search_path: pool.searchPath ?? 'qm',
    timezone: 'UTC',
    datestyle: 'ISO,YMD',
    statement_timeout: pool.statementTimeoutMs ?? statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
  }
  return {
    max: pool.max ?? 10,
    application_name: pool.name ?? 'qingmei',
    connectionTimeoutMillis: 15_000,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  }
}

async function check(pool: pg.Pool, expected: string): Promise<void> {
  const { rows } = await pool.query<
    Record<'role' | 'encoding' | 'version', string> & { number: number; free: boolean }
  >(
    `select current_user as role, current_setting('server_version') as version,
       current_setting('server_version_num')::int as number, current_setting('server_encoding') as encoding,
       (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as free`,
  )
  const [found] = rows
  if (found === undefined) throw new Error('the database answered nothing about itself')
  const { role, version, number, encoding, free } = found
  if (number < OLDEST * 10_000)
    throw new DatabaseRefused(
      'database.open.too-old',
      {
        zh: `数据库是 PostgreSQL ${version}，需要 ${OLDEST} 或更高版本。`,
        en: `The database is PostgreSQL ${version}; ${OLDEST} or later is needed.`,
      },
      { version },
    )
  if (encoding !== 'UTF8')
    throw new DatabaseRefused(
      'database.open.encoding',
      {
        zh: `数据库编码是 ${encoding}，需要 UTF8。请新建：create database … template template0 encoding 'UTF8'。`,
        en: `The database is encoded in ${encoding}; make one with: create database … template template0 encoding 'UTF8'.`,
      },
      { encoding },
    )
  if (role !== expected || free)
    throw new DatabaseRefused(
      'database.open.role',
      {
        zh: `DATABASE_URL 应使用账户 ${expected}，且不得是超级用户、不得绕过行级权限；现在是 ${role}。`,
        en: `DATABASE_URL must use the role ${expected}, neither superuser nor BYPASSRLS; it is ${role}.`,
      },
      { role },
    )
}
