import { gb18030Encoder } from './gb18030.ts'
import { guarded } from './guard.ts'
import { type ColumnFormat, type OutSheet, type OutValue, shanghaiText, yuanText } from './sheet-model.ts'

/**
 * Writes a csv in pieces: UTF-8 with byte order mark (or GB18030 for offices whose software knows nothing else),
 * CRLF line ends, every dangerous text neutralised.
 */
export async function* writeCsv(
  sheet: Pick<OutSheet, 'columns' | 'rows'>,
  encoding: 'utf-8' | 'gb18030' = 'utf-8',
): AsyncGenerator<Uint8Array> {
  const encode = encoding === 'utf-8' ? utf8 : gb18030Encoder()
  let text = encoding === 'utf-8' ? '\u{feff}' : ''
  text += line(sheet.columns.map((column) => column.header))
  for await (const row of sheet.rows) {
    text += line(sheet.columns.map((column, i) => csvText(row[i] ?? null, column.format ?? 'text')))
    if (text.length < 65_536) continue
    yield encode(text)
    text = ''
  }
  if (text !== '') yield encode(text)
}

const encoder = new TextEncoder()
const utf8 = (text: string): Uint8Array => encoder.encode(text)

function csvText(value: OutValue, format: ColumnFormat): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return format === 'money' ? yuanText(value) : String(value)
  return format === 'instant' ? shanghaiText(value) : value
}

const line = (cells: readonly string[]): string =>
  cells.length === 1 && cells[0] === '' ? '""\r\n' : `${cells.map((cell) => quoted(guarded(cell))).join(',')}\r\n`

const quoted = (text: string): string => (/[",\r\n;\t|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
