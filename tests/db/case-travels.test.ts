import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCase, act, anExecutedCase, aPlace, aProblem, aVisit } from '../support/field-work.ts'
import { aCounty, type County } from '../support/county.ts'

let county: County
let officer: { county: County; actor: Awaited<ReturnType<County['person']>> }
let head: typeof officer
let clerk: typeof officer
beforeAll(async () => {
  county = await aCounty()
  const town = county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? '')
  officer = { county, actor: await county.person('hcenf', county.org('health')) }
  head = { county, actor: await county.person('member', county.org('health')) }
  clerk = { county, actor: await county.person('townadm', town) }
})
afterAll(() => county.database.drop())

const read = async (who: typeof officer, ledger: string, id: string) => {
  const found = await county.store.read(who.actor, ledger, id)
  if (!found) throw new Error(`no ${ledger} ${id}`)
  return found as typeof found & Record<string, never>
}
const refused = async (who: typeof officer, ledger: string, action: string, it: { id?: string; input?: object }) => {
  const result = await county.store.act({
    actor: who.actor,
    ledger,
    action,
    campaign: county.campaign,
    input: it.input ?? {},
    ...(it.id === undefined ? {} : { id: it.id }),
  })
  return result.ok ? 'done' : result.error.code
}

describe('what a grid worker finds', () => {
  it('marks its target, becomes a problem and a lead whose clock runs from the visit', async () => {
    const place = await aPlace(officer, { name: '伊人美容院' })
    const target = await act(officer, 'screening-target', 'list', {
      input: {
        premises: place,
        group: 'market-entities',
        assignee: clerk.actor.seats[0]?.org,
        inBase: true,
        since: '2026-06-01',
      },
    })
    const visit = await aVisit(clerk, { target, subject: null, visitedAt: '2026-08-28T09:00:00.000Z' })
    expect(await read(clerk, 'visit', visit)).toMatchObject({
      subject: '伊人美容院',
      violations: ['V01'],
      result: 'problem',
    })
    expect(await read(clerk, 'screening-target', target)).toMatchObject({
      status: 'screened',
      firstScreenedOn: '2026-08-28',
      visits: 1,
      lastResult: 'problem',
    })
    const problem = await aProblem(clerk, { visit, subject: null })
    const lead = await act(clerk, 'lead', 'raise', { input: { problem, urgency: null } })
    expect(await read(clerk, 'lead', lead)).toMatchObject({
      subject: '伊人美容院',
      source: 'screening',
      discoveredAt: '2026-08-28T09:00:00.000Z',
      problem,
      competent: county.org('health'),
    })
    const deadlines = await county.store.deadlines(clerk.actor, 'lead', lead)
    expect(deadlines).toMatchObject([{ key: 'transfer', due: '2026-08-30T09:00:00.000Z' }])
    expect(await refused(clerk, 'lead', 'raise', { input: { problem, urgency: null } })).toBe('lead.raise.already')
  })

  it('needs a photo with its position, or the reason why there is none', async () =>
    expect(
      await refused(clerk, 'visit', 'record', {
        input: {
          target: null,
          premises: null,
          subject: '某店',
          visitedAt: county.clock.now,
          position: null,
          photo: null,
          noPhoto: null,
          checklist: 'town-patrol',
          found: [],
          result: 'no-problem',
          note: null,
        },
      }),
    ).toBe('visit.record.no-photo'))

  it('says problem when an item of the checklist was found, and not otherwise', async () =>
    expect(
      await refused(clerk, 'visit', 'record', {
        input: {
          target: null,
          premises: null,
          subject: '某店',
          visitedAt: county.clock.now,
          position: null,
          photo: null,
          noPhoto: '黑暗',
          checklist: 'town-patrol',
          found: ['town-patrol.injection'],
          result: 'no-problem',
          note: null,
        },
      }),
    ).toBe('visit.record.result-differs'))
})

