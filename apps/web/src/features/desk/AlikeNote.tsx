import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { query } from '../../api/client.ts'
import type { Seat } from '../../api/types.ts'
import { qingmei } from '../../words/house.ts'

/** How much is owed of one kind, where it is much. */
export interface Alike {
  readonly ledger: string
  readonly key: string
  readonly label: string
  readonly n: number
}

/** What beside its state narrows a list to what is owed. */
const OWED: Readonly<Record<string, readonly string[]>> = { 'list-entry': ['toCheck:true'] }

/** Much of one kind that may be done at once leads to the list where it is chosen. */
export function AlikeNote({ alike, seats }: { alike: Alike; seats: readonly Seat[] }) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(alike.ledger)
  const limit = ledger.deadlines[alike.key]
  const [status] = limit?.while ?? []
  const isOffered = [...ledger.actions.values()].some(
    (action) =>
      action.many &&
      status !== undefined &&
      action.from.includes(status) &&
      action.who?.some((who) => seats.some((seat) => who.roles.some((role) => role === seat.role))),
  )
  if (!isOffered) return null
  return (
    <p className="note">
      {t('desk.alike', { label: limit?.label ?? alike.label, n: alike.n })}{' '}
      <Link to={`/${alike.ledger}${query({ filter: [`status:${status}`, ...(OWED[alike.ledger] ?? [])] })}`}>
        {t('desk.toAlike', { ledger: ledger.label })}
      </Link>
    </p>
  )
}
