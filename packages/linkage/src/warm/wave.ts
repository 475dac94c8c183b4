import type { Run } from '../run/state.ts'

/** What linking says of a record. */
export interface Answer {
  readonly partner: number
  readonly probability: number
  readonly none: number
  readonly rule: number
  readonly codeOwner: number
  readonly premises: number
}

/** What one change sets in motion: register by register, who is to be linked again and who is to choose again. */
export class Wave {
  /** By register. */
  readonly toLink: readonly Set<number>[]
  readonly toChoose: readonly Set<number>[]
  /** Records that were looked at again, as they were before. */
  readonly before: Map<number, Answer> = new Map<number, Answer>()

  constructor(private readonly run: Run) {
    this.toLink = run.stages.map(() => new Set<number>())
    this.toChoose = run.stages.map(() => new Set<number>())
  }

  /** Keeps how a record stands; only the first time counts. */
  keep(record: number): void {
    if (!this.before.has(record)) this.before.set(record, answerOf(this.run, record))
  }
}

export function answerOf({ links, pool }: Run, record: number): Answer {
  return {
    partner: links.partner[record]!,
    probability: links.probability[record]!,
    none: links.none[record]!,
    rule: links.rule[record]!,
    codeOwner: links.codeOwner[record]!,
    premises: pool.premises[record]!,
  }
}

export const isSameAnswer = (a: Answer, b: Answer): boolean =>
  a.partner === b.partner &&
  a.probability === b.probability &&
  a.none === b.none &&
  a.rule === b.rule &&
  a.codeOwner === b.codeOwner &&
  a.premises === b.premises
