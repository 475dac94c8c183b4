import { refusal } from '@qingmei/core/kernel/result'
import { pairOf } from '@qingmei/core/premises/pair-decision'
import type pg from 'pg'
import { Refused } from '../../platform/api/endpoint.ts'
import { besideOf } from './beside.ts'
import { decisionsOn } from './decisions.ts'
import type { RunAt } from './lines.ts'
import type { CandidateRow, DecisionRow, QuestionRow, ShownRecord } from '@qingmei/contract/comparison'

/** A question as it lies in its table. */
export interface QuestionStored {
  readonly no: number
  readonly line: number | null
  readonly kind: string
  readonly key: string
  readonly reason: string
  readonly priority: number
  readonly group: string
  readonly none: number
  readonly chosen: number | null
  readonly record: ShownRecord
  readonly candidates: readonly CandidateRow[]
  readonly neighbours: readonly ShownRecord[]
  readonly settled: string | null
  /** The decision that it hangs on, also one on which two readers do not agree. */
  readonly hangsOn: string | null
}

/** Whom a record may be said to be: its candidates, then the others at its address, of whom the run thought nothing. */
export const partnersOf = (it: Pick<QuestionStored, 'candidates' | 'neighbours'>) => [
  ...it.candidates.map(({ record, probability }) => ({ record, probability })),
  ...it.neighbours.map((record) => ({ record, probability: null })),
]

/**
 * Whether a decision on a question's record is about the question: on one of its candidates, or the very one that
 * settled it. What was said of a neighbour on another occasion is not taken back with it.
 */
export const isAbout = (it: QuestionStored, decision: DecisionRow): boolean => {
  const pair = pairOf({ kind: decision.aKind, key: decision.aKey }, { kind: decision.bKind, key: decision.bKey })
  return decision.id === it.hangsOn || it.candidates.some(({ record }) => pairOf(it, record) === pair)
}

/**
 * A question is settled by a decision that stands or waits for its second reader; taken back, or read differently by
 * two, it is open again by itself. What waits for its second reader is open to everybody but the first.
 */
export const QUESTIONS = `(select q.*, d.id as by_decision, d.status as by_status, d.decided_by as by_person from qm.comparison_question q
  left join qm.pair_decision d on d.region = q.region and d.id = q.settled and d.status in ('standing', 'pending')) q`
export const QUESTION = `q.no, q.line, q.kind, q.key, q.reason, q.priority::float8 as priority, q."group", q.none::float8 as none, q.chosen, q.record, q.candidates,
  q.neighbours, q.by_decision as settled, q.settled as "hangsOn"`

/** Whether a question asks something of a reader, who is the value of that number. */
const isOpen = (n: number): string =>
  `(q.by_decision is null or (q.by_status = 'pending' and q.by_person is distinct from $${n}))`

/** Decisions as a reader may see them: what waits for a second reading is not told to whoever may read it next. */
export const toldTo = (reader: string, decisions: readonly DecisionRow[]): DecisionRow[] =>
  decisions.filter((it) => it.status !== 'pending' || it.decidedBy === reader)

/** A question with its candidates and neighbours laid beside its record, and what was decided about it. */
export function shownQuestion(it: QuestionStored, decisions: readonly DecisionRow[], county: string): QuestionRow {
  const { kind: _kind, key: _key, hangsOn: _hangsOn, ...shown } = it
  const beside = (record: ShownRecord) => besideOf(it.record, record, county)
  return {
    ...shown,
    candidates: it.candidates.map((each) => ({ ...each, beside: beside(each.record) })),
    neighbours: it.neighbours.map((record) => ({ record, beside: beside(record) })),
    decisions: decisions.filter((each) => isAbout(it, each)),
  }
}

export interface QuestionAsk {
  readonly group?: string | undefined
  readonly reason?: string | undefined
  readonly reader: string
  /** Only those that ask something of the reader; else settled ones among them. */
  readonly open: boolean
  readonly offset: number
  readonly limit: number
}

/** Questions by what a wrong answer costs times how open they are; those of one address when it is asked for. */
export async function questionsOf(tx: pg.ClientBase, at: RunAt, ask: QuestionAsk): Promise<QuestionRow[]> {
  const values: unknown[] = [at.region, at.run, ask.limit, ask.offset]
  const group = ask.group === undefined ? '' : ` and q."group" = $${values.push(ask.group)}`
  const reason = ask.reason === undefined ? '' : ` and q.reason = $${values.push(ask.reason)}`
  const open = ask.open ? ` and ${isOpen(values.push(ask.reader))}` : ''
  const { rows } = await tx.query<QuestionStored>(
    `select ${QUESTION} from ${QUESTIONS} where q.region = $1 and q.run = $2${group}${reason}${open}
     order by q.priority desc, q.no limit $3 offset $4`,
    values,
  )
  const decisions = toldTo(ask.reader, await decisionsOn(tx, at.region, rows))
  return rows.map((it) => shownQuestion(it, decisions, at.region))
}

export async function questionAt(tx: pg.ClientBase, at: RunAt, no: number): Promise<QuestionStored> {
  const { rows } = await tx.query<QuestionStored>(
    `select ${QUESTION} from ${QUESTIONS} where q.region = $1 and q.run = $2 and q.no = $3`,
    [at.region, at.run, no],
  )
  const [question] = rows
  if (!question) throw new Refused(404, refusal('comparison.question.unknown'))
  return question
}

/** How many questions ask something of a reader, and how many do not any more. */
export async function questionCounts(
  tx: pg.ClientBase,
  at: RunAt,
  reader: string,
): Promise<{ open: number; settled: number }> {
  const { rows } = await tx.query<{ open: number; settled: number }>(
    `select count(*) filter (where ${isOpen(3)})::int as open, count(*) filter (where not ${isOpen(3)})::int as settled
     from ${QUESTIONS} where q.region = $1 and q.run = $2`,
    [at.region, at.run, reader],
  )
  return rows[0] ?? { open: 0, settled: 0 }
}
