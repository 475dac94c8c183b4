import type { Actor } from '@qingmei/core/access/actor'
import type { County } from './county.ts'
import { act, aPlace } from './field-work.ts'

type Doing = { readonly county: County; readonly actor: Actor }

/** A licence as a register's file would bring it. */
export const aLicence = (it: Doing, premises: string, over: object = {}): Promise<string> =>
  act(it, 'licence', 'register', {
    input: {
      premises,
      kind: 'business',
      licenceNo: '92410503MA0000001X',
      holder: '若莲美容养生馆',
      uscc: null,
      address: null,
      scope: null,
      issuedOn: null,
      expiresOn: null,
      standing: 'valid',
      issuer: null,
      source: '手工登记',
      asOf: null,
      matched: true,
      ...over,
    },
  })

/** A place on the list of those who are registered and not licensed, and said to treat people. */
export const aListEntry = (it: Doing, premises: string | null, over: object = {}): Promise<string> =>
  act(it, 'list-entry', 'enter', {
    input: {
      premises,
      subject: null,
      address: null,
      uscc: null,
      town: null,
      class: 'registered-only',
      doesMedical: true,
      provisional: false,
      basis: '有营业执照，医疗机构许可名单中没有；平台上有水光针项目',
      run: null,
      ...over,
    },
  })

export const aKeyLead = (it: Doing, over: object = {}): Promise<string> =>
  act(it, 'key-lead', 'register', {
    input: {
      subject: '颜究所医药科技',
      family: 'complaint',
      originalNo: null,
      originalOn: '2021-11-03',
      premises: null,
      uscc: null,
      address: null,
      town: null,
      violations: ['V15'],
      fact: '投诉人称注射产品没有中文标签',
      severity: 'serious',
      priority: 'high',
      problem: null,
      entry: null,
      ...over,
    },
  })

/** One of each: an entry with a measure, a merger with what moved, guidance with a step, a key lead with its chain. */
export async function everyListLedger(county: County): Promise<void> {
  const as = async (role: Parameters<County['person']>[0], at: string): Promise<Doing> => ({
    county,
    actor: await county.person(role, county.org(at)),
  })
  const [officer, other, head] = [
    await as('hcenf', 'health'),
    await as('hcenf', 'health'),
    await as('member', 'health'),
  ]
  const shop = await aPlace(officer, { name: '素颜坊美容院', address: '红旗路 9 号', openingState: 'paused' })
  const entry = await aListEntry(officer, shop)
  await act(officer, 'list-entry', 'assign', { id: entry, input: { holder: county.org('health') } })
  const checkNote = '操作间有治疗床，经营者称已停做'
  await act(officer, 'list-entry', 'check', { id: entry, input: { checkResult: 'stopped', checkNote } })
  const proposal = { disposal: 'guide-transform', circumstances: '做过三个月', harm: '未见不良反应' }
  await act(officer, 'list-entry', 'classify', { id: entry, input: proposal })
  await act(head, 'list-entry', 'approve', { id: entry })
  const measure = { on: '2026-08-29', measure: '约谈经营者', document: null }
  await act(officer, 'list-entry', 'dispose', { id: entry, input: measure })
  const guidance = await act(officer, 'guidance', 'start', {
    input: { premises: shop, entry, stoppedOn: '2026-08-01', wish: '转做皮肤护理', toKind: 'other' },
  })
  await act(officer, 'guidance', 'addStep', { id: guidance, input: { step: '撤除器械', dueOn: null } })
  const twin = await aPlace(officer, { name: '素颜坊美容', address: '红旗路 9 号', openingState: 'paused' })
  const licence = await aLicence(officer, twin)
  await act(other, 'merger', 'propose', {
    input: { kept: shop, gone: twin, grounds: '同址同人', licences: [licence], entries: [], kin: [entry] },
  })
  const key = await aKeyLead(officer)
  await act(officer, 'key-lead', 'assign', { id: key, input: { holder: county.org('health'), priority: 'high' } })
  const product = { name: '注射用玻尿酸', kind: 'device-3', registrationNo: null, lot: null, quantity: '12 盒' }
  await act(officer, 'key-lead', 'addProduct', { id: key, input: { ...product, verdict: 'unregistered' } })
  const link = { product: 1, direction: 'downstream', name: '素颜坊美容院', premises: shop, uscc: null, place: null }
  await act(officer, 'key-lead', 'trace', {
    id: key,
    input: { ...link, quantity: '2 盒', on: null, proof: '销售台账', stage: 'found' },
  })
}
