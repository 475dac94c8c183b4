import { by, decided, refuse } from '../ledger/action.ts'
import { add, set } from '../ledger/change.ts'
import { fen, instant, integer, longText, text, yesNo } from '../ledger/field.ts'
import { caseFile } from './case.ts'
import { AGENCY } from './open-case.ts'

const shape = caseFile.fields.shape

export const investigateCase = caseFile.action('investigate', {
  label: '开始调查',
  about: '立案后展开调查',
  who: AGENCY,
  to: 'investigating',
  input: {},
  decide: () => decided(),
})

export const addGoods = caseFile.action('addGoods', {
  label: '加涉案物品',
  about: '登记查扣、没收的药品器械等，按单位分别计数（R-103）',
  who: AGENCY,
  input: {
    name: text('名称', { max: 100 }),
    quantity: integer('数量'),
    unit: text('单位', { max: 10, help: '台、盒、个、支' }),
    value: fen('价值').nullable(),
    confiscated: yesNo('没收'),
    storage: text('存放', { max: 100 }).nullable(),
  },
  decide: ({ self, input }) =>
    input.quantity < 1 ? refuse('case.goods.quantity') : decided(add(self, 'goods', [{ ...input, disposal: null }])),
})

/** What was earned and what the goods are worth: the bases of fines. */
export const valueCase = caseFile.action('value', {
  label: '认定金额',
  about: '认定违法所得、货值和广告费用及依据，作为罚款幅度的基数',
  who: AGENCY,
  input: {
    income: shape.income,
    goodsValue: shape.goodsValue,
    goodsBasis: shape.goodsBasis,
    adCost: shape.adCost,
    heavier: shape.heavier,
    heavierNote: shape.heavierNote,
  },
  decide({ self, input }) {
    if (input.goodsValue !== null && input.goodsBasis === null) return refuse('case.value.no-basis')
    if (input.heavier && input.heavierNote === null) return refuse('case.value.heavier-why')
    return decided(set(self, input))
  },
})

export const closeEvidence = caseFile.action('closeEvidence', {
  label: '调查终结',
  about: '证据收集完毕，提出处理建议',
  who: AGENCY,
  to: 'evidence-closed',
  input: {},
  decide: ({ self, now }) => decided(set(self, { evidenceClosedAt: now })),
})

export const reopenCase = caseFile.action('reopen', {
  label: '补充调查',
  about: '审核或陈述申辩后需补充调查',
  who: AGENCY,
  to: 'investigating',
  input: { reason: longText('理由', { max: 500 }) },
  decide: ({ self }) => decided(set(self, { evidenceClosedAt: null, reviewedAt: null, noticedAt: null })),
})

export const suspendCase = caseFile.action('suspend', {
  label: '中止',
  about: '等待鉴定、法律适用等，中止调查',
  who: [by('agency', ['member'])],
  to: 'suspended',
  input: { reason: longText('理由', { max: 500 }) },
  decide: () => decided(),
})

export const resumeCase = caseFile.action('resume', {
  label: '恢复',
  about: '中止原因消除，恢复调查',
  who: [by('agency', ['member'])],
  to: 'investigating',
  input: {},
  decide: () => decided(),
})

export const withdrawCase = caseFile.action('withdraw', {
  label: '撤案',
  about: '违法事实不成立等，撤销案件',
  who: [by('agency', ['member'])],
  to: 'withdrawn',
  input: { reason: longText('理由', { max: 1000 }) },
  decide: ({ self, input, now }) =>
    decided(set(self, { outcome: 'withdrawn', outcomeReason: input.reason, closedAt: now })),
})

/** A crime is suspected: nothing may be closed with a fine before this is answered. */
export const proposeCriminal = caseFile.action('proposeCriminal', {
  label: '提出涉罪移送',
  about: '涉嫌犯罪的提出移送公安；答复前不得以罚代刑结案（R-150）',
  who: AGENCY,
  input: { reason: longText('理由', { max: 1000 }) },
  decide: ({ self }) =>
    self.criminal === 'none' ? decided(set(self, { criminal: 'proposed' })) : refuse('case.criminal.already'),
})

export const sendCriminal = caseFile.action('sendCriminal', {
  label: '移送公安',
  about: '负责人批准后移送公安机关，行政案件保持关联',
  who: [by('agency', ['member'])],
  input: { sentAt: instant('移送时间') },
  decide: ({ self, input }) =>
    self.criminal === 'proposed'
      ? decided(set(self, { criminal: 'sent', criminalAt: new Date(input.sentAt).toISOString() }))
      : refuse('case.criminal.not-proposed'),
})

export const policeAnswer = caseFile.action('policeAnswer', {
  label: '公安答复',
  about: '登记公安机关立案或不立案的答复',
  who: AGENCY,
  input: { filed: yesNo('公安已立案') },
  decide: ({ self, input }) =>
    self.criminal === 'sent'
      ? decided(set(self, { criminal: input.filed ? 'police-filed' : 'police-refused' }))
      : refuse('case.criminal.not-sent'),
})
