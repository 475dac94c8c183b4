import { createHash } from 'node:crypto'
import type { Condition, Figure, Period } from '@qingmei/core/returns/figure'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import { endOfDay, shanghaiDate, startOfDay } from '@qingmei/core/kernel/dates'
import type { House } from '@qingmei/core/ledger/house'
import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import type pg from 'pg'
import { childTableOf, q, tableOf, typeOfField, columnType, childFields } from '../platform/ledger/columns.ts'

/** SHA-256 of the definitions of the monthly figures: a sheet and a tally say by which they were made. */
export const DEFINITION = createHash('sha256').update(JSON.stringify(MONTHLY_FIGURES)).digest('hex')

/**
 * Figures read all rows of a campaign. Behind row policies the planner expects few and would look each of them up
 * by its key, several times slower than joining whole tables.
 */
export const WHOLE_TABLES = 'set local enable_nestloop = off'
export const BY_KEYS = 'set local enable_nestloop = on'

export interface Asked {
  readonly region: string
  readonly campaign: string
  readonly period: Period
}

interface Built {
  readonly from: string
  readonly values: unknown[]
  /** The SQL of a field of the figure. */
  column(field: string): string
}

/** The rows that a figure counts: what the sum and the drill-down have in common, so that they cannot differ. */
function build(house: House, figure: Figure, asked: Asked): Built {
  const ledger = house.ledger(figure.ledger)
  const values: unknown[] = [asked.region, asked.campaign]
  const column = (field: string): string => columnOf(ledger, figure, field).sql
  const param = (value: unknown, type: string): string => `$${values.push(value)}::${type}`
  const at = columnOf(ledger, figure, figure.at)
  const [from, to] = boundsOf(at.type, asked.period)
  const conditions = [
    'r.region = $1',
    'r.campaign = $2::uuid',
    `${at.sql} >= ${param(from, at.type)}`,
    `${at.sql} < ${param(to, at.type)}`,
    ...(figure.where ?? []).map((it) => conditionOf(it, columnOf(ledger, figure, it.field), param)),
  ]
  return { from: `${tableOf(ledger)} r${joinOf(ledger, figure)} where ${conditions.join(' and ')}`, values, column }
}

const joinOf = (ledger: AnyLedger, figure: Figure): string =>
  figure.child === undefined
    ? ''
    : ` join ${childTableOf(ledger, figure.child)} c on c.region = r.region and c.parent = r.id`

/** The ends of a period as a column of this type compares them: days for dates. */
const boundsOf = (type: string, { from, to }: Period): readonly [string, string] =>
  type === 'date' ? [shanghaiDate(from), shanghaiDate(to)] : [from, to]

function columnOf(ledger: AnyLedger, figure: Figure, field: string): { sql: string; type: string } {
  const prefix = figure.child === undefined ? null : `${figure.child}.`
  if (prefix === null || !field.startsWith(prefix)) return { sql: `r.${q(field)}`, type: typeOfField(ledger, field) }
  const name = field.slice(prefix.length)
  const child = ledger.children[figure.child ?? '']
  const found = child && childFields(child).find((it) => it.name === name)
  if (!found) throw new Error(`${figure.id}: no field ${field}`)
  return { sql: `c.${q(name)}`, type: columnType(found) }
}

function conditionOf(
  it: Condition,
  column: { sql: string; type: string },
  param: (value: unknown, type: string) => string,
): string {
  if ('is' in it) return `${column.sql} = ${param(it.is, column.type)}`
  if ('in' in it) return `${column.sql} = any(${param(it.in, 'text[]')})`
  if ('not' in it) return `not coalesce(${column.sql} = any(${param(it.not, 'text[]')}), false)`
  return `${column.sql} is ${it.known ? 'not null' : 'null'}`
}

