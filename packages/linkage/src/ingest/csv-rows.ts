import { LONG_CELL, NO_CELL, type RecordTable } from '../comparison.ts'
import { shared } from '../table.ts'
import { gbLength, gbPairs, isLead } from '../tables/gb18030.ts'

const [LF, CR, QUOTE, SPACE] = [10, 13, 34, 32]

/** How a csv is written. */
export interface CsvShape {
  readonly encoding: RecordTable['encoding']
  readonly delimiter: number
  /** Of a cell: its place in a row for each field that is wanted. */
  readonly places: RecordTable['places']
  /** Byte behind the header's line end, and rows that stand before it. */
  readonly from: number
  readonly rowsBefore: number
}

/** Rows that are no records, by their number in the file, with their first cell. */
export interface CsvLeftOut {
  readonly row: number
  readonly why: 'total'
  readonly text: string
}

/** `end` is the byte behind the last row, `rows` how many there are with those that are left out and those before. */
export type CsvResult =
  | {
      readonly ok: true
      readonly table: RecordTable
      readonly leftOut: readonly CsvLeftOut[]
      readonly end: number
      readonly rows: number
    }
  | { readonly ok: false; readonly row: number; readonly why: 'quote-unclosed' | 'not-text' }

/**
 * Finds the rows of a csv without making a string: cells stay where they are in `bytes` until one is asked for. Blank
 * rows, totals and signatures are left out. A million rows take a third of a second. Rows that begin at `to` or behind
 * are another's.
 */
export function csvRows(bytes: Uint8Array, shape: CsvShape, to: number = bytes.length): CsvResult {
  const { delimiter, places, encoding } = shape
  const gb = encoding === 'gb18030'
  const pairs = gb ? gbPairs() : null
  const length = bytes.length
  const starts = new GrowingList(bytes, shape.from)
  const width = Math.max(0, ...Object.values(places)) + 1
  let lengths = new Uint8Array(new SharedArrayBuffer(starts.room * width))
  const leftOut: CsvLeftOut[] = []
  let line = shape.rowsBefore
  let at = shape.from
  while (at < to) {
    line++
    const start = at
    let note = starts.length * width
    const last = note + width
    for (;;) {
      const cell = at
      if (bytes[at] === QUOTE) at = closing(bytes, at)
      if (at < 0) return { ok: false, row: line, why: 'quote-unclosed' }
      for (; at < length; ) {
        const byte = bytes[at]!
        if (byte < 0x80) {
          if (byte === delimiter || byte === LF || byte === CR) break
          at++
        } else if (pairs === null) at++
        else if (pairs[(byte << 8) | bytes[at + 1]!] !== 0) at += 2
        else {
          const taken = isLead(byte) ? gbLength(bytes, at) : 0
          if (taken === 0) return { ok: false, row: line, why: 'not-text' }
          at += taken
        }
      }
      if (note < last) lengths[note++] = Math.min(LONG_CELL, at - cell)
      if (at >= length || bytes[at] !== delimiter) break
      at++
    }
    while (note < last) lengths[note++] = NO_CELL
    const end = at
    if (at < length && bytes[at] === CR) at++
    if (at < length && bytes[at] === LF) at++
    const why =
      end === start ? 'blank' : mayBeNone(bytes, start, end, shape) ? whyNone(bytes.slice(start, end), shape) : null
    if (why === null) {
      starts.push(start)
      if (starts.length * width + width > lengths.length) lengths = longer(lengths, starts.room * width)
    } else if (why !== 'blank') leftOut.push({ row: line, why: 'total', text: why.total })
  }
  const table = {
    bytes,
    encoding,
    delimiter,
    isQuoted: true,
    places,
    rows: starts.length,
    starts: starts.list(),
    lengths: { width, bytes: lengths.subarray(0, starts.length * width) },
  }
  return { ok: true, table, leftOut, end: at, rows: line }
}

/** The byte behind the quotation mark that closes the cell that opens at `at`; −1 when none does. */
function closing(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; ; i++) {
    i = bytes.indexOf(QUOTE, i)
    if (i < 0) return -1
    if (bytes[i + 1] !== QUOTE) return i + 1
    i++
  }
}

function longer(lengths: Uint8Array, room: number): Uint8Array<SharedArrayBuffer> {
  const copy = new Uint8Array(new SharedArrayBuffer(room))
  copy.set(lengths)
  return copy
}

/** Numbers in shared memory, as many as there turn out to be. */
class GrowingList {
  length = 0
  private numbers: Uint32Array

  /** The first lines tell how many there may be, of all; memory that is not written costs nothing. */
  constructor(bytes: Uint8Array, from: number) {
    const head = bytes.subarray(from, from + 65_536)
    const lines = head.reduce((sum, byte) => sum + (byte === LF || byte === CR ? 1 : 0), 1)
    const more = (bytes.length - from) / Math.max(1, head.length)
    this.numbers = shared(Math.ceil(lines * Math.max(1, more) * 1.1) + 16)
  }

  /** There is always room for one more. */
  get room(): number {
    return this.numbers.length
  }

  push(value: number): void {
    if (this.length + 1 === this.numbers.length) {
      const larger = shared(Math.ceil(this.length * 1.5))
      larger.set(this.numbers)
      this.numbers = larger
    }
    this.numbers[this.length++] = value
  }

  list(): Uint32Array {
    return this.numbers.subarray(0, this.length)
  }
}

const TOTALS: readonly string[] = '合计 总计 小计 共计 累计 填报人 填表人 制表人 审核人 填报单位'.split(' ')
/** Their first characters, by the last two bytes in either encoding. */
const FIRSTS = new Uint8Array(65_536)
for (const word of TOTALS) {
  const [, second = 0, third = 0] = new TextEncoder().encode(word)
  FIRSTS[(second << 8) | third] = 1
  FIRSTS[gbPairs().indexOf(word.charCodeAt(0))] = 1
}

/** Whether a row begins like one that is no record: few do, and only they are looked at closely. */
function mayBeNone(bytes: Uint8Array, start: number, end: number, { encoding, delimiter }: CsvShape): boolean {
  let at = start
  while (at < end && bytes[at]! <= SPACE && bytes[at] !== delimiter) at++
  const first = at < end ? bytes[at]! : delimiter
  if (first < 0x80) return first === QUOTE || first === delimiter
  if (encoding === 'utf-8') at++
  return FIRSTS[(bytes[at]! << 8) | bytes[at + 1]!] === 1
}

/** A total or a signature stands in the first cell of a row that has little else. */
function whyNone(row: Uint8Array, { encoding, delimiter }: CsvShape): 'blank' | { readonly total: string } | null {
  const cells = new TextDecoder(encoding).decode(row).split(String.fromCharCode(delimiter))
  const texts = cells.map((it) => it.replaceAll('"', '').trim()).filter((it) => it !== '')
  const [first] = texts
  if (first === undefined) return 'blank'
  return texts.length <= 3 && first.length <= LONGEST_TOTAL && TOTALS.some((it) => first.startsWith(it))
    ? { total: first }
    : null
}
const LONGEST_TOTAL = 20
