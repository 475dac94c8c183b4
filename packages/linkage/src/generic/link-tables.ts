import { chance } from '../score/chance.ts'
import { computePosterior, makePosterior } from '../score/posterior.ts'
import { common, edits } from './similar.ts'

/** A field of any table, and how two of its values are compared. */
export interface DeclaredField {
  readonly name: string
  /** `text` knows slips of the hand, `code` one wrong figure, `exact` only equality. */
  readonly compare: 'text' | 'code' | 'exact'
  /** Fields whose value may have been written here by mistake: given name and surname exchanged. */
  readonly exchangedWith?: string
}

export type DeclaredRow = Readonly<Record<string, string>>

/** A row of the first table and the row of the second that it is, or −1; and how likely. */
export interface DeclaredLink {
  readonly a: number
  readonly b: number
  readonly probability: number
}

export interface DeclaredOptions {
  /** Share of the first table that has a partner, to begin with; it is learnt. */
  readonly prior?: number
  readonly seed?: number
  /** Longest list of rows under one value that is followed. */
  readonly cap?: number
}

const LEVELS = ['missing', 'equal', 'exchanged', 'near', 'similar', 'different'] as const
const [MISSING, EQUAL, EXCHANGED, NEAR, SIMILAR, DIFFERENT] = [0, 1, 2, 3, 4, 5] as const
const USUAL = [0, 0.8, 0.02, 0.08, 0.03, 0.07]
const MOST = 24
const ROUNDS = 8
const RANDOM_PAIRS = 60_000

/**
 * Links the rows of one table to those of another by fields that the caller declares, with the machinery that links
 * registers: how often fields agree at random is measured, how often among partners is learnt, a shared value weighs
 * by how many have it, and at most one row is the partner. For tables that know nothing of Chinese names and codes.
 */
export function linkTables(
  a: readonly DeclaredRow[],
  b: readonly DeclaredRow[],
  fields: readonly DeclaredField[],
  options: DeclaredOptions = {},
): DeclaredLink[] {
  const left = a.map((row) => fields.map((it) => clean(row[it.name])))
  const right = b.map((row) => fields.map((it) => clean(row[it.name])))
  const table = new Comparer(fields, right)
  const candidates = block(left, right, fields, options.cap ?? 200)
  const pairs = left.map((row, i) =>
    (candidates[i] ?? []).map((j) => ({ j, levels: table.levels(row, right[j] ?? []) })),
  )
  const u = atRandom(left, right, table, options.seed ?? 1)
  let m = fields.map(() => [...USUAL])
  let prior = options.prior ?? 0.8
  const posterior = makePosterior(MOST)
  const score = (i: number): number => {
    const mine = pairs[i] ?? []
    const bits = Float64Array.from(
      mine,
      (it) => Math.log2(prior / Math.max(1, b.length)) + table.bits(left[i] ?? [], it.levels, m, u),
    )
    computePosterior(posterior, {
      count: mine.length,
      bits,
      premises: Uint32Array.from(mine, (it) => it.j),
      prior,
      miss: 0.001,
      strangers: new Float64Array(mine.length),
    })
    return mine.length
  }
  for (let round = 0; round < ROUNDS; round++) {
    const counts = fields.map(() => USUAL.map((it) => it * 10))
    let found = 0
    for (let i = 0; i < left.length; i++) {
      const count = score(i)
      for (let c = 0; c < count; c++) {
        const share = posterior.shares[c] ?? 0
        if (share < 0.01) continue
        found += share
        for (const [f, level] of (pairs[i]?.[c]?.levels ?? []).entries()) {
          const own = counts[f]
          if (own && level !== MISSING) own[level] = (own[level] ?? 0) + share
        }
      }
    }
    m = counts.map((own) => own.map((it) => it / own.reduce((sum, each) => sum + each, 0)))
    prior = Math.min(0.999, (found + 1) / (left.length + 2))
  }
  return oneEach(
    left.map((_, i) => {
      const count = score(i)
      let best = -1
      for (let c = 0; c < count; c++)
        if (best < 0 || (posterior.shares[c] ?? 0) > (posterior.shares[best] ?? 0)) best = c
      const probability = best < 0 ? 0 : (posterior.shares[best] ?? 0)
      return probability >= 0.5
        ? { a: i, b: pairs[i]?.[best]?.j ?? -1, probability }
        : { a: i, b: -1, probability: posterior.none }
    }),
  )
}

const clean = (text: string | undefined): string => (text ?? '').normalize('NFKC').trim().toLowerCase()

