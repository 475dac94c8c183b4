import { CASEWORKERS, FINDERS } from '../access/roles.ts'
import { usccFault } from '../kernel/identifiers.ts'
import { by, decided } from '../ledger/action.ts'
import { set } from '../ledger/change.ts'
import { code, date, longText, organisation as org, ref, text, texts } from '../ledger/field.ts'
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
    grid: org('所在网格', { kinds: ['grid'] }).nullable(),
    mergedInto: ref<{ readonly name: 'premises' }>('premises', '并入场所').nullable(),
  },
  life: {
    listed: state('在册', ['amend', 'locate', 'end', 'fold'], 'good'),
    merged: state('已并入', ['amend', 'unfold'], 'done'),
    ended: state('已注出', [], 'done'),
  },
  sees: { staff: true },
  lists: [
    {
      name: 'all',
      label: '全部',
      order: 'createdAt',
      filters: ['kind', 'town', 'grid', 'openingState', 'status', 'mergedInto'],
    },
  ],
  columns: ['name', 'kind', 'town', 'address', 'principal', 'openingState', 'uscc'],
  title: 'name',
  key: 'uscc',
  imports: 'register',
})

export const premisesActions = keepsRegister(premises, {
  who: [by('seat', [...new Set([...FINDERS, ...CASEWORKERS, 'office' as const])])],
  opens: 'listed',
  ends: 'ended',
  keptElsewhere: ['grid', 'mergedInto'],
})

/** Says in which grid it lies; whoever walks there knows. */
export const locatePremises = premises.action('locate', {
  label: '定网格',
  about: '确定场所所在乡镇街道和网格，网格员据此巡查（方案四（三））',
  who: [by('seat', ['townadm', 'grid', 'office', 'hcenf', 'msaenf'])],
  many: true,
  input: { town: premises.fields.shape.town.unwrap(), grid: premises.fields.shape.grid },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** It is the same place as another record. Done by merging the two; it keeps everything that was said of it. */
export const foldPremises = premises.action('fold', {
  label: '并入',
  about: '与另一条场所记录是同一处，并入后保留备查（SYS-07）',
  to: 'merged',
  input: { into: ref<{ readonly name: 'premises' }>('premises', '并入场所') },
  decide: ({ self, input }) => decided(set(self, { mergedInto: input.into })),
})

/** It is a place of its own after all. Done by taking a merger back. */
export const unfoldPremises = premises.action('unfold', {
  label: '撤销并入',
  about: '撤销归并，恢复为单独的场所',
  to: 'listed',
  input: {},
  decide: ({ self }) => decided(set(self, { mergedInto: null })),
})
