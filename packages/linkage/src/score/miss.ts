import type { PairModel } from '../comparison.ts'
import { BYTES, LONGS, type Pool, WORDS } from '../pool/pool.ts'
import { houseKey } from '../pool/read-records.ts'
import { levelIndex } from './levels.ts'

const SHARED_NAME = (['equal', 'sounds-equal', 'contained', 'contained-short', 'one-off-long', 'alike'] as const).map(
  (it) => levelIndex('name', it),
)
const SHARED_HOUSE = (['same-room', 'same-house', 'other-room', 'other-sub'] as const).map((it) =>
  levelIndex('address', it),
)

const sum = (shares: readonly number[] | undefined, levels: readonly number[]): number =>
  levels.reduce((total, level) => total + (shares?.[level] ?? 0), 0)

/** Fields fail together: a hurried entry spoils name and address at once. */
const TOGETHER = 2
const LEAST = 0.0005

/**
 * How likely it is that no key finds the partner of a record that has one: the product, over what the record says, of
 * how often that field disagrees between true partners. A record that says little may have a partner that nobody
 * can find, and must not be called unregistered.
 */
export function missOf(pool: Pool, at: number, model: PairModel): number {
  let miss = 1
  if (pool.coreLength[at * BYTES]! > 1) miss *= 1 - nameShare(model)
  if (houseKey(pool, at) !== 0) miss *= 1 - sum(model.m.address, SHARED_HOUSE)
  if (pool.phone[at * LONGS]! > 0) miss *= 1 - 0.8 * (model.m.phone?.[1] ?? 0)
  if (pool.personKey[at * WORDS]! > 0) miss *= 1 - (model.m.principal?.[1] ?? 0)
  return Math.min(1, Math.max(LEAST, miss * TOGETHER))
}

function nameShare(model: PairModel): number {
  const known = shares.get(model)
  if (known !== undefined) return known
  const share = sum(model.m.name, SHARED_NAME)
  shares.set(model, share)
  return share
}
const shares = new WeakMap<PairModel, number>()
