import type { BlockIndex } from '../block/index.ts'
import { HALVES, type Pool } from '../pool/pool.ts'
import type { Target } from '../score/train.ts'
import { CROWD_COLUMNS, CROWDS, countIn, MOST_CROWD, tallyOf } from './crowds.ts'
import type { Run, Stage } from './state.ts'

/** What was counted of one register. */
interface RegisterCounts extends Pick<Target, 'population' | 'classPopulation'> {
  readonly kind: string
  readonly index: Pick<BlockIndex, 'counted' | 'size'>
  /** By column of {@link CROWDS}: how many have a value. */
  readonly crowds: readonly Uint32Array[]
}

/**
 * Everything that one run counted over all of its records: how many share a telephone number, a house, a name; how many
 * each register has; how long the lists of its index are; from where on the list of the unregistered is right. A single
 * row hardly moves them, and every weight hangs on them. Whoever keeps them gets answers that differ only where rows do.
 */
export class Counts {
  private readonly registers: readonly RegisterCounts[]

  constructor(
    { pool, stages, own }: Run,
    /** See `sureAlone`. */
    readonly sure: number,
  ) {
    this.registers = stages.map(({ at, register }) => ({
      kind: register.kind,
      population: own[at]?.population ?? 0,
      classPopulation: own[at]?.classPopulation ?? 0,
      index: { counted: own[at]?.index.counted ?? new Uint32Array(18), size: own[at]?.index.size ?? 0 },
      crowds: CROWD_COLUMNS.map((column) => tallyOf(pool, column, [pool.starts[at]!, pool.starts[at + 1]!])),
    }))
  }

  /** Whether these are counts of the same kinds of register in the same order. */
  fit(stages: readonly Stage[]): boolean {
    return (
      stages.length === this.registers.length &&
      stages.every(({ register }, k) => register.kind === this.registers[k]!.kind)
    )
  }

  of(stage: number): RegisterCounts {
    return this.registers[stage]!
  }

  /** Writes the crowds of records; a value that nobody had is had by the record itself. */
  writeCrowds(pool: Pool, stage: number, [from, to]: readonly [number, number]): void {
    for (const [i, column] of CROWD_COLUMNS.entries()) {
      const tally = this.registers[stage]!.crowds[i]!
      for (let at = from; at < to; at++) {
        const value = CROWDS[column](pool, at)
        pool[column][at * HALVES] = value === 0 ? 0 : Math.min(MOST_CROWD, Math.max(1, countIn(tally, value)))
      }
    }
  }
}
