import { type Linked, stageOf } from '../run/state.ts'
import { KeyBytes } from '../table.ts'

/** Keys of records and ids of premises as bytes: a million of them without a million strings. */
export class IdBytes {
  private readonly kinds: readonly Buffer[]
  private readonly keys: readonly KeyBytes[]

  constructor(private readonly run: Pick<Linked, 'pool' | 'stages'>) {
    this.kinds = run.stages.map(({ register }) => Buffer.from(`${register.kind}-`))
    this.keys = run.stages.map(({ register }) => new KeyBytes(register.table))
  }

  /** Puts a record's key where it is plain (see {@link KeyBytes}) and gives its length; 0 where it has to be asked for. */
  key(record: number, into: Uint8Array, at: number): number {
    const { pool } = this.run
    const stage = stageOf(this.run, record).at
    return this.keys[stage]!.copy(record - pool.starts[stage]!, into, at)
  }

  /** Puts the id of the premises that are called after a record, as {@link IdBytes.key} puts a key. */
  id(first: number, into: Uint8Array, at: number): number {
    const kind = this.kindOf(first)
    into.set(kind, at)
    const length = this.key(first, into, at + kind.length)
    return length === 0 ? 0 : kind.length + length
  }

  /** What an id begins with, before the key. */
  kindOf(record: number): Uint8Array {
    return this.kinds[stageOf(this.run, record).at]!
  }
}
