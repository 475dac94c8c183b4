import type { Share } from '@qingmei/core/kernel/share'

/**
 * What the endpoints of register comparison answer, as JSON. The ledgers behind them (`register-source`,
 * `register-file`, `comparison`, `pair-decision`) are read and acted on by the generic endpoints as well; the
 * endpoints in `apps/server/src/premises/comparison` are what those cannot do.
 *
 * The way: upload a file (`/api/files`) → `POST /api/register-files/look` shows columns and guesses →
 * `POST /api/register-files` confirms and takes it in → poll `GET /api/register-files/:id/progress` →
 * `POST /api/comparisons` → poll `GET /api/comparisons/:id` → lines, questions, decisions →
 * action `comparison.rematch` takes decisions up → action `closeReview` → `POST /api/comparisons/:id/publish`.
 */

/** The three lists, and what the office keeps for reference: codes of `premises-class`. */
export const CLASSES = ['licensed-registered', 'registered-only', 'neither', 'licensed-only'] as const
export type PremisesClass = (typeof CLASSES)[number]

/** A column of a file that is looked at. `at` counts from 0. */
export interface LookedColumn {
  readonly at: number
  /** `A`, `B` …; for JSON lines the key. */
  readonly letter: string
  readonly header: string
  readonly samples: readonly string[]
  /** What it is taken for; null for a column that is not used. */
  readonly field: string | null
  /** Why: confirmed before for this header, known by its header, likely by its values. */
  readonly by: 'remembered' | 'header' | 'values' | null
}

