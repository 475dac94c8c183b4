import type { LinkTable } from '../comparison.ts'
import { nameOfRecord, type Run } from '../run/state.ts'
import { BriefSentences } from './brief-sentences.ts'
import type { Explainer } from './explain.ts'
import type { Grouping } from './premises.ts'

/** Links are told register by register as they were given; the pool has them in the order of comparison. */
export interface LinkPlaces {
  linkOf(record: number): number
  recordOf(link: number): number
  readonly count: number
}

export function linkPlaces(run: Run): LinkPlaces {
  const { pool, stages, input } = run
  const starts: number[] = []
  let count = 0
  for (const { table } of input.registers) {
    starts.push(count)
    count += table.rows
  }
  const stageFor = input.registers.map((_, i) => stages.findIndex((it) => it.input === i))
  return {
    count,
    linkOf(record) {
      let k = 0
      while (record >= pool.starts[k + 1]!) k++
      return starts[stages[k]!.input]! + record - pool.starts[k]!
    },
    recordOf(link) {
      let i = starts.length - 1
      while (i > 0 && link < starts[i]!) i--
      return pool.starts[stageFor[i]!]! + link - starts[i]!
    },
  }
}

/** A line for each record. Columns are made when they are asked for: whoever takes the file of the links needs few. */
export function linkTable(run: Run, grouping: Grouping, explainer: Explainer, places: LinkPlaces): LinkTable {
  const { count } = places
  const first = run.pool.starts[1]!
  const sentences = new BriefSentences(run, explainer)
  const column = <T extends Uint8Array | Uint32Array | Float32Array>(
    values: T,
    valueOf: (record: number, register: number, row: number) => number,
  ): T => {
    let link = 0
    for (const [i, { table }] of run.input.registers.entries())
      for (let row = 0; row < table.rows; row++, link++) values[link] = valueOf(places.recordOf(link), i, row)
    return values
  }
  const register = lazily(() => column(new Uint8Array(count), (_record, i) => i))
  const row = lazily(() => column(new Uint32Array(count), (_record, _register, at) => at))
  const premises = lazily(() => column(new Uint32Array(count), (record) => grouping.of[record]!))
  const probability = lazily(() =>
    column(new Float32Array(count), (record) => (record < first ? 1 : run.links.probability[record]!)),
  )
  return {
    count,
    get register() {
      return register()
    },
    get row() {
      return row()
    },
    get premises() {
      return premises()
    },
    get probability() {
      return probability()
    },
    premisesOf: (index) => grouping.of[places.recordOf(index)]!,
    name: (index) => nameOfRecord(run, places.recordOf(index)),
    explain: (index, briefly) => explainer.explain(places.recordOf(index), briefly),
    explainPair: (index, candidate) => explainer.explainPair(places.recordOf(index), places.recordOf(candidate)),
    why: (index) => sentences.why(places.recordOf(index)),
  }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
