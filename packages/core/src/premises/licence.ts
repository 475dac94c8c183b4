import { CASEWORKERS } from '../access/roles.ts'
import { usccFault } from '../kernel/identifiers.ts'
import { by, decided } from '../ledger/action.ts'
import { set } from '../ledger/change.ts'
import { code, date, longText, ref, text, yesNo } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { keepsRegister } from '../ledger/plain.ts'
import { premises } from './premises.ts'

/** A licence, permit, filing or register entry of a place, as the issuing department holds it. */
export const licence = ledger('licence', {
  label: '证照',
  about: '营业执照、医疗机构执业许可证、卫生许可证、税务登记、平台商户等登记（R-068）；对不上场所的也保留并标明',
  placement: 'regional',
  standing: true,
  fields: {
    premises: ref(premises, '场所').nullable(),
    kind: code('licence-kind', '证照种类'),
    licenceNo: text('证照编号', { max: 60, search: 'code' }),
    holder: text('持有人', { search: 'name' }),
    uscc: text('统一社会信用代码', { max: 18, check: usccFault, search: 'code' }).nullable(),
    address: text('地址', { max: 300 }).nullable(),
    scope: longText('许可范围').nullable(),
    issuedOn: date('发证日期').nullable(),
    expiresOn: date('有效期至').nullable(),
    standing: code('licence-standing', '登记状态'),
    issuer: text('发证机关').nullable(),
    source: text('数据来源'),
    asOf: date('数据日期').nullable(),
    matched: yesNo('已对上场所'),
  },
  life: { held: state('在册', ['amend', 'end', 'follow'], 'good'), ended: state('已失效', ['follow'], 'done') },
  sees: { staff: true },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['premises', 'kind', 'matched', 'standing'] }],
  columns: ['holder', 'kind', 'licenceNo', 'premises', 'expiresOn', 'standing', 'matched'],
  title: 'holder',
  imports: 'register',
})

export const licenceActions = keepsRegister(licence, {
  who: [by('seat', [...CASEWORKERS, 'office'])],
  opens: 'held',
  ends: 'ended',
})

/** Its place turned out to be another record, or is again. Done by merging places and by taking that back. */
export const followLicence = licence.action('follow', {
  label: '随场所归并',
  about: '场所归并或撤销归并时，证照随场所走',
  input: { premises: ref(premises, '场所') },
  decide: ({ self, input }) => decided(set(self, { premises: input.premises })),
})
