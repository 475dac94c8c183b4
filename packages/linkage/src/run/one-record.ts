import { RECORD_FIELDS, type RecordCells } from '../comparison.ts'
import type { Regions } from '../normalise/regions.ts'
import { RecordReader } from '../pool/read-records.ts'
import { RowBuffer } from '../table.ts'
import type { RecordLinker } from './link-record.ts'
import { makeLinker } from './link-rows.ts'
import { type Linked, sourcesOf, stageOf, textOfRecord } from './state.ts'

/** The cells of a record as its file has them. */
export function cellsOf(run: Linked, record: number): RecordCells {
  const { places } = stageOf(run, record).register.table
  return Object.fromEntries(
    RECORD_FIELDS.filter((it) => places[it] !== undefined).map((it) => [it, textOfRecord(run, record, it)]),
  )
}

/**
 * Looks at one record as if its cells were others, with everything else as the run left it: what a changed record, or
 * one that was spoilt on purpose, would be linked to. Under a millisecond. It stands in the pool's free place, so that
 * others may read the run meanwhile.
 */
export class OneRecord {
  private readonly reader: RecordReader
  private readonly row = new RowBuffer()
  private readonly linkers: (RecordLinker | undefined)[] = []
  private readonly written = new Map<number, RecordCells>()

  constructor(
    private readonly run: Linked,
    regions: Regions,
  ) {
    this.reader = new RecordReader(run.pool, regions)
  }

  linkerOf(record: number): RecordLinker {
    const { run, written } = this
    const { at } = stageOf(run, record)
    return (this.linkers[at] ??= makeLinker(
      run.pool,
      sourcesOf({ ...run, rewritten: written }),
      run.targets[at] ?? [],
      run.models[at] ?? [],
      { curve: run.curve },
    ))
  }

  /** The place of a record with these cells instead of its own; until the next is put there. */
  place(record: number, cells: RecordCells): number {
    const free = this.run.pool.size
    const { register } = stageOf(this.run, record)
    this.reader.read(this.row.fill(cells), register.kind, free, [0, 1])
    this.written.set(free, cells)
    return free
  }
}
