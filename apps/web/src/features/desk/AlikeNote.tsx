import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { query } from '../../api/client.ts'
import type { Seat } from '../../api/types.ts'
import { qingmei, sayOwed } from '../../words/house.ts'
import { doneAtOnce } from './at-once.ts'

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
  const status = doneAtOnce(
    ledger,
    alike.key,
    seats.map((seat) => seat.role),
  )
  if (status === null) return null
  return (
    <p className="note">
      {t('desk.alike', { label: sayOwed(alike.ledger, alike.key, alike.label), n: alike.n })}{' '}
      <Link to={`/${alike.ledger}${query({ filter: [`status:${status}`, ...(OWED[alike.ledger] ?? [])] })}`}>
        {t('desk.toAlike', { ledger: ledger.label })}
      </Link>
    </p>
  )
}
