import type { Actor } from '@qingmei/core/access/actor'
import type { ApiContext } from '../api/context.ts'
import { regionOf } from '../api/context.ts'
import { auditLine } from '../audit/line.ts'
import { carryOut } from './carry-out.ts'
import type { ImportPlan } from './plan-import.ts'

/** Carries a judged import out as somebody, in a campaign where the ledger has one: all of it or nothing, and writes it down. */
export async function importWhole(
  context: ApiContext,
  actor: Actor,
  it: { readonly plan: ImportPlan; readonly file: string; readonly campaign?: string | null },
  progress?: (done: number) => void,
): ReturnType<typeof carryOut> {
  const region = regionOf(actor)
  const result = await carryOut(context.store, actor, it.plan, { region, campaign: it.campaign ?? null }, progress)
  if (!result.ok) return result
  const now = await context.now()
  await context.store.as(actor, (tx) =>
    auditLine(tx, {
      region,
      id: context.newId(),
      at: now,
      actor: actor.person,
      seat: actor.seats[0]?.org ?? null,
      action: 'import.done',
      outcome: 'done',
      code: null,
      detail: { file: it.file, ledger: it.plan.ledger, ...it.plan.counts },
    }),
  )
  return result
}
