import { CandidateFinder } from '../block/candidates.ts'
import type { PairModel } from '../comparison.ts'
import { Regions, type RegionWord } from '../normalise/regions.ts'
import { attachPool, type Pool } from '../pool/pool.ts'
import { RecordReader } from '../pool/read-records.ts'
import type { Curve } from '../score/calibrate.ts'
import { type LevelShares, randomPairs } from '../score/random-pairs.ts'
import { fillSamples, type SampleColumns } from '../score/samples.ts'
import type { Target } from '../score/train.ts'
import { countCrowds } from './crowds.ts'
import { type ChoiceColumns, chooseRows, makeWithinLinker, type Within } from './link-within.ts'
import { linkRows, makeComparer, makeLinker, type Source } from './link-rows.ts'
import { evaluate, type Measured } from '../outcome/evaluate.ts'
import { writeLinks } from '../outcome/links-file.ts'
import { type LinkColumns, type Linked, reserveOf } from './state.ts'

/** What a thread needs to know of the run; memory in it is shared, not copied. */
export interface TeamBriefing {
  readonly pool: Pick<Pool, 'starts' | 'memory'>
  readonly sources: readonly Source[]
  readonly links: LinkColumns
  readonly words: readonly RegionWord[]
}

/** A piece of work that every thread takes rows of, by a counter they share, until none are left. */
export type Task =
  | { readonly does: 'read'; readonly stage: number; readonly counter: Int32Array }
  | { readonly does: 'crowds'; readonly stage: number; readonly counter: Int32Array }
  | {
      readonly does: 'link'
      readonly stage: number
      readonly counter: Int32Array
      readonly targets: readonly Target[]
      readonly models: readonly PairModel[]
      readonly curve: Curve
    }
  | {
      readonly does: 'sample'
      readonly stage: number
      readonly counter: Int32Array
      readonly targets: readonly Target[]
      readonly columns: SampleColumns
    }
  | {
      readonly does: 'choose'
      readonly stage: number
      readonly counter: Int32Array
      readonly how: Within
      readonly columns: ChoiceColumns
    }

/** What one thread does alone while the others go on: how pairs drawn at random agree, and the file of the links. */
export interface DrawPairs {
  readonly does: 'draw pairs'
  readonly stage: number
  readonly target: Target
  readonly seed: number
}
export interface Evaluate {
  readonly does: 'evaluate'
  readonly run: RestOfRun
  readonly stages: number
  readonly seed: number
}
export interface WriteLinks {
  readonly does: 'write links'
  readonly path: string
  readonly run: RestOfRun
  readonly firsts: Uint32Array
}
/** What is known of the run besides what every thread was told in the briefing. */
export type RestOfRun = Omit<Linked, 'pool' | 'links'>

/** Rows that are taken at a time: few enough to share fairly, enough not to quarrel over the counter. */
const PIECE = 2_048
/** A sampled record costs as much as dozens that are read. */
const FEW_SAMPLES = 64

export const makeCounter = (): Int32Array => new Int32Array(new SharedArrayBuffer(4))

/** One thread's part of a task. What it writes does not depend on which rows it came to take. */
export class Worker {
  private readonly pool: Pool
  private reader: RecordReader | null = null

  constructor(private readonly briefing: TeamBriefing) {
    this.pool = attachPool(briefing.pool)
  }

  /** Works until nothing is left; `pause` is called after each piece with the share that has been taken. Gives pairs scored. */
  async work(task: Task, pause?: (share: number) => Promise<void>): Promise<number> {
    const { pool } = this
    const isSample = task.does === 'sample'
    const from = isSample ? 0 : pool.starts[task.stage]!
    const to = isSample ? task.columns.records.length : pool.starts[task.stage + 1]!
    const piece = isSample ? FEW_SAMPLES : task.does === 'crowds' ? to - from : PIECE
    const doPiece = this.pieceOf(task)
    let scored = 0
    for (;;) {
      const start = from + Atomics.add(task.counter, 0, 1) * piece
      if (start >= to) return scored
      scored += doPiece(start, Math.min(to, start + piece))
      if (pause) await pause((start - from) / Math.max(1, to - from))
    }
  }

  drawPairs({ stage, target, seed }: DrawPairs): LevelShares {
    const { pool, briefing } = this
    const range = [pool.starts[stage]!, pool.starts[stage + 1]!] as const
    return randomPairs(makeComparer(pool, briefing.sources), range, target, seed)
  }

  evaluate({ run, stages, seed }: Evaluate): Measured[] {
    return evaluate(this.whole(run), run.stages.slice(0, stages), new Regions(this.briefing.words), seed)
  }

  writeLinks({ path, run, firsts }: WriteLinks): void {
    writeLinks(path, this.whole(run), firsts, new Regions(this.briefing.words))
  }

  private whole(rest: RestOfRun): Linked {
    return { ...rest, pool: this.pool, links: this.briefing.links }
  }

  private pieceOf(task: Task): (from: number, to: number) => number {
    const { pool, briefing } = this
    switch (task.does) {
      case 'read': {
        const source = briefing.sources[task.stage]!
        const reader = (this.reader ??= new RecordReader(pool, new Regions(briefing.words)))
        const base = pool.starts[task.stage]!
        return (from, to) => {
          reader.read(source.table, source.kind, base, [from - base, to - base])
          return 0
        }
      }
      case 'crowds':
        return (from, to) => {
          countCrowds(pool, from, to)
          return 0
        }
      case 'link': {
        const linking = { curve: task.curve, reserve: reserveOf(briefing.links) }
        const linker = makeLinker(pool, briefing.sources, task.targets, task.models, linking)
        return (from, to) => linkRows(linker, pool, briefing.links, [from, to])
      }
      case 'sample': {
        const comparer = makeComparer(pool, briefing.sources)
        const finder = new CandidateFinder(pool, comparer.codeUnits)
        return (from, to) => {
          fillSamples(pool, finder, comparer, task.targets, [task.columns, from, to])
          return 0
        }
      }
      case 'choose': {
        const { links, sources } = briefing
        const linker = makeWithinLinker(pool, sources, links, task.how)
        const first = pool.starts[task.stage]!
        return (from, to) => {
          chooseRows({ pool, links }, linker, task.columns, first, [from, to])
          return 0
        }
      }
    }
  }
}
