import { CLASSES, type PremisesClass } from '@qingmei/contract/comparison'

/** So many places of a run are alike in list, certainty and town; `town` null: no address says where. */
export interface Facet {
  readonly class: PremisesClass
  readonly certain: boolean
  readonly town: string | null
  readonly n: number
}

export interface TownLine {
  readonly town: string | null
  /** `open`: those of them whose list still waits for review. */
  readonly by: Readonly<Record<PremisesClass, { readonly count: number; readonly open: number }>>
  readonly total: number
}

/** Counts as a table of towns by list, the largest town first, places of no known town last. */
export function byTown(facets: readonly Facet[]): TownLine[] {
  const sum = (of: readonly Facet[]) => of.reduce((all, it) => all + it.n, 0)
  return [...new Set(facets.map((it) => it.town))]
    .map((town) => {
      const own = facets.filter((it) => it.town === town)
      const by = Object.fromEntries(
        CLASSES.map((name) => {
          const these = own.filter((it) => it.class === name)
          return [name, { count: sum(these), open: sum(these.filter((it) => !it.certain)) }]
        }),
      ) as unknown as TownLine['by']
      return { town, by, total: sum(own) }
    })
    .toSorted((a, b) => Number(a.town === null) - Number(b.town === null) || b.total - a.total)
}
