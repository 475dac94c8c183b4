import type { CatalogueItem, Discipline, Nature } from '@qingmei/core/premises/catalogue/catalogue'
import { DISCIPLINES, NATURES } from '@qingmei/core/premises/catalogue/catalogue'
import type { Classified } from '@qingmei/core/premises/catalogue/classify'

/** An item of the list, and the name by which it was found. */
export type Row = CatalogueItem & { readonly by: string | null }

/** A service told apart, as the server gives it. */
export interface Told extends Omit<Classified, 'item' | 'items'> {
  readonly item: { readonly id: string; readonly name: string; readonly prohibited: string | null } | null
  readonly items: readonly { readonly id: string; readonly name: string }[]
}

export interface ToldAll {
  readonly medical: boolean
  readonly prohibited: boolean
  readonly counts: Readonly<Record<Nature | 'unknown', number>>
  readonly services: readonly Told[]
}

/** The filters of the list, as they stand in the address. */
export const FILTERS: Readonly<Record<'nature' | 'discipline' | 'grade', readonly string[]>> = {
  nature: NATURES,
  discipline: DISCIPLINES satisfies readonly Discipline[],
  grade: ['1', '2', '3', '4'],
}

/** The tone of a verdict: red only for what is late or forbidden, so a medical item is told by amber and its word. */
export const TONES: Readonly<Record<Nature | 'unknown', string>> = {
  medical: 'wait',
  depends: 'plain',
  lifestyle: '',
  unknown: '',
}
