import type { TableFault } from './fault.ts'

/** One row as it stands in the file; `cells[0]` is column A. Blank cells are `''`. */
export interface Row {
  readonly sheet: string | null
  /** As the spreadsheet numbers it, from 1. */
  readonly row: number
  readonly cells: readonly string[]
  /** Cells merged sideways, as [first, last] indexes; the text stands in the first, the others are blank. */
  readonly spans?: readonly (readonly [number, number])[]
  /** The rows have names for their cells (JSON lines): no header row is to be looked for. */
  readonly names?: readonly string[]
  /** This row cannot be read; its cells are empty. */
  readonly fault?: TableFault
}

export interface SheetInfo {
  readonly name: string | null
  readonly hidden: boolean
}

/** A file that was opened and whose encoding and form are known. Read `rows` once, then `close` it. */
export interface Table {
  readonly file: string
  readonly format: 'csv' | 'xlsx' | 'jsonl'
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  readonly sheets: readonly SheetInfo[]
  /** Streams all sheets, one after the other. Throws TableError when the rest of the file cannot be read. */
  rows(): AsyncIterable<Row>
  close(): Promise<void>
}

/** Bounds that keep a hostile or broken file from filling memory or disk. */
export interface TableLimits {
  readonly fileBytes: number
  readonly inflatedBytes: number
  /** Inflated over packed, judged once 64 MB have come out. */
  readonly inflationRatio: number
  readonly sharedTextBytes: number
  readonly rows: number
  readonly columns: number
  readonly cellLength: number
}

export const DEFAULT_LIMITS: TableLimits = {
  fileBytes: 512 * 2 ** 20,
  inflatedBytes: 4 * 2 ** 30,
  inflationRatio: 200,
  sharedTextBytes: 256 * 2 ** 20,
  rows: 5_000_000,
  columns: 2_000,
  cellLength: 100_000,
}

/** `0 → A`, `26 → AA`. */
export function columnLetter(index: number): string {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** `A → 0`, `AA → 26`; -1 for what is no column. */
export function columnIndex(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}
