import type { Actor, Seat } from '@qingmei/core/access/actor'
import { seatFor } from '@qingmei/core/access/actor'
import type { Action } from '@qingmei/core/ledger/action'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { lockTargets, type LockedRecords } from '@qingmei/core/ledger/resolve'

/** The organisation the installation itself acts for. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The installation's own actor in a region: opens campaigns, moves the ladder, seals the log. Never a person. */
export const systemActor = (region: string): Actor => ({
  person: NOBODY,
  name: '系统',
  system: true,
  seats: [{ org: NOBODY, role: 'office', region, campaign: null, under: [] }],
})

/** What decides whether somebody may: the record, what is locked with it, the input. */
export interface Occasion {
  readonly action: Action
  readonly actor: Actor
  readonly region: string
  readonly campaign: string | null
  readonly self: AnyRecord | null
  readonly input: Readonly<Record<string, unknown>>
  readonly locked: LockedRecords
}

/** The organisation by whose seat the actor may do this, or null when none allows it. */
export function seatOf(it: Occasion): string | null {
  if (it.actor.system) return it.self?.org ?? it.actor.seats[0]?.org ?? NOBODY
  for (const who of it.action.who ?? []) {
    const seats = it.actor.seats.filter((seat) => seat.region === it.region)
    const actor = { ...it.actor, seats }
    for (const org of organisationsAt(who.at, it)) {
      const seat: Seat | undefined = seatFor(actor, org, who.roles, it.campaign)
      if (seat) return seat.org
    }
  }
  return null
}

/** The organisations a `who` speaks of: a field of the record, or of a locked one; null stands for any. */
function organisationsAt(at: string, it: Occasion): (string | null)[] {
  if (at === 'seat') return [null]
  const [lock = '', field] = at.split('.')
  if (field === undefined) {
    const org = it.self?.[at]
    return typeof org === 'string' ? [org] : []
  }
  const target = lockTargets(lock, it.self, it.input)
  const record = typeof target === 'string' ? it.locked.get(target)?.record : undefined
  const org = record?.[field]
  return typeof org === 'string' ? [org] : []
}
