import type { Store } from '../ledger/store.ts'
import { RefusedBeside } from './beside.ts'
import { type Job, LEASE_MS, LostJob, type Progress, Queue } from './queue.ts'

/** What a handler is given beside its job. */
export interface Working {
  readonly queue: Queue
  readonly signal: AbortSignal
  /** Says how far it is; told to the page at the next beat. */
  progress(it: Progress): void
}

/**
 * Does one kind of work. `waiting` names the records whose state asks for it, so that work is found by what the
 * records say, whichever way they came there; `failed` writes down that it is over without a result.
 */
export interface Handler {
  readonly kind: string
  waiting(region: string): Promise<readonly string[]>
  run(job: Job, working: Working): Promise<void>
  failed(job: Job, why: { readonly message: string; readonly refused: unknown }): Promise<void>
}

export interface WorkerOptions {
  readonly store: Store
  readonly id: string
  newId(): string
  readonly handlers: readonly Handler[]
  regions(): Promise<readonly string[]>
  complain(line: string): void
  readonly leaseMs?: number
}

/** Takes jobs one after the other and does them, as long as it is asked to. Several may run on several machines. */
export class Worker {
  readonly queue: Queue
  private readonly stopping = new AbortController()
  private readonly beatMs: number

  constructor(private readonly options: WorkerOptions) {
    const leaseMs = options.leaseMs ?? LEASE_MS
    this.queue = new Queue(options.store, options.id, leaseMs)
    this.beatMs = Math.max(100, Math.floor(leaseMs / 10))
  }

  /** Does what is in line now; answers how many jobs were done. */
  async run(): Promise<number> {
    let done = 0
    for (const region of await this.options.regions()) {
      await this.lineUp(region)
      for (;;) {
        if (this.stopping.signal.aborted) return done
        const job = await this.queue.claim(region)
        if (!job) break
        await this.work(job)
        done++
      }
    }
    return done
  }

  /** Puts in line what the records of a region ask for and is not there yet. */
  private async lineUp(region: string): Promise<void> {
    for (const { kind, waiting } of this.options.handlers) {
      const subjects = await waiting(region)
      if (subjects.length > 0) await this.queue.enqueue(region, kind, subjects, this.options.newId)
    }
  }

  /** Gives up what is being done so that another worker, or the next start, takes it up at once. */
  stop(): void {
    this.stopping.abort()
  }

  private async work(job: Job): Promise<void> {
    const handler = this.options.handlers.find((it) => it.kind === job.kind)
    if (!handler) {
      await this.queue.release(job, { error: `no such work: ${job.kind}`, final: true })
      return
    }
    const lost = new AbortController()
    const signal = AbortSignal.any([this.stopping.signal, lost.signal])
    let at: Progress = { stage: 'starting', done: 0, total: null }
    let isBeating = false
    const beating = setInterval(() => {
      // While the result is written the job's row is held: a beat waits for it, and one is enough.
      if (isBeating) return
      isBeating = true
      this.queue
        .beat(job, at)
        .catch((error: unknown) => {
          if (error instanceof LostJob) lost.abort()
          else this.options.complain(`job ${job.kind}: ${textOf(error)}`)
        })
        .finally(() => (isBeating = false))
    }, this.beatMs)
    try {
      await this.queue.beat(job, at)
      await handler.run(job, { queue: this.queue, signal, progress: (it) => (at = it) })
    } catch (error) {
      if (error instanceof LostJob || lost.signal.aborted) return
      if (this.stopping.signal.aborted) await this.queue.release(job, { error: null, final: false })
      else await this.failed(handler, job, error)
    } finally {
      clearInterval(beating)
    }
  }

  private async failed(handler: Handler, job: Job, error: unknown): Promise<void> {
    const refused = error instanceof RefusedBeside ? error.refused : null
    const message = textOf(error)
    if (refused === null) this.options.complain(`job ${job.kind}: ${message}`)
    const isOver = await this.queue.release(job, { error: message.slice(0, 1000), final: refused !== null })
    if (isOver) await handler.failed(job, { message, refused })
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error ?? '')
