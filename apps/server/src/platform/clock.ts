import { instantOf, msOf } from '@qingmei/core/kernel/dates'
import type pg from 'pg'

/**
 * The one clock of an installation. A real one is the machine's; a stored one stands where it was put and moves
 * when somebody moves it, one millisecond for each question, so that no two actions happen at the same instant.
 */
export interface Clock {
  readonly isStored: boolean
  now(): string
  /** Puts a stored clock; a real one cannot be put. */
  set(instant: string): Promise<void>
  /** Reads a stored clock again: another process may have moved it. */
  refresh(): Promise<void>
}

const KEY = 'clock'

/** The installation's clock: stored when the database says so, else the machine's. */
export async function openClock(pool: pg.Pool): Promise<Clock> {
  const read = async (): Promise<string | null> => {
    const { rows } = await pool.query<{ value: { now: string } }>('select value from qm.setting where key = $1', [KEY])
    return rows[0]?.value.now ?? null
  }
  let stored = await read()
  let ticks = 0
  return {
    get isStored() {
      return stored !== null
    },
    now() {
      if (stored === null) return instantOf(Date.now())
      return instantOf(msOf(stored) + ticks++)
    },
    async set(instant) {
      await pool.query(
        'insert into qm.setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
        [KEY, JSON.stringify({ now: instant })],
      )
      stored = instant
      ticks = 0
    },
    async refresh() {
      const found = await read()
      if (found !== null && (stored === null || msOf(found) !== msOf(stored))) {
        stored = found
        ticks = 0
      }
    },
  }
}
