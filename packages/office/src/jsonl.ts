import { tooMany } from './bounds.ts'
import { decodedText, holdsNoText, notText } from './encoding.ts'
import { TableError, fault } from './fault.ts'
import type { Row, TableLimits } from './row.ts'
import type { Bytes } from './source.ts'

/**
 * Streams a file with one JSON object a line. A line that is no object is a row with a fault, as is in a `broken` file
 * one that holds bytes which are no character; the others go on.
 */
export async function* jsonRows(bytes: Bytes, limits: TableLimits, broken = false): AsyncGenerator<Row> {
  let rest = ''
  let number = 0
  for await (const text of decodedText(bytes, 'utf-8', broken)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield* lineRow(bytes.name, ++number, line, limits, broken)
    if (rest.length > 4 * 2 ** 20) throw new TableError(noObject(bytes.name, number + 1, rest))
  }
  if (rest !== '') yield* lineRow(bytes.name, ++number, rest, limits, broken)
}

function* lineRow(file: string, row: number, line: string, limits: TableLimits, broken: boolean): Generator<Row> {
  if (line.trim() === '') return
  if (row > limits.rows) throw new TableError(tooMany(file, null, row, limits))
  const value = parseLine(line)
  if (value === null) {
    yield { sheet: null, row, cells: [], names: [], fault: noObject(file, row, line) }
    return
  }
  const entries = Object.entries(value)
  if (broken && holdsNoText(line)) {
    const [column, text] = entries.find((entry) => holdsNoText(JSON.stringify(entry))) ?? [null, line]
    const wrong = notText(file, 'utf-8', { row, column, value: jsonText(text) })
    yield { sheet: null, row, cells: [], names: [], fault: wrong }
    return
  }
  if (entries.length > limits.columns) throw new TableError(tooMany(file, null, row, limits))
  yield { sheet: null, row, names: entries.map(([name]) => name), cells: entries.map(([, it]) => jsonText(it)) }
}

function parseLine(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** What a value of a JSON line reads as in a cell. */
export function jsonText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(jsonText).join('、')
  return JSON.stringify(value)
}

const noObject = (file: string, row: number, value: string) =>
  fault(
    file,
    'office.jsonl.line-broken',
    { reason: `第 ${row} 行不是一个完整的 JSON 对象`, remedy: '请来源单位按“一行一个对象”重新导出该行' },
    { row, value },
  )
