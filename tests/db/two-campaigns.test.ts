import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '@qingmei/core/access/actor'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { aCounty, aLead, type County, REGION } from '../support/county.ts'

let county: County
let second: string
let finder: Actor
let place: string
beforeAll(async () => {
  county = await aCounty()
  const { store, system, plan } = county
  second = await must(store, {
    actor: system,
    ledger: 'campaign',
    action: 'open',
    region: REGION,
    campaign: null,
    input: {
      name: '北关区非法医美常态巡查',
      plan: plan.id,
      planHash: plan.hash,
      from: plan.from,
      until: plan.to,
      parent: null,
    },
  })
  finder = await county.person('townadm', county.org('jiefanglu'))
  place = await must(store, {
    actor: finder,
    ledger: 'premises',
    action: 'register',
    campaign: null,
    input: {
      name: '北关区若莲美容院',
      tradeName: null,
      uscc: null,
      kind: 'beauty-shop',
      town: county.org('jiefanglu'),
      address: null,
      principal: null,
      phone: null,
      scope: null,
      openingState: 'open',
      registeredOn: null,
      sources: ['实地发现'],
    },
  })
})
afterAll(() => county.database.drop())

const lead = (campaign: string, actor: Actor = finder) =>
  county.store.act({
    actor,
    ledger: 'lead',
    action: 'register',
    campaign,
    input: aLead({ premises: place, subject: '北关区若莲美容院' }),
  })
/** Somebody of the office who works for one campaign only. */
const officeOf = (campaign: string): Actor => ({
  person: '0198a000-0000-7000-8000-00000000c0de',
  name: '专班办公室',
  seats: [{ org: county.org('office'), role: 'office', region: REGION, campaign, under: [county.org('office')] }],
})
const leadsSeenBy = async (actor: Actor) =>
  (await county.store.list({ actor, ledger: 'lead', list: 'discovered', limit: 50 })).rows.map((row) => row.campaign)

describe('two campaigns on one register', () => {
  it('share the place; each has its own leads, seen by its own office only', async () => {
    const { campaign, store } = county
    for (const at of [campaign, campaign, second]) expect(await lead(at)).toMatchObject({ ok: true })
    expect(await leadsSeenBy(officeOf(campaign))).toEqual([campaign, campaign])
    expect(await leadsSeenBy(officeOf(second))).toEqual([second])
    for (const it of [campaign, second])
      expect(await store.read(officeOf(it), 'premises', place)).toMatchObject({
        name: '北关区若莲美容院',
        campaign: null,
      })
  })

  it('do not show a record of the other by its address either', async () => {
    const [own] = (
      await county.store.list({ actor: finder, ledger: 'lead', list: 'discovered', limit: 50 })
    ).rows.filter((row) => row.campaign === second)
    expect(await county.store.read(officeOf(county.campaign), 'lead', own?.id ?? '')).toBeNull()
  })

  it('go on with what is owed after one is closed, and take what comes in', async () => {
    const { store, campaign } = county
    await must(store, { actor: officeOf(campaign), ledger: 'campaign', action: 'close', id: campaign, input: {} })
    const came = await lead(campaign)
    if (!came.ok) throw new Error(came.error.code)
    const { rows } = await county.database
      .pool('superuser')
      .query(`select rule from qm.deadline where record = $1 and met_at is null`, [came.value.record.id])
    expect(rows).toEqual([{ rule: 'lead.transfer' }])
    expect(await lead(second)).toMatchObject({ ok: true })
  })
})
