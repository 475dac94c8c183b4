import Papa from 'papaparse'
import { type Encoding, decodedText, holdsNoText, notText } from './encoding.ts'
import { tooLong, tooMany } from './bounds.ts'
import { TableError, fault } from './fault.ts'
import { unguarded } from './guard.ts'
import { columnLetter, type Row, type TableLimits } from './row.ts'
import type { Bytes } from './source.ts'

const DELIMITERS = [',', '\t', ';', '|'] as const

/** A quoted field longer than this has lost its closing quotation mark. */
const LONGEST_RECORD = 4 * 2 ** 20

/**
 * Streams the records of a csv text. A row number counts records, as a spreadsheet does; line ends inside a quoted
 * field become `\n`; `'=…` as our own export writes it becomes `=…` again. In a `broken` file a row with bytes that are
 * no character has a fault; the others go on.
 */
export async function* csvRows(
  bytes: Bytes,
  encoding: Encoding,
  limits: TableLimits,
  broken = false,
): AsyncGenerator<Row> {
  const rowOf = (row: number, record: readonly string[]): Row => {
    const read = toRow(bytes.name, sheet, row, record, limits)
    const at = broken ? read.cells.findIndex(holdsNoText) : -1
    if (at < 0) return read
    const where = { row, column: columnLetter(at), value: read.cells[at] ?? '' }
    return { sheet, row, cells: [], fault: notText(bytes.name, encoding, where) }
  }
  let rest = ''
  let number = 0
  let delimiter: string | null = null
  const sheet = null
  for await (const text of normalisedText(bytes, encoding, broken)) {
    const input = rest + text
    delimiter ??= guessDelimiter(input)
    const parsed = parse(input, delimiter, true)
    for (const record of parsed.records) yield rowOf(++number, record)
    rest = input.slice(parsed.cursor)
    if (rest.length > LONGEST_RECORD) throw new TableError(unclosed(bytes.name, number + 1, rest))
  }
  if (rest === '') return
  const parsed = parse(rest, delimiter ?? ',', false)
  if (parsed.unclosed) throw new TableError(unclosed(bytes.name, number + 1, rest))
  for (const record of parsed.records) yield rowOf(++number, record)
}

interface Parsed {
  readonly records: readonly (readonly string[])[]
  /** Where the first record that is not complete begins. */
  readonly cursor: number
  readonly unclosed: boolean
}

function parse(input: string, delimiter: string, more: boolean): Parsed {
  const parser = new Papa.Parser({ delimiter, newline: '\n' })
  const result = parser.parse(input, 0, more) as Papa.ParseResult<string[]>
  const last = result.data.at(-1)
  // A text that ends with a line end gives one more, empty record.
  const records =
    !more && input.endsWith('\n') && last?.length === 1 && last[0] === '' ? result.data.slice(0, -1) : result.data
  return {
    records,
    cursor: more ? result.meta.cursor : input.length,
    unclosed: result.errors.some((error) => error.code === 'MissingQuotes'),
  }
}

/** All line ends as `\n`, also where `\r` and `\n` fall into two chunks. */
async function* normalisedText(bytes: Bytes, encoding: Encoding, broken: boolean): AsyncGenerator<string> {
  let held = ''
  for await (const piece of decodedText(bytes, encoding, broken)) {
    let text = held + piece
    held = text.endsWith('\r') ? '\r' : ''
    if (held !== '') text = text.slice(0, -1)
    if (text !== '') yield text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  }
  if (held !== '') yield '\n'
}

/** The delimiter that splits the first lines into the most equal columns; a comma when none does. */
function guessDelimiter(text: string): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const rows = (parse(text.slice(0, 65_536), delimiter, false).records as string[][]).slice(0, 30)
    const widths = rows.filter((row) => row.length > 1 || row[0] !== '').map((row) => row.length)
    const common = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1
    const score = common < 2 ? 0 : widths.filter((width) => width === common).length
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function toRow(file: string, sheet: string | null, row: number, record: readonly string[], limits: TableLimits): Row {
  if (row > limits.rows || record.length > limits.columns) throw new TableError(tooMany(file, sheet, row, limits))
  const cells = record.map(unguarded)
  for (const cell of cells) if (cell.length > limits.cellLength) throw new TableError(tooLong(file, sheet, row, cell))
  return { sheet, row, cells }
}

const unclosed = (file: string, row: number, value: string) =>
  fault(
    file,
    'office.csv.quote-unclosed',
    {
      reason: `从第 ${row} 行开始有一个引号没有闭合，后面的内容无法分列`,
      remedy: '在原件中补上或删去该行多余的英文双引号后再导入',
    },
    { row, value },
  )
