import { formatYuan, inCapitals } from '../kernel/money.ts'
import { type Block, longDate, orBlank, type Paper, type PaperWords } from '../kernel/paper.ts'
import type { RecordOf } from '../ledger/ledger.ts'
import type { PlanFacts } from '../ledger/plan-facts.ts'
import type { caseFile } from './case.ts'

type Case = RecordOf<typeof caseFile>
type Line = Case['violations'][number]
type Penalty = Case['penalties'][number]

interface Given {
  readonly self: Case
  readonly words: PaperWords
  readonly plan: PlanFacts | null
}

const money = (fen: number): string => `${formatYuan(fen)}元（${inCapitals(fen)}）`

const partiesOf = ({ self, words }: Given): Block => ({
  columns: ['当事人', '类别', '身份', '统一社会信用代码（证件号后四位）'],
  rows: self.parties.map((it) => [
    it.name,
    words.label('party-kind', it.kind),
    words.label('party-role', it.role),
    it.identity ?? '',
  ]),
})

const partyName = (self: Case, no: number): string => self.parties.find((it) => it.no === no)?.name ?? ''

function lawOf({ plan, words }: Given, line: Line): string {
  const statute = line.statute === null ? undefined : plan?.statutes[line.statute]
  const said = words.label('violation', line.violation)
  if (!statute) return said
  return `${said}，依据${statute.law}${statute.confidence === 'sure' ? '' : '（条文待核对）'}`
}

const penaltyOf = ({ words }: Given, it: Penalty): string =>
  it.amount === null
    ? words.label('penalty-kind', it.kind)
    : `${words.label('penalty-kind', it.kind)}${money(it.amount)}`

const goodsOf = ({ self }: Given): Block[] =>
  self.goods.length === 0
    ? []
    : [
        { heading: '涉案物品' },
        {
          columns: ['名称', '数量', '单位', '价值（元）', '没收', '存放'],
          rows: self.goods.map((it) => [
            it.name,
            String(it.quantity),
            it.unit,
            it.value === null ? '' : formatYuan(it.value),
            it.confiscated ? '是' : '否',
            it.storage ?? '',
          ]),
        },
      ]

/** 立案审批表: the four conditions of filing, and room for those who approve. */
export function filingApproval(it: Given): Paper {
  const { self, words } = it
  return {
    title: '立案审批表',
    number: self.number,
    blocks: [
      {
        fields: [
          ['案由', self.cause],
          ['涉案对象', self.subject],
          ['案件来源', self.lead === null ? '自行发现' : words.name(self.lead)],
          ['办案单位', words.name(self.agency)],
          ['提出时间', longDate(self.proposedAt)],
          ['案情摘要', self.facts],
        ],
      },
      partiesOf(it),
      { heading: '涉嫌违法行为和依据' },
      ...self.violations.map((line) => ({ text: `${partyName(self, line.party)}：${lawOf(it, line)}。` })),
      { heading: '立案条件' },
      { text: '有证据初步证明违法行为；依法应当给予处罚；属于本机关管辖；在追责时效内。' },
      { heading: '审批' },
      { lines: ['承办人（两名以上）意见和签名：', '承办机构负责人意见和签名：', '机关负责人审批意见和签名：'] },
    ],
    signed: [words.name(self.agency), longDate(self.filedAt)],
  }
}

