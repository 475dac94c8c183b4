import { RECORD_FIELDS, type RecordCells } from '../comparison.ts'
import type { Regions } from '../normalise/regions.ts'
import { RecordReader } from '../pool/read-records.ts'
import { RowBuffer } from '../table.ts'
import type { RecordLinker } from './link-record.ts'
import { makeLinker } from './link-rows.ts'
import { type Run, sourcesOf, stageOf, textOfRecord } from './state.ts'
import { WORDS } from '../pool/pool.ts'

/** The cells of a record as its file has them. */
export function cellsOf(run: Run, record: number): RecordCells {
  const { places } = stageOf(run, record).register.table
  return Object.fromEntries(
    RECORD_FIELDS.filter((it) => places[it] !== undefined).map((it) => [it, textOfRecord(run, record, it)]),
  )
}

/**
 * Looks at one record as if its cells were others, with everything else as the run left it: what a changed record, or
 * one that was spoilt on purpose, would be linked to. Under a millisecond.
 */
export class OneRecord {
  private readonly reader: RecordReader
  private readonly row = new RowBuffer()
  private readonly linkers: (RecordLinker | undefined)[] = []

  constructor(
    private readonly run: Run,
    regions: Regions,
  ) {
    this.reader = new RecordReader(run.pool, regions)
  }

  linkerOf(record: number): RecordLinker {
    const { at } = stageOf(this.run, record)
    return (this.linkers[at] ??= makeLinker(
      this.run.pool,
      sourcesOf(this.run),
      this.run.targets[at] ?? [],
      this.run.models[at] ?? [],
      { curve: this.run.curve },
    ))
  }

  /** Puts the cells in the record's place; the record then stands for itself until it is linked again. */
  put(record: number, cells: RecordCells): void {
    const { register } = stageOf(this.run, record)
    this.reader.read(this.row.fill(cells), register.kind, record, [0, 1])
  }

  /** Does something with other cells in place and puts everything back. */
  with<T>(record: number, cells: RecordCells, look: (linker: RecordLinker) => T): T {
    const { pool } = this.run
    const premises = pool.premises[record * WORDS]!
    this.put(record, cells)
    try {
      return look(this.linkerOf(record))
    } finally {
      this.put(record, cellsOf(this.run, record))
      pool.premises[record * WORDS] = premises
    }
  }
}
