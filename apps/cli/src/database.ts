import { type Database, openDatabase } from '@qingmei/server/platform/db/open'
import { DatabaseRefused } from '@qingmei/server/platform/db/refused'
import type pg from 'pg'
import type { ExitCode, Io } from './command.ts'

/** Work with the installation's database as the role that serves; closed afterwards. What refuses to open says why. */
export const asServer = (
  io: Io,
  work: (client: pg.PoolClient, pool: pg.Pool) => Promise<ExitCode>,
): Promise<ExitCode> => withPool(io, (database) => database.app, work)

/** The same as the owner of the tables, who may migrate. */
export const asOwner = (io: Io, work: (client: pg.PoolClient, pool: pg.Pool) => Promise<ExitCode>): Promise<ExitCode> =>
  withPool(io, (database) => database.ownerPool(), work)

async function withPool(
  io: Io,
  poolOf: (database: Database) => pg.Pool,
  work: (client: pg.PoolClient, pool: pg.Pool) => Promise<ExitCode>,
): Promise<ExitCode> {
  let database: Database | null = null
  try {
    database = await openDatabase(io.env, { log: (line) => io.err(line), max: 4 })
    const pool = poolOf(database)
    const client = await pool.connect()
    try {
      return await work(client, pool)
    } finally {
      client.release()
    }
  } catch (cause) {
    if (!(cause instanceof DatabaseRefused)) throw cause
    io.err(cause.message)
    return 1
  } finally {
    await database?.close()
  }
}
