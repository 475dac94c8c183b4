import type { PairModel } from '../comparison.ts'
import type { LevelShares } from '../score/random-pairs.ts'
import type { Target } from '../score/train.ts'
import type { RegionWord } from '../normalise/regions.ts'
import type { Run, Stage } from './state.ts'
import type { Said } from '../outcome/said.ts'
import type { Team } from './team.ts'
import { type DrawPairs, makeCounter, type Task, type TeamBriefing, Worker } from './tasks.ts'

/** Those who do the work: this thread alone, or several. What they write does not depend on how many they are. */
export interface Crew {
  read(stage: Stage, tell: (share: number) => void): Promise<void>
  /** Counts what records share while the caller does something else; solo it is done at once. */
  crowds(stage: Stage): Promise<void>
  /** How pairs drawn at random agree, by target; counted while the caller does something else. */
  drawPairs(stage: Stage, targets: readonly Target[], seed: number): Promise<readonly LevelShares[]>
  link(
    stage: Stage,
    targets: readonly Target[],
    models: readonly PairModel[],
    tell: (share: number) => void,
  ): Promise<number>
  /** Has another thread say why records are linked, while the caller does something else; null where there is none. */
  say(): Promise<Said> | null
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The crew of a run: a team that knows what it is about. */
export async function makeCrew(run: Run, words: readonly RegionWord[], team: Team): Promise<Crew> {
  const briefing: TeamBriefing = {
    pool: { starts: run.pool.starts, memory: run.pool.memory },
    sources: run.stages.map(({ register }) => ({ kind: register.kind, table: register.table })),
    links: run.links,
    words,
  }
  const own = new Worker(briefing)
  await Promise.all(team.askAll({ does: 'brief', briefing }))

  const together = async (task: Task, tell: (share: number) => void): Promise<number> => {
    const theirs = team.askAll(task)
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
      await (team.askOne(task) ?? own.work(task))
    },
    async drawPairs(stage, targets, seed) {
      const order: DrawPairs = { does: 'draw pairs', stage: stage.at, targets, seed }
      return ((await team.askOne(order)) as LevelShares[] | null) ?? own.drawPairs(order)
    },
    say: () => {
      const { pool: _pool, links: _links, input: _input, choices: _choices, ...rest } = run
      return team.askOne({ does: 'say', run: rest }) as Promise<Said> | null
    },
    link: (stage, targets, models, tell) => {
      const { curve } = run
      return together({ does: 'link', stage: stage.at, counter: makeCounter(), targets, models, curve }, tell)
    },
  }
}
