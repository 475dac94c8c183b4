import type { ShownRecord } from '@qingmei/contract/comparison'
import type { DiffReason } from '@qingmei/contract/comparison-outcome'

/** A record on a line of a run, and how it came to be there. */
export interface LineMember {
  readonly record: ShownRecord
  /** That it belongs there; of a record that stands alone, that it has no partner. */
  readonly probability: number
  /** What decided instead of the score; null: the score did. */
  readonly override: string | null
}

/** A place in two runs, and what else is known of the records that are on it in one of them. */
export interface PlaceInBoth {
  /** Its records in the older run and in the newer one; none: it was not there. */
  readonly before: readonly LineMember[]
  readonly after: readonly LineMember[]
  /** The days of the two runs: licences are judged by them. */
  readonly days: { readonly from: string; readonly to: string }
  /** Whether a record is on any line of the older run, and of the newer one. */
  wasThere(name: string): boolean
  isThere(name: string): boolean
  /** Records about which the two followed other decisions. */
  readonly decided: ReadonlySet<string>
  /** Whether the two were compared by other rules: another catalogue of items, other tables, other levels. */
  readonly otherRules: boolean
  readonly changed: { readonly class: boolean; readonly medical: boolean }
}

export const recordName = (it: { readonly kind: string; readonly key: string }): string => `${it.kind}:${it.key}`

/** What a record says beside its state and how long it holds. */
const CONTENT = ['name', 'address', 'principal', 'phone', 'code', 'issuedOn', 'scope'] as const
/** By what medical work is judged. */
const SPEAKS_OF_WORK: readonly string[] = ['name', 'scope'] satisfies readonly (typeof CONTENT)[number][]

/**
 * Why a place is otherwise now: records that came, went or were linked otherwise, papers that ended, what a register
 * writes otherwise, decisions. Where none of that moved it, the rules or the weights did; no change is without a reason.
 */
export function whyChanged(it: PlaceInBoth): DiffReason[] {
  const came = joined(it)
  const kept = it.after.flatMap((now) => {
    const was = it.before.find(({ record }) => recordName(record) === recordName(now.record))
    return was ? [{ was, now }] : []
  })
  const rewritten = kept.flatMap(({ was, now }) => recordReasons(was, now, it.days))
  const found = [...came, ...rewritten]
  const isNew = it.before.length === 0 || it.after.length === 0
  if (isNew) return found
  const last: DiffReason[] = []
  if (it.changed.class && found.length === 0) last.push(...(it.otherRules ? [RULES] : [weighed(kept)]))
  const speaks = rewritten.some(({ fields = [] }) => fields.some((field) => SPEAKS_OF_WORK.includes(field)))
  if (it.changed.medical && came.length === 0 && !speaks) {
    const renewed = kept.find(({ was, now }) => was.record.file !== now.record.file)
    if (it.otherRules) last.push(RULES)
    // What is kept of a scope is its beginning: the rest of it may have changed.
    else if (renewed) last.push(reason('new-file', renewed.now.record))
  }
  const all = [...found, ...last].filter((one, i, whole) => one !== RULES || whole.indexOf(RULES) === i)
  return all.length > 0 ? all : [weighed(kept)]
}

const RULES: DiffReason = { code: 'rules-changed', record: null }

const reason = (code: string, record: ShownRecord, more: Partial<DiffReason> = {}): DiffReason => ({
  code,
  record: `${record.name}（${record.key}）`,
  ...more,
})

/** Records that came to the place or left it. */
function joined({ before, after, decided, wasThere, isThere }: PlaceInBoth): DiffReason[] {
  const missing = (from: readonly LineMember[], in_: readonly LineMember[]) =>
    from.filter(({ record }) => in_.every((other) => recordName(other.record) !== recordName(record)))
  const codeOf = (name: string, known: boolean, otherwise: string) =>
    decided.has(name) ? 'decision' : known ? 'linked-otherwise' : otherwise
  return [
    ...missing(after, before).map(({ record }) =>
      reason(codeOf(recordName(record), wasThere(recordName(record)), 'new-record'), record),
    ),
    ...missing(before, after).map(({ record }) =>
      reason(codeOf(recordName(record), isThere(recordName(record)), 'gone-record'), record),
    ),
  ]
}

/** What is otherwise about one record that stayed. */
function recordReasons(was: LineMember, now: LineMember, days: PlaceInBoth['days']): DiffReason[] {
  const [had, has] = [was.record, now.record]
  const found: DiffReason[] = []
  if (had.state !== has.state)
    found.push(reason(/注销|吊销|撤销/.test(has.state ?? '') ? 'cancelled' : 'state-changed', has))
  const ends = has.expiresOn?.slice(0, 10) ?? null
  if (ends !== null && ends >= days.from && ends < days.to) found.push(reason('licence-expired', has))
  else if (had.expiresOn !== has.expiresOn) found.push(reason('dates-changed', has))
  if (was.override !== now.override && [was.override, now.override].some((it) => it?.startsWith('decided') === true))
    found.push(reason('decision', has))
  const fields = CONTENT.filter((field) => had[field] !== has[field])
  if (fields.length > 0) found.push(reason('record-changed', has, { fields }))
  return found
}

/** The record whose weighing moved most. */
function weighed(kept: readonly { readonly was: LineMember; readonly now: LineMember }[]): DiffReason {
  const moved = ({ was, now }: (typeof kept)[number]) => Math.abs(was.probability - now.probability)
  const [most] = kept.toSorted((a, b) => moved(b) - moved(a))
  if (!most || moved(most) === 0) return { code: 'weighed-otherwise', record: null }
  const { was, now } = most
  return reason('weighed-otherwise', now.record, { weighed: { was: was.probability, is: now.probability } })
}
