import { RULE } from './link-record.ts'
import type { Run } from './state.ts'
import { WORDS } from '../pool/pool.ts'

/** What a record that found no partner in earlier registers takes for itself in its own. */
export interface Choice {
  /** The record chosen; where a line was handed over twice, its first. */
  readonly line: number
  readonly probability: number
  readonly rule: number
}

/** What the records of one register chose among themselves, and the premises that come of it. */
export class Choices {
  private readonly of = new Map<number, Choice>()
  private readonly choosers = new Map<number, number[]>()
  private readonly from: number

  constructor(
    private readonly run: Run,
    stage: number,
  ) {
    this.from = run.pool.starts[stage]!
  }

  entries(): Iterable<[number, Choice]> {
    return this.of
  }

  set(at: number, choice: Choice | null): void {
    const before = this.of.get(at)
    if (before !== undefined) {
      const others = this.choosers.get(before.line)!.filter((it) => it !== at)
      if (others.length > 0) this.choosers.set(before.line, others)
      else this.choosers.delete(before.line)
    }
    if (choice === null) this.of.delete(at)
    else {
      this.of.set(at, choice)
      this.choosers.set(choice.line, [...(this.choosers.get(choice.line) ?? []), at])
    }
  }

  /** Makes premises of everything that hangs together. */
  joinAll(): void {
    const done = new Set<number>()
    for (const at of this.of.keys()) {
      if (done.has(at)) continue
      const members = this.around(at)
      for (const it of members) done.add(it)
      this.join(members)
    }
  }

  /** Records that hang together with this one by choices, in order. */
  around(at: number): number[] {
    if (!this.of.has(at) && !this.choosers.has(at)) return [at]
    const found = new Set([at])
    for (const it of found) {
      const line = this.of.get(it)?.line
      if (line !== undefined) found.add(line)
      for (const chooser of this.choosers.get(it) ?? []) found.add(chooser)
    }
    return [...found].toSorted((a, b) => a - b)
  }

  /** Makes one premises of records that hang together. Each but the first is told with the one that leads there. */
  join(members: readonly number[]): void {
    const { pool } = this.run
    const [first] = members
    if (first === undefined) return
    if (members.length === 1) {
      this.part(first)
      return
    }
    const back = this.wayBack(first)
    for (const at of members) {
      const choice = at === first ? undefined : (back.get(at) ?? this.of.get(at))
      this.part(at)
      if (choice === undefined) continue
      pool.premises[at * WORDS] = first
      this.tell(at, choice)
    }
  }

  /** Along the choices from the first on, each record with the one before it. */
  private wayBack(first: number): Map<number, Choice> {
    const back = new Map<number, Choice>()
    let [before, choice] = [first, this.of.get(first)]
    while (choice !== undefined && choice.line !== first && !back.has(choice.line)) {
      const at = choice.line
      const own = this.of.get(at)
      back.set(at, own?.line === before ? own : { ...choice, line: before })
      before = at
      choice = own
    }
    return back
  }

  /** Lets a record stand alone again, as before its register was compared with itself. */
  private part(at: number): void {
    const { pool, links } = this.run
    if (!isJoined(this.run, at, this.from)) return
    pool.premises[at * WORDS] = at
    links.partner[at] = 0
    links.probability[at] = links.none[at]!
    links.rule[at] = RULE.score
  }

  private tell(at: number, { line, probability, rule }: Choice): void {
    const { links } = this.run
    links.partner[at] = line + 1
    links.probability[at] = probability
    links.rule[at] = rule
  }
}

/** Whether a record's partner stands in its own register, whose first record is `from`. */
const isJoined = ({ links }: Pick<Run, 'links'>, at: number, from: number): boolean => links.partner[at]! > from

/** The premises of a record before its register was compared with itself. */
export const premisesBefore = (run: Pick<Run, 'pool' | 'links'>, at: number, from: number): number =>
  isJoined(run, at, from) ? at : run.pool.premises[at * WORDS]!

/** A line that was handed over twice is its first. */
export function lineOf(run: Pick<Run, 'pool' | 'links'>, at: number, from: number): number {
  const premises = premisesBefore(run, at, from)
  return premises < from ? at : premises
}
