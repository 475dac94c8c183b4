import type { ComparisonInput, PairModel, RecordCells, RecordName, RegisterInput } from '../comparison.ts'
import type { Pool } from '../pool/pool.ts'
import type { Curve } from '../score/calibrate.ts'
import type { Target } from '../score/train.ts'
import { cellText } from '../table.ts'
import type { Choices } from './choices.ts'
import type { Source } from './link-rows.ts'
import { makeShortlists, type Shortlists } from './shortlist.ts'

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
  /**
   * By record after the first register: what a record that was not there had to weigh to change the answer (see
   * `CandidateFinder.reach`); infinite where only an equal code can.
   */
  readonly reach: Float32Array
  /** The same for its own register; infinite where it has a partner before. */
  readonly reachWithin: Float32Array
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
  reach: column(Float32Array, (size - first) * 4),
  reachWithin: column(Float32Array, (size - first) * 4).fill(Number.POSITIVE_INFINITY),
  first,
  ...(keepsFound && { found: makeShortlists(size - first), foundWithin: makeShortlists(size - first) }),
})

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
  readonly input: ComparisonInput
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
  field: keyof RegisterInput['table']['columns'],
): string {
  return rawText(run, record, field)
    .replace(/[\t\u{feff}]/gu, '')
    .trim()
}

/** The same with every sign that the file has. */
export function rawText(
  run: Pick<Run, 'pool' | 'stages' | 'rewritten'>,
  record: number,
  field: keyof RegisterInput['table']['columns'],
): string {
  const written = run.rewritten?.get(record)
  if (written !== undefined) return written[field] ?? ''
  const stage = stageOf(run, record)
  return cellText(stage.register.table.columns[field], record - run.pool.starts[stage.at]!)
}

export function nameOfRecord(run: Pick<Run, 'pool' | 'stages' | 'rewritten'>, record: number): RecordName {
  const { register, at } = stageOf(run, record)
  // A line without a key is called by its place, so that it is told and found all the same.
  const key = textOfRecord(run, record, 'key') || `row${record - run.pool.starts[at]! + 1}`
  return { file: register.file, kind: register.kind, key }
}

/** The key of a record as its file has it, where it is plain ASCII and needs no care; gives its length, 0 where it is not. */
export function plainKey(run: Pick<Run, 'pool' | 'stages'>, record: number, into: Uint8Array, at: number): number {
  const stage = stageOf(run, record)
  const column = stage.register.table.columns.key
  if (column === undefined) return 0
  const row = record - run.pool.starts[stage.at]!
  const { bytes } = column
  let [from, to] = [column.starts[row]!, column.ends[row]!]
  while (from < to && bytes[from]! <= BLANK) from++
  while (to > from && bytes[to - 1]! <= BLANK) to--
  if (to - from > LONGEST_PLAIN) return 0
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if (byte <= BLANK || byte >= 0x7f || byte === COMMA || byte === QUOTE) return 0
    into[at + i - from] = byte
  }
  return to - from
}
const [BLANK, COMMA, QUOTE, LONGEST_PLAIN] = [0x20, 0x2c, 0x22, 64]

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
