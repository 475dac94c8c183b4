import { Worker as Thread } from 'node:worker_threads'
import type { PairModel } from '../comparison.ts'
import type { Target } from '../score/train.ts'
import type { RegionWord } from '../normalise/regions.ts'
import type { Run, Stage } from './state.ts'
import { makeCounter, type Task, type TeamBriefing, Worker } from './tasks.ts'

/** Those who do the work: this thread alone, or several. What they write does not depend on how many they are. */
export interface Crew {
  read(stage: Stage, tell: (share: number) => void): Promise<void>
  /** Counts what records share while the caller does something else; solo it is done at once. */
  crowds(stage: Stage): Promise<void>
  link(
    stage: Stage,
    targets: readonly Target[],
    models: readonly PairModel[],
    tell: (share: number) => void,
  ): Promise<number>
  close(): Promise<void>
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A crew of so many threads, the calling one among them. */
export function makeCrew(run: Run, words: readonly RegionWord[], threads: number): Crew {
  const briefing: TeamBriefing = {
    pool: { starts: run.pool.starts, memory: run.pool.memory },
    sources: run.stages.map(({ register }) => ({ kind: register.kind, table: register.table })),
    links: run.links,
    words,
  }
  const own = new Worker(briefing)
  const others = Array.from({ length: threads - 1 }, () => new Helper(briefing))

  const together = async (task: Task, tell: (share: number) => void): Promise<number> => {
    const theirs = others.map((it) => it.ask(task))
    // Whoever fails, nobody is left waiting: the first fault is thrown when all have stopped.
    const settled = Promise.allSettled(theirs)
    const mine = await own.work(task, async (share) => {
      tell(share)
      await pause()
    })
    await settled
    return (await Promise.all(theirs)).reduce((sum, it) => sum + it, mine)
  }
  return {
    async read(stage, tell) {
      await together({ does: 'read', stage: stage.at, counter: makeCounter() }, tell)
    },
    async crowds(stage) {
      const task: Task = { does: 'crowds', stage: stage.at, counter: makeCounter() }
      const [first] = others
      await (first ? first.ask(task) : own.work(task))
    },
    link: (stage, targets, models, tell) => {
      // What is only drawn from when learning stays here.
      const lean = targets.map((it) => ({ ...it, records: new Uint32Array(0), classRecords: new Uint32Array(0) }))
      return together(
        { does: 'link', stage: stage.at, counter: makeCounter(), targets: lean, models, curve: run.curve },
        tell,
      )
    },
    close: async () => {
      await Promise.all(others.map((it) => it.close()))
    },
  }
}

/** Another thread, asked one thing at a time. */
class Helper {
  private readonly thread: Thread
  private answer: ((result: number) => void) | null = null
  private fail: ((error: Error) => void) | null = null

  constructor(briefing: TeamBriefing) {
    this.thread = new Thread(new URL('./worker.mjs', import.meta.url), { workerData: briefing })
    this.thread.on('message', (it: { scored?: number; error?: string }) => {
      if (it.error === undefined) this.answer?.(it.scored ?? 0)
      else this.fail?.(new Error(it.error))
    })
    this.thread.on('error', (error) => this.fail?.(error instanceof Error ? error : new Error(String(error))))
    this.thread.on('exit', (code) => this.fail?.(new Error(`a comparison thread ended with ${code}`)))
  }

  ask(task: Task): Promise<number> {
    return new Promise((resolve, reject) => {
      this.answer = resolve
      this.fail = reject
      this.thread.postMessage(task)
    })
  }

  async close(): Promise<void> {
    this.fail = null
    await this.thread.terminate()
  }
}
