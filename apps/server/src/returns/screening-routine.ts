import { addMonths, lastOfMonth, shanghaiDate } from '@qingmei/core/kernel/dates'
import type { Plan } from '@qingmei/core/plan/plan'
import { systemActor } from '../platform/ledger/access.ts'
import type { ActRequest, Store } from '../platform/ledger/store.ts'
import { coverageByOrganisation } from './coverage-query.ts'

export interface ScreeningContext {
  readonly store: Store
  now(): Promise<string> | string
  names(region: string): Promise<ReadonlyMap<string, string>>
  complain(line: string): void
}

/**
 * Keeps the months' screening tasks: opened as a month of the phase begins, resized with the base, reached as soon as
 * enough was screened, short on the first of the next month (R-179 … R-182). Answers how many changed.
 */
export async function screeningRoutine(
  context: ScreeningContext,
  it: { readonly region: string; readonly campaign: string; readonly plan: Plan },
): Promise<number> {
  const phase = it.plan.phases.find((each) => each.id === it.plan.coverage.phase)
  const today = shanghaiDate(await context.now())
  // One month more, in which the last one is settled.
  if (!phase || today < phase.from || today > addMonths(phase.to, 1)) return 0
  const actor = systemActor(it.region)
  const act = async (request: Pick<ActRequest, 'action' | 'input'> & { id?: string; requestKey?: string }) => {
    const done = await context.store.act({
      actor,
      ledger: 'screening-plan',
      region: it.region,
      campaign: it.campaign,
      ...request,
    })
    if (!done.ok) context.complain(`screening-plan.${request.action}: ${done.error.code}`)
    return done.ok ? 1 : 0
  }
  const coverage = await context.store.as(actor, (tx) => coverageByOrganisation(tx, it))
  const names = await context.names(it.region)
  const open = await openPlans(context.store, it)
  const month = today.slice(0, 7)
  let changed = 0
  for (const { org, group, months } of coverage) {
    const now = today <= phase.to ? months.find((each) => each.month === month) : undefined
    if (
      now &&
      now.need > 0 &&
      !open.some((each) => each.assignee === org && each.group === group && each.month === month)
    ) {
      const label = it.plan.coverage.targets.find((each) => each.id === group)?.label ?? group
      const title = `${names.get(org) ?? ''} ${Number(month.slice(5))} 月${label}`
      const dueOn = [lastOfMonth(`${month}-01`), phase.to].toSorted()[0] ?? phase.to
      const input = { title, month, group, assignee: org, base: now.all, need: now.need, dueOn }
      changed += await act({ action: 'open', input, requestKey: `${it.campaign} screening ${month} ${org} ${group}` })
    }
    for (const plan of open.filter((each) => each.assignee === org && each.group === group && each.status === 'open')) {
      const found = months.find((each) => each.month === plan.month)
      if (!found) continue
      const base = found.all
      if (found.done >= plan.need) changed += await act({ action: 'reach', id: plan.id, input: { done: found.done } })
      else if (today > plan.dueOn) changed += await act({ action: 'fall', id: plan.id, input: { done: found.done } })
      else if (base !== plan.base || found.need !== plan.need || found.done !== plan.done)
        changed += await act({ action: 'resize', id: plan.id, input: { base, need: found.need, done: found.done } })
    }
  }
  return changed
}

interface PlanRow {
  readonly id: string
  readonly month: string
  readonly assignee: string
  readonly group: string
  readonly status: string
  readonly base: number
  readonly need: number
  readonly done: number
  readonly dueOn: string
}

async function openPlans(store: Store, it: { region: string; campaign: string }): Promise<PlanRow[]> {
  const { rows } = await store.as(systemActor(it.region), (tx) =>
    tx.query<PlanRow>(
      `select id, month, assignee, "group", status, base, need, done, due_on as "dueOn" from qm.screening_plan where region = $1 and campaign = $2`,
      [it.region, it.campaign],
    ),
  )
  return rows
}
