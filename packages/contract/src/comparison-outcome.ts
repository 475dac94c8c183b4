/**
 * What comes of a comparison: how it differs from another one, and what publishing it would do. The shapes of the run
 * itself are in `comparison.ts`.
 */

/** In which ways a place may be otherwise in one run than in another. */
export const DIFF_CHANGES = ['entered', 'left', 'class-changed', 'medical-gained', 'medical-lost'] as const
export type DiffChange = (typeof DIFF_CHANGES)[number]

/** A place in one of two runs that are laid beside each other. */
export interface DiffSide {
  readonly no: number
  readonly class: string
  readonly medical: boolean
}

/** Why a place is otherwise. Every row has one at least. */
export interface DiffReason {
  /** new-record, gone-record, licence-expired, cancelled, decision, linked-otherwise, record-changed … */
  readonly code: string
  /** The record concerned, as people know it. */
  readonly record: string | null
  /** Of a record that the file has otherwise now: which of its fields. */
  readonly fields?: readonly string[]
  /** Of a record that is weighed otherwise: the probability before and now. */
  readonly weighed?: { readonly was: number; readonly is: number }
}

/** `GET /api/comparisons/:id/diff?with=<run>&change=&after=`. */
export interface DiffRow {
  readonly changes: readonly DiffChange[]
  readonly name: string
  readonly address: string | null
  readonly from: DiffSide | null
  readonly to: DiffSide | null
  readonly reasons: readonly DiffReason[]
}

/** What publishing does to an entry of the lists; `uncertain` are lines that stay with the questions. */
export const PUBLICATION_CHANGES = ['entered', 'changed', 'relisted', 'left', 'uncertain'] as const
export type PublicationChange = (typeof PUBLICATION_CHANGES)[number]

/** `GET /api/comparisons/:id/publication`: what publishing would do, counted. */
export type Publication = Readonly<Record<PublicationChange | 'places' | 'licences', number>> & {
  readonly provisional: boolean
  readonly provisionalWhy: string | null
  /** Nothing leaves the lists: a register is missing, so that “not found” means nothing. */
  readonly keepsAll: boolean
}

/** `GET /api/comparisons/:id/publication/entries?change=&after=`: one of them. */
export interface PublicationRow {
  /** Its line in the run; null for an entry that leaves. */
  readonly no: number | null
  /** Its entry on the lists, where it has one. */
  readonly entry: string | null
  readonly name: string
  readonly address: string | null
  readonly town: string | null
  /** What is said of it: the list it comes to, or leaves. */
  readonly is: ListedAs
  /** What its entry says now; null where it has none, and of one that leaves. */
  readonly was: ListedAs | null
  /** Why it is uncertain, by `PREMISES_DOUBTS`; null when it is not. */
  readonly doubt: string | null
  /** Why it was taken off the lists before, where it comes back. */
  readonly leftReason: string | null
}

/** What an entry of the lists says of its place, and what publishing may change of it. */
export interface ListedAs {
  readonly class: string
  /** Null: nobody said whether it does medical work. */
  readonly medical: boolean | null
  readonly provisional: boolean
}

export interface PublicationPage {
  readonly rows: readonly PublicationRow[]
  readonly next: number | null
  readonly names: Readonly<Record<string, string>>
}
