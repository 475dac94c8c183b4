import { sayGroup, sayIndicator, sayUnit } from '../../words/plan-words.ts'

/** One number of the sheet; `org` null: the whole, `group` null: all groups. */
export interface SheetCell {
  readonly org: string | null
  readonly group: string | null
  readonly name?: string
  readonly value: number
  readonly counted: number
}

export interface SheetLine {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly print: 'wan-yuan' | 'hours' | 'percent' | null
  /** Whether its figures open the records that they count. */
  readonly opens: boolean
  /** Its groups are never added together. */
  readonly apart: boolean
  /** In words, from the minutes of the month's meeting. */
  readonly text?: string
  readonly month: readonly SheetCell[] | null
  readonly cumulative: readonly SheetCell[] | null
}

export interface Sheet {
  readonly month: string
  readonly from: string
  readonly until: string
  readonly now: string
  readonly lines: readonly SheetLine[]
  readonly names: Readonly<Record<string, string>>
  /** The sheet as the month's meeting went through it, and what is otherwise now; null before the meeting. */
  readonly frozen: {
    readonly meeting: string
    readonly heldAt: string
    readonly at: string
    readonly outlook: string | null
    readonly cells: readonly {
      readonly line: string
      readonly which: 'month' | 'cumulative'
      readonly org: string | null
      readonly group: string | null
      readonly was: number | null
      readonly is: number | null
    }[]
    readonly records: readonly {
      readonly figure: string
      readonly ledger: string
      readonly id: string
      readonly no: number | null
      readonly title: string
      readonly was: string | number | null
      readonly is: string | number | null
    }[]
    readonly restricted: number
  } | null
}

/** The sheet in the language of this device: its lines, their units, and what their groups are called. */
export function saidSheet(sheet: Sheet): Sheet {
  const cells = (of: SheetLine['month']) =>
    of?.map((it) => (it.group === null ? it : { ...it, name: sayGroup(it.group, it.name ?? it.group) })) ?? null
  return {
    ...sheet,
    lines: sheet.lines.map((line) => ({
      ...line,
      label: sayIndicator(line.id, line.label),
      unit: sayUnit(line.unit),
      month: cells(line.month),
      cumulative: cells(line.cumulative),
    })),
  }
}

/** The months from one to another, newest first. */
export function monthsOf(from: string, until: string): string[] {
  const months: string[] = []
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5))]
  for (let name = from; name <= until; name = `${year}-${String(month).padStart(2, '0')}`) {
    months.unshift(name)
    month++
    if (month > 12) [year, month] = [year + 1, 1]
  }
  return months
}

/** A figure as it is printed: 万元 with two decimals, hours with one, shares in per cent. */
export function printed({ print }: Pick<SheetLine, 'print'>, value: number): string {
  if (print === 'wan-yuan') return (value / 1_000_000).toFixed(2)
  if (print === 'hours') return value.toFixed(1)
  if (print === 'percent') return `${(value * 100).toFixed(1)}%`
  return value.toLocaleString('en-US')
}
