import type { WarmRun } from './changes.ts'
import type { RecordTable } from './record-table.ts'
import type { Model, Report } from './report.ts'
import type { Team } from './run/team.ts'
import type { Counts } from './run/counts.ts'

/**
 * What goes into a comparison of registers and what comes out. Everything is data: no file is read, no clock is asked.
 * Tables are columns over bytes, so that a million rows cross into worker threads without a copy.
 */

/** Which register a file is. Any other word is a register of its own, compared like the rest. */
export type RegisterKind = 'market' | 'medical-licence' | 'beauty-permit' | 'tax' | 'platform' | (string & {})

/** What a record of the register proves of its premises: that they are registered (照), licensed to practise (证), neither. */
export type Proves = 'registration' | 'practice-licence' | 'nothing'

/** One file of one register. */
export interface RegisterInput {
  /** Base name of the file, as links and reports name it. */
  readonly file: string
  readonly kind: RegisterKind
  readonly proves: Proves
  /** The day on which the file stands (`2026-05-18`); null when it does not say. */
  readonly asOf: string | null
  readonly table: RecordTable
}

/** A record, named so that it is found again in the next run. */
export interface RecordName {
  readonly file: string
  readonly kind: RegisterKind
  readonly key: string
}

/**
 * What a person decided about two records. It overrides every score and is followed in every later run; a record is
 * found by kind and key, also in a file of another name. The last decision on a pair holds.
 */
export interface Decision {
  readonly a: RecordName
  readonly b: RecordName
  readonly verdict: 'same' | 'different'
}

export interface ComparisonInput {
  readonly registers: readonly RegisterInput[]
  readonly decisions?: readonly Decision[]
  /** County code (GB/T 2260), whose name is stripped from names and addresses; without it the files tell. */
  readonly region?: string
  /** The day on which licences are judged: one that ran out before it is none. Without it, one that ran out by its file's own day is only told. */
  readonly today?: string
  /**
   * Whether a record speaks of medical work: `works` when it offers or is licensed for it, `hints` when its name or
   * scope sounds like it, null when it does not. Without it nothing does medical work.
   */
  readonly medicalWork?: MedicalWork | Promise<MedicalWork>
}

/** Whether a record works as medicine does, hints at it, or neither. */
export type MedicalWork = (record: MedicalQuestion) => 'works' | 'hints' | null

/** What is known of a record when its medical work is judged; a text is read when it is asked for. */
export interface MedicalQuestion {
  readonly kind: RegisterKind
  readonly name: string
  readonly scope: string
}

/** Where a run stands. `share` rises from 0 to 1 over the whole run. */
export interface Progress {
  readonly stage: 'read' | 'index' | 'model' | 'compare' | 'group' | 'report'
  readonly share: number
}

export interface ComparisonOptions {
  /** Threads that share the work; 1 compares in the calling thread. Never changes the result. */
  readonly threads?: number
  /** Threads that are there already, instead of `threads` of its own. */
  readonly team?: Team
  readonly onProgress?: (progress: Progress) => void
  /** Of the samples that the model and the report draw; the same seed and input give the same result. */
  readonly seed?: number
  readonly signal?: AbortSignal
  /** A model of an earlier run: nothing is estimated again. */
  readonly model?: Model
  /** Counts of an earlier run over the same kinds of register; with its model too, the result differs only where rows do. */
  readonly counts?: Counts
  /** Tells seconds since any start, for the report only. */
  readonly clock?: () => number
  /** Where a file of all links is to be written while the rest is worked out; see {@link Comparison.linksWritten}. */
  readonly linksTo?: string
  /** Keeps what was found for each record (0.16 KB for one after the first register), so that a warm run has it ready. */
  readonly forChanges?: boolean
  /** Skips the hidden-key and planted-corruption measurement (two further passes over a sample). */
  readonly withoutEvaluation?: boolean
}

/** The fields that weigh. */
export type EvidenceField = 'code' | 'name' | 'trade' | 'region' | 'address' | 'principal' | 'phone' | 'dates'

/** What one field says about a pair. */
export interface FieldEvidence {
  readonly field: EvidenceField
  /** As the two files write it. */
  readonly rawA: string
  readonly rawB: string
  /** As it was compared. */
  readonly normalA: string
  readonly normalB: string
  /** Stable name of the level of agreement (`equal`, `near`, `same-number`, `different`, `missing` …). */
  readonly level: string
  /** Weight of evidence in bits: positive for, negative against. */
  readonly bits: number
  /** How many records of the register compared with share the value; null where that does not weigh. */
  readonly crowd: number | null
}

/** What decided instead of the score. */
export type Override = 'same-code' | 'decided-same' | 'decided-different' | 'same-key'

/** Why a record is linked, or why it is not. `other` is null when it stands alone. */
export interface Explanation {
  readonly record: RecordName
  readonly other: RecordName | null
  readonly probability: number
  /** Bits that the question starts with: the odds that this of all records is the one. */
  readonly priorBits: number
  readonly evidence: readonly FieldEvidence[]
  readonly override: Override | null
  readonly runnerUp: { readonly record: RecordName; readonly name: string; readonly probability: number } | null
  /** Bits between the chosen and the runner-up; null without one. */
  readonly marginBits: number | null
  /** The normalisation tables that were used, by name and version. */
  readonly tables: Readonly<Record<string, string>>
}

