import type { Uuid } from '@qingmei/core/kernel/ids'
import { must } from '../campaign/open-campaign.ts'
import type { DemoContext } from './load-demo.ts'
import type { Stage } from './play-leads.ts'

export type Act = (ledger: string, action: string, id: Uuid | undefined, input: object) => Promise<Uuid>

/** Somebody of the demo, doing things by name. */
export const actAs =
  (context: DemoContext, stage: Stage, username: string): Act =>
  (ledger, action, id, input) => {
    const actor = stage.cast.get(username)?.actor
    if (!actor) throw new Error(`nobody is called ${username}`)
    const at = { region: stage.region, campaign: stage.campaign }
    return must(context.store, { actor, ledger, action, ...(id ? { id } : {}), ...at, input })
  }
