import type { ListedAs } from '@qingmei/contract/comparison-outcome'

/** One thing that an entry will say otherwise. */
export type Otherwise =
  | { readonly what: 'class'; readonly from: string; readonly to: string }
  | { readonly what: 'medical' | 'provisional'; readonly to: boolean }

/** What an entry will say otherwise once a run is published: the same three things for which publishing changes it. */
export function listedOtherwise(was: ListedAs, is: ListedAs): Otherwise[] {
  const found: Otherwise[] = []
  if (was.class !== is.class) found.push({ what: 'class', from: was.class, to: is.class })
  if (was.medical !== is.medical) found.push({ what: 'medical', to: is.medical === true })
  if (was.provisional !== is.provisional) found.push({ what: 'provisional', to: is.provisional })
  return found
}
