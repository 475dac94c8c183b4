import { pairOf, type PairSide } from '@qingmei/core/premises/pair-decision'
import type { CandidateRow, DecisionRow } from '@qingmei/contract/comparison'
import type pg from 'pg'
import { WRITE_AS_SYSTEM } from '../../platform/ledger/policy.ts'
import { decisionsOn } from './decisions.ts'
import type { RunAt } from './lines.ts'
import { partnersOf, QUESTION, QUESTIONS, type QuestionStored } from './questions.ts'

/** Below this a candidate is not worth saying that it is not the one. */
const WORTH = 0.001

/** Whether "none of them" is said of a candidate, by its place among them: of the first it always is. */
export const isWorthSaying = ({ probability }: CandidateRow, to: number): boolean => probability >= WORTH || to === 0

/**
 * Hangs the questions about a record that are open, in every run, on what stands: what was decided in one run is
 * decided in all. That it cannot be told is a word about the records as that run had them, and settles only there.
 */
export async function settleByStanding(tx: pg.ClientBase, region: string, record: PairSide): Promise<void> {
  await tx.query(WRITE_AS_SYSTEM)
  const { rows } = await tx.query<QuestionStored & { run: string }>(
    `select q.run, ${QUESTION} from ${QUESTIONS} where q.region = $1 and q.kind = $2 and q.key = $3
       and q.run in (select id from qm.comparison where region = $1) and q.by_decision is null`,
    [region, record.kind, record.key],
  )
  if (rows.length === 0) return
  const standing = (await decisionsOn(tx, region, [record])).filter(({ status }) => status === 'standing')
  for (const { run, ...question } of rows) {
    const by = answerTo({ ...question, run }, standing)
    if (by !== null) await hang(tx, { region, run }, question.no, by)
  }
}

/** Hangs a question on a decision: it is settled as long as that one stands or waits for its second reader. */
export async function hang(tx: pg.ClientBase, at: RunAt, no: number, decision: string | null): Promise<void> {
  await tx.query(WRITE_AS_SYSTEM)
  await tx.query('update qm.comparison_question set settled = $4 where region = $1 and run = $2 and no = $3', [
    at.region,
    at.run,
    no,
    decision,
  ])
}

/** The decision that answers a question: somebody is it, it cannot be told, or nobody worth a word is it. */
function answerTo(it: QuestionStored & { run: string }, standing: readonly DecisionRow[]): string | null {
  const on = new Map(
    standing.map((had) => [pairOf({ kind: had.aKind, key: had.aKey }, { kind: had.bKind, key: had.bKey }), had]),
  )
  const said = partnersOf(it).flatMap(({ record }) => on.get(pairOf(it, record)) ?? [])
  const found = said.find(({ verdict, run }) => verdict === 'same' || (verdict === 'unsure' && run === it.run))
  if (found) return found.id
  const none = it.candidates.filter(isWorthSaying).map(({ record }) => on.get(pairOf(it, record)))
  return none.every((had) => had?.verdict === 'different') ? (none.at(-1)?.id ?? null) : null
}

/**
 * Hangs the questions of a run that was just loaded on what people could not tell: it is left for the check on the
 * spot and not asked again while both records say what they said. Answers how many.
 */
export async function settleUnsure(tx: pg.ClientBase, at: RunAt): Promise<number> {
  const { rowCount } = await tx.query(
    `update qm.comparison_question q set settled = d.id
     from (select distinct on (pair) id, run, a_kind, a_key, b_kind, b_key from qm.pair_decision
           where region = $1 and status = 'standing' and verdict = 'unsure' and not sampled order by pair, id desc) d
     where q.region = $1 and q.run = $2 and q.settled is null and q.kind = d.a_kind and q.key = d.a_key and exists (
       select from qm.comparison_question w, jsonb_array_elements(w.candidates) was, jsonb_array_elements(q.candidates) is_now
       where w.region = $1 and w.run = d.run and w.kind = q.kind and w.key = q.key
         and w.record - 'file' = q.record - 'file'
         and is_now -> 'record' ->> 'kind' = d.b_kind and is_now -> 'record' ->> 'key' = d.b_key
         and (was -> 'record') - 'file' = (is_now -> 'record') - 'file')`,
    [at.region, at.run],
  )
  return rowCount ?? 0
}
