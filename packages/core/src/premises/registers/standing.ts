import type { PlainDate } from '../../kernel/dates.ts'

/** Codes of the dictionary `opening-state`. */
export type OpeningState = 'open' | 'paused' | 'closed' | 'moved' | 'cancelled' | 'unknown'
/** Codes of the dictionary `licence-standing`. */
export type LicenceStanding = 'valid' | 'expired' | 'suspended' | 'cancelled' | 'revoked' | 'abnormal' | 'unknown'

const STANDINGS: readonly (readonly [RegExp, LicenceStanding])[] = [
  [/吊销|撤销|撤回/, 'revoked'],
  [/注销|清税/, 'cancelled'],
  [/非正常|异常|失踪/, 'abnormal'],
  [/歇业|停业|暂停/, 'suspended'],
  [/过期|失效|到期/, 'expired'],
  [/存续|在业|在营|在册|开业|营业|正常|有效|迁入|变更/, 'valid'],
]

/**
 * The standing of a registration: what its state says, else what its expiry says on the given day. A blank state with
 * no expiry passed is taken as valid (a register lists what is in force); null when a state is written that nobody knows.
 */
export function licenceStanding(
  state: string | null,
  expiresOn: PlainDate | null,
  today: PlainDate,
): LicenceStanding | null {
  const said = state === null ? 'valid' : STANDINGS.find(([pattern]) => pattern.test(state))?.[1]
  if (said === undefined) return null
  return said === 'valid' && expiresOn !== null && expiresOn < today ? 'expired' : said
}

const OPENINGS: Readonly<Record<LicenceStanding, OpeningState>> = {
  valid: 'open',
  expired: 'open',
  suspended: 'paused',
  cancelled: 'cancelled',
  // The dictionary of opening states knows no 吊销; the licence's own standing says it.
  revoked: 'closed',
  abnormal: 'unknown',
  unknown: 'unknown',
}

/** The opening state of a place by the state of its business registration. */
export function openingState(state: string | null): OpeningState {
  if (state === null) return 'unknown'
  if (/迁出/.test(state)) return 'moved'
  const standing = STANDINGS.find(([pattern]) => pattern.test(state))?.[1]
  return standing === undefined ? 'unknown' : OPENINGS[standing]
}
