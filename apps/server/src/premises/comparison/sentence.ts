import { type Explanation, explainLink } from '@qingmei/linkage'

/** The engine's explanation in one Chinese sentence; an explanation of another version stays silent. */
export function sentenceOf(why: unknown): string {
  const it = why as Partial<Explanation> | null
  return Array.isArray(it?.evidence) ? explainLink(it as Explanation) : ''
}
