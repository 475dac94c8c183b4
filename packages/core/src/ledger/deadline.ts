import type { Role } from '../access/roles.ts'
import type { Uuid } from '../kernel/ids.ts'
import { endOfDay, isPlainDate } from '../kernel/dates.ts'
import type { DueAnswer, Surroundings } from './action.ts'
import type { AnyLedger, AnyRecord, Owed } from './ledger.ts'

/** How a time limit of a record stands after an action. One row of the deadline table, by (record, key). */
export interface OwedState {
  readonly key: string
  readonly rule: string
  readonly label: string
  readonly owner: Uuid
  readonly roles: readonly Role[] | null
  readonly clause: string | null
  readonly start: string
  /** Null while the calendar of the year is not loaded: awaiting calendar. */
  readonly due: string | null
  readonly state: 'open' | 'met' | 'waived'
  readonly metAt: string | null
}

/** When it is due: as its own field says, else (none, or an empty one) by the plan's rule. */
function dueOf(limit: Owed, record: AnyRecord, around: Pick<Surroundings, 'due'>): DueAnswer {
  const start = String(record[limit.from])
  const said = limit.due === undefined ? undefined : record[limit.due]
  if (typeof said !== 'string') return around.due(limit.rule, start)
  return { due: isPlainDate(said) ? endOfDay(said) : said, clause: around.due(limit.rule, start).clause }
}

interface Situation {
  readonly ledger: AnyLedger
  readonly before: AnyRecord | null
  readonly after: AnyRecord
  readonly met: ReadonlyMap<string, string>
  readonly waived: ReadonlySet<string>
}

/**
 * The time limits that an action touches, derived from the record: owed while the record is in one of the
 * limit's states and its start is known; leaving them is having done it, unless it was waived. Coming back
 * opens the same limit again with its old start, so a returned lead keeps its clock.
 */
export function owedOf(it: Situation, around: Pick<Surroundings, 'now' | 'due'>): OwedState[] {
  return Object.entries(it.ledger.deadlines).flatMap(([key, limit]) => {
    const owes = (record: AnyRecord | null) =>
      record !== null && limit.while.includes(record.status) && typeof record[limit.from] === 'string'
    const owed = owes(it.before)
    const owing = owes(it.after)
    if (!owed && !owing && !it.met.has(key)) return []
    const record = owing ? it.after : (it.before ?? it.after)
    const start = record[limit.from]
    const owner = record[limit.owner]
    if (typeof start !== 'string' || typeof owner !== 'string') return []
    const keys = [limit.from, limit.owner, ...(limit.due === undefined ? [] : [limit.due])]
    const same = owed && owing && keys.every((name) => it.before?.[name] === it.after[name])
    const done = it.met.get(key) ?? (owing ? null : around.now)
    if (same && done === null && !it.waived.has(key)) return []
    const waived = it.waived.has(key)
    return [
      {
        key,
        rule: limit.rule,
        label: limit.label,
        owner,
        roles: limit.roles ?? null,
        start,
        ...dueOf(limit, record, around),
        state: waived ? 'waived' : done === null ? 'open' : 'met',
        metAt: waived ? null : done,
      } satisfies OwedState,
    ]
  })
}
