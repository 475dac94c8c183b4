import type { Actor } from '@qingmei/core/access/actor'
import type { Uuid } from '@qingmei/core/kernel/ids'
import type { Plan } from '@qingmei/core/plan/plan'
import type { ActRequest, Store } from '../platform/ledger/store.ts'

/** What opening made: the campaign, and the organisations of the plan by their ids in the plan. */
export interface OpenedCampaign {
  readonly campaign: Uuid
  readonly organisations: ReadonlyMap<string, Uuid>
}

/** Does an action that must succeed; a refusal here is a fault of the installation, not of a person. */
export async function must(store: Store, request: ActRequest): Promise<Uuid> {
  const done = await store.act(request)
  if (!done.ok)
    throw new Error(`${request.ledger}.${request.action}: ${done.error.code} ${JSON.stringify(done.error.facts)}`)
  return done.value.record.id
}

/**
 * A plan goes in, a running campaign comes out: its organisations are registered (parents first; those that
 * the region already has by name are kept) and the campaign is opened, pinned to the plan's version.
 */
export async function openCampaign(
  store: Store,
  actor: Actor,
  plan: Plan,
  region = plan.region,
): Promise<OpenedCampaign> {
  const organisations = new Map<string, Uuid>()
  const present = await store.list({ actor, ledger: 'organisation', list: 'all', limit: 200 })
  const waiting = [...plan.organisations]
  while (waiting.length > 0) {
    const next = waiting.findIndex((it) => it.parent === undefined || organisations.has(it.parent))
    const it = waiting.splice(Math.max(next, 0), 1)[0]
    if (!it) break
    const had = present.rows.find((row) => row.name === it.name && row.region === region)
    const input = {
      name: it.name,
      shortName: it.short,
      short: it.letter ?? it.short.slice(0, 8),
      kind: it.kind,
      parent: (it.parent && organisations.get(it.parent)) ?? null,
      campaignRole: it.role,
      hotline: plan.hotlines.find((line) => line.organisation === it.id)?.number ?? null,
      sort: plan.organisations.indexOf(it) + 1,
      since: plan.signedOn,
    }
    const id =
      had?.id ??
      (await must(store, { actor, ledger: 'organisation', action: 'register', region, campaign: null, input }))
    organisations.set(it.id, id)
  }
  const campaign = await must(store, {
    actor,
    ledger: 'campaign',
    action: 'open',
    region,
    campaign: null,
    input: { name: plan.title, plan: plan.id, planHash: plan.hash, from: plan.from, until: plan.to, parent: null },
  })
  return { campaign, organisations }
}