/** A row of the second table is the partner of one row only: the likeliest keeps it. */
function oneEach(links: readonly DeclaredLink[]): DeclaredLink[] {
  const holder = new Map<number, DeclaredLink>()
  for (const link of links) {
    const other = link.b < 0 ? undefined : holder.get(link.b)
    if (link.b >= 0 && (other === undefined || other.probability < link.probability)) holder.set(link.b, link)
  }
  return links.map((it) =>
    it.b < 0 || holder.get(it.b) === it ? it : { ...it, b: -1, probability: 1 - it.probability },
  )
}

class Comparer {
  private readonly crowds: readonly ReadonlyMap<string, number>[]
  private readonly exchanged: readonly number[]

  constructor(
    private readonly fields: readonly DeclaredField[],
    private readonly right: readonly (readonly string[])[],
  ) {
    this.crowds = fields.map((_, f) => {
      const counts = new Map<string, number>()
      for (const row of right) counts.set(row[f] ?? '', (counts.get(row[f] ?? '') ?? 0) + 1)
      return counts
    })
    this.exchanged = fields.map((it) => fields.findIndex((other) => other.name === it.exchangedWith))
  }

  levels(a: readonly string[], b: readonly string[]): number[] {
    return this.fields.map(({ compare }, f) => {
      const [one, other] = [a[f] ?? '', b[f] ?? '']
      if (one === '' || other === '') return MISSING
      if (one === other) return EQUAL
      const place = this.exchanged[f] ?? -1
      if (place >= 0 && one === b[place]) return EXCHANGED
      if (compare === 'exact') return DIFFERENT
      if (edits(one, other, 1) <= 1) return NEAR
      if (compare === 'code') return edits(one, other, 2) <= 2 ? SIMILAR : DIFFERENT
      return common(one, other) >= 0.5 || edits(one, other, 2) <= 2 ? SIMILAR : DIFFERENT
    })
  }

  bits(
    a: readonly string[],
    levels: readonly number[],
    m: readonly (readonly number[])[],
    u: readonly (readonly number[])[],
  ): number {
    let sum = 0
    for (const [f, level] of levels.entries()) {
      if (level === MISSING) continue
      const share = m[f]?.[level] ?? 1e-4
      // A value weighs by how many have it, and a value that others have as a slip a little less.
      const random =
        level === EQUAL ? (this.crowds[f]?.get(a[f] ?? '') ?? 1) / this.right.length : (u[f]?.[level] ?? 1e-4)
      sum += Math.log2(Math.max(1e-5, share) / Math.max(1e-6, random))
    }
    return sum
  }
}

function atRandom(
  left: readonly (readonly string[])[],
  right: readonly (readonly string[])[],
  table: Comparer,
  seed: number,
): number[][] {
  const next = chance(seed)
  const counts = (left[0] ?? []).map(() => LEVELS.map((_, level): number => (level === MISSING ? 0 : 0.5)))
  for (let i = 0; i < RANDOM_PAIRS && left.length > 0 && right.length > 0; i++)
    for (const [f, level] of table.levels(left[next(left.length)] ?? [], right[next(right.length)] ?? []).entries()) {
      const own = counts[f]
      if (own && level !== MISSING) own[level] = (own[level] ?? 0) + 1
    }
  return counts.map((own) => own.map((it) => it / own.reduce((sum, each) => sum + each, 0)))
}

/** Candidates: rows that share a value, or the beginnings of two values. */
function block(
  left: readonly (readonly string[])[],
  right: readonly (readonly string[])[],
  fields: readonly DeclaredField[],
  cap: number,
): number[][] {
  const index = new Map<string, number[]>()
  for (const [j, row] of right.entries())
    for (const key of keysOf(row, fields, false)) {
      const list = index.get(key)
      if (list) list.push(j)
      else index.set(key, [j])
    }
  return left.map((row) => {
    const sums = new Map<number, number>()
    for (const key of keysOf(row, fields, true)) {
      const list = index.get(key) ?? []
      if (list.length > cap) continue
      const weight = Math.log2(1 + right.length / list.length)
      for (const j of list) sums.set(j, (sums.get(j) ?? 0) + weight)
    }
    return [...sums]
      .toSorted((one, other) => other[1] - one[1] || one[0] - other[0])
      .slice(0, MOST)
      .map(([j]) => j)
  })
}

function keysOf(row: readonly string[], fields: readonly DeclaredField[], asks: boolean): Set<string> {
  const keys = new Set<string>()
  for (const [f, value] of row.entries()) {
    if (value === '') continue
    keys.add(`${f}=${value}`)
    const place = fields.findIndex((it) => it.name === fields[f]?.exchangedWith)
    if (asks && place >= 0) keys.add(`${place}=${value}`)
    for (const [g, other] of row.entries())
      if (g > f && other !== '') keys.add(`${f}^${value.slice(0, 3)}&${g}^${other.slice(0, 3)}`)
  }
  return keys
}
