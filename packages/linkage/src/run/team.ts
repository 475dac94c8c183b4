import { Worker as Thread } from 'node:worker_threads'
import { type CsvResult, type CsvShape, csvRows } from '../ingest/csv-rows.ts'
import type { DrawPairs, Say, Task, TeamBriefing } from './tasks.ts'

/** What another thread is asked to do. */
export type Order =
  | { readonly does: 'rows'; readonly bytes: Uint8Array; readonly shape: CsvShape }
  | { readonly does: 'brief'; readonly briefing: TeamBriefing }
  | DrawPairs
  | Say
  | Task

/** A file from this size on is worth another thread's while. */
const LARGE = 16 * 2 ** 20

/**
 * The calling thread and others, which are started at once and so are ready by the time there is work. One team can
 * read the files of a comparison and then compare them.
 */
export class Team {
  private readonly helpers: readonly Helper[]

  /** So many threads in all, the calling one among them. */
  constructor(threads: number) {
    this.helpers = Array.from({ length: Math.max(1, threads) - 1 }, () => new Helper())
  }

  /** {@link csvRows}, of a large file in a thread that has nothing else to do. */
  readonly rowsOf = async (bytes: Uint8Array, shape: CsvShape): Promise<CsvResult> => {
    const helper = bytes.length < LARGE ? undefined : this.helpers.find((it) => it.isIdle)
    return helper === undefined
      ? csvRows(bytes, shape)
      : ((await helper.ask({ does: 'rows', bytes, shape })) as CsvResult)
  }

  /** Asks every other thread, each of which answers with a number. */
  askAll(order: Order): Promise<number>[] {
    return this.helpers.map((it) => it.ask(order) as Promise<number>)
  }

  /** Asks one other thread; null when there is none. */
  askOne(order: Order): Promise<unknown> | null {
    return this.helpers[0]?.ask(order) ?? null
  }

  async close(): Promise<void> {
    await Promise.all(this.helpers.map((it) => it.close()))
  }
}

/** Another thread, asked one thing at a time. */
class Helper {
  isIdle = true
  private readonly thread: Thread
  private answer: ((result: unknown) => void) | null = null
  private fail: ((error: Error) => void) | null = null

  constructor() {
    this.thread = new Thread(new URL('./worker.mjs', import.meta.url))
    this.thread.on('message', (it: { result?: unknown; error?: string }) => {
      this.isIdle = true
      if (it.error === undefined) this.answer?.(it.result)
      else this.fail?.(new Error(it.error))
    })
    this.thread.on('error', (error) => this.fail?.(error instanceof Error ? error : new Error(String(error))))
    this.thread.on('exit', (code) => this.fail?.(new Error(`a comparison thread ended with ${code}`)))
    // A team that nobody closes keeps no program from ending.
    this.thread.unref()
  }

  async ask(order: Order): Promise<unknown> {
    this.isIdle = false
    this.thread.ref()
    try {
      return await new Promise((resolve, reject) => {
        this.answer = resolve
        this.fail = reject
        this.thread.postMessage(order)
      })
    } finally {
      this.thread.unref()
    }
  }

  async close(): Promise<void> {
    this.fail = null
    await this.thread.terminate()
  }
}
