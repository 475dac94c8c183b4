import { CASEWORKERS, FINDERS } from '../access/roles.ts'
import { usccFault } from '../kernel/identifiers.ts'
import { by } from '../ledger/action.ts'
import { code, date, longText, organisation as org, text, texts } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { keepsRegister } from '../ledger/plain.ts'

/** A place where people are treated or may be: shop, clinic, hotel, residence, livestream room. */
export const premises = ledger('premises', {
  label: '场所',
  about: '一户一档：美容店、医疗机构、宾馆、居民楼、直播间等监管对象（R-067）',
  placement: 'regional',
  standing: true,
  fields: {
    name: text('名称', { search: 'name' }),
    tradeName: text('招牌名', { search: 'name' }).nullable(),
    uscc: text('统一社会信用代码', { max: 18, check: usccFault, search: 'code' }).nullable(),
    kind: code('premises-kind', '场所类别'),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    address: text('地址', { max: 300, search: 'name' }).nullable(),
    principal: text('经营者', { max: 60, search: 'name' }).nullable(),
    phone: text('联系电话', { max: 40 }).nullable(),
    scope: longText('经营范围').nullable(),
    openingState: code('opening-state', '经营状态'),
    registeredOn: date('成立日期').nullable(),
    sources: texts('数据来源'),
  },
  life: { listed: state('在册', ['amend', 'end'], 'good'), ended: state('已注出', [], 'done') },
  sees: { staff: true },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['kind', 'town', 'openingState', 'status'] }],
  columns: ['name', 'kind', 'town', 'address', 'principal', 'openingState', 'uscc'],
  title: 'name',
  key: 'uscc',
  imports: 'register',
})

export const premisesActions = keepsRegister(premises, {
  who: [by('seat', [...new Set([...FINDERS, ...CASEWORKERS, 'office' as const])])],
  opens: 'listed',
  ends: 'ended',
})
