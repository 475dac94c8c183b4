/** Shapes of answers of the comparison, as the screens read them. */

import type { DecisionRow, LineRow, ShownRecord } from '@qingmei/contract/comparison'

export type {
  DecisionRow,
  DiffRow,
  FaultRow,
  LinePage,
  LineRow,
  Look,
  LookedColumn,
  ShownRecord,
  WorkProgress,
} from '@qingmei/contract/comparison'

/** The three lists, and what the office keeps for reference: a licence without a registration. */
export const CLASSES = ['licensed-registered', 'registered-only', 'neither', 'licensed-only'] as const
export type PremisesClass = (typeof CLASSES)[number]

/** A record, named so that it is found again in the next run. */
export interface RecordName {
  readonly kind: string
  readonly key: string
}

export interface FieldEvidence {
  readonly field: string
  readonly rawA: string
  readonly rawB: string
  readonly normalA: string
  readonly normalB: string
  readonly level: string
  readonly bits: number
  readonly crowd: number | null
}

/** Why a record is linked, or why it is not. */
export interface Explanation {
  readonly other: { readonly kind: string; readonly key: string } | null
  readonly probability: number
  readonly priorBits: number
  readonly evidence: readonly FieldEvidence[]
  readonly override: string | null
  readonly runnerUp: { readonly name: string; readonly probability: number } | null
  readonly marginBits: number | null
}

export interface MemberRow {
  readonly no: number
  readonly probability: number
  readonly record: ShownRecord
  readonly why: Explanation
  /** The same in a sentence. */
  readonly sentence: string
}

export interface LineDetail {
  readonly line: LineRow
  readonly members: readonly MemberRow[]
  readonly questions: readonly Question[]
  readonly decisions: readonly DecisionRow[]
  readonly premises: string | null
  readonly names: Readonly<Record<string, string>>
}

export interface Candidate {
  readonly record: ShownRecord
  readonly probability: number
  readonly bits: number
  /** Null in results that were kept without it. */
  readonly why: Explanation | null
}

/** A record that a person should look at, with its candidates, best first. */
export interface Question {
  readonly no: number
  readonly line: number | null
  readonly reason: string
  readonly group: string
  readonly record: ShownRecord
  readonly none: number
  readonly chosen: number | null
  readonly candidates: readonly Candidate[]
  readonly neighbours: readonly ShownRecord[]
  readonly settled: string | null
  readonly decisions: readonly DecisionRow[]
}

export interface QuestionPage {
  readonly rows: readonly Question[]
  readonly next: number | null
  readonly open: number
  readonly settled: number
  readonly pending: number
}

/** A share with its Wilson interval (95 %). */
export interface Share {
  readonly of: number
  readonly hits: number
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What a run measured of one of its registers by itself. */
export interface RegisterReport {
  readonly file: string
  readonly kind: string
  readonly rows: number
  readonly linked: number
  readonly alone: number
  readonly review: number
  readonly byCode: number
  readonly hiddenKey: { readonly recall: Share; readonly precision: Share } | null
  readonly planted: { readonly recall: Share; readonly precision: Share } | null
  readonly blockingRecall: Share | null
}
