import { CLASSES, type PremisesClass } from './answers.ts'

/** So many premises of a class stand in a town; `town` null: no address says where. */
export interface ClassCount {
  readonly class: PremisesClass
  readonly town: string | null
  readonly count: number
  /** Those of them whose class still waits for review. */
  readonly uncertain: number
}

export interface TownLine {
  readonly town: string | null
  readonly by: Readonly<Record<PremisesClass, { readonly count: number; readonly uncertain: number }>>
  readonly total: number
}

/** Counts as a table of towns by class, the largest town first, premises of no known town last. */
export function byTown(counts: readonly ClassCount[]): TownLine[] {
  const towns = [...new Set(counts.map((it) => it.town))]
  return towns
    .map((town) => {
      const own = counts.filter((it) => it.town === town)
      const sum = (of: readonly ClassCount[], what: 'count' | 'uncertain') => of.reduce((all, it) => all + it[what], 0)
      const by = Object.fromEntries(
        CLASSES.map((name) => {
          const these = own.filter((it) => it.class === name)
          return [name, { count: sum(these, 'count'), uncertain: sum(these, 'uncertain') }]
        }),
      ) as unknown as TownLine['by']
      return { town, by, total: sum(own, 'count') }
    })
    .toSorted((a, b) => Number(a.town === null) - Number(b.town === null) || b.total - a.total)
}