/** One line for each record of each register, register by register, in the order of the rows. */
export interface LinkTable {
  readonly count: number
  /** Index into the registers of the input. */
  readonly register: Uint8Array
  readonly row: Uint32Array
  /** Index into the premises of the result. */
  readonly premises: Uint32Array
  /** The same of one, without making the column. */
  premisesOf(index: number): number
  /** That the record belongs to these premises; of a record that stands alone, that it has no partner. */
  readonly probability: Float32Array
  name(index: number): RecordName
  /** `briefly` leaves out the runner-up, which costs a search. */
  explain(index: number, briefly?: boolean): Explanation
  /** What speaks for a candidate being the record's partner and what against, whether it was chosen or not. */
  explainPair(index: number, candidate: number): Pick<Explanation, 'priorBits' | 'evidence'>
  /** The sentence of a brief explanation, without making the explanation: for writing all of them. */
  why(index: number): string
}

/** 有证有照, 有照无证, 无照无证, 有证无照. */
export const PREMISES_CLASSES = ['licensed-registered', 'registered-only', 'neither', 'licensed-only'] as const
export type PremisesClass = (typeof PREMISES_CLASSES)[number]

export const PREMISES_DOUBTS = [
  null,
  'unsure-link',
  'weak-evidence',
  'register-missing',
  'licence-unlinked',
  'licence-expired',
] as const
export type PremisesDoubt = NonNullable<(typeof PREMISES_DOUBTS)[number]>

/** Premises: what the registers together say of one place. */
export interface PremisesLine {
  /** Stable over runs while its first member stays: made of that member's register and key. */
  readonly id: string
  readonly class: PremisesClass
  /** False: the class is the likelier one and waits for review; nobody is told that they are unregistered. */
  readonly certain: boolean
  /** Why it is not certain, or null. */
  readonly doubt: PremisesDoubt | null
  /** Services, name, scope or licence speak of medical work. */
  readonly doesMedical: boolean
  /** The kinds of register that know it. */
  readonly sources: readonly RegisterKind[]
  /** Indexes into the links. */
  readonly members: readonly number[]
}

/** Premises by index; lines are made when asked for, the columns are there for counting. */
export interface PremisesTable {
  readonly count: number
  /** Index into {@link PREMISES_CLASSES}. */
  readonly class: Uint8Array
  readonly certain: Uint8Array
  readonly doesMedical: Uint8Array
  /** 1: of the trades under comparison (beauty, hair, medicine) by the name or scope of a member. */
  readonly inTrade: Uint8Array
  /** Index into {@link PREMISES_DOUBTS}. */
  readonly doubt: Uint8Array
  /** Bits of the registers of the input that know it (of the first 32). */
  readonly knownBy: Uint8Array | Uint32Array
  at(index: number): PremisesLine
  id(index: number): string
  /**
   * Puts the id's bytes into `into` and gives how many, where it is plain: printable ASCII without blank, comma or
   * quotation mark. 0 where `id` has to be asked.
   */
  plainId(index: number, into: Uint8Array, at: number): number
}

/** A candidate that the reviewer sees beside the record. */
export interface ReviewCandidate {
  readonly link: number
  readonly record: RecordName
  readonly name: string
  readonly address: string
  readonly probability: number
  readonly bits: number
}

/** A record that a person should look at. */
export interface ReviewItem {
  readonly link: number
  readonly record: RecordName
  readonly name: string
  readonly address: string
  /** Best first, at most 12; the first is what was chosen for now, unless `chosen` is null. */
  readonly candidates: readonly ReviewCandidate[]
  readonly chosen: number | null
  /** That it has no partner. */
  readonly none: number
  /** Consequence × entropy: what a wrong answer costs times how open the question is. */
  readonly priority: number
  /** Items of one group stand at one address: one visit settles them. */
  readonly group: string
  /** Other records at the same address, at most 8 (indexes of links). */
  readonly neighbours: readonly number[]
  readonly reason: 'ambiguous' | 'borrowed-code' | 'contra' | 'weak-evidence'
}

export * from './record-table.ts'
export type * from './changes.ts'
export type * from './report.ts'
export type { Counts } from './run/counts.ts'

export interface Comparison {
  readonly registers: readonly Omit<RegisterInput, 'table'>[]
  readonly links: LinkTable
  readonly premises: PremisesTable
  /**
   * Comes when the file that `linksTo` names is written: `file,key,premises,probability,why`, a line for each record in
   * the order of the registers. Whoever asked for the file waits for it.
   */
  readonly linksWritten: Promise<void>
  readonly review: readonly ReviewItem[]
  readonly report: Report
  readonly model: Model
  /** What this run counted over all of its records, made when first asked for; about 0.1 KB a row. */
  readonly counts: Counts
  /**
   * Keeps the run at hand to take up changes row by row; holds a copy of its own (0.3 KB a row). With
   * `ComparisonOptions.forChanges` nothing has to be searched for again that was found.
   */
  warm(): WarmRun
}

/** Compares registers into premises. Pure: the same input and options give the same result on any number of threads. */
export type CompareRegisters = (input: ComparisonInput, options?: ComparisonOptions) => Promise<Comparison>
