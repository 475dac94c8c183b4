import { CandidateFinder } from '../block/candidates.ts'
import type { BlockIndex, LateLists } from '../block/index.ts'
import { MOST_KEYS, RecordKeys } from '../block/keys.ts'
import type { OwnRun } from './copy-run.ts'

/** Tells what a record weighs in the search for another, to the last bit: by a search in which nobody else is found. */
export class Scales implements LateLists {
  length = 0
  private readonly finder: CandidateFinder
  private readonly own: RecordKeys
  private readonly alone = new Uint32Array(MOST_KEYS)
  private readonly indexes: readonly BlockIndex[]

  constructor(run: OwnRun) {
    this.finder = new CandidateFinder(run.pool)
    this.own = new RecordKeys(run.pool)
    this.indexes = run.own.map((it) => ({ ...it!.index, late: this }))
  }

  /** From now on this record is weighed, as its keys are now. */
  take(record: number): void {
    this.own.fill(record)
    this.alone.fill(record)
  }

  /** −1 where no list that is followed is shared. */
  weigh(seeker: number, register: number): number {
    return this.finder.find(seeker, [this.indexes[register]!]) === 0 ? -1 : this.finder.weights[0]!
  }

  isOther(): boolean {
    return true
  }

  list(index: BlockIndex, bucket: number): Uint32Array {
    const mask = index.heads.length - 2
    this.length = 0
    for (let i = 0; i < this.own.count; i++) if (((this.own.keys[i]! ^ bucket) & mask) === 0) this.length++
    return this.alone
  }
}
