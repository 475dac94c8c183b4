import type { Actor } from '@qingmei/core/access/actor'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import type { County } from './county.ts'

type Doing = { readonly county: County; readonly actor: Actor }

/** Does an action in the campaign; answers the record's id. */
export const act = (
  { county, actor }: Doing,
  ledger: string,
  action: string,
  it: { readonly id?: string; readonly input?: object },
): Promise<string> =>
  must(county.store, {
    actor,
    ledger,
    action,
    campaign: county.campaign,
    input: it.input ?? {},
    ...(it.id === undefined ? {} : { id: it.id }),
  })

/** A place of a town, as an officer would register it. */
export const aPlace = (it: Doing, over: object = {}): Promise<string> =>
  act(it, 'premises', 'register', {
    input: {
      name: '若莲美容养生馆',
      tradeName: null,
      uscc: null,
      kind: 'beauty-shop',
      town: null,
      address: '光和路 372 号',
      principal: null,
      phone: null,
      scope: null,
      openingState: 'open',
      registeredOn: '2021-12-12',
      sources: ['手工登记'],
      ...over,
    },
  })

/** A visit by the town's checklist; what is `found` makes it a problem. */
export const aVisit = (it: Doing, over: object = {}): Promise<string> =>
  act(it, 'visit', 'record', {
    input: {
      target: null,
      premises: null,
      subject: '初见皮肤管理中心',
      visitedAt: it.county.clock.now,
      position: null,
      photo: null,
      noPhoto: '店内不让拍照',
      checklist: 'town-patrol',
      found: ['town-patrol.injection'],
      result: 'problem',
      note: null,
      ...over,
    },
  })

export const aProblem = (it: Doing, over: object = {}): Promise<string> =>
  act(it, 'problem', 'find', {
    input: {
      visit: null,
      inspection: null,
      premises: null,
      subject: '初见皮肤管理中心',
      finding: '操作间发现一次性针头',
      violations: ['V01'],
      severity: 'serious',
      ...over,
    },
  })

export const aCase = (it: Doing, over: object = {}): Promise<string> =>
  act(it, 'case', 'propose', {
    input: {
      lead: null,
      premises: null,
      subject: '初见皮肤管理中心',
      cause: '未取得医疗机构执业许可证擅自执业',
      facts: '无证开展注射美容',
      ...over,
    },
  })

/** A case with the shop and a person, decided and being executed: a row in every child. */
export async function anExecutedCase(officer: Doing, head: Doing): Promise<string> {
  const id = await aCase(officer)
  const party = (name: string, kind: string, role: string) =>
    act(officer, 'case', 'addParty', { id, input: { name, kind, role, identity: null } })
  await party('初见皮肤管理中心', 'organisation', 'institution')
  await party('某甲', 'person', 'beautician')
  const line = (no: number, violation: string, statute: string) =>
    act(officer, 'case', 'addViolation', { id, input: { party: no, violation, statute, note: null } })
  await line(1, 'V01', 'H01')
  await line(2, 'V02', 'H09')
  await act(head, 'case', 'file', { id, input: { opinion: null } })
  await act(officer, 'case', 'investigate', { id })
  await act(officer, 'case', 'addGoods', {
    id,
    input: { name: '激光仪', quantity: 1, unit: '台', value: 300_000, confiscated: true, storage: null },
  })
  await act(officer, 'case', 'value', {
    id,
    input: { income: 2_000_000, goodsValue: null, goodsBasis: null, adCost: null, heavier: false, heavierNote: null },
  })
  await act(officer, 'case', 'closeEvidence', { id })
  const penalty = (no: number, kind: string, amount: number | null) =>
    act(officer, 'case', 'addPenalty', { id, input: { line: no, kind, amount, unusual: null } })
  await penalty(1, 'fine', 10_000_000)
  await penalty(1, 'confiscate-income', 2_000_000)
  await penalty(2, 'fine', 4_000_000)
  await act(head, 'case', 'review', { id, input: { opinion: '事实清楚' } })
  await act(head, 'case', 'decide', { id, input: { decisionNo: '北卫医罚〔2026〕1号' } })
  await act(officer, 'case', 'serve', { id, input: { servedAt: officer.county.clock.now } })
  await act(officer, 'case', 'pay', {
    id,
    input: { penalty: 1, paidOn: '2026-08-29', amount: 10_000_000, receipt: null },
  })
  return id
}

