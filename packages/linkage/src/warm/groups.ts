import { type Columns, firstOfPremises } from '../outcome/premises.ts'
import type { Decided } from '../run/decisions.ts'
import type { Run } from '../run/state.ts'
import { WORDS } from '../pool/pool.ts'

/** What a run judged of its premises, and the first record of each. */
export interface Judged {
  readonly firsts: Uint32Array
  readonly columns: Pick<Columns, 'class' | 'certain' | 'doubt'>
}

const packed = ({ class: kind, certain, doubt }: Judged['columns'], p: number): number =>
  kind[p]! + 4 * certain[p]! + 8 * doubt[p]!

/** Premises by their first records. */
interface Regrouped {
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** Which records are one premises, kept as single records move; premises are called after their first record. */
export class Groups {
  private readonly first: Uint32Array
  /** Members of all premises, in order, and where those of each begin; what has moved since is in `late`. */
  private readonly starts: Uint32Array
  private readonly members: Uint32Array
  private readonly late = new Map<number, readonly number[]>()
  /** By first record: class, whether it is certain, and the doubt. */
  private readonly judged: Uint8Array

  constructor(
    private readonly run: Run,
    decided: Decided,
    { firsts, columns }: Judged,
  ) {
    const { size } = run.pool
    this.first = firstOfPremises(run, decided)
    this.judged = new Uint8Array(size)
    for (const [p, first] of firsts.entries()) this.judged[first] = packed(columns, p)
    this.starts = new Uint32Array(size + 1)
    for (const first of this.first) this.starts[first + 1]!++
    for (let at = 0; at < size; at++) this.starts[at + 1] = this.starts[at + 1]! + this.starts[at]!
    this.members = new Uint32Array(size)
    const next = this.starts.slice()
    for (let at = 0; at < size; at++) this.members[next[this.first[at]!]!++] = at
  }

  firstOf(record: number): number {
    return this.first[record]!
  }

  /** Takes what premises were judged to be now; tells whether it is something else than before. */
  judge(first: number, columns: Judged['columns']): boolean {
    const now = packed(columns, 0)
    const isOther = this.judged[first] !== now
    this.judged[first] = now
    return isOther
  }

  membersOf(first: number): readonly number[] {
    return this.late.get(first) ?? [...this.members.subarray(this.starts[first], this.starts[first + 1])]
  }

  /**
   * Groups anew what hangs together with records that have moved, as their premises and decisions are now. Gives the
   * premises that were there before and those that are there now.
   */
  regroup(moved: Iterable<number>, decided: Decided): Regrouped {
    const before = new Set<number>()
    for (const at of moved) {
      before.add(this.first[at]!)
      before.add(this.first[this.run.pool.premises[at * WORDS]!]!)
      for (const other of decided.same.get(at) ?? []) before.add(this.first[other]!)
    }
    const all = [...before].flatMap((it) => this.membersOf(it)).toSorted((a, b) => a - b)
    const root = new Map(all.map((at) => [at, at]))
    const find = (at: number): number => {
      while (root.get(at) !== at) at = root.get(at)!
      return at
    }
    const join = (a: number, b: number): void => {
      const [one, other] = [find(a), find(b)]
      root.set(Math.max(one, other), Math.min(one, other))
    }
    for (const at of all) {
      join(at, this.run.pool.premises[at * WORDS]!)
      for (const other of decided.same.get(at) ?? []) join(at, other)
    }
    for (const it of before) this.late.set(it, [])
    const after = new Map<number, number[]>()
    for (const at of all) {
      const first = find(at)
      this.first[at] = first
      const members = after.get(first)
      if (members === undefined) after.set(first, [at])
      else members.push(at)
    }
    for (const [first, members] of after) this.late.set(first, members)
    return { before: [...before], after: [...after.keys()] }
  }
}
