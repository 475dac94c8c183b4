import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Embedded, startEmbedded } from '../../apps/server/src/platform/db/embedded/start.ts'

const HOST = fileURLToPath(new URL('launcher-host.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Ready {
  readonly pid: number
  readonly adopted: boolean
  readonly host: string
}

/** A process that holds the launcher and writes; see `launcher-host.ts`. */
export class Host {
  readonly written: number[] = []
  readonly #child: ChildProcess
  readonly #ready: Promise<Ready>
  readonly #gone: Promise<void>

  constructor(dataDir: string, options: { first?: number; uid?: number; script?: string } = {}) {
    const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }
    this.#child = spawn(
      process.execPath,
      ['--import', 'tsx', options.script ?? HOST, dataDir, String(options.first ?? 0)],
      {
        cwd: ROOT,
        stdio: ['pipe', 'pipe', 'pipe'],
        ...identity,
      },
    )
    let words = ''
    this.#child.stderr?.on('data', (data: Buffer) => (words += data.toString()))
    this.#gone = new Promise((resolve) => this.#child.once('exit', () => resolve()))
    this.#ready = new Promise((resolve, reject) => {
      if (this.#child.stdout === null) throw new Error('the host has no stdout')
      createInterface({ input: this.#child.stdout }).on('line', (line) => {
        const message = JSON.parse(line) as { ready?: Ready; written?: number }
        if (message.ready) resolve(message.ready)
        if (message.written !== undefined) this.written.push(message.written)
      })
      void this.#gone.then(() => reject(new Error(`the host ended before it was ready: ${words}`)))
    })
    this.#ready.catch(() => undefined)
  }

  ready(): Promise<Ready> {
    return this.#ready
  }

  /** Waits until `count` more rows were acknowledged. */
  async writes(count: number): Promise<void> {
    const until = this.written.length + count
    while (this.written.length < until) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw new Error('the host ended')
      await sleep(5)
    }
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#gone
  }

  async stop(): Promise<void> {
    this.#child.stdin?.write('stop\n')
    await this.#gone
  }
}

/** Starts again where a kill left off and hands the rows that are there to `look`. */
export async function startAgain<T>(
  dataDir: string,
  look: (rows: ReadonlySet<number>, database: Embedded) => T | Promise<T>,
): Promise<T> {
  const database = await startEmbedded({ dataDir, log: () => undefined })
  try {
    return await look(await rowsOf(database), database)
  } finally {
    await database.stop()
  }
}

export async function rowsOf(database: Pick<Embedded, 'host' | 'user' | 'database'>): Promise<Set<number>> {
  const client = new pg.Client({ host: database.host, user: database.user, database: database.database })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `select to_regclass('public.written') is not null as there`,
    )
    if (tables[0]?.there !== true) return new Set()
    // The index and the table must tell the same.
    const { rows } = await client.query<{ id: number }>('select id from public.written')
    const { rows: counted } = await client.query<{ n: number }>(
      'select count(*)::int as n from public.written where id >= 0',
    )
    if (counted[0]?.n !== rows.length) throw new Error(`index and table differ: ${counted[0]?.n} and ${rows.length}`)
    return new Set(rows.map(({ id }) => id))
  } finally {
    await client.end()
  }
}

export const missing = (written: readonly number[], rows: ReadonlySet<number>): number[] =>
  written.filter((id) => !rows.has(id))

/** Kills a host at a random moment of the first start of an empty folder; answers what is missing after. */
export async function killDuringFirstStart(dataDir: string, latestMs: number): Promise<number[]> {
  const host = new Host(dataDir)
  await sleep(randomInt(0, latestMs))
  await host.kill()
  return startAgain(dataDir, (rows) => missing(host.written, rows))
}

/** Kills the writing host, alone or with its database; the folder is reused from round to round. */
export async function killWhileWriting(
  dataDir: string,
  first: number,
  victims: 'host' | 'host-and-database' | 'database-and-host',
): Promise<{ written: number; missing: number[]; adopted: boolean }> {
  const host = new Host(dataDir, { first })
  const { pid } = await host.ready()
  await host.writes(randomInt(50, 400))
  if (victims === 'database-and-host') process.kill(pid, 'SIGKILL')
  await host.kill()
  if (victims === 'host-and-database') process.kill(pid, 'SIGKILL')
  return startAgain(dataDir, (rows, database) => ({
    written: host.written.length,
    missing: missing(host.written, rows),
    adopted: database.adopted,
  }))
}
