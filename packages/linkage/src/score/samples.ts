import { type CandidateFinder, MOST_CANDIDATES } from '../block/candidates.ts'
import { type Pool, WORDS } from '../pool/pool.ts'
import { shared } from '../table.ts'
import type { PairComparer } from './compare-pair.ts'
import { FIELD_COUNT, fieldIndex, levelIndex } from './levels.ts'
import type { Target } from './train.ts'

/** A sampled record with its candidates, compared. */
export interface Sample {
  readonly record: number
  readonly count: number
  readonly target: Uint8Array
  readonly premises: Uint32Array
  readonly levels: Uint8Array
  readonly crowds: Float64Array
  /** The candidate that an equal code and another field make certain; −1 without. */
  readonly anchor: number
}

/** Samples in memory that threads share, each with room for all of its candidates. */
export interface SampleColumns {
  readonly records: Uint32Array
  readonly counts: Uint8Array
  readonly anchors: Int8Array
  readonly target: Uint8Array
  readonly premises: Uint32Array
  readonly levels: Uint8Array
  readonly crowds: Float64Array
}

const MOST_SAMPLED = 2_500
const CODE = fieldIndex('code')
const ANCHORED = [levelIndex('code', 'equal'), levelIndex('code', 'organisation')]

const memory = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(Math.max(8, bytes))

/** Room for a sample of the records `from .. to`, evenly drawn. */
export function makeSampleColumns(from: number, to: number): SampleColumns {
  const step = Math.max(1, (to - from) / MOST_SAMPLED)
  const count = Math.min(MOST_SAMPLED, to - from)
  const places = count * MOST_CANDIDATES
  const records = shared(count)
  for (let i = 0; i < count; i++) records[i] = from + Math.floor(i * step)
  return {
    records,
    counts: new Uint8Array(memory(count)),
    anchors: new Int8Array(memory(count)),
    target: new Uint8Array(memory(places)),
    premises: shared(places),
    levels: new Uint8Array(memory(places * FIELD_COUNT)),
    crowds: new Float64Array(memory(places * FIELD_COUNT * 8)),
  }
}

/** Finds and compares the candidates of the samples `first .. last`. */
export function fillSamples(
  pool: Pool,
  finder: CandidateFinder,
  comparer: PairComparer,
  targets: readonly Target[],
  [columns, first, last]: readonly [SampleColumns, number, number],
): void {
  const indexes = targets.map((it) => it.index)
  for (let i = first; i < last; i++) {
    const record = columns.records[i]!
    const count = finder.find(record, indexes)
    columns.counts[i] = count
    columns.anchors[i] = -1
    for (let c = 0; c < count; c++) {
      const other = finder.records[c]!
      const place = i * MOST_CANDIDATES + c
      comparer.compare(record, other)
      columns.target[place] = targets.findIndex(
        (it) => other >= pool.starts[it.register]! && other < pool.starts[it.register + 1]!,
      )
      columns.premises[place] = pool.premises[other * WORDS]!
      columns.levels.set(comparer.levels, place * FIELD_COUNT)
      columns.crowds.set(comparer.crowds, place * FIELD_COUNT)
      if (columns.anchors[i]! < 0 && ANCHORED.includes(comparer.levels[CODE]!) && comparer.agreesElsewhere())
        columns.anchors[i] = c
    }
  }
}

/** The samples one by one. */
export function samplesIn({ records, counts, anchors, ...columns }: SampleColumns): Sample[] {
  return Array.from(records, (record, i) => {
    const count = counts[i]!
    const [from, to] = [i * MOST_CANDIDATES, i * MOST_CANDIDATES + count]
    return {
      record,
      count,
      anchor: anchors[i]!,
      target: columns.target.subarray(from, to),
      premises: columns.premises.subarray(from, to),
      levels: columns.levels.subarray(from * FIELD_COUNT, to * FIELD_COUNT),
      crowds: columns.crowds.subarray(from * FIELD_COUNT, to * FIELD_COUNT),
    }
  })
}
