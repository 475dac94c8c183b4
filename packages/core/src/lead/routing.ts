import type { Uuid } from '../kernel/ids.ts'
import type { Org, OrgDirectory } from '../ledger/action.ts'
import type { PlanFacts } from '../ledger/plan-facts.ts'

/** The kinds of department that a plan makes competent for these violations, the first named first. */
export function competentKinds(plan: PlanFacts | null, violations: readonly string[]): string[] {
  return [...new Set(violations.flatMap((code) => plan?.routing[code]?.to ?? []))]
}

/** The organisations competent for a lead; its own holder counts when it is of such a kind. */
export function competentOrgs(plan: PlanFacts | null, violations: readonly string[], orgs: OrgDirectory): Org[] {
  return competentKinds(plan, violations).flatMap((kind) => orgs.ofKind(kind))
}

/** The department a lead should go to: the holder's own when it is competent, else the first competent one. */
export function ownerOf(
  plan: PlanFacts | null,
  violations: readonly string[],
  orgs: OrgDirectory,
  holder: Uuid,
): Uuid | null {
  const competent = competentOrgs(plan, violations, orgs)
  const own = competent.find((org) => org.id === holder)
  return (own ?? competent[0])?.id ?? null
}
