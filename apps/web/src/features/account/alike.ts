/** A notice as the server tells it. */
export interface Notice {
  readonly id: string
  readonly at: string
  readonly code: string
  readonly text: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly ledger: string | null
  readonly record: string | null
  readonly read: boolean
}

/** So long after the first of its kind a notice still belongs to the same piece of work. */
const TOGETHER_MS = 10 * 60_000

/** Notices of one kind that came together, newest first, in their order: what was done to many is told once. */
export function alike(notices: readonly Notice[]): Notice[][] {
  const groups: Notice[][] = []
  for (const notice of notices) {
    const group = groups.at(-1)
    const [first] = group ?? []
    const isSame =
      first?.code === notice.code &&
      first.read === notice.read &&
      Date.parse(first.at) - Date.parse(notice.at) < TOGETHER_MS
    if (group && isSame) group.push(notice)
    else groups.push([notice])
  }
  return groups
}
