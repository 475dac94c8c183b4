import type { Region, Uuid } from '../kernel/ids.ts'
import { ROLES, type Role } from './roles.ts'

/** A role held at an organisation of a region, for one campaign or (null) for all. */
export interface Seat {
  readonly org: Uuid
  readonly role: Role
  readonly region: Region
  readonly campaign: Uuid | null
  /** The organisation and everything below it. */
  readonly under: readonly Uuid[]
}

/** Somebody who acts. Without seats that read content an actor sees nothing. */
export interface Actor {
  readonly person: Uuid
  readonly name: string
  readonly seats: readonly Seat[]
  /** The system itself: deadlines, sealing, reactions. Never a person. */
  readonly system?: true
}

/** What an actor may see by, as the database reads it: regions, organisations, and `role@campaign` scopes. */
export interface Sight {
  readonly person: Uuid
  readonly regions: readonly Region[]
  readonly orgs: readonly Uuid[]
  /** `role@campaign` for a role in one campaign, `role@*region` for a role in all campaigns of a region. */
  readonly scopes: readonly string[]
}

/** The words by which a seat's role is written into scopes. */
export const scopeOf = (role: Role, region: Region, campaign: Uuid | null): string =>
  campaign === null ? `${role}@*${region}` : `${role}@${campaign}`

export const SYSTEM_SCOPE = 'system'

/** The scope of all who hold a content seat in a region. */
export const staffScope = (region: Region): string => `staff@*${region}`

/**
 * Narrows an actor to what decides visibility. Officers of 三员分立 have a region and the scope of their
 * role, but no organisation and no staff scope: they see only what names their role.
 */
export function sightOf(actor: Actor): Sight {
  const content = actor.seats.filter((seat) => ROLES[seat.role].content)
  const scopes = [
    ...actor.seats.map((seat) => scopeOf(seat.role, seat.region, seat.campaign)),
    ...content.map((seat) => staffScope(seat.region)),
    ...(actor.system ? [SYSTEM_SCOPE] : []),
  ]
  return {
    person: actor.person,
    regions: [...new Set(actor.seats.map((seat) => seat.region))].sort(),
    orgs: [...new Set(content.flatMap((seat) => seat.under))].sort(),
    scopes: [...new Set(scopes)].sort(),
  }
}

/** The seat with which an actor may do something at an organisation, if any. */
export function seatFor(
  actor: Actor,
  org: Uuid | null,
  roles: readonly Role[],
  campaign: Uuid | null = null,
): Seat | undefined {
  return actor.seats.find(
    (seat) =>
      roles.includes(seat.role) &&
      (org === null || seat.under.includes(org)) &&
      (seat.campaign === null || campaign === null || seat.campaign === campaign),
  )
}