const valueOf = (ledger: AnyLedger, figure: Figure): string => {
  const { value } = figure
  const column = (field: string) => columnOf(ledger, figure, field).sql
  if ('count' in value) return 'count(*)'
  if ('distinct' in value) return `count(distinct ${column(value.distinct)})`
  if ('sum' in value) return `sum(${column(value.sum)})`
  const [from, to] = value.hours
  return `avg(extract(epoch from ${column(to)} - ${column(from)}) / 3600)`
}

/** Figures that one pass over the rows can count: of one ledger and child, for one organisation, told apart alike. */
export function inPasses(figures: readonly Figure[]): Figure[][] {
  const passes = new Map<string, Figure[]>()
  for (const it of figures) {
    const key = [it.ledger, it.child, it.org, it.by].join('|')
    passes.set(key, [...(passes.get(key) ?? []), it])
  }
  return [...passes.values()]
}

/**
 * One statement for the figures of a pass over several periods: each organisation, each group, and the whole.
 * Figure i in period j is in the columns `v<i>_<j>` (its value) and `n<i>_<j>` (how many rows it counted).
 */
export function passStatement(
  house: House,
  figures: readonly Figure[],
  asked: Omit<Asked, 'period'> & { readonly periods: readonly Period[] },
): { text: string; values: unknown[] } {
  const [first] = figures
  if (!first) throw new Error('a pass without figures')
  const ledger = house.ledger(first.ledger)
  const values: unknown[] = [asked.region, asked.campaign]
  const param = (value: unknown, type: string): string => `$${values.push(value)}::${type}`
  const within = (figure: Figure, period: Period): string => {
    const at = columnOf(ledger, figure, figure.at)
    const [from, to] = boundsOf(at.type, period)
    return `${at.sql} >= ${param(from, at.type)} and ${at.sql} < ${param(to, at.type)}`
  }
  const columns = figures.flatMap((figure, i) => {
    const where = (figure.where ?? []).map((it) => conditionOf(it, columnOf(ledger, figure, it.field), param))
    return asked.periods.flatMap((period, j) => {
      const filter = `filter (where ${[...where, within(figure, period)].join(' and ')})`
      return [
        `coalesce(${valueOf(ledger, figure)} ${filter}, 0)::float8 as "v${i}_${j}"`,
        `(count(*) ${filter})::int as "n${i}_${j}"`,
      ]
    })
  })
  const from = asked.periods.map((it) => it.from).toSorted()[0] ?? ''
  const to =
    asked.periods
      .map((it) => it.to)
      .toSorted()
      .at(-1) ?? ''
  const days = [...new Map(figures.map((it) => [it.at, it])).values()].map((it) => `(${within(it, { from, to })})`)
  const org = columnOf(ledger, first, first.org).sql
  const group = first.by === undefined ? null : columnOf(ledger, first, first.by).sql
  const sets = group === null ? `(${org}), ()` : `(${org}, ${group}), (${group}), (${org}), ()`
  return {
    text: `select ${org} as org, ${group ?? 'null'}::text as "group", grouping(${org}) = 1 as "isTotal", ${group === null ? 'true' : `grouping(${group}) = 1`} as "isWhole", ${columns.join(', ')}
      from ${tableOf(ledger)} r${joinOf(ledger, first)} where r.region = $1 and r.campaign = $2::uuid and (${days.join(' or ')}) group by grouping sets (${sets})`,
    values,
  }
}

export interface Behind {
  readonly id: string
  readonly no: number | null
  readonly total: number
}

/** The records behind a cell, newest first: the same rows that the figure counted. */
export async function rowsBehind(
  tx: pg.ClientBase,
  house: House,
  figure: Figure,
  asked: Parameters<typeof rowsStatement>[2],
): Promise<Behind[]> {
  await tx.query(WHOLE_TABLES)
  return (await tx.query<Behind>(rowsStatement(house, figure, asked))).rows
}

