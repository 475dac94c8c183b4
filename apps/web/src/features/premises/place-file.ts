import type { Row } from '../../api/types.ts'

/** What one ledger knows of a place. */
export interface PlaceSection {
  readonly ledger: string
  readonly rows: readonly Row[]
  readonly more: boolean
}

/** One thing that happened at a place, or was written down about it. */
export interface PlaceEvent {
  readonly at: string
  readonly ledger: string
  readonly id: string
  readonly title: string
  readonly number: string | null
  readonly actions: readonly string[]
  readonly by: string
  readonly version: number
}

/** Everything known of a place, as the server answers. */
export interface PlaceFile {
  readonly members: readonly Row[]
  readonly sections: readonly PlaceSection[]
  readonly names: Readonly<Record<string, string>>
  readonly timeline: readonly PlaceEvent[]
}

export type Validity = 'none' | 'good' | 'soon' | 'past'

/** So many days before its end a licence is amber. */
const SOON_DAYS = 60
const DAY = 86_400_000

/** How a licence stands on a day (an instant of the county's clock): by its end, if it says one. */
export function validityOf(expiresOn: unknown, now: string): Validity {
  if (typeof expiresOn !== 'string') return 'none'
  const today = new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10)
  if (expiresOn < today) return 'past'
  return Date.parse(expiresOn) - Date.parse(today) <= SOON_DAYS * DAY ? 'soon' : 'good'
}
