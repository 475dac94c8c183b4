import {
  type CellLengths,
  LONG_CELL,
  NO_CELL,
  RECORD_FIELDS,
  type RecordCells,
  type RecordField,
  type RecordTable,
} from './comparison.ts'
import { foldGb, foldInto } from './normalise/cells.ts'
import { gbText } from './tables/gb18030.ts'

const [LF, CR, QUOTE, SPACE] = [10, 13, 34, 32]
const COUNT = RECORD_FIELDS.length
/** The fields by number: names would be looked up a dozen times a row. */
export const FIELD: Readonly<Record<RecordField, number>> = Object.fromEntries(
  RECORD_FIELDS.map((field, f) => [field, f]),
) as Record<RecordField, number>

/** Finds the cells of one row at a time; each thread has its own. */
export class RowCells {
  /** Where the cells of the row lie, by the order of {@link RECORD_FIELDS}; both 0 where it has none. */
  readonly starts: Uint32Array = new Uint32Array(COUNT)
  readonly ends: Uint32Array = new Uint32Array(COUNT)
  private row = -1
  /** The field that a cell of the row is, by its place; −1 none. */
  private readonly fieldAt: Int8Array
  /** Fields that stand in the cell of another. */
  private readonly doubles: readonly (readonly [field: number, as: number])[]
  private readonly wanted: Uint8Array
  private readonly isGb: boolean
  /** The same bytes. */
  private readonly buffer: Buffer

  constructor(private readonly table: RecordTable) {
    const places = Object.entries(table.places) as [RecordField, number][]
    this.fieldAt = new Int8Array(Math.max(0, ...places.map(([, place]) => place + 1))).fill(-1)
    const doubles: [number, number][] = []
    for (const [field, place] of places)
      if (this.fieldAt[place] === -1) this.fieldAt[place] = FIELD[field]
      else doubles.push([FIELD[field], this.fieldAt[place]!])
    this.doubles = doubles
    this.wanted = Uint8Array.from(this.fieldAt.filter((field) => field >= 0))
    this.isGb = table.encoding === 'gb18030'
    const { buffer, byteOffset, byteLength } = table.bytes
    this.buffer = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
  }

  find(row: number): void {
    if (row === this.row) return
    this.row = row
    const { starts, ends, fieldAt, wanted, isGb } = this
    const { bytes, delimiter, isQuoted, lengths } = this.table
    const { length } = bytes
    for (let i = 0; i < wanted.length; i++) starts[wanted[i]!] = ends[wanted[i]!] = 0
    let at = this.table.starts[row]!
    let note = lengths === undefined ? 0 : row * lengths.width
    for (let cell = 0; cell < fieldAt.length; cell++) {
      const noted = lengths === undefined ? LONG_CELL : lengths.bytes[note++]!
      if (noted === NO_CELL) break
      const field = fieldAt[cell]!
      const opens = isQuoted && bytes[at] === QUOTE
      let start = opens ? at + 1 : at
      let end = opens && (field >= 0 || noted === LONG_CELL) ? closingQuote(bytes, start) : -1
      if (noted < LONG_CELL) at += noted
      else {
        if (opens) at = end + 1
        // Branches are guessed well in running text; a table of lengths would have each byte wait for the one before.
        while (at < length) {
          const byte = bytes[at]!
          if (byte >= 0x80) at += isGb || byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
          else if (byte === delimiter || byte === LF || byte === CR) break
          else at++
        }
      }
      if (field >= 0) {
        if (end < 0) end = Math.min(at, length)
        while (start < end && bytes[start]! <= SPACE) start++
        while (end > start && bytes[end - 1]! <= SPACE) end--
        starts[field] = start
        ends[field] = end
      }
      if (at >= length || bytes[at] !== delimiter) break
      at++
    }
    for (const [field, as] of this.doubles) {
      starts[field] = starts[as]!
      ends[field] = ends[as]!
    }
  }

  /** Folds a cell of the row that was found last into `units`, see {@link foldInto}; gives its length. */
  fold(field: number, units: Uint16Array): number {
    const start = this.starts[field]!
    const end = this.ends[field]!
    if (start === end) return 0
    const { bytes } = this.table
    return this.isGb ? foldGb(units, bytes, start, end) : foldInto(units, bytes, start, end)
  }

  /** The text of a cell of the row that was found last. */
  text(field: RecordField): string {
    return this.textAt(this.starts[FIELD[field]]!, this.ends[FIELD[field]]!)
  }

  private textAt(start: number, end: number): string {
    if (end <= start) return ''
    const { bytes, isQuoted } = this.table
    const text = this.isGb ? gbText(bytes, start, end) : this.buffer.toString('utf8', start, end)
    return isQuoted && bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text
  }
}

/** The quotation mark that closes a cell; doubled ones stand for themselves. */
function closingQuote(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] !== QUOTE) continue
    if (bytes[i + 1] !== QUOTE) return i
    i++
  }
  return bytes.length
}

const known = new WeakMap<RecordTable, RowCells>()
/** The cells of a table, row by row as they are asked for. */
export function cellsOf(table: RecordTable): RowCells {
  let cells = known.get(table)
  if (cells === undefined) known.set(table, (cells = new RowCells(table)))
  return cells
}