/** 行政处罚决定书 with what the law wants in it (行政处罚法第五十九条). */
export function decisionPaper(it: Given): Paper {
  const { self, words } = it
  return {
    title: '行政处罚决定书',
    number: self.decisionNo,
    blocks: [
      { heading: '当事人' },
      partiesOf(it),
      { heading: '违法事实和证据' },
      { text: self.facts },
      ...(self.income === null ? [] : [{ text: `认定违法所得${money(self.income)}。` }]),
      ...(self.goodsValue === null
        ? []
        : [{ text: `认定货值${money(self.goodsValue)}，依据：${self.goodsBasis ?? ''}。` }]),
      ...(self.heavier ? [{ text: `有从重情节：${self.heavierNote ?? ''}。` }] : []),
      { heading: '告知和陈述、申辩' },
      {
        text: `${self.noticedAt === null ? '' : `${longDate(self.noticedAt)}告知拟作出的处罚及事实、理由、依据和陈述、申辩${self.hearing === null ? '' : '、听证'}的权利。`}陈述、申辩及采纳情况：${orBlank(null)}`,
      },
      { heading: '处罚种类和依据' },
      ...self.violations.flatMap((line) => [
        { text: `${partyName(self, line.party)}：${lawOf(it, line)}，决定：` },
        ...self.penalties
          .filter((penalty) => penalty.line === line.no && penalty.status !== 'annulled')
          .map((penalty, i) => ({ text: `${i + 1}．${penaltyOf(it, penalty)}。` })),
      ]),
      ...goodsOf(it),
      { heading: '履行方式和期限' },
      {
        text: '罚款自收到本决定书之日起十五日内缴至指定银行或通过电子支付系统缴纳（行政处罚法第六十七条）；到期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额（第七十二条）。',
      },
      { heading: '复议和诉讼' },
      {
        text: '不服本决定的，可自收到之日起六十日内申请行政复议，或六个月内向人民法院提起行政诉讼。复议、诉讼期间本决定不停止执行，法律另有规定的除外。',
      },
    ],
    signed: [words.name(self.agency), longDate(self.decidedAt), '（印章）'],
  }
}

/** 案件移送函: a suspected crime goes to the police with its record, goods and findings. */
export function transferLetter(it: Given): Paper {
  const { self, words } = it
  return {
    title: '案件移送函',
    number: null,
    blocks: [
      { text: '＿＿＿＿＿＿公安局（分局）：' },
      {
        text: `我单位办理的“${self.subject}”涉嫌${self.cause}一案，${self.filedAt === null ? '' : `于${longDate(self.filedAt)}立案，`}经查涉嫌犯罪，现移送你单位。`,
      },
      { heading: '当事人' },
      partiesOf(it),
      { heading: '案情' },
      { text: self.facts },
      ...goodsOf(it),
      { heading: '附件' },
      { text: '一、案件调查报告；二、涉案物品清单；三、检验鉴定意见；四、其他有关材料。' },
      { lines: ['接收人签名和时间：'] },
    ],
    signed: [words.name(self.agency), longDate(self.criminalAt)],
  }
}

/** 结案报告: what was decided, what was carried out. */
export function closingReport(it: Given): Paper {
  const { self, words } = it
  return {
    title: '结案报告',
    number: self.documents.find((each) => each.kind === 'closing-report')?.number ?? null,
    blocks: [
      {
        fields: [
          ['案由', self.cause],
          ['涉案对象', self.subject],
          ['立案时间', longDate(self.filedAt)],
          ['决定时间和文号', `${longDate(self.decidedAt)} ${self.decisionNo ?? ''}`],
          ['送达时间', longDate(self.servedAt)],
          ['处理结果', self.outcome === null ? '' : words.label('case-outcome', self.outcome)],
          ...(self.outcomeReason === null ? [] : [['理由', self.outcomeReason] as const]),
        ],
      },
      { heading: '处罚和执行' },
      {
        columns: ['当事人', '处罚', '原定（元）', '现定（元）', '已缴（元）', '执行'],
        rows: self.penalties.map((penalty) => [
          partyName(self, penalty.party),
          words.label('penalty-kind', penalty.kind),
          penalty.initial === null ? '' : formatYuan(penalty.initial),
          penalty.amount === null ? '' : formatYuan(penalty.amount),
          penalty.amount === null ? '' : formatYuan(penalty.paid),
          words.label('penalty-state', penalty.status),
        ]),
      },
      {
        text: `罚款合计${money(self.fineTotal)}，没收违法所得合计${money(self.incomeTotal)}，已缴${money(self.paidTotal)}。`,
      },
      ...goodsOf(it),
      { heading: '涉嫌犯罪' },
      { text: words.label('criminal-state', self.criminal) },
      { heading: '审批' },
      { lines: [`承办人签名：${orBlank(null)}`, `机关负责人审批签名：${orBlank(null)}`] },
    ],
    signed: [words.name(self.agency), longDate(self.closedAt)],
  }
}
