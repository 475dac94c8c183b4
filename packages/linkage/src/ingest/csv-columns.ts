import type { RecordField, RecordTable, TextColumn } from '../comparison.ts'

const [COMMA_RANGE, LF, CR, QUOTE, SPACE] = [256, 10, 13, 34, 32]

/** How the columns of a csv lie in its bytes. */
export interface CsvShape {
  /** Of a cell: its place in a row for each field that is wanted. */
  readonly columns: ReadonlyMap<RecordField, number>
  readonly delimiter: number
  /** Byte behind the header's line end, and rows that stand before it. */
  readonly from: number
  readonly rowsBefore: number
}

/** Rows that are no records, by their number in the file, with their first cell. */
export interface CsvLeftOut {
  readonly row: number
  readonly why: 'blank' | 'total' | 'repeated-header'
  readonly text: string
}

export type CsvResult =
  | { readonly ok: true; readonly table: RecordTable; readonly leftOut: readonly CsvLeftOut[] }
  | { readonly ok: false; readonly row: number; readonly why: 'quote-unclosed' }

/**
 * Finds the cells of a UTF-8 csv without making a string: each is a piece of `bytes`. Quoted cells are unquoted in
 * place, so `bytes` must be the caller's own. Millions of rows take a second.
 */
export function csvColumns(bytes: Uint8Array, shape: CsvShape): CsvResult {
  const fields = [...shape.columns.keys()]
  const width = Math.max(0, ...shape.columns.values()) + 1
  const slotOf = new Int32Array(Math.max(COMMA_RANGE, width + 1)).fill(-1)
  for (const [f, field] of fields.entries()) slotOf[shape.columns.get(field) ?? 0] = f
  const room = roomFor(bytes, shape.from)
  const starts = fields.map(() => shared(room))
  const ends = fields.map(() => shared(room))
  const leftOut: CsvLeftOut[] = []
  const { delimiter } = shape
  const length = bytes.length
  let rows = 0
  let line = shape.rowsBefore
  let at = shape.from
  while (at < length) {
    line++
    let cell = 0
    let filled = 0
    for (const f of fields.keys()) starts[f]![rows] = ends[f]![rows] = at
    let first = -1
    let firstEnd = -1
    for (;;) {
      let start = at
      let end: number
      if (bytes[at] === QUOTE) {
        const closed = unquote(bytes, at)
        if (closed < 0) return { ok: false, row: line, why: 'quote-unclosed' }
        start = at + 1
        end = unquotedEnd
        at = closed
        while (at < length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) at++
      } else {
        while (at < length) {
          const byte = bytes[at]!
          if (byte === delimiter || byte === LF || byte === CR) break
          at++
        }
        end = at
      }
      while (start < end && bytes[start]! <= SPACE) start++
      while (end > start && bytes[end - 1]! <= SPACE) end--
      if (end > start) {
        filled++
        if (first < 0) {
          first = start
          firstEnd = end
        }
      }
      const slot = cell < slotOf.length ? slotOf[cell]! : -1
      if (slot >= 0) {
        starts[slot]![rows] = start
        ends[slot]![rows] = end
      }
      cell++
      if (at >= length || bytes[at] !== delimiter) break
      at++
    }
    if (at < length && bytes[at] === CR) at++
    if (at < length && bytes[at] === LF) at++
    const why = filled === 0 ? 'blank' : whyLeftOut(bytes, first, firstEnd, filled)
    if (why === null) rows++
    else if (why !== 'blank')
      leftOut.push({ row: line, why, text: Buffer.from(bytes.subarray(first, firstEnd)).toString('utf8') })
  }
  const columns: Partial<Record<RecordField, TextColumn>> = {}
  for (const [f, field] of fields.entries())
    columns[field] = { bytes, starts: starts[f]!.subarray(0, rows), ends: ends[f]!.subarray(0, rows) }
  return { ok: true, table: { rows, columns }, leftOut }
}

const shared = (length: number): Uint32Array =>
  new Uint32Array(new SharedArrayBuffer(Math.max(4, length * 4)), 0, length)

/** As many rows as there are line ends, and one more. */
function roomFor(bytes: Uint8Array, from: number): number {
  let lines = 1
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++
  return lines === 1 ? bytes.reduce((sum, byte) => sum + (byte === CR ? 1 : 0), 2) : lines + 1
}

let unquotedEnd = 0
/** Writes the cell that opens at `at` over itself without its quotation marks; gives the byte behind it, −1 unclosed. */
function unquote(bytes: Uint8Array, at: number): number {
  let to = at + 1
  for (let from = at + 1; from < bytes.length; from++) {
    if (bytes[from] === QUOTE) {
      if (bytes[from + 1] !== QUOTE) {
        unquotedEnd = to
        return from + 1
      }
      from++
    }
    bytes[to++] = bytes[from]!
  }
  return -1
}

const TOTALS = ['合计', '总计', '小计', '共计', '累计', '填报人', '填表人', '制表人', '审核人', '填报单位'].map((it) =>
  Buffer.from(it),
)

/** A total or a signature stands in the first cell of a row that has little else. */
function whyLeftOut(bytes: Uint8Array, start: number, end: number, filled: number): 'total' | null {
  if (filled > 3 || end - start > 60) return null
  for (const word of TOTALS) {
    let i = 0
    while (i < word.length && bytes[start + i] === word[i]) i++
    if (i === word.length) return 'total'
  }
  return null
}
