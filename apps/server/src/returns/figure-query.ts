import type { Condition, Figure, Period } from '@qingmei/core/returns/figure'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import type { House } from '@qingmei/core/ledger/house'
import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import { childTableOf, q, tableOf, typeOfField, columnType, childFields } from '../platform/ledger/columns.ts'

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
  const child =
    figure.child === undefined
      ? ''
      : ` join ${childTableOf(ledger, figure.child)} c on c.region = r.region and c.parent = r.id`
  const at = columnOf(ledger, figure, figure.at)
  const [from, to] =
    at.type === 'date'
      ? [shanghaiDate(asked.period.from), shanghaiDate(asked.period.to)]
      : [asked.period.from, asked.period.to]
  const conditions = [
    'r.region = $1',
    'r.campaign = $2::uuid',
    `${at.sql} >= ${param(from, at.type)}`,
    `${at.sql} < ${param(to, at.type)}`,
    ...(figure.where ?? []).map((it) => conditionOf(it, columnOf(ledger, figure, it.field), param)),
  ]
  return { from: `${tableOf(ledger)} r${child} where ${conditions.join(' and ')}`, values, column }
}

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

const valueOf = (figure: Figure, { column }: Built): string => {
  const { value } = figure
  if ('count' in value) return 'count(*)::float8'
  if ('distinct' in value) return `count(distinct ${column(value.distinct)})::float8`
  if ('sum' in value) return `coalesce(sum(${column(value.sum)}), 0)::float8`
  const [from, to] = value.hours
  return `coalesce(avg(extract(epoch from ${column(to)} - ${column(from)})) / 3600, 0)::float8`
}

/** One statement for a figure: each organisation, each group, and the whole. */
export function figureStatement(house: House, figure: Figure, asked: Asked): { text: string; values: unknown[] } {
  const built = build(house, figure, asked)
  const org = built.column(figure.org)
  const group = figure.by === undefined ? null : built.column(figure.by)
  const sets = group === null ? `(${org}), ()` : `(${org}, ${group}), (${group}), (${org}), ()`
  return {
    text: `select ${org} as org, ${group ?? 'null'}::text as "group", grouping(${org}) = 1 as "isTotal", ${group === null ? 'true' : `grouping(${group}) = 1`} as "isWhole", ${valueOf(figure, built)} as value, count(*)::int as counted from ${built.from} group by grouping sets (${sets})`,
    values: built.values,
  }
}

/** The records behind a cell, newest first: the same rows that the figure counted. */
export function rowsStatement(
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
