import { chance } from './chance.ts'
import type { PairComparer } from './compare-pair.ts'
import { FIELD_COUNT, FIELDS, fieldIndex, WIDTH } from './levels.ts'
import type { Target } from './train.ts'

const RANDOM_PAIRS = 30_000
/** How many pairs the usual shares of random pairs are worth. */
const RANDOM_WEIGHT = 100

/** Of each field, how pairs are spread over its levels. */
export type LevelShares = Readonly<Record<string, readonly number[]>>

/** How random pairs are spread over the levels; names only among records of the same trades. */
export function randomPairs(
  comparer: PairComparer,
  [from, to]: readonly [number, number],
  target: Target,
  seed: number,
): LevelShares {
  const next = chance(seed + target.register * 7919 + from)
  const counts = new Float64Array(FIELD_COUNT * WIDTH)
  const nameField = fieldIndex('name')
  for (let i = 0; i < RANDOM_PAIRS; i++) {
    const a = from + next(to - from)
    const inClass = i % 2 === 0 && target.classRecords.length > 0
    const among = inClass ? target.classRecords : target.records
    if (among.length === 0) break
    const b = among[next(among.length)]!
    comparer.compare(a, b)
    for (let f = 0; f < FIELD_COUNT; f++) {
      if ((f === nameField) !== inClass && target.classRecords.length > 0) continue
      const at = f * WIDTH + comparer.levels[f]!
      counts[at] = counts[at]! + 1
    }
  }
  // Of a few lines the same pairs are drawn again and again: they count for no more than they are.
  const worth = Math.min(1, ((to - from) * target.records.length) / RANDOM_PAIRS)
  return Object.fromEntries(
    FIELDS.map(({ field, levels, atRandom }, f) => {
      const own = levels.map((_, l) =>
        l === 0 ? 0 : counts[f * WIDTH + l]! * worth + RANDOM_WEIGHT * atRandom[l - 1]!,
      )
      const sum = own.reduce((a, it) => a + it, 0)
      return [field, own.map((it) => it / sum)]
    }),
  )
}
