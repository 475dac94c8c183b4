/** The fields that are compared or shown. `key` tells a record from the others of its file. */
export const RECORD_FIELDS = [
  'key',
  'code',
  'name',
  'address',
  'principal',
  'phone',
  'scope',
  'state',
  'issuedOn',
  'expiresOn',
] as const
export type RecordField = (typeof RECORD_FIELDS)[number]

/**
 * Records as they lie in the bytes of a file: a cell is looked up in its row when it is asked for, and a million rows
 * cost no more than the file and four bytes each. The bytes are shared memory where threads are to read them.
 */
export interface RecordTable {
  readonly rows: number
  readonly bytes: Uint8Array
  readonly encoding: 'utf-8' | 'gb18030'
  /** First byte of each row; it ends at its line end. */
  readonly starts: Uint32Array
  /** Of each field that the register has: which cell of a row it is. Two fields may be one cell. */
  readonly places: Readonly<Partial<Record<RecordField, number>>>
  /** The byte between cells. */
  readonly delimiter: number
  /** Whether a cell may stand in quotation marks, as csv has it. */
  readonly isQuoted: boolean
  /** How long the cells are, where whoever found the rows has noted it: they are then found without looking. */
  readonly lengths?: CellLengths
}

/** The lengths of the first `width` cells of each row, in bytes with their quotation marks. */
export interface CellLengths {
  readonly width: number
  /** {@link LONG_CELL} of one that is longer, {@link NO_CELL} of one that the row does not have. */
  readonly bytes: Uint8Array
}
export const [NO_CELL, LONG_CELL] = [255, 254] as const
