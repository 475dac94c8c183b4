import type { Actor } from '@qingmei/core/access/actor'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { pairOf } from '@qingmei/core/premises/pair-decision'
import type pg from 'pg'
import { type ComparisonContext, within } from './context.ts'
import { decisionsOn } from './decisions.ts'
import { isAbout, partnersOf, type QuestionStored } from './questions.ts'

/** What is said of a partner, by its place among {@link partnersOf}. */
export interface Told {
  readonly to: number
  readonly verdict: 'same' | 'different' | 'unsure'
}

/**
 * What somebody else decided about a question and waits for a second reader is read by this one: each of those
 * decisions is confirmed or contradicted by what is said now. Of a pair about which nothing is said, another candidate
 * being the one, it is said that it is not. Answers the decisions that were read (none when nothing waits), and one on
 * which the two did not agree.
 */
export async function readSecond(
  context: ComparisonContext,
  tx: pg.PoolClient,
  actor: Actor,
  it: {
    readonly run: AnyRecord
    readonly question: QuestionStored
    readonly told: readonly Told[]
    readonly reason: string | null
  },
): Promise<{ readonly read: readonly string[]; readonly disputed: string | null }> {
  const { run, question, told, reason } = it
  const pairs = partnersOf(question).map(({ record }) => pairOf(question, record))
  const [first] = told
  const otherwise = first?.verdict === 'unsure' ? 'unsure' : 'different'
  const read: string[] = []
  let disputed: string | null = null
  for (const had of await decisionsOn(tx, run.region, [question])) {
    const at = pairs.indexOf(pairOf({ kind: had.aKind, key: had.aKey }, { kind: had.bKind, key: had.bKey }))
    if (at < 0 || !isAbout(question, had) || had.status !== 'pending' || had.decidedBy === actor.person) continue
    const verdict = told.find(({ to }) => to === at)?.verdict ?? otherwise
    const { status } = await within(context, tx, {
      actor,
      ledger: 'pair-decision',
      action: 'second',
      id: had.id,
      region: run.region,
      campaign: run.campaign,
      input: { verdict, reason },
    })
    read.push(had.id)
    if (status === 'disputed') disputed = had.id
  }
  return { read, disputed }
}
