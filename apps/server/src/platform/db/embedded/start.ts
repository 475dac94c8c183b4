import { join, resolve } from 'node:path'
import pg from 'pg'
import { DATABASE, OWNER, ensureDatabase, ensureRoles } from '../roles.ts'
import { openCluster } from './place.ts'
import { type Running, SUPERUSER, ensureRunning, shutDown } from './postmaster.ts'
import { Presence, alone } from './presence.ts'
import { lifeOf, signal } from './processes.ts'

export interface EmbeddedOptions {
  /** The folder that holds everything; made when it is missing. */
  readonly dataDir: string
  readonly log: (line: string) => void
  /** Settings of the server beside ours; for tests. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A running PostgreSQL of our own: connect with `{ host, database, user }`, no port, no password. */
export interface Embedded {
  /** The folder of the unix socket. */
  readonly host: string
  readonly database: string
  /** The owner's role. */
  readonly user: string
  /** For backups and tests; the application never uses it. */
  readonly superuser: string
  readonly pid: number
  readonly adopted: boolean
  /** Leaves the database; the last process to leave shuts it down. */
  stop(): Promise<void>
}

const PATIENCE = 120_000
const WATCH_MS = process.platform === 'linux' ? 500 : 5000

/**
 * Starts the native PostgreSQL of `dataDir`, or joins it. Any number of processes may use one folder at once: the
 * first starts the server, later ones (an import on the command line beside the running application) attach to
 * it, and it is shut down when the last one stops. Processes that were killed do not count; the server they left
 * behind is adopted. If the server itself dies while we use it, it is started again on the same socket.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir)
  const { log, settings = {} } = options
  const turn = join(dataDir, 'postgres.turn')
  const users = new Presence(join(dataDir, 'postgres.users'))

  const opened = await alone(turn, PATIENCE, async () => {
    const cluster = openCluster(dataDir, log)
    const running = await ensureRunning(cluster, { log, settings })
    const leave = users.enter()
    try {
      await bootstrap(running.host)
    } catch (error) {
      leave()
      throw error
    }
    return { cluster, running, leave }
  })

  let running: Running = opened.running
  let stopped: Promise<void> | null = null
  let reviving = false

  const revive = async () => {
    await alone(turn, PATIENCE, async () => {
      if (stopped !== null) return
      log('数据库意外停止，正在重新启动 · the database ended unexpectedly, starting it again')
      running = await ensureRunning(opened.cluster, { log, settings, wantedHost: running.host })
    })
  }
  const watch = setInterval(() => {
    if (reviving || stopped !== null || lifeOf(running.pid) === running.life) return
    reviving = true
    revive()
      .catch((error: unknown) => log(String(error)))
      .finally(() => (reviving = false))
  }, WATCH_MS)
  watch.unref()

  // A process that ends without stopping (an uncaught error) still lets the server finish decently.
  const lastRites = () => {
    opened.leave()
    if (users.present().length === 0 && lifeOf(running.pid) === running.life) signal(running.pid, 'SIGINT')
  }
  process.once('exit', lastRites)

  const stop = async () => {
    clearInterval(watch)
    await alone(turn, PATIENCE, async () => {
      opened.leave()
      process.removeListener('exit', lastRites)
      if (users.present().length === 0) await shutDown(running)
    })
  }
  return {
    host: running.host,
    database: DATABASE,
    user: OWNER,
    superuser: SUPERUSER,
    pid: running.pid,
    adopted: running.adopted,
    stop: () => (stopped ??= stop()),
  }
}

/** Roles and database, whenever they are missing: a kill during the first start may have come before them. */
async function bootstrap(host: string): Promise<void> {
  const client = new pg.Client({ host, user: SUPERUSER, database: 'postgres' })
  await client.connect()
  try {
    await ensureRoles(client)
    await ensureDatabase(client, DATABASE)
  } finally {
    await client.end()
  }
}
