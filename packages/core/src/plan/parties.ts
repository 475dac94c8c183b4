import { MEMBER_ROLES } from './frame.ts'
import type { PlanData, PlanOrganisation } from './plan.ts'

/** Words for those whom only the record names: a limit may be owed by them, a task may not. */
export const RECORD_PARTIES = ['finder', 'sender', 'receiver', 'case-agency', 'reviewer', 'reporter', 'payer'] as const

/** The organisations that a party means: one by its id, or all of a kind. Empty when there are none. */
export function organisationsOf(plan: Pick<PlanData, 'organisations'>, party: string): PlanOrganisation[] {
  if (party.startsWith('kind:')) {
    const kind = party.slice('kind:'.length)
    return plan.organisations.filter((organisation) => organisation.kind === kind)
  }
  return plan.organisations.filter((organisation) => organisation.id === party)
}

/** Every way in which an organisation of the plan can be named. */
export function knownParties(plan: Pick<PlanData, 'organisations'>): string[] {
  const kinds = new Set(plan.organisations.map((organisation) => `kind:${organisation.kind}`))
  return [...plan.organisations.map((organisation) => organisation.id), ...kinds]
}

export const isMember = (organisation: PlanOrganisation): boolean => MEMBER_ROLES.includes(organisation.role)

/** The entries of a dictionary, those that are written elsewhere in the plan included: violations, organisations, phases. */
export function dictionaryOf(plan: PlanData, key: string): { code: string; label: string }[] {
  if (key === 'violation') return Object.entries(plan.violations).map(([code, { label }]) => ({ code, label }))
  if (key === 'phase') return plan.phases.map(({ id, label }) => ({ code: id, label }))
  if (key === 'organisation') return plan.organisations.map(({ id, name }) => ({ code: id, label: name }))
  return (plan.dictionaries[key] ?? []).map(({ code, label }) => ({ code, label }))
}
