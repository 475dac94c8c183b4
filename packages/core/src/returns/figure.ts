import { type PlainDate, shanghaiDate } from '../kernel/dates.ts'
import type { AnyRecord } from '../ledger/ledger.ts'

/** A condition on a field of the record, or (`penalties.kind`) of a child's row. */
export type Condition =
  | { readonly field: string; readonly is: string | boolean | number }
  | { readonly field: string; readonly in: readonly string[] }
  | { readonly field: string; readonly not: readonly string[] }
  | { readonly field: string; readonly known: boolean }

/**
 * A figure, declared over a ledger: what is counted or summed, by which day it falls into a period, for whom it
 * counts. The query, the drill-down and the plain loop that tests compare them with all come from this.
 */
export interface Figure {
  /** `M10.filed`: the indicator of the plan and its part, which give it its name and unit. */
  readonly id: string
  readonly ledger: string
  /** Counts rows of this child instead of records. */
  readonly child?: string
  /** The instant or date that places it in a period. */
  readonly at: string
  /** The organisation that it counts for. */
  readonly org: string
  readonly where?: readonly Condition[]
  /** Records or rows; different values of a field; the sum of a field; the mean of hours between two instants. */
  readonly value:
    | { readonly count: true }
    | { readonly distinct: string }
    | { readonly sum: string }
    | { readonly hours: readonly [string, string] }
  /** Told apart by this field as well: leads by source, goods by unit. */
  readonly by?: string
  /** Its groups are never added together: goods of different units (M12). */
  readonly apart?: true
  /** How it is printed: fen as 万元. */
  readonly print?: 'wan-yuan' | 'hours'
}

/** A period, both ends included as days of Shanghai; `from` null for the campaign's start. */
export interface Period {
  /** Instants: at or after `from`, before `to`. */
  readonly from: string
  readonly to: string
}

/** What a figure comes to for an organisation and, where it is told apart, a group. */
export interface Cell {
  readonly org: string
  readonly group: string | null
  readonly value: number
  /** The records (`id`, or `id#no` of a child's row) that it counts, in no order. */
  readonly counted: readonly string[]
}

type Row = Readonly<Record<string, unknown>>

const read = (record: AnyRecord, row: Row | null, child: string | undefined, field: string): unknown =>
  child !== undefined && field.startsWith(`${child}.`) ? row?.[field.slice(child.length + 1)] : record[field]

function holds(condition: Condition, value: unknown): boolean {
  if ('is' in condition) return value === condition.is
  if ('in' in condition) return typeof value === 'string' && condition.in.includes(value)
  if ('not' in condition) return !(typeof value === 'string' && condition.not.includes(value))
  return (value !== null && value !== undefined) === condition.known
}

/** An instant, or a date as the start of its day in Shanghai. */
const instantOf = (value: string): string =>
  value.length === 10 ? new Date(Date.parse(`${value}T00:00:00+08:00`)).toISOString() : value

/** Whether the figure of a period is the sum of its days: everything but different values. */
export const addsUp = (figure: Figure): boolean => !('distinct' in figure.value)

/** The days of Shanghai on which a record counts, or may count, in these figures of its ledger. */
export function daysOf(figures: readonly Figure[], record: AnyRecord): PlainDate[] {
  const days = figures.flatMap((figure) => {
    const rows = figure.child === undefined ? [null] : ((record[figure.child] ?? []) as Row[])
    return rows.flatMap((row) => {
      const at = read(record, row, figure.child, figure.at)
      if (typeof at !== 'string') return []
      return at.length === 10 ? at : shanghaiDate(at)
    })
  })
  return [...new Set(days)]
}

/** The figure by a plain loop over records: slow, and plainly right. Tests hold the queries to it. */
export function byLoop(figure: Figure, records: readonly AnyRecord[], period: Period): Cell[] {
  const cells = new Map<string, { org: string; group: string | null; values: Map<string, number | string> }>()
  for (const record of records) {
    const rows = figure.child === undefined ? [null] : ((record[figure.child] ?? []) as Row[])
    for (const row of rows) {
      const get = (field: string) => read(record, row, figure.child, field)
      const at = get(figure.at)
      const org = get(figure.org)
      if (typeof at !== 'string' || typeof org !== 'string') continue
      const instant = instantOf(at)
      if (instant < period.from || instant >= period.to) continue
      if (!(figure.where ?? []).every((condition) => holds(condition, get(condition.field)))) continue
      const group = figure.by === undefined ? null : String(get(figure.by) ?? '')
      const key = `${org}|${group ?? ''}`
      const cell = cells.get(key) ?? { org, group, values: new Map<string, number | string>() }
      cells.set(key, cell)
      cell.values.set(row === null ? record.id : `${record.id}#${String(row.no)}`, contribution(figure, get))
    }
  }
  return [...cells.values()].map(({ org, group, values }) => ({
    org,
    group,
    value: total(figure, [...values.values()]),
    counted: [...values.keys()],
  }))
}

function contribution(figure: Figure, get: (field: string) => unknown): number | string {
  if ('count' in figure.value) return 1
  if ('distinct' in figure.value) return String(get(figure.value.distinct) ?? '')
  if ('sum' in figure.value) return Number(get(figure.value.sum) ?? 0)
  const [from, to] = figure.value.hours
  return (Date.parse(String(get(to))) - Date.parse(String(get(from)))) / 3_600_000
}

/** Adds contributions up: distinct values are counted, hours are averaged, the rest is summed. */
export function total(figure: Figure, values: readonly (number | string)[]): number {
  if ('distinct' in figure.value) return new Set(values.filter((it) => it !== '')).size
  const sum = values.reduce<number>((all, it) => all + Number(it), 0)
  return 'hours' in figure.value ? (values.length === 0 ? 0 : sum / values.length) : sum
}
