import { type ColumnMatch, type WantedColumn, matchColumns } from './columns.ts'
import type { Row } from './row.ts'

/** A header found among the first rows of a sheet. */
export interface FoundHeader {
  /** Index of its first row in the rows looked at, and how many rows it takes. */
  readonly at: number
  readonly height: 1 | 2
  readonly labels: readonly string[]
  readonly match: ColumnMatch
}

/** How far down a title may push a header. */
export const HEADER_DEPTH = 30

/**
 * Finds the header among the first rows: the row, alone or joined with the one below, that answers most of the wanted
 * columns. Titles above it, merged or not, answer none. Null when no row answers at least two (or all, if fewer).
 */
export function findHeader(rows: readonly Row[], wanted: readonly WantedColumn[]): FoundHeader | null {
  const enough = Math.min(2, wanted.length)
  let best: FoundHeader | null = null
  for (const [at, row] of rows.slice(0, HEADER_DEPTH).entries()) {
    const single = candidate(at, 1, row.cells.map(oneLine), wanted)
    const below = rows[at + 1]
    const double = below && isGrouped(row, below) ? candidate(at, 2, joined(row, below), wanted) : null
    for (const found of double ? [double, single] : [single])
      if (answers(found) >= enough && (best === null || answers(found) > answers(best))) best = found
    // What has all that must be there is the header; below it are records, however many.
    if (best !== null && best.match.missing.length === 0 && wanted.some((it) => it.required === true)) break
  }
  return best
}

const candidate = (
  at: number,
  height: 1 | 2,
  labels: readonly string[],
  wanted: readonly WantedColumn[],
): FoundHeader => ({
  at,
  height,
  labels,
  match: matchColumns(labels, wanted),
})

const answers = (found: FoundHeader): number => found.match.indexes.size + found.match.ambiguous.length

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Two rows are one header when a cell reaches over both, or a group reaches over several cells of the lower row. */
function isGrouped(row: Row, below: Row): boolean {
  const reaches = row.cells.some((cell, i) => cell !== '' && below.cells[i] === cell)
  const groups = (row.spans ?? []).some(([first, last]) => {
    const whole = first === 0 && last >= below.cells.length - 1
    return !whole && below.cells.slice(first, last + 1).some((cell) => cell !== '')
  })
  // A csv has no merged cells: there a group leaves blanks behind it, which the lower row fills. A title alone in its
  // row is no group, however many blanks are behind it.
  const fills =
    !row.spans &&
    row.cells.length > 2 &&
    row.cells.filter((cell) => cell !== '').length > 1 &&
    row.cells.some((cell, i) => cell === '' && i > 0 && (below.cells[i] ?? '') !== '')
  return reaches || groups || fills
}

function joined(row: Row, below: Row): string[] {
  const labels: string[] = []
  for (let i = 0; i < Math.max(row.cells.length, below.cells.length); i++) {
    const upper = oneLine(groupLabel(row, below, i))
    const lower = oneLine(below.cells[i] ?? '')
    labels.push(upper === lower || lower === '' ? upper : upper === '' ? lower : `${upper}/${lower}`)
  }
  return labels
}

/** The text above a column: its own, or that of the group that reaches over it. */
function groupLabel(row: Row, below: Row, index: number): string {
  const own = row.cells[index] ?? ''
  if (own !== '') return own
  const span = (row.spans ?? []).find(([first, last]) => first <= index && index <= last)
  if (span) return row.cells[span[0]] ?? ''
  if (row.spans || (below.cells[index] ?? '') === '') return ''
  for (let i = index - 1; i >= 0; i--) if ((row.cells[i] ?? '') !== '') return row.cells[i] ?? ''
  return ''
}
