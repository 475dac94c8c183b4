import { startOfDay } from '@qingmei/core/kernel/dates'
import type { House } from '@qingmei/core/ledger/house'
import type { Month } from '@qingmei/core/inspection/coverage'
import type { Plan } from '@qingmei/core/plan/plan'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import type pg from 'pg'
import { countedStatement, DEFINITION, WHOLE_TABLES } from './figure-query.ts'
import { periodOf, sheetOf, type SheetCell, type SheetLine } from './sheet.ts'

/** One record behind a figure, as it counted: its version then, and what it contributed. */
export interface Counted {
  readonly id: string
  readonly no: number | null
  readonly version: number
  readonly org: string
  readonly group: string | null
  readonly at: string
  readonly value: string | number
}

/** The sheet of a month as it stood: every cell, every record behind it, and the definitions it was made by. */
export interface FrozenSheet {
  readonly form: 'monthly-sheet'
  readonly month: Month
  readonly at: string
  readonly plan: string
  readonly definition: string
  readonly lines: readonly SheetLine[]
  /** Since the campaign began, by figure. */
  readonly counted: Readonly<Record<string, readonly Counted[]>>
}

export interface Sheeting {
  readonly house: House
  readonly plan: Plan
  readonly region: string
  readonly campaign: string
  readonly month: Month
  readonly now: string
}

/** Takes the sheet as it is now, in the transaction it is given. */
export async function freeze(tx: pg.ClientBase, it: Sheeting): Promise<FrozenSheet> {
  return {
    form: 'monthly-sheet',
    month: it.month,
    at: it.now,
    plan: it.plan.hash,
    definition: DEFINITION,
    lines: await sheetOf(tx, it),
    counted: await countedOf(tx, it),
  }
}

/** Every record that counts in any figure of the month's sheet, since the campaign began. */
async function countedOf(tx: pg.ClientBase, it: Sheeting): Promise<Record<string, Counted[]>> {
  const period = { from: startOfDay(it.plan.from), to: periodOf(it.month).to }
  const out: Record<string, Counted[]> = {}
  await tx.query(WHOLE_TABLES)
  for (const figure of MONTHLY_FIGURES) {
    const { rows } = await tx.query<Counted & { at: string | Date }>(
      countedStatement(it.house, figure, { region: it.region, campaign: it.campaign, period }),
    )
    out[figure.id] = rows
  }
  return out
}

/** A cell that is not what it was when the sheet was frozen. */
export interface ChangedCell {
  readonly line: string
  readonly which: 'month' | 'cumulative'
  readonly org: string | null
  readonly group: string | null
  readonly was: number | null
  readonly is: number | null
}

/** A record that counts otherwise than it did; null where it did not, or does not, count. */
export interface ChangedRecord {
  readonly figure: string
  readonly id: string
  readonly no: number | null
  readonly was: string | number | null
  readonly is: string | number | null
}

export interface Difference {
  readonly cells: readonly ChangedCell[]
  readonly records: readonly ChangedRecord[]
}

/** What changed since a sheet was frozen: its cells, and the records that made them change. */
export function differenceOf(was: FrozenSheet, is: FrozenSheet): Difference {
  const cells = was.lines.flatMap((line) => {
    const now = is.lines.find((it) => it.id === line.id)
    return (['month', 'cumulative'] as const).flatMap((which) =>
      changedCells(line.id, which, line[which], now?.[which]),
    )
  })
  const records = Object.keys({ ...was.counted, ...is.counted }).flatMap((figure) =>
    changedRecords(figure, was.counted[figure] ?? [], is.counted[figure] ?? []),
  )
  return { cells, records }
}

function changedCells(
  line: string,
  which: 'month' | 'cumulative',
  was: readonly SheetCell[] | null,
  is: readonly SheetCell[] | null | undefined,
): ChangedCell[] {
  const key = (it: SheetCell) => `${it.org ?? ''}|${it.group ?? ''}|${it.group === null}`
  const [before, after] = [was ?? [], is ?? []].map((cells) => new Map(cells.map((cell) => [key(cell), cell])))
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].flatMap((each) => {
    const [old, now] = [before?.get(each), after?.get(each)]
    const cell = now ?? old
    // A group that came with nothing in it, or went, is no change.
    if (!cell || (old?.value ?? 0) === (now?.value ?? 0)) return []
    return [{ line, which, org: cell.org, group: cell.group, was: old?.value ?? null, is: now?.value ?? null }]
  })
}

function changedRecords(figure: string, was: readonly Counted[], is: readonly Counted[]): ChangedRecord[] {
  const key = (it: Counted) => `${it.id}#${it.no ?? ''}`
  const [before, after] = [new Map(was.map((it) => [key(it), it])), new Map(is.map((it) => [key(it), it]))]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((each) => {
    const [old, now] = [before.get(each), after.get(each)]
    const it = now ?? old
    if (!it) return []
    const same =
      old && now && old.value === now.value && old.org === now.org && old.group === now.group && old.at === now.at
    return same ? [] : [{ figure, id: it.id, no: it.no, was: old?.value ?? null, is: now?.value ?? null }]
  })
}
