import { type Instant, instantOf, msOf } from '@qingmei/core/kernel/dates'
import type pg from 'pg'

/**
 * The one clock of an installation. A real one is the machine's. A stored one stands where it was put and moves
 * when somebody moves it, one millisecond for each question, so that no two actions happen at the same instant.
 * Neither ever goes back, whatever the machine's clock does and however often the installation is started.
 */
export interface Clock {
  readonly isStored: boolean
  now(): Instant
  /** Puts a stored clock; a real one becomes stored by it. */
  set(instant: Instant): Promise<void>
  /** Looks whether another process has moved a stored clock; to be called every second or so. */
  refresh(): Promise<void>
}

const KEY = 'clock'

/**
 * A process takes its milliseconds in stretches, each taken by one process only: two processes do not give the same
 * instant, and a restart goes on where the last stretch ended instead of repeating what was given. One that asks
 * faster than it refreshes runs on past the end of its stretch.
 */
const STRETCH_MS = 5_000

interface Stretch {
  /** Where somebody put the clock; another value means that it was moved. */
  readonly put: Instant
  next: number
  readonly end: number
}

/** The installation's clock: stored when the database says so, else the machine's. */
export async function openClock(pool: Pick<pg.Pool, 'query'>): Promise<Clock> {
  let stretch = await take(pool)
  let last = 0

  return {
    get isStored() {
      return stretch !== null
    },
    now() {
      if (stretch !== null) return instantOf(stretch.next++)
      last = Math.max(last, Date.now())
      return instantOf(last)
    },
    async set(instant) {
      await pool.query(
        'insert into qm.setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
        [KEY, JSON.stringify({ now: instant, given: instant })],
      )
      stretch = await take(pool)
    },
    async refresh() {
      const { rows } = await pool.query<{ put: Instant }>(
        `select value->>'now' as put from qm.setting where key = $1`,
        [KEY],
      )
      const put = rows[0]?.put ?? null
      const isUsedUp = stretch !== null && stretch.next > stretch.end - STRETCH_MS / 2
      if (put !== null && (put !== stretch?.put || isUsedUp)) stretch = await take(pool)
    },
  }
}

/** Takes the next stretch of a stored clock for this process; null when the clock is real. */
async function take(pool: Pick<pg.Pool, 'query'>): Promise<Stretch | null> {
  for (;;) {
    const { rows } = await pool.query<{ value: { now: Instant; given?: Instant } }>(
      'select value from qm.setting where key = $1',
      [KEY],
    )
    const [row] = rows
    if (!row) return null
    const start = msOf(row.value.given ?? row.value.now)
    const given = instantOf(start + STRETCH_MS)
    const { rowCount } = await pool.query('update qm.setting set value = $3 where key = $1 and value = $2::jsonb', [
      KEY,
      JSON.stringify(row.value),
      JSON.stringify({ now: row.value.now, given }),
    ])
    if (rowCount === 1) return { put: row.value.now, next: start, end: start + STRETCH_MS - 1 }
  }
}
