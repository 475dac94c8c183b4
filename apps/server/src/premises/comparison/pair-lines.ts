/** A run as far as pairing needs it: the list of each line, and the line of each record. */
export interface RunShape {
  readonly lines: ReadonlyMap<number, string>
  readonly members: ReadonlyMap<string, number>
}

export interface LineChange {
  readonly change: 'entered' | 'left' | 'class-changed'
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
 * other; those without such a partner entered or left; of the rest, those whose list is another one are told.
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
  const lines = [...to.lines]
  return [
    ...lines.flatMap(([b, list]): LineChange[] => {
      const a = pairs.get(b) ?? null
      return a === null || from.lines.get(a) === list ? [] : [{ change: 'class-changed', from: a, to: b }]
    }),
    ...lines.flatMap(([b]): LineChange[] => (pairs.get(b) === null ? [{ change: 'entered', from: null, to: b }] : [])),
    ...[...from.lines.keys()].flatMap((a): LineChange[] =>
      kept.has(a) ? [] : [{ change: 'left', from: a, to: null }],
    ),
  ]
}
