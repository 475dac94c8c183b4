import { isRole, ROLES } from '@qingmei/core/access/roles'
import type { Actor } from '@qingmei/core/access/actor'
import { sightOf } from '@qingmei/core/access/actor'
import { msOf, instantOf, parseInstant } from '@qingmei/core/kernel/dates'
import { refusal } from '@qingmei/core/kernel/result'
import type { Plan } from '@qingmei/core/plan/plan'
import { z } from 'zod'
import { type ApiContext, regionOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import type { Clock } from '../platform/clock.ts'
import type { Directory } from './directory.ts'

export interface FrameContext extends ApiContext {
  readonly directory: Directory
  readonly clock: Clock
  planOf(campaign: string): Promise<Plan | null>
  /** After the clock moved: what became due meanwhile. */
  clockMoved(): Promise<void>
}

const campaignQuery = z.strictObject({ campaign: z.uuid().optional() })

/** Who I am, what words mean, who is where, what the plan says, what time it is. */
export function frameEndpoints(context: FrameContext): Endpoint[] {
  const { store, directory, clock } = context
  const campaigns = async (actor: Actor) =>
    (await store.list({ actor, ledger: 'campaign', list: 'all', limit: 50 })).rows
  return [
    endpoint({
      method: 'GET',
      path: '/api/me',
      summary: 'Who I am, where I sit, what awaits me',
      permission: 'account',
      audit: 'me.read',
      async handle({ actor, account }) {
        const region = regionOf(actor)
        const names = await context.names(region)
        const now = clock.now()
        const { orgs } = sightOf(actor)
        const roles = actor.seats.map((seat) => seat.role).filter(isRole)
        const counts = await store.as(actor, async (tx) => {
          const desk = await tx.query<{ n: number; late: number }>(
            `select count(*) as n, count(*) filter (where due < $4) as late from qm.deadline where region = $1 and owner = any($2::uuid[]) and state = 'open' and (roles is null or roles && $3::text[])`,
            [region, orgs, roles, now],
          )
          const unread = await tx.query<{ n: number }>(
            `select count(*) as n from (select 1 from qm.notice n where region = $1 and org = any($2::uuid[]) and (roles is null or roles && $3::text[])
             and not exists (select 1 from qm.notice_read r where r.region = n.region and r.notice = n.id and r.person = $4) limit 100) unread`,
            [region, orgs, roles, actor.person],
          )
          return { desk: desk.rows[0]?.n ?? 0, overdue: desk.rows[0]?.late ?? 0, notices: unread.rows[0]?.n ?? 0 }
        })
        const { session: _session, ...shown } = account ?? { session: '' }
        return {
          account: {
            ...shown,
            name: actor.name,
            mustChangePassword: account?.mustChange ?? false,
            mustEnrolTotp: account?.mustEnrol ?? false,
          },
          seats: actor.seats.map((seat) => ({
            org: seat.org,
            orgName: names.get(seat.org) ?? '',
            role: seat.role,
            roleLabel: ROLES[seat.role].label,
            region: seat.region,
            campaign: seat.campaign,
            content: ROLES[seat.role].content,
          })),
          campaigns: (await campaigns(actor)).map((it) => ({
            id: it.id,
            name: it.name,
            plan: it.plan,
            from: it.from,
            until: it.until,
            status: it.status,
          })),
          clock: { now, stored: clock.isStored },
          counts,
        }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/dictionaries',
      summary: 'What codes are called',
      permission: 'session',
      audit: 'dictionaries.read',
      query: campaignQuery,
      handle: ({ query }) => context.dictionaries(query.campaign ?? null),
    }),
    endpoint({
      method: 'GET',
      path: '/api/organisations',
      summary: 'The organisations of my region',
      permission: 'session',
      audit: 'organisations.read',
      handle: async ({ actor }) => ({ rows: await directory.all(regionOf(actor)) }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/people',
      summary: 'The people of my region, by post',
      permission: 'session',
      audit: 'people.read',
      handle: async ({ actor }) => ({ rows: await directory.people(regionOf(actor)) }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/plan',
      summary: 'What the campaign’s plan says',
      permission: 'staff',
      audit: 'plan.read',
      query: z.strictObject({ campaign: z.uuid() }),
      async handle({ query, actor }) {
        const mine = (await campaigns(actor)).some((it) => it.id === query.campaign)
        const plan = mine ? await context.planOf(query.campaign) : null
        if (!plan) throw new Refused(404, refusal('action.record.unknown'))
        const {
          id,
          hash,
          title,
          short,
          signedOn,
          from,
          to,
          goal,
          phases,
          tasks,
          transfer,
          limits,
          coverage,
          hotlines,
          notice,
          mechanisms,
          routing,
          statutes,
          violations,
          comparison,
        } = plan
        return {
          id,
          hash,
          title,
          short,
          signedOn,
          from,
          to,
          goal,
          phases,
          tasks,
          transfer,
          limits,
          coverage,
          hotlines,
          notice,
          mechanisms,
          routing,
          statutes,
          violations,
          comparison,
        }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/clock',
      summary: 'Move the demo’s clock forward',
      permission: 'staff',
      audit: 'clock.moved',
      body: z.strictObject({
        advanceHours: z
          .number()
          .positive()
          .max(24 * 366)
          .optional(),
        to: z.string().optional(),
      }),
      async handle({ body }) {
        if (!clock.isStored) throw new Refused(409, refusal('clock.not-stored'))
        const now = clock.now()
        const to = body.to
          ? parseInstant(body.to)
          : { ok: true as const, value: instantOf(msOf(now) + (body.advanceHours ?? 0) * 3_600_000) }
        if (!to.ok) throw new Refused(422, to.error)
        if (to.value < now) throw new Refused(422, refusal('clock.backwards'))
        await clock.set(to.value)
        await context.clockMoved()
        return { now: clock.now(), stored: true }
      },
    }),
  ]
}
