import type { Calendar } from '@qingmei/core/calendar/calendar'
import { stageOf } from '@qingmei/core/deadlines/ladder'
import { dueAt } from '@qingmei/core/deadlines/time-limit'
import { ROLES } from '@qingmei/core/access/roles'
import type { Plan } from '@qingmei/core/plan/plan'
import type pg from 'pg'
import type { PinnedPlan } from '../platform/ledger/machinery.ts'

/** The plans of the installation's campaigns, each as the version that its campaign pinned. */
export interface PinnedPlans {
  of(campaign: string | null): Promise<PinnedPlan | null>
  planOf(campaign: string): Promise<Plan | null>
  forget(): void
}

/** All words of a plan: dictionary → code → label, with what its other parts name (violations, groups to screen …). */
export function wordsOf(plan: Plan): Record<string, Record<string, string>> {
  const entries = Object.entries(plan.dictionaries).map(([name, list]) => [
    name,
    Object.fromEntries(list.map((it) => [it.code, it.label])),
  ])
  return {
    ...Object.fromEntries(entries),
    statute: Object.fromEntries(Object.entries(plan.statutes).map(([code, it]) => [code, it.label])),
    checklist: Object.fromEntries(plan.checklists.map((it) => [it.id, it.label])),
    'checklist-item': Object.fromEntries(
      plan.checklists.flatMap((list) => list.items.map((it) => [`${list.id}.${it.id}`, it.text])),
    ),
    'screening-group': Object.fromEntries(plan.coverage.targets.map((it) => [it.id, it.label])),
    violation: Object.fromEntries(Object.entries(plan.violations).map(([code, it]) => [code, it.label])),
    role: Object.fromEntries(Object.entries(ROLES).map(([code, it]) => [code, it.label])),
  }
}

/** What plans did not yet have when older campaigns pinned theirs. */
const ADDED = { statutes: {} }

/** A plan with its time limits over the loaded calendar. */
export function pin(plan: Plan, calendar: Calendar, region: string | null = null): PinnedPlan {
  const words = new Map(Object.entries(wordsOf(plan)).map(([name, labels]) => [name, new Map(Object.entries(labels))]))
  return {
    region,
    facts: plan,
    due(rule, from) {
      const limit = plan.limits[rule]
      if (!limit) return { due: null, clause: null }
      const due = dueAt(limit.limit, from, calendar)
      return { due: due.state === 'due' ? due.due : null, clause: limit.clause }
    },
    stage(rule, clock, now) {
      const ladder = plan.limits[rule]?.ladder ?? plan.ladder
      const { stage, nextAt } = stageOf(clock, now, ladder)
      return { stage, next: nextAt }
    },
    label(dictionary, code) {
      const labels = words.get(dictionary)
      return labels && (labels.get(code) ?? null)
    },
  }
}

/** Keeps a plan under its version, so that a campaign has it for good whatever happens to the pack's files. */
export async function keepPlan(pool: pg.Pool, plan: Plan): Promise<void> {
  const { hash, ...data } = plan
  await pool.query('insert into qm.pack (hash, id, data) values ($1, $2, $3) on conflict (hash) do nothing', [
    hash,
    plan.id,
    JSON.stringify(data),
  ])
}

/**
 * Finds each campaign's plan by the version it pinned. Records outside campaigns are judged by the words that
 * the given shared plan has.
 */
export function createPinnedPlans(pool: pg.Pool, calendar: () => Calendar, shared: () => Plan | null): PinnedPlans {
  const cache = new Map<string, { plan: Plan; pinned: PinnedPlan }>()
  let words: PinnedPlan | null = null
  const find = async (campaign: string) => {
    const had = cache.get(campaign)
    if (had) return had
    const client = await pool.connect()
    try {
      await client.query(`begin read only; set local app.scopes = '{system}'`)
      const { rows } = await client.query<{ region: string; hash: string; data: Omit<Plan, 'hash'> }>(
        'select c.region, p.hash, p.data from qm.campaign c join qm.pack p on p.hash = c.plan_hash where c.id = $1',
        [campaign],
      )
      await client.query('commit')
      const [row] = rows
      if (!row) return null
      const plan = { ...ADDED, ...row.data, hash: row.hash } as Plan
      const found = { plan, pinned: pin(plan, calendar(), row.region) }
      cache.set(campaign, found)
      return found
    } finally {
      client.release()
    }
  }
  return {
    async of(campaign) {
      if (campaign !== null) return (await find(campaign))?.pinned ?? null
      const plan = shared()
      words ??= plan && pin(plan, calendar())
      return words
    },
    planOf: async (campaign) => (await find(campaign))?.plan ?? null,
    forget() {
      cache.clear()
      words = null
    },
  }
}
