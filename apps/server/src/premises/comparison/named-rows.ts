import type { RecordTable, TextColumn } from '@qingmei/linkage'
import { sharedCopy } from '@qingmei/linkage/table'

/** The last of the blanks of ASCII; tabs and line ends lie below it. */
const SPACE = 0x20

/** Whether a cell says something. */
function isSaid({ bytes, starts, ends }: TextColumn, row: number): boolean {
  const end = ends[row] ?? 0
  for (let at = starts[row] ?? 0; at < end; at++) if ((bytes[at] ?? 0) > SPACE) return true
  return false
}

/**
 * The rows that have a name and a number: of the others it was said, when their file came in, that they are not taken,
 * and a comparison without a name would list a place that nobody can find. Their bytes stay where they are.
 */
export function namedRows(table: RecordTable): RecordTable {
  const needed = [table.columns.name, table.columns.key].filter((it) => it !== undefined)
  const kept: number[] = []
  for (let row = 0; row < table.rows; row++) if (needed.every((column) => isSaid(column, row))) kept.push(row)
  if (kept.length === table.rows) return table
  // Shared, as the ones they are made from are: threads read them without a copy.
  const chosen = (from: Uint32Array): Uint32Array => sharedCopy(kept.map((row) => from[row] ?? 0))
  const columns = Object.entries(table.columns).map(([field, { bytes, starts, ends }]) => [
    field,
    { bytes, starts: chosen(starts), ends: chosen(ends) },
  ])
  return { rows: kept.length, columns: Object.fromEntries(columns) as RecordTable['columns'] }
}