/** `POST /api/register-files/look { file, source?, kind? }`. */
export interface Look {
  readonly file: { readonly id: string; readonly name: string; readonly bytes: number }
  readonly format: 'csv' | 'xlsx' | 'jsonl'
  readonly encoding: string
  readonly sheet: string | null
  readonly headerRow: number
  /** Rows above the header, as text: titles. */
  readonly titles: readonly string[]
  readonly signature: string
  readonly headers: readonly string[]
  readonly columns: readonly LookedColumn[]
  /** Kinds of register that it may be, the likeliest first; `kind` is the one that the guess is for. */
  readonly kind: string | null
  readonly kinds: readonly { readonly kind: string; readonly matched: number }[]
  /** Fields of the kind, in their order, with the words for them and whether one must be given. */
  readonly fields: readonly { readonly field: string; readonly label: string; readonly needed: boolean }[]
  /** The date in the title; null: ask. */
  readonly asOf: string | null
  /** True when this source confirmed this very header before: nothing needs to be asked. */
  readonly remembered: boolean
  /** Sources of this kind that are there already. */
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

/** A row that cannot be taken (`level` 'refused'), or is taken without the value named ('noted'). */
export interface FaultRow {
  readonly level: 'refused' | 'noted'
  readonly sheet: string | null
  readonly row: number | null
  readonly column: string | null
  readonly value: string | null
  readonly code: string
  readonly reason: string
  readonly remedy: string
}

/** `GET /api/register-files/:id/progress`. */
export interface FileProgress {
  readonly id: string
  readonly status: string
  readonly work: WorkProgress
  readonly counts: {
    readonly rows: number | null
    readonly taken: number | null
    readonly refused: number | null
    readonly noted: number | null
    readonly outOfScope: number | null
  }
  readonly note: string | null
}

/** One line of a run: a place. `class` is a code of `premises-class`; 无照无证 is a lead to check on site, no finding. */
export interface LineRow {
  readonly no: number
  readonly id: string
  readonly class: string
  readonly certain: boolean
  readonly doubt: string | null
  readonly medical: boolean
  readonly name: string
  readonly address: string | null
  readonly uscc: string | null
  readonly town: string | null
  readonly sources: readonly string[]
}

/** A record of a register as it stands in the file. */
export interface ShownRecord {
  readonly kind: string
  readonly file: string
  readonly key: string
  readonly name: string
  readonly address: string | null
  readonly code: string | null
  readonly principal: string | null
  readonly phone: string | null
  /** The scope of business or the services offered, shortened. */
  readonly scope: string | null
  readonly state: string | null
  readonly issuedOn: string | null
  readonly expiresOn: string | null
}

/** A record, named so that it is found again in the next run. */
export interface RecordName {
  readonly kind: string
  readonly key: string
}

/** What one field says about a pair of records, as the engine weighed it. */
export interface FieldEvidence {
  readonly field: string
  /** As the two files write it, and as it was compared. */
  readonly rawA: string
  readonly rawB: string
  readonly normalA: string
  readonly normalB: string
  readonly level: string
  /** Weight of evidence: positive for, negative against. */
  readonly bits: number
  /** How many records share the value; null where that does not weigh. */
  readonly crowd: number | null
}

/** Why a record is linked, or why it is not; `other` is null when it stands alone. What says nothing is left out. */
export interface Explanation {
  readonly record: RecordName
  readonly other: RecordName | null
  readonly probability: number
  readonly priorBits: number
  readonly evidence: readonly FieldEvidence[]
  readonly override: string | null
  readonly runnerUp: { readonly record: RecordName; readonly name: string; readonly probability: number } | null
  readonly marginBits: number | null
}

/** A record of a line, why it belongs there, and the same in a Chinese sentence. */
export interface MemberRow {
  readonly no: number
  readonly probability: number
  readonly record: ShownRecord
  readonly why: Explanation
  readonly sentence: string
}

/** `GET /api/comparisons/:id/lines?class=&town=&medical=1&uncertain=1&q=&after=` → rows, next, total counts. */
export interface LinePage {
  readonly rows: readonly LineRow[]
  readonly next: number | null
  readonly total: number
  readonly names: Readonly<Record<string, string>>
}

/** `GET /api/comparisons/:id/lines/:no`. */
export interface LineDetail {
  readonly line: LineRow
  readonly members: readonly MemberRow[]
  readonly questions: readonly QuestionRow[]
  readonly decisions: readonly DecisionRow[]
  /** The place that the ledger has of it, when it is known. */
  readonly premises: string | null
  readonly names: Readonly<Record<string, string>>
}

/** A candidate of a question. `pair` is null for "none of these". */
export interface CandidateRow {
  readonly record: ShownRecord
  readonly probability: number
  readonly bits: number
  /** Null where nobody would take it, and in results that were kept without it. */
  readonly why: Explanation | null
}

/** The fields of a record in the order in which one looks at them beside another. */
export const BESIDE_FIELDS = [
  'name',
  'address',
  'principal',
  'phone',
  'code',
  'state',
  'issuedOn',
  'expiresOn',
  'scope',
] as const satisfies readonly (keyof ShownRecord)[]
export type BesideField = (typeof BESIDE_FIELDS)[number]

/** How a field of two records stands, as the comparison reads it: what of either differs, in code units of the text. */
export interface FieldBeside {
  /** Written alike; written otherwise and the same; apart in some signs; apart in most; one says nothing. */
  readonly is: 'same' | 'written' | 'differs' | 'other' | 'missing'
  /** Characters by which they differ, on the side that has more of them. */
  readonly differing: number
  readonly left: readonly (readonly [from: number, to: number])[]
  readonly right: readonly (readonly [from: number, to: number])[]
}

/** By field; one of which neither record says anything is left out. */
export type RecordBeside = Readonly<Partial<Record<BesideField, FieldBeside>>>

/** A candidate as the desk shows it beside the record. */
export interface CandidateBeside extends CandidateRow {
  readonly beside: RecordBeside
}

/** Another record at the same address, which the comparison did not think of; a person may. */
export interface NeighbourBeside {
  readonly record: ShownRecord
  readonly beside: RecordBeside
}

/** What a person says to a question: the candidate or the neighbour that it is, none of them, or that it cannot be told. */
export type QuestionChoice = number | 'none' | 'unsure' | { readonly neighbour: number }

/** A record that a person should look at, with its candidates, best first. */
export interface QuestionRow {
  readonly no: number
  readonly line: number | null
  readonly reason: string
  readonly priority: number
  readonly group: string
  readonly record: ShownRecord
  readonly none: number
  readonly chosen: number | null
  readonly candidates: readonly CandidateBeside[]
  readonly neighbours: readonly NeighbourBeside[]
  /** The decision that settled it; null while it is open. */
  readonly settled: string | null
  /** Decisions on its pairs that stand or wait for a second reader. */
  readonly decisions: readonly DecisionRow[]
}

export interface DecisionRow {
  readonly id: string
  /** The run on whose result it was decided. */
  readonly run: string
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

/** `GET /api/comparisons/:id/questions?group=&open=1&after=`: by priority; the first is the next best question. */
export interface QuestionPage {
  readonly rows: readonly QuestionRow[]
  readonly next: number | null
  readonly open: number
  readonly settled: number
  readonly pending: number
}

/** What a run measured of one of its registers by itself: in its `report`, beside more. */
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
