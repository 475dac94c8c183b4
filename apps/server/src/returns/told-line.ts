import type { House } from '@qingmei/core/ledger/house'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import { DERIVED } from './derived-lines.ts'
import type { SheetCell, SheetLine } from './sheet.ts'

type ToldCell = SheetCell & { readonly name?: string }

/** A line of the sheet as people read it: its groups by name, and whether they are ever added together. */
export interface ToldLine extends Omit<SheetLine, 'month' | 'cumulative'> {
  readonly opens: boolean
  readonly apart: boolean
  readonly month: readonly ToldCell[] | null
  readonly cumulative: readonly ToldCell[] | null
}

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A line with what it opens and what its groups are called. */
export function told(line: SheetLine, house: House, words: Words): ToldLine {
  const figure = MONTHLY_FIGURES.find((it) => it.id === line.id)
  const by = figure?.by === undefined ? undefined : house.ledger(figure.ledger).info.find((it) => it.name === figure.by)
  const labels = words[by?.dictionary ?? DERIVED[line.id]?.groups ?? ''] ?? {}
  const named = (cells: SheetLine['month']): readonly ToldCell[] | null =>
    cells?.map((cell) => ({ ...cell, ...(cell.group === null ? {} : { name: labels[cell.group] ?? cell.group }) })) ??
    null
  return {
    ...line,
    opens: figure !== undefined || line.id in DERIVED,
    apart: figure?.apart === true,
    month: named(line.month),
    cumulative: named(line.cumulative),
  }
}
