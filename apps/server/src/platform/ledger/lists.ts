import type { Sight } from '@qingmei/core/access/actor'
import type { AnyLedger, List } from '@qingmei/core/ledger/ledger'
import { columnType, q, selectList, tableOf, typeOfField } from './columns.ts'
import { walksOf } from './relations.ts'
import type { Filter } from './store.ts'

/** A statement and its parameters. */
export interface Statement {
  readonly text: string
  readonly values: unknown[]
}

export interface ListAsk {
  readonly ledger: AnyLedger
  readonly list: List
  readonly sight: Sight
  readonly filters: readonly Filter[]
  readonly campaign: string | null
  /** Instants between which the ordering field lies: from the first on, before the second. */
  readonly within: { readonly from: string | null; readonly before: string | null }
  /** After this row, in the list's order. */
  readonly after: { readonly order: string; readonly id: string } | null
  readonly limit: number
}

/** At most this many are counted: an office that sees 1,000+ needs a filter, not a number. */
export const COUNT_LIMIT = 1000

/**
 * One page of a list, newest first. It narrows before the row policies do: each way of seeing is walked along
 * its own index for the few rows that the page needs, and the ways are merged.
 */
export function pageOf(ask: ListAsk): Statement {
  const { ledger, list } = ask
  const built = branchesOf(ask, ask.limit)
  if (built.branches.length === 0)
    return { text: `select ${selectList(ledger, 't')} from ${tableOf(ledger)} t where false`, values: [] }
  const merged = built.branches.map((branch) => `(${branch})`).join(' union all ')
  const order = `${q(list.order)} desc, id desc`
  return {
    text: `with near as materialized (${merged}), page as (select distinct on (${q(list.order)}, id) ${q(list.order)}, id, region from near order by ${order} limit ${ask.limit}) select ${selectList(ledger, 't')} from page join ${tableOf(ledger)} t on t.region = page.region and t.id = page.id order by page.${q(list.order)} desc, page.id desc`,
    values: built.values,
  }
}

/** How many rows a list has for this sight, up to {@link COUNT_LIMIT} + 1. */
export function countOf(ask: ListAsk): Statement {
  const built = branchesOf({ ...ask, after: null }, COUNT_LIMIT + 1)
  if (built.branches.length === 0) return { text: 'select 0::bigint as n', values: [] }
  const merged = built.branches.map((branch) => `(${branch})`).join(' union all ')
  return {
    text: `select count(*) as n from (select distinct id from (${merged}) near limit ${COUNT_LIMIT + 1}) counted`,
    values: built.values,
  }
}

/**
 * The conditions of filters on `t`. One through a reference is answered by the other ledger's index first: a few
 * hundred places of a grid, whose entries are then looked up.
 */
export function filtered(
  { ledger, list, filters, sight }: Pick<ListAsk, 'ledger' | 'list' | 'filters' | 'sight'>,
  param: (value: unknown, type: string) => string,
): string[] {
  return filters.map(({ field, value }) => {
    const beyond = list.through?.find((it) => it.field.name === field)
    if (!beyond) return `t.${q(field)} = ${param(value, typeOfField(ledger, field))}`
    const regions = param(sight.regions, 'text[]')
    const found = `select o.id from ${tableOf({ name: beyond.ledger })} o where o.region = any(${regions}) and o.${q(field)} = ${param(value, columnType(beyond.field))}`
    return `t.${q(beyond.by)} = any(array(${found}))`
  })
}

function branchesOf(ask: ListAsk, limit: number): { branches: string[]; values: unknown[] } {
  const { ledger, list } = ask
  const values: unknown[] = []
  const param = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  const order = q(list.order)
  const orderType = typeOfField(ledger, list.order)
  const branches = walksOf(ledger, ask.sight).flatMap(({ relation, region, values: of }) => {
    const conditions = [`t.region = ${param(region, 'text')}`]
    if (relation.where) conditions.push(relation.where('t'))
    if (ask.campaign !== null && relation.column !== 'campaign')
      conditions.push(`(t.campaign = ${param(ask.campaign, 'uuid')} or t.campaign is null)`)
    conditions.push(...filtered(ask, param))
    if (ask.within.from !== null) conditions.push(`t.${order} >= ${param(ask.within.from, orderType)}`)
    if (ask.within.before !== null) conditions.push(`t.${order} < ${param(ask.within.before, orderType)}`)
    if (ask.after)
      conditions.push(`(t.${order}, t.id) < (${param(ask.after.order, orderType)}, ${param(ask.after.id, 'uuid')})`)
    const head = `select t.${order}, t.id, t.region from ${tableOf(ledger)} t where`
    const tail = `order by t.${order} desc, t.id desc limit ${limit}`
    if (of === null || relation.column === null) return [`${head} ${conditions.join(' and ')} ${tail}`]
    const seen = ask.campaign !== null && relation.column === 'campaign' ? of.filter((it) => it === ask.campaign) : of
    if (seen.length === 0) return []
    const each = `${head} ${conditions.join(' and ')} and t.${q(relation.column)} = v.v ${tail}`
    return [`select n.* from unnest(${param(seen, 'uuid[]')}) v(v) cross join lateral (${each}) n`]
  })
  return { branches, values }
}