describe('a problem', () => {
  it('is owed by the day of its order, whose end it keeps when it is found wanting', async () => {
    const problem = await aProblem(officer)
    await act(officer, 'problem', 'order', {
      id: problem,
      input: { order: 'correction-order', orderNo: '责改〔2026〕1号', dueOn: '2026-09-10' },
    })
    const owed = async () =>
      (await county.store.deadlines(officer.actor, 'problem', problem)).find((it) => it.key === 'rectify')
    expect(await owed()).toMatchObject({ due: '2026-09-10T16:00:00.000Z', state: 'open' })
    await act(officer, 'problem', 'extend', { id: problem, input: { dueOn: '2026-09-15', reason: '设备更换' } })
    expect(await owed()).toMatchObject({ due: '2026-09-15T16:00:00.000Z' })
    await act(officer, 'problem', 'rectify', { id: problem, input: { proof: null } })
    await act(officer, 'problem', 'reject', { id: problem, input: { reason: '未撤下设备' } })
    expect(await owed()).toMatchObject({ due: '2026-09-15T16:00:00.000Z', state: 'open' })
    await act(officer, 'problem', 'verify', { id: problem })
    expect(await owed()).toMatchObject({ state: 'met' })
  })

  it('that is back at the second look opens a lead of its own', async () => {
    const problem = await aProblem(officer, { subject: '反弹的店' })
    await act(officer, 'problem', 'order', {
      id: problem,
      input: { order: 'on-site', orderNo: '责改〔2026〕2号', dueOn: '2026-09-10' },
    })
    await act(officer, 'problem', 'verify', { id: problem })
    const recheck = await act(officer, 'recheck', 'list', { input: { problem, case: null } })
    expect((await county.store.deadlines(officer.actor, 'recheck', recheck))[0]).toMatchObject({
      due: '2026-10-31T16:00:00.000Z',
    })
    await act(officer, 'recheck', 'done', {
      id: recheck,
      input: { doneAt: '2026-08-29T00:50:00.000Z', result: 'relapse', note: '又在注射', violations: ['V01'] },
    })
    expect(await read(officer, 'problem', problem)).toMatchObject({ status: 'relapsed' })
    const { rows } = await county.store.list({
      actor: officer.actor,
      ledger: 'lead',
      list: 'discovered',
      filters: [{ field: 'problem', value: problem }],
    })
    expect(rows).toMatchObject([{ source: 'relapse', subject: '反弹的店', discoveredAt: '2026-08-29T00:50:00.000Z' }])
  })
})

describe('an inspection', () => {
  it('needs two officers, and an answer to every line of the checklist of its day', async () => {
    const inspection = await act(officer, 'inspection', 'plan', {
      input: {
        premises: null,
        subject: '某诊所',
        kind: 'special',
        purposes: ['K2'],
        plannedFor: county.clock.now,
        checklist: 'health-inspection',
      },
    })
    const start = { id: inspection, input: { startedAt: county.clock.now, contact: null } }
    await act(officer, 'inspection', 'assign', { id: inspection, input: { name: '甲', certificate: '1' } })
    expect(await refused(officer, 'inspection', 'start', start)).toBe('inspection.start.two-officers')
    await act(officer, 'inspection', 'assign', { id: inspection, input: { name: '乙', certificate: '2' } })
    await act(officer, 'inspection', 'start', start)
    const record = { id: inspection, input: { endedAt: county.clock.now, situation: '如上' } }
    expect(await refused(officer, 'inspection', 'record', record)).toBe('inspection.record.open')
    expect((await read(officer, 'inspection', inspection)).checklistVersion).toBe(county.plan.hash)
  })
})

