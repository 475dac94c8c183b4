import type { RecordTable } from '@qingmei/linkage'
import { RowCells, sharedCopy } from '@qingmei/linkage/table'

/**
 * The rows that have a name and a number: of the others it was said, when their file came in, that they are not taken,
 * and a comparison without a name would list a place that nobody can find. Their bytes stay where they are.
 */
export function namedRows(table: RecordTable): RecordTable {
  const needed = (['name', 'key'] as const).filter((field) => table.places[field] !== undefined)
  const cells = new RowCells(table)
  const kept: number[] = []
  for (let row = 0; row < table.rows; row++) {
    cells.find(row)
    if (needed.every((field) => cells.text(field) !== '')) kept.push(row)
  }
  if (kept.length === table.rows) return table
  // Shared, as the ones they are made from are: threads read them without a copy.
  const { lengths: _ofAll, ...rest } = table
  return { ...rest, rows: kept.length, starts: sharedCopy(kept.map((row) => table.starts[row] ?? 0)) }
}
