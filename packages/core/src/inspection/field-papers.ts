import { longDate, longTime, orBlank, type Paper, type PaperWords } from '../kernel/paper.ts'
import type { RecordOf } from '../ledger/ledger.ts'
import type { inspection } from './inspection.ts'
import type { problem } from './problem.ts'

type Inspection = RecordOf<typeof inspection>
type Problem = RecordOf<typeof problem>

interface Given<R> {
  readonly self: R
  readonly words: PaperWords
}

const numberOf = (self: Inspection, kind: string): string | null =>
  self.documents.find((it) => it.kind === kind)?.number ?? null

/** 现场检查笔录: who, when, what was told and seen, and the signatures (行政处罚法第四十二、五十五条). */
export function onSiteRecord({ self, words }: Given<Inspection>): Paper {
  const officers = self.officers.map((it) => `${it.name}（执法证号 ${it.certificate}）`).join('、')
  return {
    title: '现场检查笔录',
    number: numberOf(self, 'on-site-record'),
    blocks: [
      {
        fields: [
          ['被检查单位', self.subject],
          ['检查类型', words.label('inspection-kind', self.kind)],
          ['检查时间', `${longTime(self.startedAt)}至${longTime(self.endedAt)}`],
          ['现场联系人', orBlank(self.contact)],
          ['检查人员', orBlank(officers)],
        ],
      },
      {
        text: `检查人员${officers}出示执法证件，说明来意，告知当事人有申请回避和陈述、申辩的权利。`,
      },
      { heading: '检查情况' },
      {
        columns: ['检查项', '结果', '涉嫌违法'],
        rows: self.answers.map((it) => [
          words.label('checklist-item', it.item),
          words.label('checklist-answer', it.answer),
          it.violation === null ? '' : words.label('violation', it.violation),
        ]),
      },
      { text: orBlank(self.situation) },
      {
        lines: [
          '以上笔录已阅（已向我宣读），与实际情况相符。',
          '当事人（现场负责人）签名：＿＿＿＿＿＿　时间：＿＿＿＿＿＿',
          '拒绝签名的，注明情况：',
          '检查人员签名：＿＿＿＿＿＿、＿＿＿＿＿＿',
        ],
      },
    ],
    signed: [words.name(self.org), longDate(self.endedAt)],
  }
}

/** 监督意见书: what was found wrong, and what is asked for. */
export function opinionLetter({ self, words }: Given<Inspection>): Paper {
  const wrong = self.answers.filter((it) => it.answer === 'bad')
  return {
    title: '监督意见书',
    number: numberOf(self, 'supervision-opinion'),
    blocks: [
      { text: `${self.subject}：` },
      { text: `${longDate(self.startedAt)}对你单位检查，发现以下问题：` },
      ...wrong.map((it, i) => ({ text: `${i + 1}．${words.label('checklist-item', it.item)}：不符合。` })),
      ...(wrong.length === 0 ? [{ text: '未发现检查表所列问题。' }] : []),
      { heading: '监督意见' },
      { text: orBlank(self.followUp) },
      { lines: ['签收人签名：＿＿＿＿＿＿　时间：＿＿＿＿＿＿'] },
    ],
    signed: [words.name(self.org), longDate(self.endedAt)],
  }
}

/** 责令改正通知书: the fact, the law, what and by when (行政处罚法第二十八条). */
export function correctionOrder({ self, words }: Given<Problem>): Paper {
  return {
    title: '责令改正通知书',
    number: self.orderNo,
    blocks: [
      { text: `${self.subject}：` },
      { text: `经查，你单位存在以下问题：${self.finding}。` },
      ...(self.violations.length === 0
        ? []
        : [{ text: `涉嫌：${self.violations.map((it) => words.label('violation', it)).join('；')}。` }]),
      {
        text: `依据行政处罚法第二十八条，责令你单位于${longDate(self.dueOn)}前改正，并将改正情况书面报告本机关。逾期不改正的，依法处理。`,
      },
      { text: '不服本通知的，可依法申请行政复议或者提起行政诉讼。' },
      { lines: ['签收人签名：＿＿＿＿＿＿　时间：＿＿＿＿＿＿'] },
    ],
    signed: [words.name(self.holder), longDate(self.orderedAt)],
  }
}
