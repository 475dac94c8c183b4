export { type Outcome, TableError, type TableFault } from './fault.ts'
export { readTable } from './read-table.ts'
export { columnIndex, columnLetter, DEFAULT_LIMITS, type Row, type SheetInfo, type Table, type TableLimits } from './row.ts'
export type { TableSource } from './source.ts'
