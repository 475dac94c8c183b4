import { qingmei } from '@qingmei/core/house'

/** Whether a ledger can hold anything for these roles: some are for named roles only. */
export function isFor(name: string, roles: readonly string[]): boolean {
  const { sees } = qingmei.ledger(name)
  return (
    sees.staff === true ||
    Object.keys(sees.orgs ?? {}).length > 0 ||
    (sees.roles ?? []).some((role) => roles.includes(role))
  )
}
