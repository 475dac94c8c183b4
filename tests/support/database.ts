import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { APP, OWNER, ensureDatabase } from '../../apps/server/src/platform/db/roles.ts'
import { columnTypes } from '../../apps/server/src/platform/db/types.ts'
import { urlFor } from './database-url.ts'

export interface FreshDatabase {
  readonly name: string
  /** For `openDatabase`. */
  readonly env: { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string }
  readonly appUrl: string
  readonly ownerUrl: string
  /** Past every role and policy; to look at or to tamper with what the application wrote. */
  readonly superuserUrl: string
  /** The one pool of a role and size, which `drop` ends: of the serving role unless told otherwise. */
  pool(role?: 'app' | 'owner' | 'superuser', max?: number): pg.Pool
  /** Ends its pools and removes the database. */
  drop(): Promise<void>
}

/** A migrated, empty database for one test file (or one test), in a fraction of a second. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { serverUrl, template } = inject('database')
  const name = `${template}_${randomBytes(5).toString('hex')}`
  await asSuperuser(serverUrl, (client) => ensureDatabase(client, name, template))

  const urls = {
    app: urlFor(serverUrl, { database: name, user: APP }),
    owner: urlFor(serverUrl, { database: name, user: OWNER }),
    superuser: urlFor(serverUrl, { database: name }),
  }
  const pools = new Map<string, pg.Pool>()
  return {
    name,
    env: { DATABASE_URL: urls.app, DATABASE_OWNER_URL: urls.owner },
    appUrl: urls.app,
    ownerUrl: urls.owner,
    superuserUrl: urls.superuser,
    pool(role = 'app', max = 5) {
      const known = pools.get(`${role} ${max}`)
      if (known) return known
      const pool = new pg.Pool({
        connectionString: urls[role],
        max,
        types: columnTypes,
        options: '-c search_path=qm -c timezone=UTC',
      })
      pool.on('error', () => undefined)
      pools.set(`${role} ${max}`, pool)
      return pool
    },
    async drop() {
      await Promise.all([...pools.values()].filter((pool) => !pool.ended).map((pool) => pool.end()))
      await asSuperuser(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

async function asSuperuser(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(urlFor(serverUrl, {}))
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
