import type { Actor } from '@qingmei/core/access/actor'
import { refusal } from '@qingmei/core/kernel/result'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { type PairSide, pairOf } from '@qingmei/core/premises/pair-decision'
import type pg from 'pg'
import { Refused } from '../../platform/api/endpoint.ts'
import type { QuestionChoice } from '@qingmei/contract/comparison'
import { type ComparisonContext, within } from './context.ts'
import { decisionsOn } from './decisions.ts'
import { hang, isWorthSaying, settleByStanding } from './settle.ts'
import { REPLACED } from './take-back.ts'
import { partnersOf, questionAt, type QuestionStored } from './questions.ts'
import { readSecond, type Told } from './read-second.ts'
import type { RunAt } from './lines.ts'

type Verdict = 'same' | 'different' | 'unsure'

export interface Decided {
  readonly decisions: readonly string[]
}

/** What a person says to a question, and why. */
export interface Answered {
  readonly choice: QuestionChoice
  readonly reason: string | null
}

/** Answers a question: one decision for what it is (a candidate, a neighbour), or one for each candidate that it is not. */
export function answerQuestion(
  context: ComparisonContext,
  tx: pg.PoolClient,
  actor: Actor,
  it: { readonly run: AnyRecord; readonly no: number; readonly said: Answered },
): Promise<Decided> {
  return deciding(context, tx, actor, it.run, async (at, decide) => {
    const question = await questionAt(tx, at, it.no)
    const { reason } = it.said
    const told = toldBy(question, it.said.choice)
    const { read, disputed } = await readSecond(context, tx, actor, { run: it.run, question, told, reason })
    if (read.length > 0) {
      // What two read differently is what the question hangs on: by it, it is open again.
      if (disputed !== null) await hang(tx, at, it.no, disputed)
      else await settleByStanding(tx, at.region, question)
      return { decisions: read }
    }
    const partners = partnersOf(question)
    const ids: string[] = []
    for (const { to, verdict } of told) {
      const partner = partners[to]
      if (!partner) throw new Refused(422, refusal('comparison.question.no-candidate'))
      const { record: b, probability } = partner
      ids.push(await decide({ a: question.record, b, verdict, reason, probability, sampled: false }))
    }
    await hang(tx, at, it.no, ids.at(-1) ?? null)
    await settleByStanding(tx, at.region, question)
    return { decisions: ids }
  })
}

/** What a choice says of which partners of the question, by their places among {@link partnersOf}. */
function toldBy({ candidates, neighbours, chosen, ...at }: QuestionStored, choice: QuestionChoice): Told[] {
  if (choice === 'none')
    return candidates.flatMap((it, to) => (isWorthSaying(it, to) ? [{ to, verdict: 'different' as const }] : []))
  const beyond = candidates.length + neighbours.length
  if (choice === 'unsure') return [{ to: candidates.length === 0 ? beyond : (chosen ?? 0), verdict: 'unsure' }]
  if (typeof choice === 'number') return [{ to: choice < candidates.length ? choice : beyond, verdict: 'same' }]
  const neighbour = neighbours[choice.neighbour]
  if (!neighbour) return [{ to: beyond, verdict: 'same' }]
  // It may be among the candidates as well: then the run thought something of it.
  const known = candidates.findIndex(({ record }) => pairOf(at, record) === pairOf(at, neighbour))
  return [{ to: known < 0 ? candidates.length + choice.neighbour : known, verdict: 'same' }]
}

interface NamedSide extends PairSide {
  readonly name: string
}

interface Saying {
  readonly a: NamedSide
  readonly b: NamedSide
  readonly verdict: Verdict
  readonly reason: string | null
  readonly probability: number | null
  readonly sampled: boolean
}

/** Decides on two records of a run that no question asks about: a member that does not belong, two that do. */
export function decideOnPair(
  context: ComparisonContext,
  tx: pg.PoolClient,
  actor: Actor,
  it: {
    readonly run: AnyRecord
    readonly a: PairSide
    readonly b: PairSide
    readonly verdict: Verdict
    readonly reason: string | null
  },
): Promise<Decided> {
  return deciding(context, tx, actor, it.run, async (at, decide) => {
    const [a, b] = [await memberAt(tx, at, it.a), await memberAt(tx, at, it.b)]
    const together = a.line === b.line ? Math.min(a.probability, b.probability) : null
    return {
      decisions: [
        await decide({ a, b, verdict: it.verdict, reason: it.reason, probability: together, sampled: false }),
      ],
    }
  })
}

async function memberAt(tx: pg.ClientBase, at: RunAt, side: PairSide) {
  const { rows } = await tx.query<{ line: number; probability: number; name: string }>(
    `select line, probability::float8 as probability, record ->> 'name' as name from qm.comparison_member
     where region = $1 and run = $2 and kind = $3 and key = $4 order by line limit 1`,
    [at.region, at.run, side.kind, side.key],
  )
  const [row] = rows
  if (!row) throw new Refused(404, refusal('comparison.line.unknown'))
  return { ...row, kind: side.kind, key: side.key }
}

/** Makes decisions on a run: what stood on the same pair is withdrawn, so that one at most stands on each. */
export async function deciding<T>(
  context: ComparisonContext,
  tx: pg.PoolClient,
  actor: Actor,
  run: AnyRecord,
  work: (at: RunAt, decide: (it: Saying) => Promise<string>) => Promise<T>,
): Promise<T> {
  const at: RunAt = { region: run.region, run: run.id }
  const request = { actor, ledger: 'pair-decision', region: run.region, campaign: run.campaign }
  return work(at, async ({ a, b, verdict, reason, probability, sampled }) => {
    const pair = pairOf(a, b)
    for (const had of await decisionsOn(tx, run.region, [a]))
      if (pairOf({ kind: had.aKind, key: had.aKey }, { kind: had.bKind, key: had.bKey }) === pair) {
        const withdrawnWhy = had.run !== run.id && had.status === 'standing' ? REPLACED : '重新认定'
        await within(context, tx, { ...request, action: 'withdraw', id: had.id, input: { withdrawnWhy } })
      }
    const made = await within(context, tx, {
      ...request,
      action: 'decide',
      input: {
        run: run.id,
        aKind: a.kind,
        aKey: a.key,
        aName: a.name.slice(0, 200),
        bKind: b.kind,
        bKey: b.key,
        bName: b.name.slice(0, 200),
        verdict,
        reason,
        probability: probability === null ? null : Math.round(probability * 10_000),
        sampled,
      },
    })
    return made.id
  })
}