/** One record of every ledger of field work and cases, one row of each child. */
export async function everyFieldLedger(county: County): Promise<void> {
  const health = county.org('health')
  const officer = { county, actor: await county.person('hcenf', health) }
  const head = { county, actor: await county.person('member', health) }
  const place = await aPlace(officer)
  const target = await act(officer, 'screening-target', 'list', {
    input: { premises: place, group: 'institutions', assignee: health, inBase: true, since: '2026-06-01' },
  })
  const visit = await aVisit(officer, { target, subject: null })
  await act({ county, actor: county.system }, 'screening-plan', 'open', {
    input: {
      title: '区卫健委 8 月排查',
      month: '2026-08',
      group: 'institutions',
      assignee: health,
      base: 4,
      need: 1,
      dueOn: '2026-08-31',
    },
  })
  await act(officer, 'problem', 'find', {
    input: {
      visit,
      inspection: null,
      premises: null,
      subject: null,
      finding: '注射美容',
      violations: ['V01'],
      severity: 'serious',
    },
  })
  const inspection = await act(officer, 'inspection', 'plan', {
    input: {
      premises: place,
      subject: null,
      kind: 'special',
      purposes: ['K1'],
      plannedFor: county.clock.now,
      checklist: 'health-inspection',
    },
  })
  for (const certificate of ['16050001', '16050002'])
    await act(officer, 'inspection', 'assign', { id: inspection, input: { name: '某人', certificate } })
  await act(officer, 'inspection', 'start', { id: inspection, input: { startedAt: county.clock.now, contact: null } })
  await act(officer, 'inspection', 'answer', {
    id: inspection,
    input: {
      good: ['health-inspection.staff', 'health-inspection.doctors', 'health-inspection.records'],
      bad: ['health-inspection.licence'],
      na: ['health-inspection.scope', 'health-inspection.consent'],
    },
  })
  await act(officer, 'inspection', 'record', {
    id: inspection,
    input: { endedAt: county.clock.now, situation: '现场有治疗床' },
  })
  await act(officer, 'inspection', 'issue', {
    id: inspection,
    input: { kind: 'on-site-record', number: '检笔〔2026〕1号' },
  })
  const file = await anExecutedCase(officer, head)
  await act(officer, 'recheck', 'list', { input: { problem: null, case: file } })
  await act(officer, 'opinion', 'request', {
    input: {
      lead: null,
      case: file,
      subject: null,
      kind: 'product-test',
      provider: county.org('market'),
      question: '是否为药品',
      materials: null,
    },
  })
  const office = { county, actor: await county.person('office', county.org('office')) }
  const meeting = await aMeeting(office, { kind: 'task-force', month: null })
  await act(office, 'meeting', 'invite', { id: meeting, input: { unit: health } })
  await act(office, 'meeting', 'addTopic', { id: meeting, input: { topic: '研究案件', speaker: health } })
  await act(office, 'meeting', 'hold', { id: meeting, input: { heldAt: county.clock.now, sheet: null } })
  await act(office, 'action-item', 'open', {
    input: { meeting, task: '补齐检查记录', owner: health, dueOn: '2026-12-31' },
  })
}

/** A meeting of the office, planned for today. */
export const aMeeting = (office: Doing, over: object = {}): Promise<string> =>
  act(office, 'meeting', 'schedule', {
    input: {
      kind: 'monthly',
      title: '8 月碰头会',
      month: '2026-08',
      holdBy: '2026-08-30',
      plannedAt: office.county.clock.now,
      place: '二楼会议室',
      chair: '组长',
      ...over,
    },
  })
