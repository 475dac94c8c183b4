import type { PairModel } from '../comparison.ts'
import type { LevelShares } from '../score/random-pairs.ts'
import type { SampleColumns } from '../score/samples.ts'
import type { Target } from '../score/train.ts'
import type { RegionWord } from '../normalise/regions.ts'
import type { ChoiceColumns, Within } from './link-within.ts'
import type { Run, Stage } from './state.ts'
import type { Team } from './team.ts'
import type { Measured } from '../outcome/evaluate.ts'
import {
  type DrawPairs,
  type Evaluate,
  makeCounter,
  type RestOfRun,
  type Task,
  type TeamBriefing,
  Worker,
  type WriteLinks,
} from './tasks.ts'

/** Those who do the work: this thread alone, or several. What they write does not depend on how many they are. */
export interface Crew {
  read(stage: Stage, tell: (share: number) => void): Promise<void>
  /** Counts what records share while the caller does something else; solo it is done at once. */
  crowds(stage: Stage): Promise<void>
  /** Finds and compares the candidates of sampled records. */
  sample(stage: Stage, targets: readonly Target[], columns: SampleColumns): Promise<void>
  /** How pairs drawn at random agree; counted while the caller does something else. */
  drawPairs(stage: Stage, target: Target, seed: number): Promise<LevelShares>
  link(
    stage: Stage,
    targets: readonly Target[],
    models: readonly PairModel[],
    tell: (share: number) => void,
  ): Promise<number>
  /** Lets records that stand alone choose others of their own register. */
  choose(stage: Stage, how: Within, columns: ChoiceColumns): Promise<void>
  /** Measures what was linked of the first `stages` registers while the caller does something else. */
  evaluate(stages: number, seed: number): Promise<readonly Measured[]>
  /** Writes the file of the links while the caller does something else; solo it is done at once. */
  writeLinks(path: string, firsts: Uint32Array): Promise<void>
}

const restOf = ({
  pool: _pool,
  links: _links,
  input: _input,
  medicalWork: _medical,
  choices: _choices,
  ...rest
}: Run): RestOfRun => rest

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
    async drawPairs(stage, target, seed) {
      const order: DrawPairs = { does: 'draw pairs', stage: stage.at, target, seed }
      return ((await team.askOne(order)) as LevelShares | null) ?? own.drawPairs(order)
    },
    async sample(stage, targets, columns) {
      await together({ does: 'sample', stage: stage.at, counter: makeCounter(), targets, columns }, () => undefined)
    },
    async choose(stage, how, columns) {
      await together({ does: 'choose', stage: stage.at, counter: makeCounter(), how, columns }, () => undefined)
    },
    async evaluate(stages, seed) {
      const order: Evaluate = { does: 'evaluate', run: restOf(run), stages, seed }
      return ((await team.askOne(order)) as Measured[] | null) ?? own.evaluate(order)
    },
    async writeLinks(path, firsts) {
      const order: WriteLinks = { does: 'write links', path, run: restOf(run), firsts }
      await (team.askOne(order) ?? own.writeLinks(order))
    },
    link: (stage, targets, models, tell) => {
      const { curve } = run
      return together({ does: 'link', stage: stage.at, counter: makeCounter(), targets, models, curve }, tell)
    },
  }
}
