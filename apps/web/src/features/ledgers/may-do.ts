import type { Action } from '@qingmei/core/ledger/action'
import type { Org, Row, Seat } from '../../api/types.ts'

/** Who asks: the posts they hold, and the organisations above which posts reach down. */
export interface Doer {
  readonly seats: readonly Pick<Seat, 'org' | 'role'>[]
  readonly organisations: readonly Pick<Org, 'id' | 'parent'>[]
}

/** Whether an organisation is another, or lies under it. */
function isUnder(org: unknown, top: string, organisations: Doer['organisations']): boolean {
  const seen = new Set<unknown>()
  for (let at = org; typeof at === 'string' && !seen.has(at); seen.add(at), at = parentOf(at, organisations))
    if (at === top) return true
  return false
}

const parentOf = (id: unknown, organisations: Doer['organisations']) => organisations.find((it) => it.id === id)?.parent

/** Whether an action for many is for these posts at all: only then does a list offer to choose rows. */
export const isFor = (action: Action, { seats }: Doer): boolean =>
  action.many && (action.who ?? []).some((who) => seats.some((seat) => who.roles.some((role) => role === seat.role)))

/** Whether the record's state and organisations offer it: the server judges anew. */
export const mayDo = (action: Action, row: Row, { seats, organisations }: Doer): boolean =>
  action.from.includes(row.status) &&
  (action.who ?? []).some((who) =>
    seats.some(
      (seat) =>
        who.roles.some((role) => role === seat.role) &&
        (who.at === 'seat' || who.at.includes('.') || isUnder(row[who.at], seat.org, organisations)),
    ),
  )
