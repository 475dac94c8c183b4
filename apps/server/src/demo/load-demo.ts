import type { Actor } from '@qingmei/core/access/actor'
import { ROLES } from '@qingmei/core/access/roles'
import type { Uuid } from '@qingmei/core/kernel/ids'
import type { Plan } from '@qingmei/core/plan/plan'
import { must, openCampaign } from '../campaign/open-campaign.ts'
import type { Store } from '../platform/ledger/store.ts'
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_TOWNS, type DemoPerson } from './people.ts'
import { playComparison } from './play-comparison.ts'
import { playAll } from './play-leads.ts'
import { DEMO_NOW, demoLeads } from './scenario.ts'

/** What loading the demo needs of the installation; everything goes through the doors that people use. */
export interface DemoContext {
  readonly store: Store
  readonly plan: Plan
  /** The installation's own actor: opens the campaign and appoints the first people. */
  readonly system: Actor
  /** Moves the stored clock. */
  setClock(instant: string): Promise<void>
  createAccount(person: { username: string; password: string; displayName: string; privileged: boolean }): Promise<Uuid>
  actorOf(account: Uuid): Promise<Actor>
  /** The public import of a department's file, as this actor. */
  importFile(actor: Actor, path: string): Promise<{ creates: number; updates: number }>
  /** Stores a file as an upload would and returns its id. */
  storeFile(actor: Actor, file: { name: string; type: string; content: Buffer }): Promise<Uuid>
  /** What the calendar begins by itself: the month's meeting and screening tasks. */
  begin(): Promise<void>
  /** Freezes the month's sheet and holds the meeting over it. */
  holdMeeting(actor: Actor, meeting: Uuid, heldAt: string): Promise<void>
  /** Does the long work that is in line, to its end. */
  work(): Promise<void>
  /** Where the departments' files lie. */
  readonly files: readonly string[]
  log(message: string): void
}

/** Somebody of the demo, with the account and the seats to act by. */
export type Cast = ReadonlyMap<string, { readonly person: DemoPerson; readonly actor: Actor }>

/**
 * Plays three months of the campaign: organisations and people, the departments' files through the public
 * import, then leads and transfers through the public actions on the demo's clock, up to its now.
 */
export async function loadDemo(context: DemoContext): Promise<void> {
  const { store, plan, system } = context
  await context.setClock(`${plan.signedOn}T01:00:00.000Z`)
  context.log(`方案 ${plan.title}`)
  const { campaign, organisations } = await openCampaign(store, system, plan)
  const org = (id: string): Uuid => {
    const found = organisations.get(id)
    if (!found) throw new Error(`the plan has no organisation ${id}`)
    return found
  }
  const towns = DEMO_TOWNS.map((it) => it.id)
  const grids = new Map<string, Uuid>()
  for (const [i, town] of towns.entries()) {
    const name = `${plan.organisations.find((it) => it.id === town)?.short ?? town}${String(i + 1).padStart(2, '0')}网格`
    const input = {
      name,
      shortName: null,
      short: `${plan.organisations.find((it) => it.id === town)?.letter ?? ''}网`,
      kind: 'grid',
      parent: org(town),
      campaignRole: null,
      hotline: null,
      sort: 100 + i,
      since: plan.signedOn,
    }
    grids.set(
      town,
      await must(store, {
        actor: system,
        ledger: 'organisation',
        action: 'register',
        region: plan.region,
        campaign: null,
        input,
      }),
    )
  }
  const cast = new Map<string, { person: DemoPerson; actor: Actor }>()
  for (const person of DEMO_PEOPLE) {
    const account = await context.createAccount({
      username: person.username,
      password: DEMO_PASSWORD,
      displayName: person.name,
      privileged: ROLES[person.role].privileged,
    })
    const input = {
      account,
      name: person.name,
      role: person.role,
      at: (person.role === 'grid' && grids.get(person.org)) || org(person.org),
      duty: person.duty ?? null,
      title: person.title,
      section: null,
      inCampaign: null,
      since: plan.signedOn,
      until: null,
    }
    await must(store, { actor: system, ledger: 'post', action: 'appoint', region: plan.region, campaign: null, input })
    cast.set(person.username, { person, actor: await context.actorOf(account) })
  }
  context.log(`单位 ${organisations.size} 个，人员 ${cast.size} 名`)
  await context.setClock(`${plan.from}T01:30:00.000Z`)
  const importer = cast.get('hanlei')?.actor ?? system
  for (const file of context.files) {
    const { creates, updates } = await context.importFile(importer, file)
    context.log(`导入 ${file.split('/').at(-1)}：新增 ${creates}，更新 ${updates}`)
  }
  const leads = demoLeads()
  await playAll(context, {
    leads,
    cast,
    campaign,
    towns: towns.map(org),
    health: org('health'),
    market: org('market'),
    police: org('police'),
    region: plan.region,
  })
  await context.setClock(DEMO_NOW)
  await playComparison(context, { cast, campaign, organisations })
  context.log(`线索 ${leads.length} 条`)
}
