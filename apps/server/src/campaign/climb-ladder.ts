import { stageOf } from '@qingmei/core/deadlines/ladder'
import { qingmei } from '@qingmei/core/house'
import type pg from 'pg'
import { climb, type LadderAnswer } from '../platform/deadlines/ladder.ts'
import { systemActor } from '../platform/ledger/access.ts'
import type { Store } from '../platform/ledger/store.ts'
import type { Directory } from './directory.ts'
import type { PinnedPlans } from './pinned-plans.ts'

export interface LadderContext {
  readonly pool: pg.Pool
  readonly store: Store
  readonly directory: Directory
  readonly plans: PinnedPlans
  now(): string
  newId(): string
  names(region: string): Promise<ReadonlyMap<string, string>>
}

/** Moves every deadline whose step has come, by the ladder of its campaign's plan, and tells whom the plan says. */
export function climbLadder({ pool, now, newId, store, directory, plans, names }: LadderContext): Promise<number> {
  return climb({
    pool,
    now,
    newId,
    async answer(row, at): Promise<LadderAnswer> {
      const plan = row.campaign === null ? null : await plans.planOf(row.campaign)
      if (!plan) return { stage: 'open', next: null, tell: [] }
      const ladder = plan.limits[row.rule]?.ladder ?? plan.ladder
      const clockOf = { start: row.start, due: row.due, metAt: null }
      const is = stageOf(clockOf, at, ladder)
      const was = stageOf(clockOf, new Date(Date.parse(row.since) - 1).toISOString(), ladder)
      const fresh = is.steps.filter((step) => !was.steps.some((it) => it.id === step.id))
      const tell = [
        ...(is.stage === 'amber' && was.stage !== 'amber'
          ? [{ code: 'deadline.amber', audience: 'owner' as const }]
          : []),
        ...fresh.flatMap((step) =>
          step.tell.map((audience) => ({
            code: audience === 'owner' || audience === 'principal' ? 'deadline.red' : `deadline.${audience}`,
            audience,
          })),
        ),
        ...(is.reminders > was.reminders && fresh.length === 0
          ? (ladder.reminder?.tell ?? []).map((audience) => ({ code: 'deadline.reminder', audience }))
          : []),
      ]
      return { stage: is.stage, next: is.nextAt, tell }
    },
    async about({ region, ledger: name, record, owner }) {
      const ledger = qingmei.ledger(name)
      const [found] = await store.readMany(systemActor(region), name, [record])
      return {
        title: String(found?.[ledger.title] ?? found?.number ?? ''),
        owner: (await names(region)).get(owner) ?? '',
      }
    },
    async audience(region, who) {
      const found = (await directory.organisations(region)).ofKind(who)
      return found.map((it) => it.id)
    },
  })
}
