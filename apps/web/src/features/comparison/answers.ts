/** Shapes of answers of the comparison, as the screens read them. */

/** The three lists, and what the office keeps for reference: a licence without a registration. */
export const CLASSES = ['licensed-registered', 'registered-only', 'neither', 'licensed-only'] as const
export type PremisesClass = (typeof CLASSES)[number]

/** A column of a file that is looked at; `field` null: it is not used. */
export interface LookedColumn {
  readonly at: number
  readonly letter: string
  readonly header: string
  readonly samples: readonly string[]
  readonly field: string | null
  readonly by: 'remembered' | 'header' | 'values' | null
}

/** What a file seems to be, before somebody confirms it. */
export interface Look {
  readonly file: { readonly id: string; readonly name: string; readonly bytes: number }
  readonly format: string
  readonly encoding: string
  readonly sheet: string | null
  readonly headerRow: number
  readonly titles: readonly string[]
  readonly signature: string
  readonly headers: readonly string[]
  readonly columns: readonly LookedColumn[]
  readonly kind: string | null
  readonly kinds: readonly { readonly kind: string; readonly matched: number }[]
  readonly fields: readonly { readonly field: string; readonly label: string; readonly needed: boolean }[]
  readonly asOf: string | null
  /** This source confirmed this very header before. */
  readonly remembered: boolean
  readonly sources: readonly { readonly id: string; readonly name: string; readonly kind: string }[]
}

/** How far long work is. */
export interface WorkProgress {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | null
  readonly stage: string | null
  readonly done: number
  readonly total: number | null
  readonly tries: number
  readonly error: string | null
}

/** A row of a file that cannot be taken, or is taken without the value named. */
export interface FaultRow {
  readonly level: 'refused' | 'noted'
  readonly sheet: string | null
  readonly row: number | null
  readonly column: string | null
  readonly value: string | null
  readonly reason: string
  readonly remedy: string
}

/** One line of a run: a place. */
export interface LineRow {
  readonly no: number
  readonly class: PremisesClass
  /** False: the class is the likelier one, and waits for review. */
  readonly certain: boolean
  readonly doubt: string | null
  readonly medical: boolean
  readonly name: string
  readonly address: string | null
  readonly uscc: string | null
  readonly town: string | null
  readonly sources: readonly string[]
}

/** A record, named so that it is found again in the next run. */
export interface RecordName {
  readonly kind: string
  readonly key: string
}

/** A record as its register writes it. */
export interface ShownRecord {
  readonly kind: string
  readonly file: string
  readonly key: string
  readonly name: string
  readonly address: string | null
  readonly code: string | null
  readonly principal: string | null
  readonly phone: string | null
  readonly scope: string | null
  readonly state: string | null
  readonly issuedOn: string | null
  readonly expiresOn: string | null
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

export interface LinePage {
  readonly rows: readonly LineRow[]
  readonly next: number | null
  readonly total: number
  readonly names: Readonly<Record<string, string>>
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

export interface DecisionRow {
  readonly id: string
  readonly aKind: string
  readonly aKey: string
  readonly bKind: string
  readonly bKey: string
  readonly verdict: string
  readonly reason: string | null
  readonly status: string
  readonly decidedBy: string
  readonly decidedAt: string
}

export interface QuestionPage {
  readonly rows: readonly Question[]
  readonly next: number | null
  readonly open: number
  readonly settled: number
  readonly pending: number
}

export interface DiffRow {
  readonly change: 'entered' | 'left' | 'class-changed'
  readonly name: string
  readonly address: string | null
  readonly from: { readonly no: number; readonly class: PremisesClass } | null
  readonly to: { readonly no: number; readonly class: PremisesClass } | null
  readonly reasons: readonly { readonly code: string; readonly record: string | null }[]
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
