import type { PairModel } from '../comparison.ts'
import { Regions, type RegionWord } from '../normalise/regions.ts'
import { RecordReader } from '../pool/read-records.ts'
import type { Target } from '../score/train.ts'
import { linkRows, makeLinker } from './link-rows.ts'
import type { Run, Stage } from './state.ts'

/** Those who do the work: this thread alone, or several. What they write does not depend on who they are. */
export interface Crew {
  read(words: readonly RegionWord[], tell: (share: number) => void): Promise<void>
  link(
    stage: Stage,
    targets: readonly Target[],
    models: readonly PairModel[],
    tell: (share: number) => void,
  ): Promise<number>
  close(): Promise<void>
}

/** Rows that are done between two looks at the clock or the signal. */
const PIECE = 4_096

/** The work done in the calling thread. */
export function soloCrew(run: Run, pause: () => Promise<void>): Crew {
  const pieces = async (
    from: number,
    to: number,
    work: (range: readonly [number, number]) => void,
    tell: (share: number) => void,
  ) => {
    for (let at = from; at < to; at += PIECE) {
      work([at, Math.min(to, at + PIECE)])
      tell((at - from) / Math.max(1, to - from))
      await pause()
    }
  }
  return {
    async read(words, tell) {
      const reader = new RecordReader(run.pool, new Regions(words))
      for (const { register, at } of run.stages)
        await pieces(
          0,
          register.table.rows,
          (range) => reader.read(register.table, register.kind, run.pool.starts[at]!, range),
          tell,
        )
    },
    async link(stage, targets, models, tell) {
      const sources = run.stages.map(({ register }) => ({ kind: register.kind, table: register.table }))
      const linker = makeLinker(run.pool, sources, targets, models)
      let scored = 0
      const [from, to] = [run.pool.starts[stage.at]!, run.pool.starts[stage.at + 1]!]
      await pieces(from, to, (range) => (scored += linkRows(linker, run.pool, run.links, range)), tell)
      return scored
    },
    close: () => Promise.resolve(),
  }
}
