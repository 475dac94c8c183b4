import type { AnyLedger } from '@qingmei/core/ledger/ledger'

/**
 * The state in which what is owed can be done for many at once by these roles, or null: an action for many leads out of
 * the states in which it is owed, and is theirs anywhere or as the one who owes.
 */
export function doneAtOnce(ledger: AnyLedger, key: string, roles: readonly string[]): string | null {
  const limit = ledger.deadlines[key]
  const [status] = limit?.while ?? []
  if (!limit || status === undefined) return null
  const isOffered = [...ledger.actions.values()].some(
    (action) =>
      action.many &&
      action.from.includes(status) &&
      action.to !== null &&
      !limit.while.includes(action.to) &&
      action.who?.some(
        (who) => (who.at === 'seat' || who.at === limit.owner) && who.roles.some((role) => roles.includes(role)),
      ),
  )
  return isOffered ? status : null
}
