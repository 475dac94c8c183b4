import { type Refusal, refusal } from '../kernel/result.ts'
import type { Action } from './action.ts'
import type { Change } from './change.ts'
import type { AnyLedger, AnyRecord } from './ledger.ts'

/** A record while an action is decided: as it was, as it stands now, and what was done to it. */
export interface Draft {
  readonly ledger: AnyLedger
  readonly before: AnyRecord | null
  after: AnyRecord
  readonly actions: { action: Action; input: unknown }[]
  readonly met: Map<string, string>
  readonly waived: Set<string>
}

/** Ends a decision from however deep inside. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(given: Refusal) {
    super(given.code)
    this.refusal = given
  }
}

/** Applies one change to a record under decision. */
export function applyTo(draft: Draft, change: Exclude<Change, { do: 'notify' } | { do: 'perform' }>): void {
  const record = draft.after
  switch (change.do) {
    case 'set':
      draft.after = { ...record, ...change.patch }
      return
    case 'met':
      draft.met.set(change.key, change.at)
      return
    case 'waive':
      draft.waived.add(change.key)
      return
    default: {
      const rows = (record[change.child] ?? []) as { no: number }[]
      const before = ((draft.before?.[change.child] ?? []) as { no: number }[]).map((row) => row.no)
      draft.after = { ...record, [change.child]: childRows(rows, change, Math.max(0, ...before)) }
    }
  }
}

/** Most rows a child may have: what needs more is a ledger. */
export const CHILD_LIMIT = 200

function childRows(
  rows: readonly { no: number }[],
  change: Extract<Change, { child: string }>,
  highestBefore: number,
): { no: number }[] {
  if (change.do === 'drop') return rows.filter((row) => row.no !== change.no)
  if (change.do === 'edit') return rows.map((row) => (row.no === change.no ? { ...row, ...change.patch } : row))
  if (rows.length + change.rows.length > CHILD_LIMIT)
    throw new Refused(refusal('action.child.too-many', null, { limit: CHILD_LIMIT }))
  let no = Math.max(highestBefore, 0, ...rows.map((row) => row.no))
  return [...rows, ...change.rows.map((row) => ({ ...row, no: ++no }))]
}
