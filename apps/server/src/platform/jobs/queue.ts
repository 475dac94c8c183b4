import type pg from 'pg'
import { systemActor } from '../ledger/access.ts'
import type { Store } from '../ledger/store.ts'

/** A piece of long work on one record, as a worker holds it. */
export interface Job {
  readonly region: string
  readonly id: string
  readonly kind: string
  /** The record that the work is about. */
  readonly subject: string
  /** 1 for the first try. */
  readonly tries: number
}

/** How far a job is, as pages poll it. */
export interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number | null
}

export interface JobRow extends Job {
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly progress: Partial<Progress>
  readonly error: string | null
  readonly madeAt: string
  readonly endedAt: string | null
}

/** Somebody else took the job over, or it was ended: whatever this worker has is not written. */
export class LostJob extends Error {}

/** So long a worker may be silent before another one takes its job up. */
export const LEASE_MS = 20_000
/** So often a job is tried when its worker dies or fails without saying why. */
export const MOST_TRIES = 4
/** A failed try waits before the next one: the fault may pass. */
const PAUSE_MS = 3_000

const COLUMNS = 'region, id, kind, subject, state, tries, progress, error, made_at as "madeAt", ended_at as "endedAt"'

/** The newest job of a record, read in a transaction that opened the record. */
export async function jobOf(tx: pg.ClientBase, region: string, subject: string): Promise<JobRow | null> {
  const { rows } = await tx.query<JobRow>(
    `select ${COLUMNS} from qm.job where region = $1 and subject = $2 order by made_at desc, id desc limit 1`,
    [region, subject],
  )
  return rows[0] ?? null
}

/**
 * Leases are counted in the database's time, not by the clock of the installation, which a demo stops. The time is
 * read first and passed: a volatile function in an update does not travel to shards.
 */
async function timeOf(tx: pg.ClientBase): Promise<Date> {
  const { rows } = await tx.query<{ now: string }>('select clock_timestamp() as now')
  return new Date(rows[0]?.now ?? 0)
}

/** The line of work of one installation; `worker` is who claims here. */
export class Queue {
  constructor(
    private readonly store: Store,
    readonly worker: string,
    private readonly leaseMs: number = LEASE_MS,
  ) {}

  /** Puts work in line; the same work that is already in line is left alone. */
  enqueue(region: string, kind: string, subjects: readonly string[], newId: () => string): Promise<void> {
    return this.store.as(systemActor(region), async (tx) => {
      const now = await timeOf(tx)
      for (const subject of subjects)
        await tx.query(
          `insert into qm.job (region, id, kind, subject, state, tries, not_before, progress, made_at)
           values ($1, $2, $3, $4, 'waiting', 0, $5, '{}', $5)
           on conflict (region, kind, subject) where state in ('waiting', 'running') do nothing`,
          [region, newId(), kind, subject, now],
        )
    })
  }

  /**
   * Takes the next job of a region under a lease, or null. While one job of a region is worked on nobody takes
   * another: runs of the same county would only slow each other down.
   */
  claim(region: string): Promise<Job | null> {
    return this.store.as(systemActor(region), async (tx) => {
      const now = await timeOf(tx)
      const { rows } = await tx.query<JobRow & { leaseUntil: string | null; notBefore: string }>(
        `select ${COLUMNS}, lease_until as "leaseUntil", not_before as "notBefore" from qm.job
         where region = $1 and state in ('waiting', 'running') order by made_at, id for update skip locked`,
        [region],
      )
      const isLive = (row: (typeof rows)[number]) =>
        row.state === 'running' && row.leaseUntil !== null && Date.parse(row.leaseUntil) > now.getTime()
      if (rows.some(isLive)) return null
      const next = rows.find((row) => Date.parse(row.notBefore) <= now.getTime())
      if (!next) return null
      await tx.query(
        `update qm.job set state = 'running', worker = $3, lease_until = $4, tries = tries + 1 where region = $1 and id = $2`,
        [region, next.id, this.worker, new Date(now.getTime() + this.leaseMs)],
      )
      return { region, id: next.id, kind: next.kind, subject: next.subject, tries: next.tries + 1 }
    })
  }

  /** Renews the lease and says how far it is. Throws `LostJob` when the job is not this worker's any more. */
  beat(job: Job, progress: Progress): Promise<void> {
    return this.store.as(systemActor(job.region), async (tx) => {
      const now = await timeOf(tx)
      await this.held(
        tx,
        job,
        `update qm.job set lease_until = $4, progress = $5 where region = $1 and id = $2 and worker = $3 and state = 'running'`,
        [new Date(now.getTime() + this.leaseMs), JSON.stringify(progress)],
      )
    })
  }

  /** Makes sure, inside the transaction that writes the result, that the job is still this worker's. */
  fence(tx: pg.ClientBase, job: Job): Promise<void> {
    return this.held(
      tx,
      job,
      `select 1 from qm.job where region = $1 and id = $2 and worker = $3 and state = 'running' for update`,
      [],
    )
  }

  /** Ends a job in the transaction that writes its result. */
  async finish(tx: pg.ClientBase, job: Job): Promise<void> {
    const now = await timeOf(tx)
    await this.held(
      tx,
      job,
      `update qm.job set state = 'done', ended_at = $4, lease_until = null where region = $1 and id = $2 and worker = $3 and state = 'running'`,
      [now],
    )
  }

  /** Gives a job up: for good, or to be tried again. Answers whether it is over. */
  release(job: Job, why: { readonly error: string | null; readonly final: boolean }): Promise<boolean> {
    const isOver = why.final || (why.error !== null && job.tries >= MOST_TRIES)
    return this.store.as(systemActor(job.region), async (tx) => {
      const now = await timeOf(tx)
      const pause = why.error === null ? 0 : PAUSE_MS
      await tx.query(
        `update qm.job set state = $4, error = $5, worker = null, lease_until = null, not_before = $6, ended_at = $7, tries = $8
         where region = $1 and id = $2 and worker = $3 and state = 'running'`,
        [
          job.region,
          job.id,
          this.worker,
          isOver ? 'failed' : 'waiting',
          why.error,
          new Date(now.getTime() + pause),
          isOver ? now : null,
          // Stopping in order is no failed try.
          why.error === null ? job.tries - 1 : job.tries,
        ],
      )
      return isOver
    })
  }

  private async held(tx: pg.ClientBase, job: Job, text: string, more: readonly unknown[]): Promise<void> {
    const { rowCount } = await tx.query(text, [job.region, job.id, this.worker, ...more])
    if (rowCount !== 1) throw new LostJob(`${job.kind} of ${job.subject} is not ours any more`)
  }
}