function rowsStatement(
  house: House,
  figure: Figure,
  asked: Asked & { readonly org: string | null; readonly group: string | null; readonly limit: number },
): { text: string; values: unknown[] } {
  const built = build(house, figure, asked)
  const more = [
    ...(asked.org === null ? [] : [`${built.column(figure.org)} = $${built.values.push(asked.org)}::uuid`]),
    ...(asked.group === null || figure.by === undefined
      ? []
      : [`${built.column(figure.by)}::text = $${built.values.push(asked.group)}`]),
  ]
  const from = [built.from, ...more].join(' and ')
  const no = figure.child === undefined ? 'null::bigint' : 'c.no'
  return {
    text: `select r.id, ${no} as no, count(*) over () as total from ${from} order by ${built.column(figure.at)} desc, r.id desc, no limit ${asked.limit}`,
    values: built.values,
  }
}

/** Every row that a figure counts with what it contributes: what a frozen sheet keeps. */
export function countedStatement(house: House, figure: Figure, asked: Asked): { text: string; values: unknown[] } {
  const built = build(house, figure, asked)
  const { value } = figure
  const hours = 'hours' in value ? value.hours.map(built.column) : []
  const part =
    'count' in value
      ? '1'
      : 'distinct' in value
        ? `${built.column(value.distinct)}::text`
        : 'sum' in value
          ? `${built.column(value.sum)}::float8`
          : `(extract(epoch from ${hours[1]} - ${hours[0]}) / 3600)::float8`
  const group = figure.by === undefined ? 'null' : built.column(figure.by)
  const no = figure.child === undefined ? 'null::bigint' : 'c.no'
  return {
    text: `select r.id, ${no} as no, r.version, ${built.column(figure.org)} as org, ${group}::text as "group", ${built.column(figure.at)} as at, ${part} as value from ${built.from} order by r.id, no`,
    values: built.values,
  }
}

/** The column falls on one of these days, as ranges that an index finds. */
function onDays(
  at: { readonly sql: string; readonly type: string },
  days: readonly string[],
  param: (value: unknown, type: string) => string,
): string {
  const ranges = days.map((day) => {
    const [from, to] = boundsOf(at.type, { from: startOfDay(day), to: endOfDay(day) })
    return `(${at.sql} >= ${param(from, at.type)} and ${at.sql} < ${param(to, at.type)})`
  })
  return ranges.length === 0 ? 'false' : `(${ranges.join(' or ')})`
}

/** What a figure comes to on each day, by organisation and group; means as their sums. On some days, or (null) on all. */
export function dailyStatement(
  house: House,
  figure: Figure,
  asked: Omit<Asked, 'period'> & { readonly days: readonly string[] | null },
): { text: string; values: unknown[] } {
  const ledger = house.ledger(figure.ledger)
  const values: unknown[] = [asked.region, asked.campaign]
  const param = (value: unknown, type: string): string => `$${values.push(value)}::${type}`
  const at = columnOf(ledger, figure, figure.at)
  const day = at.type === 'date' ? at.sql : `(${at.sql} at time zone 'Asia/Shanghai')::date`
  const org = columnOf(ledger, figure, figure.org).sql
  const group = figure.by === undefined ? `''` : `coalesce(${columnOf(ledger, figure, figure.by).sql}::text, '')`
  const [from, to] = 'hours' in figure.value ? figure.value.hours : []
  const value =
    from === undefined || to === undefined
      ? valueOf(ledger, figure)
      : `sum(extract(epoch from ${columnOf(ledger, figure, to).sql} - ${columnOf(ledger, figure, from).sql}) / 3600)`
  const conditions = [
    'r.region = $1',
    'r.campaign = $2::uuid',
    `${at.sql} is not null`,
    `${org} is not null`,
    ...(asked.days === null ? [] : [onDays(at, asked.days, param)]),
    ...(figure.where ?? []).map((it) => conditionOf(it, columnOf(ledger, figure, it.field), param)),
  ]
  return {
    text: `select $1::text, $2::uuid, ${param(figure.id, 'text')}, ${day}, ${org}, ${group}, coalesce(${value}, 0)::float8, count(*) from ${tableOf(ledger)} r${joinOf(ledger, figure)} where ${conditions.join(' and ')} group by 4, 5, 6`,
    values,
  }
}
