import { startOfDay, addMonths } from '@qingmei/core/kernel/dates'
import type { Month } from '@qingmei/core/inspection/coverage'
import type { Plan } from '@qingmei/core/plan/plan'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import { addsUp, type Figure, type Period } from '@qingmei/core/returns/figure'
import type { House } from '@qingmei/core/ledger/house'
import type pg from 'pg'
import { inPasses, passStatement, BY_KEYS, WHOLE_TABLES } from './figure-query.ts'
import { derivedLines } from './derived-lines.ts'
import { freshTally, tallied } from './tally.ts'

/** One number of the sheet. `org` null: the whole; `group` null: all groups. */
export interface SheetCell {
  readonly org: string | null
  readonly group: string | null
  readonly value: number
  readonly counted: number
}

/** A line of the sheet: an indicator's part, in the month and since the campaign began. Null cells: 未采集. */
export interface SheetLine {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly print: Figure['print'] | 'percent' | null
  readonly month: readonly SheetCell[] | null
  readonly cumulative: readonly SheetCell[] | null
}

export const periodOf = (month: Month): Period => ({
  from: startOfDay(`${month}-01`),
  to: startOfDay(addMonths(`${month}-01`, 1)),
})

/**
 * Every figure of the monthly sheet, computed over all records of the campaign; `by: 'tally'` takes what adds
 * up from the tally, brought up to date first, which says the same in a moment.
 */
export async function sheetOf(
  tx: pg.ClientBase,
  it: { house: House; plan: Plan; region: string; campaign: string; month: Month; now: string },
  by: 'rows' | 'tally' = 'rows',
): Promise<SheetLine[]> {
  const month = periodOf(it.month)
  const cumulative = { from: startOfDay(it.plan.from), to: month.to }
  const figures = new Map<string, { month: SheetCell[]; cumulative: SheetCell[]; print: Figure['print'] | 'percent' }>()
  if (by === 'tally') {
    await freshTally(tx, it, MONTHLY_FIGURES)
    const [inMonth, inAll] = [
      await tallied(tx, it, MONTHLY_FIGURES, month),
      await tallied(tx, it, MONTHLY_FIGURES, cumulative),
    ]
    for (const { id, print } of MONTHLY_FIGURES.filter(addsUp))
      figures.set(id, { month: inMonth.get(id) ?? [], cumulative: inAll.get(id) ?? [], print })
  }
  for (const pass of inPasses(MONTHLY_FIGURES.filter((figure) => by === 'rows' || !addsUp(figure)))) {
    const cells = await cellsOf(tx, it.house, pass, { ...it, periods: [month, cumulative] })
    for (const figure of pass) {
      const [inMonth = [], inAll = []] = cells.get(figure.id) ?? []
      figures.set(figure.id, { month: inMonth, cumulative: inAll, print: figure.print })
    }
  }
  await tx.query(BY_KEYS)
  for (const [id, line] of await derivedLines(tx, { ...it, period: month })) figures.set(id, line)
  return it.plan.indicators.flatMap((indicator) =>
    (indicator.parts ?? [{ id: '', label: indicator.label, unit: indicator.unit }]).map((part) => {
      const id = part.id === '' ? indicator.id : `${indicator.id}.${part.id}`
      const found = figures.get(id)
      const label = part.id === '' ? indicator.label : `${indicator.label} · ${part.label}`
      return {
        id,
        label,
        unit: part.unit ?? indicator.unit,
        print: found?.print ?? null,
        month: found?.month ?? null,
        cumulative: found?.cumulative ?? null,
      }
    }),
  )
}

/** The cells of a pass's figures, by figure and period. A group without rows has no cell; the whole always has. */
export async function cellsOf(
  tx: pg.ClientBase,
  house: House,
  figures: readonly Figure[],
  asked: { readonly region: string; readonly campaign: string; readonly periods: readonly Period[] },
): Promise<Map<string, SheetCell[][]>> {
  await tx.query(WHOLE_TABLES)
  const { rows } = await tx.query<
    Record<string, number> & { org: string | null; group: string | null; isTotal: boolean; isWhole: boolean }
  >(passStatement(house, figures, asked))
  const cells = (i: number, j: number): SheetCell[] =>
    rows.flatMap((row) => {
      const [org, group] = [row.isTotal ? null : row.org, row.isWhole ? null : row.group]
      const [value, counted] = [row[`v${i}_${j}`] ?? 0, row[`n${i}_${j}`] ?? 0]
      return counted === 0 && !(org === null && group === null) ? [] : [{ org, group, value, counted }]
    })
  return new Map(figures.map((figure, i) => [figure.id, asked.periods.map((_, j) => cells(i, j))]))
}
