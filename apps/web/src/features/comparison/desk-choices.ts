import type { Explanation, QuestionChoice, QuestionRow, RecordBeside, ShownRecord } from '@qingmei/contract/comparison'
import { likely } from './likely.ts'

/** A record that the one in question may be said to be. */
export interface Choice {
  readonly record: ShownRecord
  readonly beside: RecordBeside
  /** Null: the comparison did not think of it. */
  readonly probability: number | null
  readonly why: Explanation | null
  /** What is said when it is taken. */
  readonly says: QuestionChoice
}

/** Whom a person may choose: the candidates, best first, then those at the same address that are none of them. */
export function choicesOf({ candidates, neighbours }: QuestionRow): Choice[] {
  const isCandidate = (it: ShownRecord) =>
    candidates.some(({ record }) => record.kind === it.kind && record.key === it.key)
  return [
    ...candidates.map((it, i) => ({ ...it, says: i })),
    ...neighbours.flatMap((it, i) =>
      isCandidate(it.record) ? [] : [{ ...it, probability: null, why: null, says: { neighbour: i } }],
    ),
  ]
}

/** The place that the keys come to next; candidates that are hardly possible are passed over unless one stands there. */
export function step(question: QuestionRow, at: number, by: 1 | -1): number {
  const all = choicesOf(question).length
  const { length } = question.candidates
  const shown = shownCandidates(question, at)
  const next = at + by
  if (next < 0 || next >= all) return at
  if (by === 1) return next >= shown && next < length ? (length < all ? length : at) : next
  return next >= shown && next < length ? Math.max(shown - 1, 0) : next
}

/** How many candidates are shown: those that are worth a look, and as far as the one that is looked at. */
export const shownCandidates = (question: QuestionRow, at: number): number =>
  Math.max(likely(question), at < question.candidates.length ? at + 1 : 0)
