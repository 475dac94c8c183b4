import type { House } from '@qingmei/core/ledger/house'
import { type AnyLedger, fieldOf } from '@qingmei/core/ledger/ledger'
import { snake } from './columns.ts'

/** The unique index of a ledger's key. */
export const keyIndexOf = (ledger: AnyLedger, key: string): string => `ux_${snake(ledger.name)}_${snake(key)}`

interface Violation {
  readonly code?: string
  readonly constraint?: string
}

/** The ledger and the field of which the database says that another record has this value; null for any other error. */
export function takenKey(house: House, error: unknown): { ledger: string; name: string; field: string } | null {
  const { code, constraint } = error as Violation
  if (code !== '23505') return null
  for (const ledger of house.ledgers)
    if (ledger.key !== null && constraint === keyIndexOf(ledger, ledger.key))
      return { ledger: ledger.label, name: ledger.key, field: fieldOf(ledger, ledger.key).label }
  return null
}

/** The same request came twice at once, and the other was first: tried again, it is answered as that one was. */
export const isSameRequest = (error: unknown): boolean => {
  const { code, constraint } = error as Violation
  return code === '23505' && constraint === 'request_pkey'
}
