import { type Sight, SYSTEM_SCOPE } from '@qingmei/core/access/actor'
import type { Sees } from '@qingmei/core/access/sees'
import { q } from './columns.ts'

/**
 * What a transaction tells the row policies: plain settings, local to it. Absent settings are null, and null
 * shows nothing: no actor, no rows.
 */
const list = (name: string, type: string) => `nullif(current_setting('app.${name}', true), '')::${type}[]`
export const REGIONS = list('regions', 'text')
export const ORGS = list('orgs', 'uuid')
export const SCOPES = list('scopes', 'text')
/** The one record whose history, comments and deadlines the transaction has proved that it may read. */
export const OPENED = `nullif(current_setting('app.record', true), '')::uuid`

export const IS_SYSTEM = `'${SYSTEM_SCOPE}' = any(${SCOPES})`

/** The policy expression of `sees` over the columns of its table (or of `alias`): the second of its three forms. */
export function policyOf(sees: Sees, alias = ''): string {
  const column = (name: string) => `${alias === '' ? '' : `${alias}.`}${q(name)}`
  const ways: string[] = []
  if (sees.staff) ways.push(`('staff@*' || ${column('region')}) = any(${SCOPES})`)
  for (const role of sees.roles ?? [])
    ways.push(
      `('${role}@*' || ${column('region')}) = any(${SCOPES})`,
      `('${role}@' || ${column('campaign')}::text) = any(${SCOPES})`,
    )
  for (const [field, when] of Object.entries(sees.orgs ?? {})) {
    const member = `${column(field)} = any(${ORGS})`
    if (when === 'always') ways.push(member)
    else
      ways.push(`(${member} and ${column('status')} in (${(when ?? []).map((it) => `'${it}'`).join(', ') || 'null'}))`)
  }
  const any = ways.length === 0 ? 'false' : ways.join(' or ')
  return `${IS_SYSTEM} or (${column('region')} = any(${REGIONS}) and (${any}))`
}

/** A value of a setting: only what ids, codes and regions are made of, so that it can be quoted literally. */
function literal(values: readonly string[]): string {
  for (const value of values)
    if (!/^[A-Za-z0-9@*._-]{1,200}$/.test(value)) throw new Error(`not a value for a setting: ${value}`)
  return `'{${values.map((it) => `"${it}"`).join(',')}}'`
}

/** The statements that begin a transaction for a sight; one simple query, one round trip. */
export function beginAs(sight: Sight): string {
  const settings: readonly (readonly [string, readonly string[]])[] = [
    ['regions', sight.regions],
    ['orgs', sight.orgs],
    ['scopes', sight.scopes],
  ]
  return ['begin', ...settings.map(([name, values]) => `set local app.${name} = ${literal(values)}`)].join('; ')
}

/** From here on what was decided is written: the actor's sight governed what could be read and locked. */
export const WRITE_AS_SYSTEM = `set local app.scopes = '{${SYSTEM_SCOPE}}'`

/** Opens the history, comments and deadlines of a record that was just read under the policies. */
export function openRecord(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`not an id: ${id}`)
  return `set local app.record = '${id}'`
}
