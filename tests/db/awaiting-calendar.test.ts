import type { Actor } from '@qingmei/core/access/actor'
import { calendarFrom } from '@qingmei/core/calendar/calendar'
import { dueAt } from '@qingmei/core/deadlines/time-limit'
import { loadCalendar, readCalendarYears, SHIPPED_PLANS } from '@qingmei/plan-files'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { computeAwaiting } from '../../apps/server/src/platform/deadlines/awaiting.ts'
import { aTransfer } from '../support/cases.ts'
import { aCounty, type County } from '../support/county.ts'

let county: County
let clerk: Actor
let head: Actor
beforeAll(async () => {
  county = await aCounty()
  county.clock.now = '2026-12-31T02:00:00.000Z'
  const town = county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? '')
  clerk = await county.person('townadm', town)
  head = await county.person('member', town)
})
afterAll(() => county.database.drop())

it('sends on the last day of a known year, waits visibly for the next calendar, and is due once it came', async () => {
  const { transfer } = await aTransfer(county, clerk)
  await must(county.store, { actor: head, ledger: 'transfer', action: 'approve', id: transfer, input: {} })
  await must(county.store, { actor: clerk, ledger: 'transfer', action: 'send', id: transfer, input: {} })
  const accept = async () =>
    (await county.store.deadlines(clerk, 'transfer', transfer)).find((it) => it.key === 'accept')
  expect(await accept()).toMatchObject({
    rule: 'transfer.accept',
    due: null,
    state: 'open',
    stage: 'awaiting-calendar',
  })

  const known = loadCalendar(SHIPPED_PLANS)
  const limit = county.plan.limits['transfer.accept']?.limit
  if (!limit) throw new Error('the plan has no such limit')
  const by = (calendar: typeof known) =>
    computeAwaiting(county.pool, async ({ start }) => {
      const due = dueAt(limit, start, calendar)
      return due.state === 'due' ? { due: due.due, stage: 'open', next: due.due } : null
    })
  expect(await by(known)).toBe(0)
  expect(await accept()).toMatchObject({ due: null })

  // As if the notice had made the first four days of 2027 holidays.
  const off = [{ name: '元旦', from: '2027-01-01', to: '2027-01-04' }]
  const sources = [{ title: '放假通知', published: '2026-11-04' }]
  const came = calendarFrom([...readCalendarYears(SHIPPED_PLANS), { year: 2027, sources, off, worked: [] }])
  expect(await by(came)).toBe(1)
  expect(await accept()).toMatchObject({ due: '2027-01-06T16:00:00.000Z', stage: 'open' })
  expect(await by(came)).toBe(0)
})
