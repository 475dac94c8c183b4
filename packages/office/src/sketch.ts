import { type WantedColumn, matchColumns } from './columns.ts'
import { type Outcome, TableError, type TableFault, fault, nothingInside } from './fault.ts'
import { HEADER_DEPTH, findHeader } from './header.ts'
import { type Row, type Table, columnLetter } from './row.ts'
import { skipReason } from './skip.ts'

/** A table at a glance: where its header stands, and some of what is below each column. */
export interface Sketch {
  readonly sheet: string | null
  /** As the spreadsheet numbers it; 0 where rows name their own cells. */
  readonly headerRow: number
  readonly headers: readonly string[]
  /** The letter (JSON: the key) of each column. */
  readonly letters: readonly string[]
  readonly titles: readonly string[]
  /** The first values that stand in each column. */
  readonly samples: readonly (readonly string[])[]
}

const ROWS_LOOKED_AT = 400
const SAMPLES = 40

/**
 * Looks at the first sheet that has a header, known by one of the `vocabularies` (the columns of each kind of file
 * that it may be) or, where none fits, by its form: short words side by side above rows of other things.
 */
export async function sketchTable(
  table: Table,
  vocabularies: readonly (readonly WantedColumn[])[],
): Promise<Outcome<Sketch>> {
  const hidden = new Set(table.sheets.filter((sheet) => sheet.hidden).map((sheet) => sheet.name))
  let sheet: string | null | undefined
  let rows: Row[] = []
  const settled = (): Sketch | null => sketchOf(rows, vocabularies)
  try {
    for await (const row of table.rows()) {
      if (hidden.has(row.sheet)) continue
      if (row.fault) {
        // Of a file that names its columns at the top, this may be the row that does.
        if (rows.length === 0 && table.format !== 'jsonl') return { ok: false, error: row.fault }
        continue
      }
      if (sheet !== undefined && row.sheet !== sheet) {
        const found = settled()
        if (found) return { ok: true, value: found }
        rows = []
      }
      sheet = row.sheet
      if (row.cells.every((cell) => cell.trim() === '')) continue
      if (rows.length < ROWS_LOOKED_AT) rows.push(row)
      else {
        const found = settled()
        if (found) return { ok: true, value: found }
      }
    }
  } catch (error) {
    if (error instanceof TableError) return { ok: false, error: error.fault }
    throw error
  }
  const found = settled()
  return found ? { ok: true, value: found } : { ok: false, error: noHeader(table.file, rows[0]) }
}

const EXAMPLES = ['名称', '统一社会信用代码', '地址', '电话']

const noHeader = (file: string, first: Row | undefined): TableFault =>
  first
    ? fault(
        file,
        'office.header.missing',
        {
          reason: `找不到表头；开头是：${first.cells.join(' ').trim().slice(0, 100)}`,
          remedy: `在数据上方写一行列名，如：${EXAMPLES.join('、')}`,
        },
        { sheet: first.sheet },
      )
    : nothingInside(file, null, EXAMPLES)

function sketchOf(rows: readonly Row[], vocabularies: readonly (readonly WantedColumn[])[]): Sketch | null {
  const [first] = rows
  if (!first) return null
  if (first.names) return named(rows, first)
  const head = rows.slice(0, HEADER_DEPTH)
  const known = vocabularies
    .flatMap((wanted) => findHeader(head, wanted) ?? [])
    .toSorted((a, b) => b.match.indexes.size - a.match.indexes.size)[0]
  const header = known ?? byForm(head)
  if (!header) return null
  const match = matchColumns(header.labels, [])
  const below = rows.slice(header.at + header.height).filter((row) => skipReason(row, header.labels, match) === null)
  return {
    sheet: first.sheet,
    headerRow: rows[header.at]?.row ?? 1,
    headers: header.labels,
    letters: header.labels.map((_, at) => columnLetter(at)),
    titles: rows.slice(0, header.at).map((row) => row.cells.filter((cell) => cell.trim() !== '').join(' ')),
    samples: header.labels.map((_, at) => sampled(below.map((row) => row.cells[at] ?? ''))),
  }
}

/** JSON lines name their cells; a key may be missing from the first of them. */
function named(rows: readonly Row[], first: Row): Sketch {
  const keys = [...new Set(rows.flatMap((row) => row.names ?? []))]
  return {
    sheet: first.sheet,
    headerRow: 0,
    headers: keys,
    letters: keys,
    titles: [],
    samples: keys.map((key) => sampled(rows.map((row) => row.cells[row.names?.indexOf(key) ?? -1] ?? ''))),
  }
}

/** The first row that looks like names of columns: several short cells, none of them a number, nothing twice. */
function byForm(rows: readonly Row[]): { at: number; height: 1; labels: readonly string[] } | null {
  for (const [at, row] of rows.entries()) {
    const filled = row.cells.map((cell) => cell.replace(/\s+/g, ' ').trim()).filter((cell) => cell !== '')
    const next = rows[at + 1]
    if (!next || filled.length < 2 || new Set(filled).size < filled.length) continue
    const areWords = filled.every((cell) => cell.length <= 30 && !/\d{3,}|^\d+([.,]\d+)?$/.test(cell))
    if (areWords && filled.length >= next.cells.filter((cell) => cell.trim() !== '').length / 2)
      return { at, height: 1, labels: row.cells.map((cell) => cell.replace(/\s+/g, ' ').trim()) }
  }
  return null
}

/** Values that come again are kept: they tell a list of states from a list of names. */
const sampled = (values: readonly string[]): string[] =>
  values
    .map((value) => value.trim().slice(0, 200))
    .filter((text) => text !== '')
    .slice(0, SAMPLES)
