import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startEmbedded } from '../../apps/server/src/platform/db/embedded/start.ts'
import { missing, rowsOf } from './launcher-rounds.ts'

/**
 * A process to be killed, in the way that `write-kill.ts` describes: starts the built-in database of the folder,
 * writes rows from four connections without pause, and says which ones the database acknowledged. A line on stdin
 * makes it stop decently.
 */
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`)
const [first = '', second = '0'] = process.argv.slice(2)

if (first === 'check') await check(second)
else await write(first, Number(second))
process.exit(0)

async function check(dataDir: string): Promise<void> {
  const written = JSON.parse(await text(process.stdin)) as number[]
  const database = await startEmbedded({ dataDir, log: (line) => say({ log: line }) })
  say({ missing: missing(written, await rowsOf(database)) })
  await database.stop()
}

async function write(dataDir: string, from: number): Promise<void> {
  const database = await startEmbedded({ dataDir, log: (line) => say({ log: line }) })
  const pool = new pg.Pool({ host: database.host, user: database.user, database: database.database, max: 4 })
  pool.on('error', () => undefined)
  await pool.query('create table if not exists public.written (id integer primary key)')
  say({ ready: { pid: database.pid, adopted: database.adopted, host: database.host } })

  let stopping = false
  let next = from
  const writers = Array.from({ length: 4 }, async () => {
    while (!stopping) {
      const id = next++
      try {
        await pool.query('insert into public.written (id) values ($1)', [id])
        say({ written: id })
      } catch {
        // The database was killed under us: not acknowledged, so not said; the launcher brings it back.
        await sleep(20)
      }
    }
  })
  createInterface({ input: process.stdin }).once('line', () => (stopping = true))
  await Promise.all(writers)
  await pool.end()
  await database.stop()
  say({ stopped: true })
}
