import { LateKeys } from '../block/late-keys.ts'
import type { Grouping } from '../outcome/premises.ts'
import { WORDS, copyWithRoom } from '../pool/pool.ts'
import { Choices } from '../run/choices.ts'
import { type Decided, decide } from '../run/decisions.ts'
import { type LinkColumns, makeLinkColumns, type Run } from '../run/state.ts'
import { keep, recall, Shortlist, type Shortlists } from '../run/shortlist.ts'
import type { RecordCells } from '../comparison.ts'
import type { Target } from '../score/train.ts'
import type { Judged } from './groups.ts'

/** Rows that may be added to a register before it is to be compared anew. */
export const ROOM = 4_096

/** A run of one's own, in which single rows change. */
export interface OwnRun extends Run {
  readonly rewritten: Map<number, RecordCells>
  /** What has changed in the index of each register. */
  readonly late: readonly LateKeys[]
}

/** Copies a run with room for rows that are added; what never changes is shared. */
export function copyRun(run: Run): OwnRun {
  const pool = copyWithRoom(run.pool, ROOM)
  const inCopy = placeInCopy(run)
  for (let at = 0, k = 0; at < pool.size; at++) {
    while (at >= pool.starts[k + 1]!) k++
    const isBlank = at - pool.starts[k]! >= run.pool.starts[k + 1]! - run.pool.starts[k]!
    pool.premises[at * WORDS] = isBlank ? at : inCopy(pool.premises[at * WORDS]!)
  }
  const left = new Uint8Array(pool.size)
  const late = run.stages.map(() => new LateKeys(left))
  const own = run.own.map((it, k) => (it === null ? null : copyTarget(it, ROOM * k, late[k]!)))
  const copy: OwnRun = {
    ...run,
    pool,
    links: copyLinks(run, pool.size, pool.starts[1] ?? 0),
    own,
    targets: run.targets.map((targets) => targets.map((it) => own[it.register]!)),
    choices: [],
    rewritten: new Map(),
    late,
  }
  for (const [k, before] of run.choices.entries()) {
    if (before === undefined) continue
    const choices = new Choices(copy, k)
    for (const [at, choice] of before.entries()) choices.set(inCopy(at), { ...choice, line: inCopy(choice.line) })
    copy.choices[k] = choices
  }
  return copy
}

/** The decisions of a run, as records of its copy. */
export function decidedInCopy(run: Run, decided: Decided): Decided {
  const inCopy = placeInCopy(run)
  const named = new Map([...decided.named].map(([name, at]) => [name, at < 0 ? at : inCopy(at)]))
  return decide(run.input.decisions ?? [], named)
}

/** What a run judged of its premises, with their first records in its copy. */
export function judgedInCopy(run: Run, { table, starts, records }: Grouping): Judged {
  const inCopy = placeInCopy(run)
  const firsts = Uint32Array.from({ length: table.count }, (_, p) => inCopy(records[starts[p]!]!))
  return { firsts, columns: table }
}

const placeInCopy =
  ({ pool }: Run) =>
  (record: number): number => {
    let k = 0
    while (record >= pool.starts[k + 1]!) k++
    return record + ROOM * k
  }

function copyTarget(target: Target, shift: number, late: LateKeys): Target {
  const { index } = target
  const records = shift === 0 ? index.records : index.records.map((it) => it + shift)
  return { ...target, index: { ...index, records, late }, records: EMPTY, classRecords: EMPTY }
}
const EMPTY = new Uint32Array(0)

function copyLinks(run: Run, size: number, first: number): LinkColumns {
  const { links, pool } = run
  const copy = makeLinkColumns(size, first, true)
  const inCopy = placeInCopy(run)
  for (let at = pool.starts[1] ?? 0; at < pool.size; at++) {
    const to = inCopy(at)
    for (const column of ['partner', 'codeOwner', 'nearest'] as const)
      copy[column][to] = links[column][at] === 0 ? 0 : inCopy(links[column][at]! - 1) + 1
    for (const column of ['probability', 'none', 'rule'] as const) copy[column][to] = links[column][at]!
  }
  const place = (at: number) => inCopy(at + links.first) - first
  for (const lists of ['found', 'foundWithin'] as const)
    if (links[lists]) copyLists(links[lists], copy[lists]!, place, inCopy)
    else for (let at = 0; at < pool.size - links.first; at++) copy[lists]!.reach[place(at)] = Number.NEGATIVE_INFINITY
  return copy
}

function copyLists(
  from: Shortlists,
  to: Shortlists,
  place: (at: number) => number,
  inCopy: (at: number) => number,
): void {
  const list = new Shortlist()
  for (let at = 0; at < from.places.length; at++) {
    to.reach[place(at)] = from.reach[at]!
    if (!recall(from, at, list)) continue
    for (let c = 0; c < list.count; c++) list.records[c] = inCopy(list.records[c]!)
    keep(to, place(at), list)
  }
}
