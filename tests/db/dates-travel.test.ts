import type { Actor } from '@qingmei/core/access/actor'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { aLeadToTransfer, aTransfer } from '../support/cases.ts'
import { aCounty, type County } from '../support/county.ts'
import { aCase, act } from '../support/field-work.ts'

let county: County
let clerk: Actor
let deputy: Actor
let officer: { county: County; actor: Actor }
let head: { county: County; actor: Actor }
beforeAll(async () => {
  county = await aCounty()
  const town = county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? '')
  clerk = await county.person('townadm', town)
  deputy = await county.person('member', town)
  officer = { county, actor: await county.person('hcenf', county.org('health')) }
  head = { county, actor: await county.person('member', county.org('health')) }
})
afterAll(() => county.database.drop())
const usual = '2026-08-31T02:00:00.000Z'
beforeEach(() => {
  county.clock.now = usual
})

/** An instant of Shanghai. */
const at = (text: string): string => new Date(`${text}:00+08:00`).toISOString()
const dueOf = async (ledger: string, id: string, key: string): Promise<string | null | undefined> =>
  (await county.store.deadlines(county.system, ledger, id)).find((it) => it.key === key)?.due
/** The last day of a limit that ends with a day. */
const lastDay = (due: string | null | undefined): string =>
  new Date(Date.parse(due ?? '') + 8 * 3_600_000 - 1).toISOString().slice(0, 10)

describe('48 clock hours of a real lead', () => {
  it.each([
    ['2026-07-17T16:30', '2026-07-19T16:30', 'no roll over a weekend'],
    ['2026-09-30T18:00', '2026-10-02T18:00', 'inside the holiday'],
  ])('found %s are over %s: %s', async (found, due) => {
    county.clock.now = at(found)
    const lead = await aLeadToTransfer(county, clerk, { discoveredAt: at(found) })
    expect(await dueOf('lead', lead, 'transfer')).toBe(at(due))
  })

  it.each([
    [0, true],
    [1000, false],
  ])('sent %i ms after the due instant: on time is %s', async (late, onTime) => {
    const { transfer, lead } = await aTransfer(county, clerk)
    const due = Date.parse((await dueOf('lead', lead, 'transfer')) ?? '')
    await must(county.store, {
      actor: deputy,
      ledger: 'transfer',
      action: 'approve',
      id: transfer,
      input: {},
    })
    county.clock.now = new Date(due + late).toISOString()
    await must(county.store, { actor: clerk, ledger: 'transfer', action: 'send', id: transfer, input: {} })
    expect(await county.store.read(clerk, 'transfer', transfer)).toMatchObject({ onTime })
    expect((await county.store.deadlines(clerk, 'lead', lead)).find((it) => it.key === 'transfer')).toMatchObject({
      state: 'met',
      metAt: county.clock.now,
    })
  })
})

describe('ten working days of a real request for a technical opinion', () => {
  it.each([
    ['2026-06-22', '2026-07-06'],
    ['2026-08-26', '2026-09-09'],
    ['2026-09-21', '2026-10-12'],
    ['2026-09-29', '2026-10-19'],
    ['2026-10-09', '2026-10-22'],
  ])('asked on %s are over on %s', async (asked, due) => {
    county.clock.now = at(`${asked}T10:30`)
    const id = await act(officer, 'opinion', 'request', {
      input: {
        lead: null,
        case: null,
        subject: '针剂',
        kind: 'product-test',
        provider: county.org('market'),
        question: '是否为药品',
        materials: null,
      },
    })
    expect(lastDay(await dueOf('opinion', id, 'issue'))).toBe(due)
  })
})

describe('the days of a real case', () => {
  it('run from filing to the decision and from service to payment, over holidays and the campaign’s end', async () => {
    county.clock.now = at('2026-09-18T09:00')
    const id = await aCase(officer)
    await act(officer, 'case', 'addParty', {
      id,
      input: { name: '甲店', kind: 'organisation', role: 'institution', identity: null },
    })
    await act(officer, 'case', 'addViolation', {
      id,
      input: { party: 1, violation: 'V01', statute: 'H01', note: null },
    })
    await act(head, 'case', 'file', { id, input: { opinion: null } })
    // Ninety calendar days, the day of filing not counted.
    expect(lastDay(await dueOf('case', id, 'decide'))).toBe('2026-12-17')
    await act(officer, 'case', 'investigate', { id })
    await act(officer, 'case', 'value', {
      id,
      input: { income: 2_000_000, goodsValue: null, goodsBasis: null, adCost: null, heavier: false, heavierNote: null },
    })
    await act(officer, 'case', 'closeEvidence', { id })
    await act(officer, 'case', 'addPenalty', {
      id,
      input: { line: 1, kind: 'fine', amount: 10_000_000, unusual: null },
    })
    await act(head, 'case', 'review', { id, input: { opinion: '同意' } })
    county.clock.now = at('2026-12-18T09:00')
    await act(head, 'case', 'decide', { id, input: { decisionNo: '1 号' } })
    const [decided] = (await county.store.deadlines(county.system, 'case', id)).filter((it) => it.key === 'decide')
    expect(decided).toMatchObject({ state: 'met', metAt: county.clock.now })
    expect(Date.parse(decided?.metAt ?? '')).toBeGreaterThan(Date.parse(decided?.due ?? ''))
    county.clock.now = at('2026-12-21T09:00')
    await act(officer, 'case', 'serve', { id, input: { servedAt: county.clock.now } })
    expect(lastDay(await dueOf('case', id, 'pay'))).toBe('2027-01-05')
  })
})
