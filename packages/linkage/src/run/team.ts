import { Worker as Thread } from 'node:worker_threads'
import { sharedRows } from '../ingest/shared-rows.ts'
import { type CsvResult, type CsvShape, csvRows } from '../ingest/csv-rows.ts'
import type { DrawPairs, Evaluate, Task, TeamBriefing, WriteLinks } from './tasks.ts'

/** What another thread is asked to do. */
export type Order =
  | { readonly does: 'rows'; readonly bytes: Uint8Array; readonly shape: CsvShape; readonly to: number }
  | { readonly does: 'touch'; readonly bytes: Uint8Array }
  | { readonly does: 'brief'; readonly briefing: TeamBriefing }
  | DrawPairs
  | Evaluate
  | WriteLinks
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

  /** {@link csvRows}, of a large file with a thread that has nothing else to do. */
  readonly rowsOf = async (bytes: Uint8Array, shape: CsvShape): Promise<CsvResult> => {
    const helper = bytes.length < LARGE ? undefined : this.helpers.find((it) => it.isIdle)
    if (helper === undefined) return csvRows(bytes, shape)
    return sharedRows(
      bytes,
      shape,
      (of, to) => helper.ask({ does: 'rows', bytes, shape: of, to }) as Promise<CsvResult>,
    )
  }

  /** Asks every other thread, each of which answers with a number. */
  askAll(order: Order): Promise<number>[] {
    return this.helpers.map((it) => it.ask(order) as Promise<number>)
  }

  /** Asks one other thread; null when there is none. */
  askOne(order: Order): Promise<unknown> | null {
    return this.helpers[0]?.ask(order) ?? null
  }

  /**
   * Has another thread ask the system for memory that will be written, page by page, while the caller does something
   * else: threads that ask at the same time wait for one another, several times as long.
   */
  touch(bytes: Uint8Array): void {
    void this.askOne({ does: 'touch', bytes })
  }

  async close(): Promise<void> {
    await Promise.all(this.helpers.map((it) => it.close()))
  }
}

/** Another thread: it does one thing after the other, and answers in that order. */
class Helper {
  private readonly thread: Thread
  private readonly waiting: { resolve(result: unknown): void; reject(error: Error): void }[] = []
  private isEnding = false
  /** Why the thread answers no more. */
  private ended: Error | null = null

  constructor() {
    this.thread = new Thread(new URL('./worker.mjs', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    this.thread.on('message', (it: { result?: unknown; error?: string }) => {
      const asked = this.waiting.shift()
      // While it is ending, whoever ends it waits for that.
      if (this.isIdle && !this.isEnding) this.thread.unref()
      if (it.error === undefined) asked?.resolve(it.result)
      else asked?.reject(new Error(it.error))
    })
    this.thread.on('error', (error) => this.end(error instanceof Error ? error : new Error(String(error))))
    this.thread.on('exit', (code) => this.end(new Error(`a comparison thread ended with ${code}`)))
    // A team that nobody closes keeps no program from ending.
    this.thread.unref()
  }

  get isIdle(): boolean {
    return this.waiting.length === 0
  }

  ask(order: Order): Promise<unknown> {
    if (this.ended !== null) return Promise.reject(this.ended)
    this.thread.ref()
    const answer = new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      this.thread.postMessage(order)
    })
    // Whoever waits for it is told; when the work is given up, nobody does.
    answer.catch(() => undefined)
    return answer
  }

  async close(): Promise<void> {
    this.isEnding = true
    await this.thread.terminate()
  }

  private end(error: Error): void {
    this.ended ??= error
    for (const { reject } of this.waiting.splice(0)) reject(this.ended)
  }
}