describe('a case', () => {
  it('keeps the shop and its people apart, is paid in instalments, and closes', async () => {
    const id = await anExecutedCase(officer, head)
    expect(await read(officer, 'case', id)).toMatchObject({
      status: 'executing',
      fineTotal: 14_000_000,
      incomeTotal: 2_000_000,
      paidTotal: 10_000_000,
      parties: [{ kind: 'organisation' }, { kind: 'person' }],
    })
    expect(await county.store.deadlines(officer.actor, 'case', id)).toMatchObject([
      { key: 'pay', due: '2026-09-13T16:00:00.000Z', state: 'open' },
      { key: 'decide', due: '2026-11-27T16:00:00.000Z', state: 'met' },
    ])
    const pay = (penalty: number, amount: number) =>
      act(officer, 'case', 'pay', { id, input: { penalty, paidOn: '2026-08-29', amount, receipt: null } })
    expect(await refused(officer, 'case', 'execute', { id })).toBe('case.execute.left')
    await pay(2, 2_000_000)
    await pay(3, 1_500_000)
    expect(
      await refused(officer, 'case', 'pay', {
        id,
        input: { penalty: 3, paidOn: '2026-08-29', amount: 2_500_001, receipt: null },
      }),
    ).toBe('case.pay.too-much')
    await pay(3, 2_500_000)
    await act(officer, 'case', 'execute', { id })
    await act(head, 'case', 'close', { id, input: { report: '结案〔2026〕1号' } })
    expect(await read(officer, 'case', id)).toMatchObject({ status: 'closed', paidTotal: 16_000_000 })
    await act(head, 'case', 'correct', { id, input: { penalty: 1, amount: 12_000_000, reason: '复议决定' } })
    expect(await read(officer, 'case', id)).toMatchObject({
      fineTotal: 16_000_000,
      penalties: [{ initial: 10_000_000, amount: 12_000_000 }, {}, {}],
    })
  })

  it('is not closed with a fine while the question of a crime is open', async () => {
    const id = await aCase(officer)
    await act(officer, 'case', 'addParty', {
      id,
      input: { name: '某乙', kind: 'person', role: 'beautician', identity: '1234' },
    })
    await act(officer, 'case', 'addViolation', {
      id,
      input: { party: 1, violation: 'V02', statute: 'H09', note: null },
    })
    expect(await refused(officer, 'case', 'file', { id, input: { opinion: null } })).toBe('action.actor.not-allowed')
    await act(head, 'case', 'file', { id, input: { opinion: null } })
    await act(officer, 'case', 'proposeCriminal', { id, input: { reason: '两次处罚后再犯' } })
    await act(officer, 'case', 'investigate', { id })
    await act(officer, 'case', 'closeEvidence', { id })
    const fine = (amount: number, unusual: string | null = null) =>
      refused(officer, 'case', 'addPenalty', { id, input: { line: 1, kind: 'fine', amount, unusual } })
    await act(officer, 'case', 'value', {
      id,
      input: { income: 100_000, goodsValue: null, goodsBasis: null, adCost: null, heavier: false, heavierNote: null },
    })
    expect(await fine(1_900_000)).toBe('case.penalty.outside')
    expect(await fine(2_000_000)).toBe('done')
    await act(head, 'case', 'review', { id, input: { opinion: '同意' } })
    await act(head, 'case', 'decide', { id, input: { decisionNo: '2 号' } })
    await act(officer, 'case', 'serve', { id, input: { servedAt: county.clock.now } })
    await act(officer, 'case', 'pay', {
      id,
      input: { penalty: 1, paidOn: '2026-08-29', amount: 2_000_000, receipt: null },
    })
    await act(officer, 'case', 'execute', { id })
    expect(await refused(head, 'case', 'close', { id, input: { report: '1' } })).toBe('case.close.criminal-open')
    await act(head, 'case', 'sendCriminal', { id, input: { sentAt: county.clock.now } })
    expect(await refused(head, 'case', 'close', { id, input: { report: '1' } })).toBe('case.close.criminal-open')
    await act(officer, 'case', 'policeAnswer', { id, input: { filed: false } })
    expect(await refused(head, 'case', 'close', { id, input: { report: '1' } })).toBe('done')
  })
})
