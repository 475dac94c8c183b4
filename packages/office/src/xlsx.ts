import { tooLong, tooMany } from './bounds.ts'
import { TableError } from './fault.ts'
import { unguarded } from './guard.ts'
import { type Row, type TableLimits, columnIndex } from './row.ts'
import { serialText } from './xlsx-dates.ts'
import { type Attributes, type XlsxPackage, readPart, readXml } from './xlsx-package.ts'
import { type Workbook, type WorkbookSheet, textCollector } from './xlsx-workbook.ts'

/** A merged range; indexes from 0, rows from 1. */
interface Merge {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

const MOST_MERGES = 200_000

/**
 * Streams the rows of one sheet. A cell merged downwards repeats its text in each row (a town written once for ten
 * shops); one merged sideways keeps it in the first cell and is named in `spans`.
 */
export async function* sheetRows(
  pack: XlsxPackage,
  book: Workbook,
  sheet: WorkbookSheet,
  file: string,
  limits: TableLimits,
): AsyncGenerator<Row> {
  const merges = mergesByRow(await readMerges(pack, sheet, file))
  const ready: { row: number; cells: string[] }[] = []
  const listener = cellListener(book, file, sheet.name, limits, (row, cells) => ready.push({ row, cells }))
  const open: (Merge & { text: string })[] = []
  for await (const _ of readXml(pack, sheet.path, listener, file)) {
    for (const { row, cells } of ready) yield withMerges(sheet.name, row, cells, merges, open)
    ready.length = 0
  }
}

/** Ranges stand behind the cells in the file, so the sheet is passed over once for them. */
async function readMerges(pack: XlsxPackage, sheet: WorkbookSheet, file: string): Promise<Merge[]> {
  let marked = false
  let tail = ''
  for await (const chunk of pack.chunks(sheet.path)) {
    const text = tail + chunk.toString('latin1')
    marked = text.includes('mergeCell ')
    if (marked) break
    tail = text.slice(-16)
  }
  if (!marked) return []
  const merges: Merge[] = []
  const open = (name: string, at: Attributes) => {
    if (name !== 'mergeCell' || merges.length >= MOST_MERGES) return
    const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(at.ref ?? '')
    if (!match) return
    const [, left = '', top = '', right = '', bottom = ''] = match
    merges.push({ left: columnIndex(left), top: Number(top), right: columnIndex(right), bottom: Number(bottom) })
  }
  await readPart(pack, sheet.path, { open }, file)
  return merges
}

function mergesByRow(merges: readonly Merge[]): Map<number, Merge[]> {
  const found = new Map<number, Merge[]>()
  for (const merge of merges) {
    const list = found.get(merge.top)
    if (list) list.push(merge)
    else found.set(merge.top, [merge])
  }
  return found
}

function withMerges(
  sheet: string,
  row: number,
  cells: string[],
  merges: ReadonlyMap<number, readonly Merge[]>,
  open: (Merge & { text: string })[],
): Row {
  for (let i = open.length - 1; i >= 0; i--) if ((open[i]?.bottom ?? 0) < row) open.splice(i, 1)
  for (const merge of merges.get(row) ?? []) open.push({ ...merge, text: cells[merge.left] ?? '' })
  if (open.length === 0) return { sheet, row, cells }
  const spans: [number, number][] = []
  for (const merge of open) {
    if (merge.right > merge.left) spans.push([merge.left, merge.right])
    if (row === merge.top || merge.text === '') continue
    while (cells.length <= merge.left) cells.push('')
    cells[merge.left] = merge.text
  }
  spans.sort((a, b) => a[0] - b[0])
  return spans.length > 0 ? { sheet, row, cells, spans } : { sheet, row, cells }
}

function cellListener(
  book: Workbook,
  file: string,
  sheet: string,
  limits: TableLimits,
  done: (row: number, cells: string[]) => void,
) {
  const inline = textCollector()
  let row = 0
  let cells: string[] = []
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let inValue = false
  let inData = false
  const finish = () => {
    const text = type === 'inlineStr' ? inline.take() : cellText(book, type, style, value)
    if (text === '') return
    if (text.length > limits.cellLength) throw new TableError(tooLong(file, sheet, row, text))
    while (cells.length < column) cells.push('')
    cells[column] = unguarded(text)
  }
  return {
    open: (name: string, at: Attributes) => {
      if (name === 'c') {
        const letters = /^[A-Z]+/.exec(at.r ?? '')?.[0]
        column = letters ? columnIndex(letters) : column + 1
        if (column < 0 || column >= limits.columns) throw new TableError(tooMany(file, sheet, row, limits))
        type = at.t ?? 'n'
        style = Number(at.s ?? 0)
        value = ''
      } else if (name === 'v') inValue = true
      else if (name === 'row') {
        row = at.r === undefined ? row + 1 : Number(at.r)
        if (!(row <= limits.rows)) throw new TableError(tooMany(file, sheet, row, limits))
        cells = []
        column = -1
      } else if (name === 'sheetData') inData = true
      else if (inData) inline.open(name)
    },
    close: (name: string) => {
      if (name === 'c') finish()
      else if (name === 'v') inValue = false
      else if (name === 'row') done(row, cells)
      else if (name === 'sheetData') inData = false
      else if (inData) inline.close(name)
    },
    text: (text: string) => {
      if (inValue) value += text
      else if (inData) inline.text(text)
    },
  }
}

function cellText(book: Workbook, type: string, style: number, value: string): string {
  if (value === '') return ''
  if (type === 's') return book.texts[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? '是' : '否'
  if (type === 'd') return value.replace(/T00:00:00(\.000)?Z?$/, '').replace('T', ' ')
  if (type !== 'n') return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  return (book.dateStyles[style] ? serialText(number, book.from1904) : null) ?? plainNumber(number)
}

/** A number without exponent: long codes that were typed as numbers must not come out as 9.1E+17. */
function plainNumber(number: number): string {
  if (Number.isInteger(number)) return Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number)
  return String(number)
}
