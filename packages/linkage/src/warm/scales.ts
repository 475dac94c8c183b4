import { CandidateFinder } from '../block/candidates.ts'
import type { BlockIndex, LateLists } from '../block/index.ts'
import { MOST_KEYS, RecordKeys } from '../block/keys.ts'
import { type Pool, WORDS } from '../pool/pool.ts'
import type { OwnRun } from './copy-run.ts'

/** Tells what a record weighs in the search for another, to the last bit: by a search in which nobody else is found. */
export class Scales implements LateLists {
  length = 0
  private readonly pool: Pool
  private readonly finder: CandidateFinder
  private readonly sought: RecordKeys
  private readonly keys: RecordKeys
  /** Keys under which the record stood before, and the name that it had. */
  private readonly stood: RecordKeys
  private stoodName = 0
  private readonly alone = new Uint32Array(MOST_KEYS)
  private readonly indexes: readonly BlockIndex[]

  constructor(run: OwnRun) {
    this.pool = run.pool
    this.finder = new CandidateFinder(run.pool)
    this.sought = new RecordKeys(run.pool)
    this.keys = new RecordKeys(run.pool)
    this.stood = new RecordKeys(run.pool)
    this.indexes = run.own.map((it) => ({ ...it!.index, late: this }))
  }

  /** Keeps the keys of a record before they change. */
  keep(record: number): void {
    this.stood.fill(record)
    this.stoodName = this.pool.coreKey[record * WORDS]!
  }

  /** From now on this record is weighed, as its keys are now. */
  take(record: number): void {
    this.keys.fill(record)
    this.alone.fill(record)
  }

  /** −1 where no list that is followed is shared. */
  weigh(seeker: number, register: number): number {
    return this.finder.find(seeker, [this.indexes[register]!]) === 0 ? -1 : this.finder.weights[0]!
  }

  /** Whether the record shares the very lists with the other that it shared before, and so weighs what it did. */
  isAsBefore(seeker: number, record: number, register: number): boolean {
    const { sought, keys, stood, pool } = this
    const mask = this.indexes[register]!.counted.length - 2
    if (pool.coreKey[record * WORDS] !== this.stoodName) return false
    sought.fill(seeker)
    for (let i = 0; i < sought.count; i++)
      if (timesIn(keys, sought.keys[i]!, mask) !== timesIn(stood, sought.keys[i]!, mask)) return false
    return true
  }

  isOther(): boolean {
    return true
  }

  list(index: BlockIndex, bucket: number): Uint32Array {
    this.length = timesIn(this.keys, bucket, index.heads.length - 2)
    return this.alone
  }
}

function timesIn({ keys, count }: RecordKeys, key: number, mask: number): number {
  let times = 0
  for (let i = 0; i < count; i++) if (((keys[i]! ^ key) & mask) === 0) times++
  return times
}
