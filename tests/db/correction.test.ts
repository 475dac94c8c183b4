import type { Actor } from '@qingmei/core/access/actor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { aCounty, aLead, type County } from '../support/county.ts'
import { aPlace } from '../support/field-work.ts'

let county: County
let clerk: Actor
let head: Actor
let elsewhere: Actor
beforeAll(async () => {
  county = await aCounty()
  const health = county.org('health')
  clerk = await county.person('hcenf', health)
  head = await county.person('member', health)
  elsewhere = await county.person('member', county.org('market'))
})
afterAll(() => county.database.drop())

const act = (actor: Actor, name: string, input: object, id?: string): Promise<string> => {
  const [ledger = '', action = ''] = name.split('.')
  return must(county.store, { actor, ledger, action, campaign: county.campaign, input, ...(id ? { id } : {}) })
}
const refusal = async (actor: Actor, name: string, input: object, id?: string): Promise<string> => {
  const [ledger = '', action = ''] = name.split('.')
  const it = { actor, ledger, action, campaign: county.campaign, input, ...(id ? { id } : {}) }
  const result = await county.store.act(it)
  return result.ok ? 'done' : result.error.code
}
const read = async (ledger: string, id: string) => {
  const found = await county.store.read(clerk, ledger, id)
  if (!found) throw new Error(`no ${ledger} ${id}`)
  return found as typeof found & Record<string, unknown>
}

async function aClosedLead(): Promise<string> {
  const lead = await act(clerk, 'lead.register', aLead({ violations: ['V01'] }))
  await act(clerk, 'lead.assess', { competent: county.org('health'), note: null }, lead)
  await act(clerk, 'lead.conclude', { result: 'untrue', resultNote: '未发现' }, lead)
  await act(clerk, 'lead.close', {}, lead)
  return lead
}

/** A request as the form sends it: everything the lead says, with something changed. */
async function asking(lead: string, changed: object) {
  const { subject, address, source, violations, facts, result, resultNote } = await read('lead', lead)
  return { lead, subject, address, source, violations, facts, result, resultNote, reason: '复核发现笔误', ...changed }
}

describe('a closed lead that was written down wrong', () => {
  it('cannot be changed directly by anybody', async () => {
    const lead = await aClosedLead()
    const assessed = { competent: county.org('market'), note: null }
    expect(await refusal(clerk, 'lead.assess', assessed, lead)).toBe('action.status.closed')
    expect(await refusal(head, 'lead.correct', {}, lead)).toBe('action.actor.not-allowed')
  })

  it('is corrected once the head of the unit grants what a colleague asked for, and history keeps what it said', async () => {
    const lead = await aClosedLead()
    const before = await read('lead', lead)
    const asked = await act(clerk, 'correction.request', await asking(lead, { result: 'true', resultNote: '属实' }))
    expect(await read('correction', asked)).toMatchObject({
      result: 'true',
      resultNote: '属实',
      facts: null,
      subject: null,
    })
    expect(await read('lead', lead)).toMatchObject({ result: 'untrue' })
    await act(head, 'correction.approve', { opinion: '同意' }, asked)
    const after = await read('lead', lead)
    expect(after).toMatchObject({ status: 'closed', result: 'true', resultNote: '属实', facts: before.facts })
    expect([after.discoveredAt, after.closedAt]).toEqual([before.discoveredAt, before.closedAt])
    const versions = await county.store.history(clerk, 'lead', lead)
    expect(versions.map((it) => it.record.result)).toEqual(expect.arrayContaining(['untrue', 'true']))
  })

  it('is not corrected by who asked, by another unit, or on a state that has moved on', async () => {
    const lead = await aClosedLead()
    const own = await act(head, 'correction.request', await asking(lead, { facts: '事实有误，应为甲店' }))
    expect(await refusal(head, 'correction.approve', { opinion: null }, own)).toBe('correction.approve.own-request')
    expect(await refusal(elsewhere, 'correction.approve', { opinion: null }, own)).not.toBe('done')
    const first = await act(clerk, 'correction.request', await asking(lead, { facts: '应为乙店' }))
    const second = await act(clerk, 'correction.request', await asking(lead, { facts: '应为丙店' }))
    await act(head, 'correction.approve', { opinion: null }, first)
    expect(await refusal(head, 'correction.approve', { opinion: null }, second)).toBe('correction.approve.lead-changed')
    await act(head, 'correction.refuse', { opinion: '请按现有内容重新申请' }, second)
    expect(await read('lead', lead)).toMatchObject({ facts: '应为乙店' })
  })

  it('needs something to correct, and a lead that is no longer worked on', async () => {
    const lead = await aClosedLead()
    expect(await refusal(clerk, 'correction.request', await asking(lead, {}))).toBe(
      'correction.request.nothing-changes',
    )
    const open = await act(clerk, 'lead.register', aLead({ violations: ['V01'] }))
    const input = await asking(open, { facts: '别的' })
    expect(await refusal(clerk, 'correction.request', input)).toBe('correction.request.still-open')
  })
})

describe('the people who treat', () => {
  const person = {
    name: '沈某某',
    idMasked: '410503********2310',
    kind: 'doctor',
    premises: null,
    qualificationNo: '202141110410503',
    practisingNo: '110410500012345',
    practiceScope: '临床 · 外科',
    nurseNo: null,
    chiefPhysician: true,
    specialties: ['美容外科'],
    expiresOn: null,
    standing: 'valid',
    source: '手工登记',
    asOf: null,
  }

  it('are registered with every place they practise at, and a full identity number is refused', async () => {
    const full = { ...person, idMasked: '410503199001012310' }
    expect(await refusal(clerk, 'practitioner.register', full)).toBe('action.input.invalid')
    const id = await act(clerk, 'practitioner.register', person)
    const place = await aPlace({ county, actor: clerk })
    const stay = { premises: place, basis: 'multi-site', since: '2026-01-05' }
    await act(clerk, 'practitioner.practise', stay, id)
    expect(await refusal(clerk, 'practitioner.practise', stay, id)).toBe('practitioner.practise.already')
    expect(await refusal(clerk, 'practitioner.leave', { place: 1, until: '2026-01-04' }, id)).toBe(
      'practitioner.leave.before-since',
    )
    await act(clerk, 'practitioner.leave', { place: 1, until: '2026-08-01' }, id)
    expect(await refusal(clerk, 'practitioner.leave', { place: 1, until: '2026-08-02' }, id)).toBe(
      'practitioner.leave.not-there',
    )
    await act(clerk, 'practitioner.practise', { ...stay, since: '2026-08-20' }, id)
    expect((await read('practitioner', id)).places).toMatchObject([
      { no: 1, until: '2026-08-01' },
      { no: 2, until: null },
    ])
  })

  it('are one for one number of their practising certificate', async () =>
    expect(await refusal(clerk, 'practitioner.register', { ...person, name: '另一人' })).toBe('action.key.taken'))
})
