import { createInterface } from 'node:readline'
import pg from 'pg'
import { startEmbedded } from '../../apps/server/src/platform/db/embedded/start.ts'

/**
 * A process to be killed: starts the built-in database of the folder it is told, writes rows from four connections
 * without pause, and says on stdout which ones the database acknowledged. A line on stdin makes it stop decently.
 */
const [dataDir = '', first = '0'] = process.argv.slice(2)
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`)

const database = await startEmbedded({ dataDir, log: (line) => say({ log: line }) })
const pool = new pg.Pool({ host: database.host, user: database.user, database: database.database, max: 4 })
pool.on('error', () => undefined)
await pool.query('create table if not exists public.written (id integer primary key)')
say({ ready: { pid: database.pid, adopted: database.adopted, host: database.host } })

let stopping = false
let next = Number(first)
const writers = Array.from({ length: 4 }, async () => {
  while (!stopping) {
    const id = next++
    try {
      await pool.query('insert into public.written (id) values ($1)', [id])
      say({ written: id })
    } catch {
      // The database was killed under us: not acknowledged, so not said; the launcher brings it back.
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
})

createInterface({ input: process.stdin }).once('line', () => (stopping = true))
await Promise.all(writers)
await pool.end()
await database.stop()
say({ stopped: true })
process.exit(0)
