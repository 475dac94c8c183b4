import { CASEWORKERS } from '../access/roles.ts'
import { by, decided, refuse } from '../ledger/action.ts'
import { add, edit } from '../ledger/change.ts'
import { code, date, ref, rowOf, text, texts, yesNo } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { keepsRegister } from '../ledger/plain.ts'
import { premises } from './premises.ts'

/** A number with its birthday and serial hidden is enough to tell two people of one name apart. */
const maskedFault = (said: string): string | null =>
  /^\d{6}\*{8}\d{2}[\dX*]{2}$/.test(said) ? null : '只登记脱敏号码：前 6 位、8 个星号、后 4 位，如 410503********2310'

/** Who treats people: qualification, registration, chief physician, and every place they practise at. */
export const practitioner = ledger('practitioner', {
  label: '从业人员',
  about: '医师、护士和其他从业人员的资格、注册、主诊医师备案和执业机构（R-069）；身份证号只存脱敏号码',
  placement: 'regional',
  standing: true,
  fields: {
    name: text('姓名', { max: 60, search: 'name' }),
    idMasked: text('身份证号（脱敏）', { max: 18, check: maskedFault, help: '如 410503********2310' }).nullable(),
    kind: code('practitioner-kind', '人员类别'),
    premises: ref(premises, '主要执业场所').nullable(),
    qualificationNo: text('医师资格证书编号', { max: 60, search: 'code' }).nullable(),
    practisingNo: text('执业证书编号', { max: 60, search: 'code' }).nullable(),
    practiceScope: text('执业类别和范围').nullable(),
    nurseNo: text('护士执业证书编号', { max: 60, search: 'code' }).nullable(),
    chiefPhysician: yesNo('主诊医师'),
    specialties: texts('主诊专业'),
    expiresOn: date('有效期至').nullable(),
    standing: code('licence-standing', '执业状态'),
    source: text('数据来源'),
    asOf: date('数据日期').nullable(),
  },
  children: {
    places: child('执业和任职经过', {
      premises: ref(premises, '场所'),
      basis: code('practice-basis', '执业方式'),
      since: date('起'),
      until: date('止').nullable(),
    }),
  },
  life: { held: state('在册', ['amend', 'practise', 'leave', 'end'], 'good'), ended: state('已注出', [], 'done') },
  sees: { staff: true },
  lists: [
    { name: 'all', label: '全部', order: 'createdAt', filters: ['premises', 'kind', 'chiefPhysician', 'standing'] },
  ],
  columns: ['name', 'kind', 'premises', 'practisingNo', 'chiefPhysician', 'expiresOn', 'standing'],
  title: 'name',
  key: 'practisingNo',
  imports: 'register',
})

const KEEPERS = [by('seat', [...CASEWORKERS, 'office'])] as const

export const practitionerActions = keepsRegister(practitioner, { who: KEEPERS, opens: 'held', ends: 'ended' })

const { premises: place, basis, since, until } = practitioner.children.places.fields.shape

/** Notes a place they practise at; what they did before stays. */
export const notePractice = practitioner.action('practise', {
  label: '添加执业机构',
  about: '登记在一处场所执业或任职，含多机构备案',
  who: KEEPERS,
  input: { premises: place, basis, since },
  locks: ['premises'],
  decide({ self, input }) {
    if (self.places.some((it) => it.premises === input.premises && it.until === null))
      return refuse('practitioner.practise.already')
    return decided(add(self, 'places', [{ ...input, until: null }]))
  },
})

/** Notes that they left a place. */
export const noteLeaving = practitioner.action('leave', {
  label: '离开执业机构',
  about: '登记离开一处场所的日期，经过保留',
  who: KEEPERS,
  input: { place: rowOf('places', '执业经过'), until: until.unwrap() },
  decide({ self, input }) {
    const found = self.places.find((it) => it.no === input.place)
    if (!found || found.until !== null) return refuse('practitioner.leave.not-there')
    if (input.until < found.since) return refuse('practitioner.leave.before-since', null, { since: found.since })
    return decided(edit(self, 'places', input.place, { until: input.until }))
  },
})
