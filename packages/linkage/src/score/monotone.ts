import type { FieldLevels } from './levels.ts'

/** Below that a share is not told from nothing. */
export const LEAST_SHARE = 1e-5

type Ordered = Pick<FieldLevels, 'levels' | 'counted' | 'ranks' | 'against'>
interface Pool {
  readonly levels: readonly number[]
  readonly m: number
  readonly u: number
}

/**
 * Shares among true pairs, by level, held to the order of the levels against those among random pairs: a weaker
 * agreement never weighs more than a stronger one, and a disagreement never speaks for a pair. Levels that break the
 * order are pooled (adjacent violators, the worst first), so few or odd counts cannot turn evidence round. Levels whose
 * value is counted weigh by their crowd and are left alone. The shares add up as before.
 */
export function monotone(field: Ordered, m: readonly number[], u: readonly number[]): number[] {
  const free = field.levels.flatMap((name, l) => (l > 0 && !field.counted.includes(name) ? [l] : []))
  const shareOf = (shares: readonly number[], l: number) => Math.max(LEAST_SHARE, shares[l] ?? 0)
  let pools = free.map((l): Pool => ({ levels: [l], m: shareOf(m, l), u: shareOf(u, l) }))
  for (let worst = violation(pools, field.ranks); worst; worst = violation(pools, field.ranks)) {
    const [a, b] = worst
    const both = { levels: [...a.levels, ...b.levels], m: a.m + b.m, u: a.u + b.u }
    pools = [...pools.filter((it) => it !== a && it !== b), both]
  }
  const risen = [...m]
  for (const pool of pools) for (const l of pool.levels) risen[l] = (shareOf(u, l) * pool.m) / pool.u
  for (const l of field.against) risen[l] = Math.min(risen[l] ?? 0, shareOf(u, l))
  return sumAsBefore(field, m, risen)
}

/** The two pools that break the order by most; null when none do. */
function violation(pools: readonly Pool[], ranks: readonly number[]): [Pool, Pool] | null {
  let found: [Pool, Pool] | null = null
  let most = 1 + 1e-9
  for (const a of pools)
    for (const b of pools) {
      const over = b.m / b.u / (a.m / a.u)
      if (over <= most || !a.levels.some((l) => b.levels.some((k) => ranks[l]! < ranks[k]!))) continue
      most = over
      found = [a, b]
    }
  return found
}

/** What was taken from disagreements goes to the rest, each in its proportion. */
function sumAsBefore({ against }: Ordered, m: readonly number[], risen: readonly number[]): number[] {
  const sum = (shares: readonly number[], of: (l: number) => boolean) =>
    shares.reduce((total, it, l) => total + (l > 0 && of(l) ? it : 0), 0)
  const isAgainst = (l: number) => against.includes(l)
  const rest = sum(risen, (l) => !isAgainst(l))
  const scale = rest === 0 ? 1 : (sum(m, () => true) - sum(risen, isAgainst)) / rest
  return risen.map((it, l) => (l === 0 || isAgainst(l) ? it : it * scale))
}
