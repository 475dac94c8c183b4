import type { Catalogue, CatalogueItem, FocusProduct, Prohibition } from './catalogue.ts'

/** Everything that the page of an item says: the item with what it refers to. */
export interface ItemGuide {
  readonly item: CatalogueItem
  readonly prohibited: Prohibition | null
  readonly products: readonly FocusProduct[]
  readonly source: Catalogue['sources'][number] | null
  /** Institutions that may do it; empty where no level is told. */
  readonly institutions: readonly string[]
  /** What its level means. */
  readonly meaning: string | null
  /** Years of clinical work of the physician in charge. */
  readonly physicianYears: number | null
  readonly discipline: Catalogue['disciplines'][number] | null
  /** What holds for every medical item. */
  readonly rules: Catalogue['rules']
  /** Items that apply instead, by volume. */
  readonly volumes: readonly { readonly below: number | null; readonly item: CatalogueItem }[]
}

/** The guide to one item; null when there is none of that id. */
export function guideTo(catalogue: Catalogue, id: string): ItemGuide | null {
  const item = catalogue.items.find((it) => it.id === id)
  if (!item) return null
  const medical = item.nature !== 'lifestyle'
  const grade = catalogue.grades.find((it) => it.grade === item.grade)
  const discipline = catalogue.disciplines.find((it) => it.id === item.discipline) ?? null
  return {
    item,
    prohibited: catalogue.prohibitions.find((it) => it.id === item.prohibited) ?? null,
    products: item.products.flatMap((id) => catalogue.products.filter((it) => it.id === id)),
    source: catalogue.sources.find((it) => it.id === item.source) ?? null,
    institutions: grade?.institutions ?? [],
    meaning: grade?.meaning ?? null,
    physicianYears: medical ? (discipline?.physicianYears ?? null) : null,
    discipline,
    rules: medical ? catalogue.rules : [],
    volumes: (item.volumes ?? []).flatMap(({ below, item: id }) => {
      const other = catalogue.items.find((it) => it.id === id)
      return other ? [{ below: below ?? null, item: other }] : []
    }),
  }
}
