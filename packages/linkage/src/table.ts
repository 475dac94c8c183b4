import { RECORD_FIELDS, type RecordCells, type RecordField, type RecordTable, type TextColumn } from './comparison.ts'

/** The text of a cell. */
export function cellText(column: TextColumn | undefined, row: number): string {
  if (column === undefined) return ''
  const { bytes } = column
  const [start, end] = [column.starts[row] ?? 0, column.ends[row] ?? 0]
  return end <= start
    ? ''
    : Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset + start, end - start).toString('utf8')
}

/** Builds a table row by row, in memory that threads may share. Cells that a row does not have are empty. */
export class TableBuilder {
  private bytes: Buffer
  private used = 0
  private rows = 0
  private readonly starts: number[][]
  private readonly ends: number[][]

  constructor(
    private readonly fields: readonly RecordField[],
    room = 1 << 16,
  ) {
    this.bytes = Buffer.from(new SharedArrayBuffer(room))
    this.starts = fields.map(() => [])
    this.ends = fields.map(() => [])
  }

  add(row: Readonly<Partial<Record<RecordField, string>>>): void {
    for (const [f, field] of this.fields.entries()) {
      const text = row[field] ?? ''
      this.reserve(text.length * 3)
      this.starts[f]!.push(this.used)
      this.used += this.bytes.write(text, this.used)
      this.ends[f]!.push(this.used)
    }
    this.rows++
  }

  build(): RecordTable {
    const bytes = new Uint8Array(this.bytes.buffer, 0, this.used)
    const columns: Partial<Record<RecordField, TextColumn>> = {}
    for (const [f, field] of this.fields.entries())
      columns[field] = { bytes, starts: sharedCopy(this.starts[f]!), ends: sharedCopy(this.ends[f]!) }
    return { rows: this.rows, columns }
  }

  private reserve(length: number): void {
    if (this.used + length <= this.bytes.length) return
    const larger = Buffer.from(new SharedArrayBuffer(Math.max(this.bytes.length * 2, this.used + length)))
    larger.set(this.bytes)
    this.bytes = larger
  }
}

/** Numbers in memory that threads may share. */
export function sharedCopy(values: ArrayLike<number>): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(Math.max(4, values.length * 4)), 0, values.length)
  copy.set(values)
  return copy
}

/** A table of plain objects, for tests and small files. */
export function tableOf(rows: readonly Readonly<Partial<Record<RecordField, string>>>[]): RecordTable {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row) as RecordField[]))]
  const builder = new TableBuilder(
    fields.length === 0 ? ['key'] : fields,
    512 * Math.max(1, Math.min(rows.length, 1_000)),
  )
  for (const row of rows) builder.add(row)
  return builder.build()
}

/** A table of one row that is filled again and again, without new memory. */
export class RowBuffer {
  private bytes = Buffer.alloc(4_096)
  private columns: Partial<Record<RecordField, TextColumn>> = this.lay()

  fill(cells: RecordCells): RecordTable {
    const room = RECORD_FIELDS.reduce((sum, field) => sum + (cells[field] ?? '').length * 3, 0)
    if (room > this.bytes.length) {
      this.bytes = Buffer.alloc(room * 2)
      this.columns = this.lay()
    }
    let used = 0
    for (const field of RECORD_FIELDS) {
      const { starts, ends } = this.columns[field]!
      starts[0] = used
      used += this.bytes.write(cells[field] ?? '', used)
      ends[0] = used
    }
    return { rows: 1, columns: this.columns }
  }

  private lay(): Partial<Record<RecordField, TextColumn>> {
    return Object.fromEntries(
      RECORD_FIELDS.map((field) => [
        field,
        { bytes: this.bytes, starts: new Uint32Array(1), ends: new Uint32Array(1) },
      ]),
    )
  }
}
