import type { Override, Recompared } from '../comparison.ts'
import type { Regions } from '../normalise/regions.ts'
import type { Decided } from './decisions.ts'
import { type RecordLinker, RULE } from './link-record.ts'
import { type Cells, OneRecord } from './one-record.ts'
import { withinLinker } from './link-within.ts'
import { nameOfRecord, type Run, stageOf } from './state.ts'

export const OVERRIDES: Readonly<Record<number, Override>> = {
  [RULE.sameCode]: 'same-code',
  [RULE.sameKey]: 'same-key',
  [RULE.decidedSame]: 'decided-same',
  [RULE.decidedDifferent]: 'decided-different',
}

/** Compares single records again while everything is warm. */
export class Recomparer {
  private readonly one: OneRecord
  private readonly within: (RecordLinker | null | undefined)[] = []

  constructor(
    private readonly run: Run,
    private readonly decided: Decided,
    regions: Regions,
  ) {
    this.one = new OneRecord(run, regions)
  }

  recompare(record: number, cells: Cells): Recompared {
    const { at: stage } = stageOf(this.run, record)
    if (stage === 0) throw new RangeError('the first register is what others are linked to: compare anew')
    const told = this.decided.same.get(record)?.find((it) => it < this.run.pool.starts[stage]!)
    if (told !== undefined)
      return { partner: nameOfRecord(this.run, told), probability: 1, none: 0, override: 'decided-same' }
    return this.one.with(record, cells, (linker) => this.answer(record, stage, linker))
  }

  private answer(record: number, stage: number, linker: RecordLinker): Recompared {
    const { pool } = this.run
    const told = this.decided.different.get(record)
    const excluded = told && new Set([...told, ...[...told].map((it) => pool.premises[it]!)])
    linker.link(record, { excluded })
    const { none } = linker
    if (linker.partner >= 0 || told) return this.tell(linker, none, told !== undefined)
    const within = (this.within[stage] ??= withinLinker(this.run, stage))
    if (within) {
      within.link(record)
      if (within.partner>=0 && within.partner<record && within.probability>=0.9) return this.tell(within, none, false)
    }
    return this.tell(linker, none, false)
  }

  private tell(linker: RecordLinker, none: number, isTold: boolean): Recompared {
    const { partner, probability, rule } = linker
    const override = partner < 0 && isTold ? 'decided-different' : (OVERRIDES[rule] ?? null)
    return { partner: partner < 0 ? null : nameOfRecord(this.run, partner), probability, none, override }
  }
}
