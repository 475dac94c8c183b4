import { rollGaps } from '@qingmei/core/campaign/roll'
import { z } from 'zod'
import { notThere, regionOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint } from '../platform/api/endpoint.ts'
import type { FrameContext } from './endpoints.ts'

/** Which units have not named everybody whom the plan asks of them, for those who chase them. */
export function rollEndpoint(context: FrameContext): Endpoint {
  const { store } = context
  return endpoint({
    method: 'GET',
    path: '/api/campaigns/:id/roll',
    summary: 'Units that have not filled the roll of heads and persons responsible',
    permission: 'role:office,lghead',
    audit: 'campaign.roll-read',
    params: z.strictObject({ id: z.uuid() }),
    async handle({ params, actor }) {
      const campaign = await store.read(actor, 'campaign', params.id)
      const region = regionOf(actor)
      const plan = campaign?.region === region ? await context.planOf(params.id) : null
      if (!plan) throw notThere()
      const { rows: serving } = await store.as(actor, (tx) =>
        tx.query<{ organisation: string; above: string | null; id: string; duty: string | null }>(
          `select o.name as organisation, u.name as above, o.id, p.duty from qm.organisation o
           left join qm.organisation u on u.id = o.parent and u.region = o.region left join qm.post p
             on p.at = o.id and p.status = 'serving' and (p.in_campaign is null or p.in_campaign = $2)
           where o.region = $1 and o.status = 'active'`,
          [region, params.id],
        ),
      )
      const ids = new Map(serving.map((it) => [it.organisation, it.id]))
      return { rows: rollGaps(plan, serving).map((it) => ({ ...it, org: ids.get(it.organisation) ?? null })) }
    },
  })
}
