import { type ColumnMatch, type WantedColumn, columnFaults, matchColumns } from './columns.ts'
import { TableError, type TableFault, fault, nothingInside } from './fault.ts'
import { HEADER_DEPTH, findHeader } from './header.ts'
import { type Row, type Table, columnLetter } from './row.ts'
import { skipReason } from './skip.ts'

/** One record of the table under the keys that were asked for; a wanted column that is absent has no key. */
export interface TableRecord {
  readonly kind: 'record'
  readonly sheet: string | null
  readonly row: number
  readonly values: Readonly<Record<string, string>>
  /** The letter (JSON: the key) under which each value stands. */
  readonly columns: Readonly<Record<string, string>>
}

/** A row or sheet left out on purpose, with its text, so that nothing vanishes silently. */
export interface SkippedRow {
  readonly kind: 'skipped'
  readonly sheet: string | null
  readonly row: number | null
  readonly why: 'title' | 'total' | 'signature' | 'note' | 'repeated-header' | 'section' | 'no-header' | 'hidden-sheet'
  readonly text: string
}

export type TableEvent =
  | TableRecord
  | SkippedRow
  | { readonly kind: 'header'; readonly sheet: string | null; readonly row: number; readonly match: ColumnMatch }
  /** `ends`: nothing that stands behind it could be read. */
  | { readonly kind: 'fault'; readonly fault: TableFault; readonly ends?: true }

/** Whether nothing but the row in which a fault stands is lost by it. */
export const isOfOneRow = ({ fault: it, ends }: Extract<TableEvent, { kind: 'fault' }>): boolean =>
  ends !== true && it.row !== null && !it.code.startsWith('office.columns')

/**
 * Reads the records of all sheets: finds each header, maps its columns, leaves out titles, totals, signatures,
 * repeated headers and blank rows. Faults come as events; nothing is thrown for what is wrong with the file.
 */
export async function* readRecords(table: Table, wanted: readonly WantedColumn[]): AsyncGenerator<TableEvent> {
  const hidden = new Set(table.sheets.filter((sheet) => sheet.hidden).map((sheet) => sheet.name))
  let reader: SheetReader | null = null
  let found = 0
  const noHeader: SheetReader[] = []
  const closeSheet = function* (sheet: SheetReader) {
    yield* sheet.end()
    if (sheet.headerFound) found++
    else noHeader.push(sheet)
  }
  for (const sheet of table.sheets)
    if (sheet.hidden)
      yield { kind: 'skipped', sheet: sheet.name, row: null, why: 'hidden-sheet', text: sheet.name ?? '' }
  try {
    for await (const row of table.rows()) {
      if (hidden.has(row.sheet)) continue
      if (reader?.sheet !== row.sheet || reader === null) {
        if (reader) yield* closeSheet(reader)
        reader = new SheetReader(table.file, row.sheet, wanted)
      }
      yield* reader.take(row)
    }
    if (reader) yield* closeSheet(reader)
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    yield { kind: 'fault', fault: error.fault, ends: true }
    return
  }
  // One sheet with a header makes the others explanations; none at all is a fault of the file.
  if (found > 0)
    for (const sheet of noHeader)
      yield { kind: 'skipped', sheet: sheet.sheet, row: null, why: 'no-header', text: sheet.firstText }
  else yield { kind: 'fault', fault: headerMissing(table.file, noHeader[0], wanted) }
}

function headerMissing(file: string, sheet: SheetReader | undefined, wanted: readonly WantedColumn[]): TableFault {
  const names = wanted.filter((column) => column.required).map((column) => column.labels[0] ?? column.key)
  if (!sheet?.firstText) return nothingInside(file, sheet?.sheet ?? null, names)
  return fault(
    file,
    'office.header.missing',
    {
      reason: `前 ${HEADER_DEPTH} 行里找不到表头；开头是：${sheet.firstText}`,
      remedy: `第一行写列名，至少要有：${names.join('、')}`,
    },
    { sheet: sheet.sheet },
  )
}

/** Reads one sheet: holds its first rows until the header is known, then maps row by row. */
class SheetReader {
  headerFound = false
  firstText = ''
  private waiting: Row[] | null = []
  private match: ColumnMatch | null = null
  private labels: readonly string[] = []
  private names: readonly string[] | null = null

  constructor(
    private readonly file: string,
    readonly sheet: string | null,
    private readonly wanted: readonly WantedColumn[],
  ) {}

  *take(row: Row): Generator<TableEvent> {
    if (row.fault) {
      yield { kind: 'fault', fault: row.fault }
      return
    }
    if (row.names) {
      yield* this.takeNamed(row, row.names)
      return
    }
    if (isBlank(row)) return
    if (this.firstText === '') this.firstText = textOf(row)
    if (this.waiting === null) {
      yield* this.map(row)
      return
    }
    this.waiting.push(row)
    if (this.waiting.length > HEADER_DEPTH) yield* this.settle()
  }

  *end(): Generator<TableEvent> {
    if (this.waiting !== null && this.names === null) yield* this.settle()
  }

  private *settle(): Generator<TableEvent> {
    const rows = this.waiting ?? []
    this.waiting = null
    const header = findHeader(rows, this.wanted)
    if (header === null) return
    for (const row of rows.slice(0, header.at)) yield this.skipped(row, 'title')
    yield* this.begin(header.match, header.labels, rows[header.at]?.row ?? 1)
    for (const row of rows.slice(header.at + header.height)) yield* this.map(row)
  }

  private *begin(match: ColumnMatch, labels: readonly string[], row: number): Generator<TableEvent> {
    this.headerFound = true
    this.labels = labels
    const faults = columnFaults(match, labels, { file: this.file, sheet: this.sheet, row })
    for (const it of faults) yield { kind: 'fault', fault: it }
    if (faults.length > 0) return
    this.match = match
    yield { kind: 'header', sheet: this.sheet, row, match }
  }

  private *map(row: Row): Generator<TableEvent> {
    if (this.match === null) return
    const why = skipReason(row, this.labels, this.match)
    if (why) yield this.skipped(row, why)
    else yield toRecord(row, this.match, columnLetter)
  }

  /** JSON lines name their own cells; the first line must have what is required, later ones may leave it out. */
  private *takeNamed(row: Row, names: readonly string[]): Generator<TableEvent> {
    if (this.names === null) yield* this.begin(matchColumns(names, this.wanted), names, row.row)
    else if (this.match !== null && names.join('\u0000') !== this.names.join('\u0000'))
      this.match = matchColumns(names, this.wanted)
    this.names = names
    if (this.match !== null) yield toRecord(row, this.match, (index) => names[index] ?? '')
  }

  private skipped(row: Row, why: SkippedRow['why']): SkippedRow {
    return { kind: 'skipped', sheet: this.sheet, row: row.row, why, text: textOf(row) }
  }
}

function toRecord(row: Row, match: ColumnMatch, nameOf: (index: number) => string): TableRecord {
  const values: Record<string, string> = {}
  const columns: Record<string, string> = {}
  for (const [key, index] of match.indexes) {
    values[key] = row.cells[index] ?? ''
    columns[key] = nameOf(index)
  }
  return { kind: 'record', sheet: row.sheet, row: row.row, values, columns }
}

const isBlank = (row: Row): boolean => row.cells.every((cell) => cell.trim() === '')
const textOf = (row: Row): string =>
  row.cells
    .filter((cell) => cell.trim() !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
