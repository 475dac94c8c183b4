import type { CandidateRow, Explanation, LineRow, ShownRecord } from '@qingmei/contract/comparison'

/**
 * The result of a run as a file: a JSON object a line, gzipped, without a time or a chance in it. The same files,
 * decisions, rules and seed give the same bytes; the tables that pages read are filled from it.
 */
export type ArtefactRow =
  | ({ readonly t: 'run' } & ArtefactHead)
  | ({ readonly t: 'line' } & ArtefactLine)
  | ({ readonly t: 'question' } & ArtefactQuestion)
  | ({ readonly t: 'sample' } & ArtefactSample)

export interface ArtefactHead {
  readonly format: 1
  readonly region: string
  readonly today: string
  readonly seed: number
  /** Hash of everything by which was compared. */
  readonly rules: string
  /** The normalisation tables that were used, by name and version. */
  readonly tables: Readonly<Record<string, string>>
  readonly inputs: readonly ManifestInput[]
}

export interface ArtefactLine extends LineRow {
  readonly members: readonly ArtefactMember[]
}

export interface ArtefactMember {
  readonly probability: number
  readonly record: ShownRecord
  readonly why: Explanation
}

export interface ArtefactQuestion {
  readonly no: number
  readonly line: number | null
  readonly reason: string
  readonly priority: number
  readonly group: string
  readonly none: number
  readonly chosen: number | null
  readonly record: ShownRecord
  readonly candidates: readonly CandidateRow[]
  readonly neighbours: readonly ShownRecord[]
}

export interface ArtefactSample {
  readonly no: number
  readonly band: number
  readonly from: number
  readonly to: number
  /** How many links lie in the band. */
  readonly population: number
  readonly a: ShownRecord
  /** Null: it stands alone, and the question is whether it has no partner. */
  readonly b: ShownRecord | null
  readonly probability: number
  readonly why: Explanation
}

/** A register that a run reads, as its manifest names it. */
export interface ManifestInput {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly asOf: string
  readonly sha256: string
  readonly columns: string
}

/** Everything that a run depends on, written down before it begins: from it alone the run can be repeated. */
export interface Manifest {
  readonly format: 1
  readonly region: string
  readonly today: string
  readonly seed: number
  readonly towns: readonly { readonly id: string; readonly names: readonly string[] }[]
  readonly inputs: readonly ManifestInput[]
  readonly decisions: readonly {
    readonly a: { readonly kind: string; readonly key: string }
    readonly b: { readonly kind: string; readonly key: string }
    readonly verdict: 'same' | 'different'
    /** What was thought of the pair before: what calibration learns from. */
    readonly probability: number | null
  }[]
  /** The weights of this run's first linking, so that linking again moves only what was decided. */
  readonly model: string | null
}

/** What the process beside us answers when the artefact is written. */
export interface Compared {
  readonly rules: string
  readonly keys: string
  readonly report: object
  readonly counts: {
    readonly records: number
    readonly places: number
    readonly licensed: number
    readonly unlicensed: number
    readonly neither: number
    readonly licenceOnly: number
    readonly uncertain: number
    readonly review: number
    readonly outOfScope: number
  }
}
