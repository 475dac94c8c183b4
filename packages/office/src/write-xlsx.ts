import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import { guarded } from './guard.ts'
import { type ColumnFormat, type OutColumn, type OutSheet, type OutValue, shanghaiText } from './sheet-model.ts'

/** Dates and instants are written as real day counts, so that the office can sort and filter by them. */
const NUMBER_FORMATS: Readonly<Record<ColumnFormat, string | null>> = {
  text: '@',
  integer: '0',
  decimal: '0.##########',
  money: '#,##0.00',
  date: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm:ss',
}
const WIDTHS: Readonly<Record<ColumnFormat, number>> = {
  text: 16,
  integer: 10,
  decimal: 12,
  money: 14,
  date: 12,
  instant: 20,
}

/** The rows that one sheet of a workbook can hold. */
const MOST_ROWS = 1_048_576

/**
 * Streams sheets into one workbook on the target: bold header that stays in view and filters, widths, real dates
 * and amounts, dangerous texts neutralised. A sheet too long for the format goes on in `名称 (2)`.
 */
export async function writeXlsx(target: Writable, sheets: readonly OutSheet[]): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: target, useStyles: true, useSharedStrings: false })
  const names = new Set<string>()
  for (const sheet of sheets) await writeSheet(book, sheet, names)
  await book.commit()
}

async function writeSheet(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  sheet: OutSheet,
  names: Set<string>,
): Promise<void> {
  let { page, at } = begin(book, sheet, names)
  for await (const values of sheet.rows) {
    if (at >= MOST_ROWS) {
      page.commit()
      ;({ page, at } = begin(book, sheet, names))
    }
    page.addRow(sheet.columns.map((column, i) => cellValue(values[i] ?? null, column.format ?? 'text'))).commit()
    at++
  }
  page.commit()
}

function begin(book: ExcelJS.stream.xlsx.WorkbookWriter, sheet: OutSheet, names: Set<string>) {
  const at = sheet.title ? 2 : 1
  const page = book.addWorksheet(freeName(sheet.name, names), { views: [{ state: 'frozen', ySplit: at }] })
  for (const [i, column] of sheet.columns.entries()) {
    const target = page.getColumn(i + 1)
    const format = NUMBER_FORMATS[column.format ?? 'text']
    target.width = column.width ?? widthOf(column)
    if (format) target.numFmt = format
  }
  if (sheet.title) {
    const row = page.addRow([guarded(sheet.title)])
    row.font = { bold: true, size: 14 }
    row.alignment = { horizontal: 'center' }
    if (sheet.columns.length > 1) page.mergeCells(1, 1, 1, sheet.columns.length)
    row.commit()
  }
  const header = page.addRow(sheet.columns.map((column) => guarded(column.header)))
  header.eachCell((cell) => {
    cell.font = { bold: true }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE6F2F1' } }
    cell.border = { bottom: { style: 'thin', color: { argb: 'FF7A8A8A' } } }
    cell.alignment = { vertical: 'middle', wrapText: true }
    cell.numFmt = '@'
  })
  header.commit()
  if (sheet.columns.length > 0)
    page.autoFilter = { from: { row: at, column: 1 }, to: { row: at, column: sheet.columns.length } }
  return { page, at }
}

const widthOf = (column: OutColumn): number =>
  Math.max(
    WIDTHS[column.format ?? 'text'],
    Math.min(40, column.header.length + (column.header.match(/\p{Script=Han}/gu)?.length ?? 0) + 3),
  )

function cellValue(value: OutValue, format: ColumnFormat): string | number | Date | null {
  if (value === null || value === '') return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return format === 'money' ? value / 100 : value
  // A workbook knows no time zone: the wall time of Shanghai is written as if it were UTC.
  if (format === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return dateOr(value, `${value}T00:00:00.000Z`)
  if (format === 'instant') return dateOr(shanghaiText(value), `${shanghaiText(value).replace(' ', 'T')}.000Z`)
  return guarded(clean(value))
}

function dateOr(text: string, iso: string): Date | string {
  const date = new Date(iso)
  const sound = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1901 && date.toISOString() === iso
  return sound ? date : guarded(clean(text))
}

const LONGEST_TEXT = 32_767

/** XML cannot hold control characters and a cell ends at 32,767 characters. */
function clean(text: string): string {
  const sound = text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '')
  return sound.length > LONGEST_TEXT ? `${sound.slice(0, LONGEST_TEXT - 1)}…` : sound
}

/** Sheet names: 31 characters, none of `[]:*?/\`, none twice. */
function freeName(name: string, taken: Set<string>): string {
  const base =
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, 31) || '表'
  let free = base
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${base.slice(0, 26)} (${n})`
  taken.add(free.toLowerCase())
  return free
}
