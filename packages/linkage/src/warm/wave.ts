import type { Run } from '../run/state.ts'
import { WORDS } from '../pool/pool.ts'

/** What linking says of a record. */
export interface Answer {
  readonly partner: number
  readonly probability: number
  readonly none: number
  readonly rule: number
  readonly codeOwner: number
  readonly premises: number
}

/** What has become of a record that others may have found, or may find now. */
export interface Event {
  readonly record: number
  /** Whether its register's index has it, before and after. */
  readonly was: boolean
  readonly is: boolean
  /** Its cells are others: who has compared it compares it again. */
  readonly isNew: boolean
}

/** An event as it concerns one record that seeks. */
export interface Concern extends Event {
  /** What the two share weighs at most, before or after. */
  readonly weight: number
  /** They share a list that is not followed in every search. */
  readonly isLong: boolean
  readonly isByCode: boolean
}

/** Who is to be looked at again, and why; everything where the reason is not a single other record. */
export type Calls = Map<number, Concern[] | 'everything'>

/** What one change sets in motion, register by register. */
export class Wave {
  /** Who is to be linked with earlier registers again, and who is to choose in its own again. */
  readonly toLink: readonly Calls[]
  readonly toChoose: readonly Calls[]
  /** Records that were looked at again, as they were before. */
  readonly before: Map<number, Answer> = new Map<number, Answer>()

  constructor(private readonly run: Run) {
    this.toLink = run.stages.map((): Calls => new Map())
    this.toChoose = run.stages.map((): Calls => new Map())
  }

  /** Keeps how a record stands; only the first time counts. */
  keep(record: number): void {
    if (!this.before.has(record)) this.before.set(record, answerOf(this.run, record))
  }
}

/** Adds a concern; what befell one record twice is told once. */
export function call(calls: Calls, record: number, concern: Concern): void {
  const known = calls.get(record)
  if (known === 'everything') return
  if (known === undefined) {
    calls.set(record, [concern])
    return
  }
  const same = known.findIndex((it) => it.record === concern.record)
  if (same < 0) known.push(concern)
  else {
    const before = known[same]!
    known[same] = {
      record: concern.record,
      was: before.was,
      is: concern.is,
      isNew: before.isNew || concern.isNew,
      weight: Math.max(before.weight, concern.weight),
      isLong: before.isLong || concern.isLong,
      isByCode: before.isByCode || concern.isByCode,
    }
  }
}

export function answerOf({ links, pool }: Run, record: number): Answer {
  return {
    partner: links.partner[record]!,
    probability: links.probability[record]!,
    none: links.none[record]!,
    rule: links.rule[record]!,
    codeOwner: links.codeOwner[record]!,
    premises: pool.premises[record * WORDS]!,
  }
}

export const isSameAnswer = (a: Answer, b: Answer): boolean =>
  a.partner === b.partner &&
  a.probability === b.probability &&
  a.none === b.none &&
  a.rule === b.rule &&
  a.codeOwner === b.codeOwner &&
  a.premises === b.premises
