/** How a registration came to its end, as its register writes it. */
export type Ending = 'revoked' | 'cancelled' | 'ended'

/**
 * Registrations that were found of a place and do not count, each with how it ended. A place is on the list of neither
 * with a registration only where that has ended (注销, 吊销): that one was found must not be denied.
 */
export function endedRegistrations<T extends { readonly kind: string; readonly state: string | null }>(
  placeClass: string,
  records: readonly T[],
): { readonly record: T; readonly how: Ending }[] {
  if (placeClass !== 'neither') return []
  return records
    .filter(({ kind }) => kind === 'market')
    .map((record) => ({ record, how: endingOf(record.state ?? '') }))
}

/** 吊销，未注销 is revoked and not cancelled. */
const endingOf = (state: string): Ending =>
  state.includes('吊销') ? 'revoked' : state.includes('注销') ? 'cancelled' : 'ended'
