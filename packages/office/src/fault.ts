/**
 * What is wrong with a file or a place in it, as data: where, what stands there, why it cannot be taken and what to do.
 * `row` counts from 1 as the spreadsheet shows it (a line of JSON: the line), `column` is a letter (JSON: the key).
 */
export interface TableFault {
  readonly file: string
  readonly sheet: string | null
  readonly row: number | null
  readonly column: string | null
  readonly value: string | null
  readonly code: string
  readonly reason: string
  readonly remedy: string
}

export type Outcome<T, E = TableFault> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** Builds a fault; what is not given is unknown. */
export const fault = (
  file: string,
  code: string,
  words: { readonly reason: string; readonly remedy: string },
  at: Partial<Pick<TableFault, 'sheet' | 'row' | 'column' | 'value'>> = {},
): TableFault => ({
  file,
  sheet: at.sheet ?? null,
  row: at.row ?? null,
  column: at.column ?? null,
  value: at.value === undefined || at.value === null ? null : shorten(at.value),
  code,
  ...words,
})

/** A file, or its sheet, in which nothing stands: no name of a column, no row. `names` are columns that it should have. */
export const nothingInside = (file: string, sheet: string | null, names: readonly string[]): TableFault =>
  fault(
    file,
    'office.file.blank',
    {
      reason: '从头到尾只有空行，没有列名，也没有数据',
      remedy: `打开原文件看内容还在不在，或请来源单位重新导出；第一行写列名，如：${names.join('、')}，下面一行一条`,
    },
    { sheet },
  )

/** A fault met in the middle of reading: the rows before it were sound, the file as a whole is not. */
export class TableError extends Error {
  override readonly name = 'TableError'
  constructor(readonly fault: TableFault) {
    super(`${fault.code}: ${fault.reason}`)
  }
}

const shorten = (value: string): string => (value.length > 200 ? `${value.slice(0, 200)}…` : value)
