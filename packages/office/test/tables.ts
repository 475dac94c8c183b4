import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  type OutSheet,
  type Row,
  type TableEvent,
  type TableSource,
  type WantedColumn,
  readRecords,
  readTable,
  writeCsv,
} from '../src/index.ts'
import { writeXlsx } from '../src/write-xlsx.ts'

/** Reads every row, or throws the fault's code. */
export async function rowsOf(source: TableSource): Promise<Row[]> {
  const opened = await readTable(source)
  if (!opened.ok) throw new Error(opened.error.code)
  const rows: Row[] = []
  try {
    for await (const row of opened.value.rows()) rows.push(row)
  } finally {
    await opened.value.close()
  }
  return rows
}

export async function eventsOf(source: TableSource, wanted: readonly WantedColumn[]): Promise<TableEvent[]> {
  const opened = await readTable(source)
  if (!opened.ok) return [{ kind: 'fault', fault: opened.error }]
  const events: TableEvent[] = []
  for await (const event of readRecords(opened.value, wanted)) events.push(event)
  await opened.value.close()
  return events
}

export const csvText = (text: string, name = 'test.csv'): TableSource => ({ bytes: Buffer.from(text), name })

export async function csvOf(
  sheet: Pick<OutSheet, 'columns' | 'rows'>,
  encoding: 'utf-8' | 'gb18030' = 'utf-8',
): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeCsv(sheet, encoding)) pieces.push(piece)
  return Buffer.concat(pieces)
}

export async function xlsxOf(...sheets: OutSheet[]): Promise<Buffer> {
  const target = new PassThrough()
  const [bytes] = await Promise.all([buffer(target), writeXlsx(target, sheets)])
  return bytes
}

/** Cells without the blanks at the end, which no format keeps. */
export const trimmed = (cells: readonly string[]): string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)
