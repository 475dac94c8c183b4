import type { Actor } from '@qingmei/core/access/actor'
import { refusal } from '@qingmei/core/kernel/result'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { pairOf } from '@qingmei/core/premises/pair-decision'
import type pg from 'pg'
import { Refused } from '../../platform/api/endpoint.ts'
import { systemActor } from '../../platform/ledger/access.ts'
import { WRITE_AS_SYSTEM } from '../../platform/ledger/policy.ts'
import { type ComparisonContext, within } from './context.ts'
import { decisionsOn } from './decisions.ts'
import { isAbout, questionAt } from './questions.ts'
import { settleByStanding } from './settle.ts'

/** Why a decision of another run does not stand any more; it stands again when its successor is taken back. */
export const REPLACED = '在另一次比对中重新认定'

/**
 * Takes back what was answered to a question on this run, and nothing that was decided on another one: what the answer
 * had replaced there stands again.
 */
export async function takeBack(
  context: ComparisonContext,
  tx: pg.PoolClient,
  actor: Actor,
  it: { readonly run: AnyRecord; readonly no: number; readonly reason: string },
): Promise<{ readonly withdrawn: readonly string[]; readonly restored: readonly string[] }> {
  const { run, no, reason } = it
  const question = await questionAt(tx, { region: run.region, run: run.id }, no)
  const decisions = (await decisionsOn(tx, run.region, [question])).filter(
    (had) =>
      isAbout(question, had) && (had.run === run.id || (had.id === question.hangsOn && had.status !== 'standing')),
  )
  if (decisions.length === 0) throw new Refused(422, refusal('comparison.question.not-decided'))
  const at = { ledger: 'pair-decision', region: run.region, campaign: run.campaign }
  const restored: string[] = []
  for (const { id, ...had } of decisions) {
    await within(context, tx, { ...at, actor, action: 'withdraw', id, input: { withdrawnWhy: reason } })
    const pair = pairOf({ kind: had.aKind, key: had.aKey }, { kind: had.bKind, key: had.bKey })
    const before = await replacedBy(tx, run.region, { id, run: had.run, pair })
    if (before === null) continue
    await within(context, tx, { ...at, actor: systemActor(run.region), action: 'restore', id: before, input: {} })
    restored.push(before)
  }
  await settleByStanding(tx, run.region, question)
  return { withdrawn: decisions.map(({ id }) => id), restored }
}

/** What stood on a pair in another run before it was decided on this one; ids rise with time. */
async function replacedBy(
  tx: pg.ClientBase,
  region: string,
  by: { readonly id: string; readonly run: string; readonly pair: string },
): Promise<string | null> {
  await tx.query(WRITE_AS_SYSTEM)
  const { rows } = await tx.query<{ id: string }>(
    `select id from qm.pair_decision where region = $1 and pair = $2 and id < $3 and run <> $4
       and status = 'withdrawn' and withdrawn_why = $5 order by id desc limit 1`,
    [region, by.pair, by.id, by.run, REPLACED],
  )
  return rows[0]?.id ?? null
}
