export { type ColumnMatch, columnFaults, matchColumns, normalLabel, type WantedColumn } from './columns.ts'
export { type Outcome, TableError, type TableFault } from './fault.ts'
export { findHeader, type FoundHeader } from './header.ts'
export { jsonText } from './jsonl.ts'
export { readTable } from './read-table.ts'
export { isOfOneRow, readRecords, type SkippedRow, type TableEvent, type TableRecord } from './records.ts'
export {
  columnIndex,
  columnLetter,
  DEFAULT_LIMITS,
  type Row,
  type SheetInfo,
  type Table,
  type TableLimits,
} from './row.ts'
export { type Sketch, sketchTable } from './sketch.ts'
export type { TableSource } from './source.ts'
export type { ColumnFormat, OutColumn, OutSheet, OutValue } from './sheet-model.ts'
export { writeCsv } from './write-csv.ts'
// Their libraries are large: whoever writes Word or Excel imports them by name, and readers start without them.
export type { OutBlock, OutPaper } from './write-docx.ts'
