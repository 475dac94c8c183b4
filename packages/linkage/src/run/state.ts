import type {
  ComparisonInput,
  MedicalWork,
  PairModel,
  RecordCells,
  RecordField,
  RecordName,
  RegisterInput,
} from '../comparison.ts'
import type { Pool } from '../pool/pool.ts'
import type { Curve } from '../score/calibrate.ts'
import type { Target } from '../score/train.ts'
import { cellText } from '../table.ts'
import type { Choices } from './choices.ts'
import type { Source } from './link-rows.ts'
import { makeShortlists, RESERVE, type Shortlists } from './shortlist.ts'

/** What linking writes, a place for each record of the pool. */
export interface LinkColumns {
  /** The record chosen as partner plus one; 0 without. */
  readonly partner: Uint32Array
  readonly probability: Float32Array
  /** That there is no partner. */
  readonly none: Float32Array
  readonly rule: Uint8Array
  /** A record with the same code and nothing else in common, plus one; 0 without. */
  readonly codeOwner: Uint32Array
  /** The best candidate, taken or not, plus one; 0 without. */
  readonly nearest: Uint32Array
  /** The first record after the first register. */
  readonly first: number
  /** What was found for these records, in earlier registers and in their own, where it is kept for taking up changes. */
  readonly found?: Shortlists
  readonly foundWithin?: Shortlists
}

const column = <T>(Kind: new (memory: SharedArrayBuffer) => T, bytes: number): T =>
  new Kind(new SharedArrayBuffer(Math.max(8, bytes)))

export const makeLinkColumns = (size: number, first: number, keepsFound: boolean): LinkColumns => ({
  partner: column(Uint32Array, size * 4),
  probability: column(Float32Array, size * 4),
  none: column(Float32Array, size * 4),
  rule: column(Uint8Array, size),
  codeOwner: column(Uint32Array, size * 4),
  nearest: column(Uint32Array, size * 4),
  first,
  ...(keepsFound && { found: makeShortlists(size - first), foundWithin: makeShortlists(size - first) }),
})

/** Candidates that are to be kept behind those that are scored. */
export const reserveOf = ({ found }: LinkColumns): number => (found ? RESERVE : 0)

/** A register as the run sees it: its place in the input, and in the pool. */
export interface Stage {
  /** Index into the registers of the input. */
  readonly input: number
  readonly register: RegisterInput
  /** Index into `pool.starts`. */
  readonly at: number
}

/** Everything that a run knows. */
export interface Run {
  readonly input: Omit<ComparisonInput, 'medicalWork'>
  readonly medicalWork?: MedicalWork | undefined
  readonly stages: readonly Stage[]
  readonly pool: Pool
  readonly links: LinkColumns
  /** What each register was compared with, and the weights used; empty for the first. */
  readonly targets: Target[][]
  readonly models: PairModel[][]
  /** Learnt from reviewed pairs of earlier runs; maps a share to how often it was right. */
  readonly curve: Curve
  /** Its own index, for records of one register that belong together. */
  readonly own: (Target | null)[]
  /** By register: what its records that stood alone chose among themselves. */
  readonly choices: Choices[]
  /** Records whose cells are others than their file has. */
  readonly rewritten?: ReadonlyMap<number, RecordCells>
}

/** What is known when all records are linked, without the question that they were linked for. */
export type Linked = Omit<Run, 'input' | 'medicalWork' | 'choices'>

export const sourcesOf = ({ stages, rewritten }: Pick<Run, 'stages' | 'rewritten'>): Source[] =>
  stages.map(({ register }) => ({ kind: register.kind, table: register.table, ...(rewritten && { rewritten }) }))

/** The stage of a record of the pool. */
export function stageOf(run: Pick<Run, 'pool' | 'stages'>, record: number): Stage {
  let k = 0
  while (record >= run.pool.starts[k + 1]!) k++
  return run.stages[k]!
}

/** A cell of a record of the pool, as the file writes it. */
export function textOfRecord(
  run: Pick<Run, 'pool' | 'stages' | 'rewritten'>,
  record: number,
  field: RecordField,
): string {
  const text = rawText(run, record, field)
  return (HAS_UNSEEN.test(text) ? text.replace(UNSEEN, '') : text).trim()
}
const [HAS_UNSEEN, UNSEEN] = [/[\t\ufeff]/, /[\t\ufeff]/g] as const

/** The same with every sign that the file has. */
export function rawText(run: Pick<Run, 'pool' | 'stages' | 'rewritten'>, record: number, field: RecordField): string {
  const written = run.rewritten?.get(record)
  if (written !== undefined) return written[field] ?? ''
  const stage = stageOf(run, record)
  return cellText(stage.register.table, field, record - run.pool.starts[stage.at]!)
}

export function nameOfRecord(run: Pick<Run, 'pool' | 'stages' | 'rewritten'>, record: number): RecordName {
  const { register, at } = stageOf(run, record)
  // A line without a key is called by its place, so that it is told and found all the same.
  const key = textOfRecord(run, record, 'key') || `row${record - run.pool.starts[at]! + 1}`
  return { file: register.file, kind: register.kind, key }
}

/** Registers in the order in which they are compared: what proves registration first, loose merchants last. */
const ORDER: readonly string[] = ['market', 'tax', 'medical-licence', 'beauty-permit']
export const stagesOf = (registers: readonly RegisterInput[]): Stage[] =>
  registers
    .map((register, input) => ({ register, input, rank: rankOf(register) }))
    .toSorted((a, b) => a.rank - b.rank || a.input - b.input)
    .map(({ register, input }, at) => ({ register, input, at }))

function rankOf(register: RegisterInput): number {
  const at = ORDER.indexOf(register.kind)
  if (register.kind === 'platform') return ORDER.length + 1
  return at >= 0 ? at : register.proves === 'registration' ? 0.5 : ORDER.length
}
