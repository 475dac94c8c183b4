import { LONG_CELL, type RecordField, type RecordTable } from '../comparison.ts'
import { AS_BUILT, shared } from '../table.ts'

/** Writes a table cell by cell from bytes that lie elsewhere, in memory that threads may share. */
export class TableWriter {
  private bytes: Uint8Array
  private starts = shared(4_096)
  private lengths = sharedBytes(4_096)
  private at = 0
  private cell = 0
  private noted = 0
  private rows = 0

  constructor(
    private readonly fields: readonly RecordField[],
    room: number,
  ) {
    this.bytes = sharedBytes(room)
  }

  /** Begins a row whose cells have so many bytes at most. */
  begin(most: number): void {
    const { fields } = this
    const needed = this.at + most + fields.length + 1
    if (needed > this.bytes.length) this.bytes = copyOf(this.bytes, sharedBytes(needed + this.bytes.length / 2))
    if (this.rows === this.starts.length) this.starts = copyOf(this.starts, shared(this.rows * 2))
    if (this.noted + fields.length > this.lengths.length)
      this.lengths = copyOf(this.lengths, sharedBytes(this.lengths.length * 2 + fields.length))
    this.starts[this.rows++] = this.cell = this.at
  }

  copy(from: Uint8Array, start: number, end: number): void {
    for (let i = start; i < end; i++) this.bytes[this.at++] = from[i]!
  }

  endCell(): void {
    this.lengths[this.noted++] = Math.min(LONG_CELL, this.at - this.cell)
    this.bytes[this.at++] = AS_BUILT.delimiter
    this.cell = this.at
  }

  endRow(): void {
    this.bytes[this.at++] = LF
  }

  table(): RecordTable {
    const { fields, rows } = this
    return {
      rows,
      bytes: this.bytes.subarray(0, this.at),
      starts: this.starts.subarray(0, rows),
      lengths: { width: fields.length, bytes: this.lengths.subarray(0, this.noted) },
      places: Object.fromEntries(fields.map((field, place) => [field, place])),
      ...AS_BUILT,
    }
  }
}

const LF = 10

const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(Math.ceil(length)))

function copyOf<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
