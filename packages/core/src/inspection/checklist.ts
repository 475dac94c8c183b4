import type { PlanFacts } from '../ledger/plan-facts.ts'

/** One line of a checklist as it was answered. `item` is `checklist.item`, as dictionaries have it. */
export interface Answer {
  readonly item: string
  readonly answer: 'good' | 'bad' | 'na' | 'open'
  readonly violation: string | null
}

/**
 * The lines of a checklist of the plan with the answers given: `bad` and `na` name lines, `good` too; when no
 * good ones are named the rest are good. Null for a checklist that the plan does not have, or a line of another.
 */
export function answersOf(
  plan: PlanFacts | null,
  checklist: string,
  given: { readonly bad: readonly string[]; readonly na?: readonly string[]; readonly good?: readonly string[] },
): Answer[] | null {
  const list = plan?.checklists.find((it) => it.id === checklist)
  if (!list) return null
  const lines = list.items.map((it) => ({ item: `${checklist}.${it.id}`, violation: it.violation ?? null }))
  const known = new Set(lines.map((it) => it.item))
  if ([...given.bad, ...(given.na ?? []), ...(given.good ?? [])].some((item) => !known.has(item))) return null
  return lines.map(({ item, violation }) => {
    const answer = given.bad.includes(item)
      ? 'bad'
      : given.na?.includes(item)
        ? 'na'
        : given.good === undefined || given.good.includes(item)
          ? 'good'
          : 'open'
    return { item, answer, violation: answer === 'bad' ? violation : null }
  })
}