/** Cells of one field only, which is found sooner the further in front it stands. */
export function cellsOfField(table: RecordTable, field: RecordField): RowCells {
  const place = table.places[field]
  return new RowCells({ ...table, places: place === undefined ? {} : { [field]: place } })
}

/** The keys of a table as its file has them. */
export class KeyBytes {
  private readonly cells: RowCells
  /** Where the key stands first in its row its length is known without looking for it. */
  private readonly lengths: CellLengths | undefined

  constructor(private readonly table: RecordTable) {
    this.cells = cellsOfField(table, 'key')
    this.lengths = table.places.key === 0 ? table.lengths : undefined
  }

  /** Copies a key where it is plain ASCII and needs no care; gives its length, 0 where it is not. */
  copy(row: number, into: Uint8Array, at: number): number {
    const { lengths, cells } = this
    const { bytes, starts } = this.table
    const noted = lengths === undefined ? LONG_CELL : lengths.bytes[row * lengths.width]!
    if (noted < LONG_CELL && bytes[starts[row]!] !== QUOTE) {
      let from = starts[row]!
      let end = from + noted
      while (from < end && bytes[from]! <= SPACE) from++
      while (end > from && bytes[end - 1]! <= SPACE) end--
      return this.copyPlain(from, end, into, at)
    }
    cells.find(row)
    return this.copyPlain(cells.starts[FIELD.key]!, cells.ends[FIELD.key]!, into, at)
  }

  private copyPlain(from: number, end: number, into: Uint8Array, at: number): number {
    const { bytes } = this.table
    const length = end - from
    if (length > LONGEST_PLAIN) return 0
    for (let i = 0; i < length; i++) {
      const byte = bytes[from + i]!
      if (byte <= SPACE || byte >= 0x7f || byte === COMMA || byte === QUOTE) return 0
      into[at + i] = byte
    }
    return length
  }
}
const [COMMA, LONGEST_PLAIN] = [44, 64]

/** The text of a cell. */
export function cellText(table: RecordTable, field: RecordField, row: number): string {
  const cells = cellsOf(table)
  cells.find(row)
  return cells.text(field)
}

/** Parts the cells of a table that is built; what a cell may not hold. */
const PART = '\u001f'
const NOT_IN_CELLS = new RegExp(`[${PART}\r\n]`, 'g')
const IS_NOT_IN_CELLS = new RegExp(NOT_IN_CELLS.source)

/** How a table is written that is built, and not found in a file. */
export const AS_BUILT = { encoding: 'utf-8', delimiter: PART.charCodeAt(0), isQuoted: false } as const

function lineOf(fields: readonly RecordField[], cells: RecordCells): string {
  let line = ''
  for (const field of fields) {
    const cell = cells[field] ?? ''
    // Asked first: hardly any cell holds one.
    line += (IS_NOT_IN_CELLS.test(cell) ? cell.replace(NOT_IN_CELLS, ' ') : cell) + PART
  }
  return line
}

/** Builds a table row by row, in memory that threads may share. Cells that a row does not have are empty. */
export class TableBuilder {
  private bytes: Buffer
  private used = 0
  private readonly starts: number[] = []

  constructor(
    private readonly fields: readonly RecordField[],
    room = 1 << 16,
  ) {
    this.bytes = Buffer.from(new SharedArrayBuffer(room))
  }

  add(row: Readonly<Partial<Record<RecordField, string>>>): void {
    const line = lineOf(this.fields, row)
    this.reserve(line.length * 3 + 1)
    this.starts.push(this.used)
    this.used += this.bytes.write(`${line}\n`, this.used)
  }

  build(): RecordTable {
    return {
      rows: this.starts.length,
      bytes: new Uint8Array(this.bytes.buffer, 0, this.used),
      starts: sharedCopy(this.starts),
      places: Object.fromEntries(this.fields.map((field, place) => [field, place])),
      ...AS_BUILT,
    }
  }

  private reserve(length: number): void {
    if (this.used + length <= this.bytes.length) return
    const larger = Buffer.from(new SharedArrayBuffer(Math.max(this.bytes.length * 2, this.used + length)))
    larger.set(this.bytes)
    this.bytes = larger
  }
}

/** Room for so many numbers in memory that threads may share. */
export const shared = (length: number): Uint32Array =>
  new Uint32Array(new SharedArrayBuffer(Math.max(4, length * 4)), 0, length)

/** Numbers in memory that threads may share. */
export function sharedCopy(values: ArrayLike<number>): Uint32Array {
  const copy = shared(values.length)
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

  fill(cells: RecordCells): RecordTable {
    const line = lineOf(RECORD_FIELDS, cells)
    if (line.length * 3 > this.bytes.length) this.bytes = Buffer.alloc(line.length * 6)
    return { ...ONE_ROW, bytes: this.bytes.subarray(0, this.bytes.write(line)) }
  }
}
const ONE_ROW: Omit<RecordTable, 'bytes'> = { ...AS_BUILT, rows: 1, starts: new Uint32Array(1), places: FIELD }
