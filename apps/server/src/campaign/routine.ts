import type { Calendar } from '@qingmei/core/calendar/calendar'
import { monthlyDue } from '@qingmei/core/deadlines/time-limit'
import { lastDayOf, shanghaiDate } from '@qingmei/core/kernel/dates'
import type { Plan } from '@qingmei/core/plan/plan'
import type pg from 'pg'
import { systemActor } from '../platform/ledger/access.ts'
import type { ActRequest, Store } from '../platform/ledger/store.ts'

export interface RoutineContext {
  readonly store: Store
  readonly calendar: Calendar
  now(): Promise<string> | string
  planOf(campaign: string): Promise<Plan | null>
  regions(): Promise<readonly string[]>
  complain(line: string): void
  /** What other slices begin by themselves in a running campaign. */
  readonly others: readonly ((it: Running) => Promise<number>)[]
}

export interface Running {
  readonly region: string
  readonly campaign: string
  readonly plan: Plan
  readonly today: string
}

/**
 * What the plan's calendar begins by itself, once, whoever asks and however often: the month's meeting with its
 * topics, and in the last phase the second look at every place with a problem and every closed case.
 * Answers how many records it made.
 */
export async function routine(context: RoutineContext): Promise<number> {
  const today = shanghaiDate(await context.now())
  let made = 0
  for (const region of await context.regions()) {
    const campaigns = await context.store.as(systemActor(region), (tx) =>
      tx.query<{ id: string }>(`select id from qm.campaign where region = $1 and status = 'active'`, [region]),
    )
    for (const { id } of campaigns.rows) {
      const plan = await context.planOf(id)
      if (!plan || today < plan.from) continue
      const running = { region, campaign: id, plan, today }
      made += (await monthlyMeeting(context, running)) + (await secondLooks(context, running))
      for (const other of context.others) made += await other(running)
    }
  }
  return made
}

async function act(
  context: RoutineContext,
  it: Running,
  key: string,
  request: Pick<ActRequest, 'ledger' | 'action' | 'input'>,
) {
  const { region, campaign } = it
  const actor = systemActor(region)
  const done = await context.store.act({ ...request, actor, region, campaign, requestKey: `${campaign} ${key}` })
  if (!done.ok) context.complain(`${request.ledger}.${request.action}: ${done.error.code}`)
  return done.ok ? 1 : 0
}

/** The meeting of this month, where the plan holds one every month and nobody has called it yet. */
async function monthlyMeeting(context: RoutineContext, it: Running): Promise<number> {
  const rule = it.plan.limits['meeting.monthly']
  const held = it.plan.recurring.find((each) => each.rule === 'meeting.monthly')
  if (!rule || !held || it.today < held.from || it.today > held.to || !('monthlyDay' in rule.limit)) return 0
  const month = it.today.slice(0, 7)
  const due = monthlyDue(rule.limit, it.today, context.calendar)
  if (due.state !== 'due' || (await exists(context, it, `meeting where kind = 'monthly' and month = $3`, [month])))
    return 0
  const input = {
    kind: 'monthly',
    title: `${Number(month.slice(5))} 月碰头会`,
    month,
    holdBy: lastDayOf(due.due),
    plannedAt: null,
    place: null,
    chair: null,
  }
  return act(context, it, `meeting ${month}`, { ledger: 'meeting', action: 'schedule', input })
}

/** At most this many at a time; the next round goes on. */
const AT_ONCE = 200

async function secondLooks(context: RoutineContext, it: Running): Promise<number> {
  const last = it.plan.phases.at(-1)
  if (!last || it.today < last.from || it.today > last.to) return 0
  const { rows } = await rowsOf<{ problem: string | null; case: string | null }>(
    context,
    it,
    // One look a place, for its newest problem; one a closed case.
    `select problem, "case" from (
       select distinct on (coalesce(p.premises::text, p.subject)) p.id as problem, null::uuid as "case"
       from qm.problem p where p.region = $1 and p.campaign = $2 and not exists (
         select 1 from qm.recheck r join qm.problem o on o.region = r.region and o.id = r.problem
         where r.region = p.region and r.campaign = p.campaign and coalesce(o.premises::text, o.subject) = coalesce(p.premises::text, p.subject))
       order by coalesce(p.premises::text, p.subject), p.found_at desc) places
     union all select null, c.id from qm."case" c where c.region = $1 and c.campaign = $2 and c.status = 'closed' and c.outcome = 'penalty'
       and not exists (select 1 from qm.recheck r where r.region = c.region and r."case" = c.id) limit ${AT_ONCE}`,
  )
  let made = 0
  for (const row of rows)
    made += await act(context, it, `recheck ${row.problem ?? row.case ?? ''}`, {
      ledger: 'recheck',
      action: 'list',
      input: row,
    })
  return made
}

const rowsOf = <R extends pg.QueryResultRow>(
  context: RoutineContext,
  it: Running,
  sql: string,
  more: readonly unknown[] = [],
) => context.store.as(systemActor(it.region), (tx) => tx.query<R>(sql, [it.region, it.campaign, ...more]))

async function exists(context: RoutineContext, it: Running, what: string, values: readonly unknown[]) {
  const { rows } = await rowsOf(
    context,
    it,
    `select 1 from qm.${what} and region = $1 and campaign = $2 limit 1`,
    values,
  )
  return rows.length > 0
}
