import { type Sight, SYSTEM_SCOPE, scopeOf, staffScope } from './actor.ts'
import type { Role } from './roles.ts'

/**
 * Who sees the rows of a ledger, declared once and compiled three ways: this check, the query's branches,
 * the row policy (`server/platform/ledger`). A property test holds the three equal.
 */
export interface Sees<OrgField extends string = string, Status extends string = string> {
  /** Every member of staff of the row's region. */
  readonly staff?: true
  /** Holders of these roles in the row's campaign (or in all campaigns of its region) see every row. */
  readonly roles?: readonly Role[]
  /** Members of the organisation in this field, always or only in these statuses. */
  readonly orgs?: Partial<Record<OrgField, 'always' | readonly Status[]>>
}

/** What the check reads of a row. */
export interface Seen {
  readonly id: string
  readonly region: string
  readonly campaign: string | null
  readonly status: string
}

/** The in-memory form: whether `sight` shows `row` of a ledger with these `sees`. */
export function canSee(sees: Sees, row: Seen & object, sight: Sight): boolean {
  if (sight.scopes.includes(SYSTEM_SCOPE)) return true
  if (!sight.regions.includes(row.region)) return false
  if (sees.staff && sight.scopes.includes(staffScope(row.region))) return true
  for (const role of sees.roles ?? []) {
    if (sight.scopes.includes(scopeOf(role, row.region, null))) return true
    if (row.campaign !== null && sight.scopes.includes(scopeOf(role, row.region, row.campaign))) return true
  }
  for (const [field, when] of Object.entries(sees.orgs ?? {})) {
    const org = (row as Record<string, unknown>)[field]
    if (typeof org !== 'string' || !sight.orgs.includes(org)) continue
    if (when === 'always' || when?.includes(row.status)) return true
  }
  return false
}
