/** How a fine is bounded: fixed amounts, or a multiple of an amount with a floor below which it counts as that much. */
export interface FineRule {
  /** For whom: an organisation, a person, or both. */
  readonly party?: 'organisation' | 'person' | undefined
  /** Applies while the base is at least / below this many yuan. */
  readonly atLeast?: number | undefined
  readonly below?: number | undefined
  /** Yuan. */
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly times?: readonly [number, number] | undefined
  readonly of?: 'income' | 'goods' | 'cost' | undefined
  /** A base below this many yuan counts as this many: 不足一万按一万. */
  readonly floor?: number | undefined
}

/** A violation in law: what it is, whose it is, what it costs (law-facts §2). */
export interface Statute {
  readonly label: string
  readonly law: string
  readonly violations: readonly string[]
  readonly departments: readonly string[]
  readonly measures: readonly string[]
  readonly fines: readonly FineRule[]
  /** `sure`: read in the law; `likely`: from memory, to be checked; `gap`: the amount is not known. */
  readonly confidence: 'sure' | 'likely' | 'gap'
  readonly note?: string | undefined
}

export interface FineBase {
  readonly party: 'organisation' | 'person'
  /** Fen; null while nobody has determined it. */
  readonly incomeFen: number | null
  readonly goodsFen: number | null
  readonly costFen: number | null
}

export interface FineRange {
  readonly minFen: number
  readonly maxFen: number | null
  /** How the range was made, for the screen: which rule, on what base. */
  readonly rule: FineRule
}

const FEN = 100
const BASES = { income: 'incomeFen', goods: 'goodsFen', cost: 'costFen' } as const

/** The lawful range of a fine; null when the statute names none, or its base is not determined. */
export function fineRange(statute: Statute, base: FineBase): FineRange | null {
  for (const rule of statute.fines) {
    if (rule.party !== undefined && rule.party !== base.party) continue
    if (rule.of === undefined) return fixed(rule)
    const amount = base[BASES[rule.of]]
    if (amount === null) continue
    const yuan = amount / FEN
    if (rule.atLeast !== undefined && yuan < rule.atLeast) continue
    if (rule.below !== undefined && yuan >= rule.below) continue
    if (rule.times === undefined) return fixed(rule)
    const counted = Math.max(amount, (rule.floor ?? 0) * FEN)
    const [low, high] = rule.times
    return { minFen: Math.round(counted * low), maxFen: Math.round(counted * high), rule }
  }
  return null
}

const fixed = (rule: FineRule): FineRange => ({
  minFen: (rule.min ?? 0) * FEN,
  maxFen: rule.max === undefined ? null : rule.max * FEN,
  rule,
})

/** Whether an amount keeps to the law; `unknown` where the law's amounts are not known here. */
export function judgeFine(
  statute: Statute,
  base: FineBase,
  amountFen: number,
): 'within' | 'below' | 'above' | 'unknown' {
  const range = fineRange(statute, base)
  if (range === null) return 'unknown'
  if (amountFen < range.minFen) return 'below'
  return range.maxFen !== null && amountFen > range.maxFen ? 'above' : 'within'
}

/** The statutes for a violation, those of the given departments first. */
export const statutesFor = (
  library: Readonly<Record<string, Statute>>,
  violation: string,
  departments: readonly string[] = [],
): [string, Statute][] =>
  Object.entries(library)
    .filter(([, it]) => it.violations.includes(violation))
    .toSorted(([, a], [, b]) => rank(b, departments) - rank(a, departments))

const rank = (it: Statute, departments: readonly string[]): number =>
  it.departments.some((each) => departments.includes(each)) ? 1 : 0
