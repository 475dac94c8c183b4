import type { Actor } from '@qingmei/core/access/actor'
import type { Store } from '../ledger/store.ts'
import { type ImportPlan, isMade } from './plan-import.ts'

/** Why an import as a whole was not done. */
export interface ImportRefusal {
  readonly row: number
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
}

class Stopped extends Error {
  readonly why: ImportRefusal
  constructor(why: ImportRefusal) {
    super(why.code)
    this.why = why
  }
}

/**
 * Does everything that a plan says through the public actions, in one transaction: all of it or nothing.
 * `progress` hears how many steps are done.
 */
export async function carryOut(
  store: Store,
  actor: Actor,
  plan: ImportPlan,
  at: { readonly region: string; readonly campaign: string | null },
  progress: (done: number) => void = () => undefined,
): Promise<{ ok: true; creates: number; updates: number } | { ok: false; why: ImportRefusal }> {
  try {
    await store.as(actor, async (tx) => {
      const made = new Map<string, string>()
      for (const [i, step] of plan.steps.entries()) {
        const input = Object.fromEntries(
          Object.entries(step.input).map(([name, value]) => [
            name,
            isMade(value) ? (made.get(value.step) ?? null) : value,
          ]),
        )
        const result = await store.act({
          actor,
          ledger: step.ledger,
          action: step.action,
          ...(step.id === undefined ? {} : { id: step.id }),
          region: at.region,
          campaign: at.campaign,
          input,
          tx,
        })
        if (!result.ok) throw new Stopped({ row: step.row, code: result.error.code, facts: result.error.facts })
        if (step.name !== undefined) made.set(step.name, result.value.record.id)
        if (i % 100 === 99) progress(i + 1)
      }
    })
  } catch (error) {
    if (error instanceof Stopped) return { ok: false, why: error.why }
    throw error
  }
  progress(plan.steps.length)
  return { ok: true, creates: plan.counts.creates, updates: plan.counts.updates }
}
