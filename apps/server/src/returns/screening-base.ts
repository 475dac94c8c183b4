import type { Actor } from '@qingmei/core/access/actor'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import type { Plan } from '@qingmei/core/plan/plan'
import { z } from 'zod'
import { notThere, regionOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import { systemActor } from '../platform/ledger/access.ts'
import type { ReturnsContext } from './endpoints.ts'

interface Unlisted {
  readonly id: string
  readonly kind: string
  readonly town: string | null
  readonly since: string
}

/** So many at a time: each is an action of its own, with its history. */
const MOST = 200

/**
 * The base of the screening: every open place of the kinds that the plan names, each given to whom the plan gives it.
 * Places known before the phase began are the frozen base; later ones are additions with their date.
 */
export function screeningBaseEndpoints(context: ReturnsContext): Endpoint[] {
  const { store } = context
  const opened = async (actor: Actor, id: string) => {
    const found = await store.read(actor, 'campaign', id)
    const plan = found && (await context.planOf(id))
    if (!found || !plan || found.region !== regionOf(actor)) throw notThere()
    return { region: found.region, campaign: id, plan }
  }
  const params = z.strictObject({ id: z.uuid() })
  return [
    endpoint({
      method: 'GET',
      path: '/api/campaigns/:id/screening-base',
      summary: 'How many places the plan has screened that are not listed yet',
      permission: 'role:office',
      audit: 'screening-base.asked',
      params,
      async handle({ params: at, actor }) {
        const it = await opened(actor, at.id)
        return { unlisted: (await unlisted(context, it)).length }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/campaigns/:id/screening-base',
      summary: 'List the next places of the base; again until none is left',
      permission: 'role:office',
      audit: 'screening-base.listed',
      params,
      async handle({ params: at, actor }) {
        const it = await opened(actor, at.id)
        const waiting = await unlisted(context, it)
        const assignees = await assigneesOf(context, it)
        let listed = 0
        for (const place of waiting.slice(0, MOST)) {
          const { goal, start } = goalOf(it.plan, place.kind)
          if (!goal) continue
          const input = {
            premises: place.id,
            group: goal.id,
            assignee: assignees(goal, place.town),
            inBase: place.since < start,
            since: place.since < start ? start : place.since,
          }
          const done = await store.act({
            actor,
            ledger: 'screening-target',
            action: 'list',
            region: it.region,
            campaign: it.campaign,
            input,
            requestKey: `${it.campaign} base ${place.id}`,
          })
          if (!done.ok) throw new Refused(done.error.status, done.error)
          listed++
        }
        return { listed, unlisted: waiting.length - listed }
      },
    }),
  ]
}

interface Running {
  readonly region: string
  readonly campaign: string
  readonly plan: Plan
}

function goalOf(plan: Plan, kind: string) {
  const start = plan.phases.find((it) => it.id === plan.coverage.phase)?.from ?? plan.from
  return { goal: plan.coverage.targets.find((it) => it.premises.includes(kind)), start }
}

/** Who screens a place: its own town where the plan names towns, else the first department that it names. */
async function assigneesOf(context: ReturnsContext, it: Running) {
  const { rows } = await context.store.as(systemActor(it.region), (tx) =>
    tx.query<{ id: string; name: string }>(`select id, name from qm.organisation where region = $1`, [it.region]),
  )
  return (goal: Plan['coverage']['targets'][number], town: string | null): string | undefined => {
    if (town !== null && goal.owners.includes('kind:town')) return town
    const owner = goal.owners.find((each) => !each.startsWith('kind:'))
    const name = it.plan.organisations.find((each) => each.id === owner)?.name
    return rows.find((row) => row.name === name)?.id
  }
}

async function unlisted(context: ReturnsContext, it: Running): Promise<Unlisted[]> {
  const kinds = it.plan.coverage.targets.flatMap((goal) => goal.premises)
  const { rows } = await context.store.as(systemActor(it.region), (tx) =>
    tx.query<{ id: string; kind: string; town: string | null; createdAt: string }>(
      `select p.id, p.kind, p.town, p.created_at as "createdAt" from qm.premises p
       where p.region = $1 and p.kind = any($3::text[]) and p.opening_state = 'open' and p.status = 'listed' and not exists (
         select 1 from qm.screening_target t where t.region = p.region and t.campaign = $2 and t.premises = p.id)
       order by p.id`,
      [it.region, it.campaign, kinds],
    ),
  )
  return rows.map(({ createdAt, ...row }) => ({ ...row, since: shanghaiDate(createdAt) }))
}
