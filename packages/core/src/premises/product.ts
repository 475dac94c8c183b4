import { CASEWORKERS } from '../access/roles.ts'
import { by, decided } from '../ledger/action.ts'
import { add } from '../ledger/change.ts'
import { code, date, ref, text, yesNo } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { keepsRegister } from '../ledger/plain.ts'
import { premises } from './premises.ts'
import { identifierFault } from './product-check.ts'

/**
 * Drugs and devices as the drug regulator has registered them, with the lots that were seen. What is not
 * among them, or no longer, is what a look-up by number, code or name is for.
 */
export const product = ledger('product', {
  label: '药械产品',
  about: '药品、医疗器械的注册备案情况和查见的批次（R-071）；可按名称、注册证号、器械标识查是否注册',
  placement: 'regional',
  standing: true,
  fields: {
    genericName: text('通用名称', { search: 'name' }),
    brandName: text('商品名', { search: 'name' }).nullable(),
    kind: code('product-kind', '类别'),
    registrationNo: text('注册证或备案号', {
      max: 80,
      search: 'code',
      help: '查不到注册、备案的留空',
    }).nullable(),
    holder: text('注册人或备案人', { search: 'name' }).nullable(),
    registeredUntil: date('注册有效期至').nullable(),
    udi: text('器械标识（UDI-DI）', { max: 14, check: identifierFault, search: 'code', help: '14 位数字' }).nullable(),
    focus: yesNo('重点产品'),
    verdict: code('product-verdict', '来源认定'),
    source: text('数据来源'),
    asOf: date('数据日期').nullable(),
  },
  children: {
    lots: child('查见批次', {
      lot: text('批号或序列号', { max: 80 }),
      expiresOn: date('有效期至').nullable(),
      supplier: text('供应商', { max: 120 }).nullable(),
      premises: ref(premises, '查见场所').nullable(),
      purchaseRecord: text('进货查验记录', { max: 300 }).nullable(),
      importDeclaration: text('进口报关单', { max: 80 }).nullable(),
      verdict: code('product-verdict', '来源认定'),
    }),
  },
  life: { held: state('在册', ['amend', 'noteLot', 'end'], 'good'), ended: state('已注销', ['noteLot'], 'done') },
  sees: { staff: true },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['status', 'kind', 'focus', 'verdict'] }],
  columns: ['genericName', 'brandName', 'kind', 'registrationNo', 'holder', 'registeredUntil', 'verdict', 'status'],
  title: 'genericName',
  key: 'registrationNo',
  imports: 'register',
})

const KEEPERS = [by('seat', [...CASEWORKERS, 'office'])] as const

export const productActions = keepsRegister(product, { who: KEEPERS, opens: 'held', ends: 'ended' })

/** Notes a lot that was seen: where, from whom, with what papers. Of a cancelled registration too: that is the find. */
export const noteLot = product.action('noteLot', {
  label: '记查见批次',
  about: '登记查见的批次、来源和凭证；进口产品写明报关单',
  who: KEEPERS,
  input: product.children.lots.fields.shape,
  locks: ['premises'],
  decide: ({ self, input }) => decided(add(self, 'lots', [input])),
})
