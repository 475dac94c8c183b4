import { DIFF_CHANGES, type DiffChange } from '@qingmei/contract/comparison-outcome'

/** What a run says of a line: its list, and whether it does medical work. */
export interface LineSaid {
  readonly class: string
  readonly medical: boolean
}

/** A run as far as pairing needs it: what is said of each line, and the line of each record. */
export interface RunShape {
  readonly lines: ReadonlyMap<number, LineSaid>
  readonly members: ReadonlyMap<string, number>
}

export interface LineChange {
  /** A place may change its list and its mark of medical work at once. */
  readonly changes: readonly DiffChange[]
  /** The line in the older run, and in the newer one; null where there is none. */
  readonly from: number | null
  readonly to: number | null
}

/** Of every line the one with which it shares most records, the first of several. */
function favourites(shared: ReadonlyMap<number, ReadonlyMap<number, number>>): Map<number, number> {
  const found = new Map<number, number>()
  for (const [line, others] of shared) {
    const [best] = [...others].toSorted(([a, n], [b, m]) => m - n || a - b)
    if (best) found.set(line, best[0])
  }
  return found
}

/**
 * What is otherwise in one run than in another. Lines are the same place when each shares most of its records with the
 * other; those without such a partner entered or left; of the rest, those whose list or whose mark of medical work is
 * another one are told.
 */
export function changesBetween(from: RunShape, to: RunShape): LineChange[] {
  const [forth, back] = [new Map<number, Map<number, number>>(), new Map<number, Map<number, number>>()]
  const add = (into: Map<number, Map<number, number>>, line: number, other: number) => {
    const counts = into.get(line) ?? new Map<number, number>()
    counts.set(other, (counts.get(other) ?? 0) + 1)
    into.set(line, counts)
  }
  for (const [record, b] of to.members) {
    const a = from.members.get(record)
    if (a === undefined) continue
    add(forth, a, b)
    add(back, b, a)
  }
  const [toOf, fromOf] = [favourites(forth), favourites(back)]
  const paired = (b: number): number | null => {
    const a = fromOf.get(b)
    return a !== undefined && toOf.get(a) === b ? a : null
  }
  const pairs = new Map([...to.lines.keys()].map((b) => [b, paired(b)]))
  const kept = new Set(pairs.values())
  const changed = [...to.lines].flatMap(([b, is]): LineChange[] => {
    const a = pairs.get(b) ?? null
    const was = a === null ? undefined : from.lines.get(a)
    if (was === undefined) return [{ changes: ['entered'], from: null, to: b }]
    const changes: DiffChange[] = []
    if (was.class !== is.class) changes.push('class-changed')
    if (was.medical !== is.medical) changes.push(is.medical ? 'medical-gained' : 'medical-lost')
    return changes.length === 0 ? [] : [{ changes, from: a, to: b }]
  })
  const left = [...from.lines.keys()].flatMap((a): LineChange[] =>
    kept.has(a) ? [] : [{ changes: ['left'], from: a, to: null }],
  )
  // What moved between the lists comes first, then the marks, then who came and went.
  const rank = ({ changes: [first = 'left'] }: LineChange) => ORDER.indexOf(first)
  return [...changed, ...left].toSorted((x, y) => rank(x) - rank(y))
}

const ORDER: readonly DiffChange[] = ['class-changed', 'medical-gained', 'medical-lost', 'entered', 'left']

/** How many lines changed in each way; one that changed in two is counted in both. */
export const countChanges = (changes: readonly LineChange[]): Record<DiffChange, number> => {
  const counts = Object.fromEntries(DIFF_CHANGES.map((it) => [it, 0])) as Record<DiffChange, number>
  for (const it of changes) for (const change of it.changes) counts[change]++
  return counts
}
