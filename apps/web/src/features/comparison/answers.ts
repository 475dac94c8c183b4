/** Shapes of answers of the comparison, as the screens read them. */

/** The four lists, the last for the office's own eyes. */
export const CLASSES = ['licensed-registered', 'registered-only', 'neither', 'licensed-only'] as const
export type PremisesClass = (typeof CLASSES)[number]

/** A record, named so that it is found again in the next run. */
export interface RecordName {
  readonly file: string
  readonly kind: string
  readonly key: string
}

/** A record as its register writes it. */
export interface RecordShown extends RecordName {
  readonly values: Readonly<Record<string, string>>
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

export interface Explanation {
  readonly probability: number
  readonly priorBits: number
  readonly evidence: readonly FieldEvidence[]
  readonly override: string | null
  readonly runnerUp: { readonly name: string; readonly probability: number } | null
  readonly marginBits: number | null
  /** The same in one sentence. */
  readonly sentence: string
}

/** A share with its Wilson interval (95 %). */
export interface Share {
  readonly of: number
  readonly hits: number
  readonly value: number
  readonly low: number
  readonly high: number
}
