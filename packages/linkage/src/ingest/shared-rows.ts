import { type CsvResult, type CsvShape, csvRows } from './csv-rows.ts'

type Found = CsvResult & { readonly ok: true }

/** The caller has other files to read. */
const THEIRS = 0.75

/** {@link csvRows}, most of which `another` finds at the same time; the same to the last row. */
export async function sharedRows(
  bytes: Uint8Array,
  shape: CsvShape,
  another: (shape: CsvShape, to: number) => Promise<CsvResult>,
): Promise<CsvResult> {
  const middle = bytes.indexOf(LF, Math.floor(shape.from + (bytes.length - shape.from) * THEIRS)) + 1
  if (middle === 0) return another(shape, bytes.length)
  const asked = another(shape, middle)
  const second = csvRows(bytes, { ...shape, from: middle, rowsBefore: 0 })
  const first = await asked
  if (!first.ok) return first
  // A line end inside quotation marks is no end of a row: then the second part began in the middle of one.
  if (first.end !== middle) return csvRows(bytes, shape)
  return second.ok ? joined(first, second) : { ...second, row: second.row + first.rows }
}

const LF = 10

/** The second list behind the first, whose memory nearly always has the room: it was made for all rows. */
function behind<T extends Uint8Array | Uint32Array>(first: T, second: T): T {
  const Kind = first.constructor as new (memory: ArrayBufferLike, from?: number, length?: number) => T
  const [length, size] = [first.length + second.length, first.BYTES_PER_ELEMENT]
  const isRoom = length * size <= first.buffer.byteLength
  const all = isRoom ? new Kind(first.buffer, 0, length) : new Kind(new SharedArrayBuffer(length * size))
  if (!isRoom) all.set(first)
  all.set(second, first.length)
  return all
}

function joined(first: Found, second: Found): CsvResult {
  const rows = first.table.rows + second.table.rows
  const [one, other] = [first.table.lengths!, second.table.lengths!]
  const starts = behind(first.table.starts, second.table.starts)
  const lengths = { width: one.width, bytes: behind(one.bytes, other.bytes) }
  return {
    ok: true,
    table: { ...first.table, rows, starts, lengths },
    leftOut: [...first.leftOut, ...second.leftOut.map((it) => ({ ...it, row: it.row + first.rows }))],
    end: second.end,
    rows: first.rows + second.rows,
  }
}
