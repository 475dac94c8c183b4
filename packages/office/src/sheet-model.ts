/** How the values of a column are written. `money` takes integer fen and writes yuan. */
export type ColumnFormat = 'text' | 'integer' | 'decimal' | 'money' | 'date' | 'instant'

export type OutValue = string | number | boolean | null

export interface OutColumn {
  readonly header: string
  readonly format?: ColumnFormat
  /** In characters of the default font; without it, from the header and the format. */
  readonly width?: number
}

/** A sheet to write; rows may come from a cursor and are never held together. */
export interface OutSheet {
  readonly name: string
  /** Merged over all columns above the header. */
  readonly title?: string
  readonly columns: readonly OutColumn[]
  readonly rows: Iterable<readonly OutValue[]> | AsyncIterable<readonly OutValue[]>
}

const SHANGHAI_MS = 8 * 3_600_000

/** An instant as Shanghai wall time, `2026-09-30 18:00:00`; other text is given back. */
export function shanghaiText(text: string): string {
  const ms = /^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? text : new Date(ms + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** Fen as yuan with two places, without going through a fraction. */
export function yuanText(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an amount in fen: ${fen}`)
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
