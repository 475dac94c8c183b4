import type { Sight } from '@qingmei/core/access/actor'
import { scopeOf, staffScope, SYSTEM_SCOPE } from '@qingmei/core/access/actor'
import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import { q } from './columns.ts'

/** One way in which rows of a ledger may be seen, as a query can walk it by an index. */
export interface Relation {
  readonly name: string
  /** The column that is compared beside the region; null when the whole region is seen. */
  readonly column: string | null
  /** A further condition on the row, for organisations that see it only in some states. */
  readonly where: ((alias: string) => string) | null
}

const dot = (alias: string, column: string) => (alias === '' ? q(column) : `${alias}.${q(column)}`)

/**
 * The relations that have an index. Where all staff see a region, organisations lead to rows only for somebody
 * whose organisation lies in a region in which they hold no post that reads: rare, and walked without an index.
 */
export const indexedRelationsOf = (ledger: AnyLedger): Relation[] =>
  relationsOf(ledger).filter((it) => !ledger.sees.staff || it.name === 'region' || it.name === 'campaign')

/** The relations of a ledger's `sees`: the region, the campaign, each organisation field. */
export function relationsOf(ledger: AnyLedger): Relation[] {
  const { staff, roles = [], orgs = {} } = ledger.sees
  const out: Relation[] = []
  if (staff || roles.length > 0) out.push({ name: 'region', column: null, where: null })
  if (roles.length > 0) out.push({ name: 'campaign', column: 'campaign', where: null })
  for (const [field, when] of Object.entries(orgs)) {
    const states = when === 'always' || when === undefined ? null : when
    out.push({
      name: field,
      column: field,
      where:
        states && ((alias) => `${dot(alias, 'status')} in (${states.map((it) => `'${it}'`).join(', ') || 'null'})`),
    })
  }
  return out
}

/** What an actor walks: a relation with the values of its column (null for the whole region). */
export interface Walk {
  readonly relation: Relation
  readonly region: string
  readonly values: readonly string[] | null
}

/**
 * The walks by which this sight reaches rows of the ledger: the third form of `sees`. A sight that has the
 * whole region needs no other walk there.
 */
export function walksOf(ledger: AnyLedger, sight: Sight): Walk[] {
  const relations = relationsOf(ledger)
  const { staff, roles = [] } = ledger.sees
  const find = (name: string) => relations.find((it) => it.name === name)
  return sight.regions.flatMap((region): Walk[] => {
    const whole =
      sight.scopes.includes(SYSTEM_SCOPE) ||
      (staff === true && sight.scopes.includes(staffScope(region))) ||
      roles.some((role) => sight.scopes.includes(scopeOf(role, region, null)))
    const all = find('region') ?? { name: 'region', column: null, where: null }
    if (whole) return [{ relation: all, region, values: null }]
    const campaigns = sight.scopes.flatMap((scope) => {
      const [role = '', where = ''] = scope.split('@')
      return roles.some((it) => it === role) && !where.startsWith('*') ? [where] : []
    })
    const campaign = find('campaign')
    return [
      ...(campaign && campaigns.length > 0 ? [{ relation: campaign, region, values: [...new Set(campaigns)] }] : []),
      ...relations
        .filter((it) => it.name !== 'region' && it.name !== 'campaign' && sight.orgs.length > 0)
        .map((relation) => ({ relation, region, values: sight.orgs })),
    ]
  })
}
