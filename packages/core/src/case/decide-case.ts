import { by, decided, refuse } from '../ledger/action.ts'
import { add, drop, edit, set } from '../ledger/change.ts'
import { code, date, fen, instant, longText, rowOf, text, yesNo } from '../ledger/field.ts'
import type { RecordOf } from '../ledger/ledger.ts'
import type { PlanFacts } from '../ledger/plan-facts.ts'
import { caseFile } from './case.ts'
import { AGENCY } from './open-case.ts'
import { fineRange, judgeFine } from './statute.ts'

type Case = RecordOf<typeof caseFile>
type Penalty = Case['penalties'][number]

const MONEY = new Set(['fine', 'confiscate-income'])

/** The lawful range for a violation line of a case, by the statute it was put under. */
export function rangeFor(plan: PlanFacts | null, self: Case, lineNo: number) {
  const line = self.violations.find((it) => it.no === lineNo)
  const statute = line?.statute ? plan?.statutes[line.statute] : undefined
  if (!line || !statute) return null
  const party = line.partyKind === 'person' ? ('person' as const) : ('organisation' as const)
  const base = { party, incomeFen: self.income, goodsFen: self.goodsValue, costFen: self.adCost }
  return { statute, base, range: fineRange(statute, base) }
}

/** Sums over what stands: annulled items count no more. */
export function totalsOf(penalties: readonly Penalty[]) {
  const standing = penalties.filter((it) => it.status !== 'annulled')
  const sum = (kind: string) => standing.filter((it) => it.kind === kind).reduce((all, it) => all + (it.amount ?? 0), 0)
  return {
    fineTotal: sum('fine'),
    incomeTotal: sum('confiscate-income'),
    paidTotal: standing.reduce((all, it) => all + it.paid, 0),
  }
}

/** A penalty item for a party and one of its violations. Outside the law's range it needs a reason, and is marked. */
export const addPenalty = caseFile.action('addPenalty', {
  label: '加处罚项',
  about: '逐项拟定处罚；罚款超出法定幅度的须写明理由（R-102）',
  who: AGENCY,
  input: {
    line: rowOf('violations', '违法行为'),
    kind: code('penalty-kind', '处罚种类'),
    amount: fen('金额').nullable(),
    unusual: text('超出法定幅度的理由', { max: 500 }).nullable(),
  },
  decide({ self, input, plan }) {
    const line = self.violations.find((it) => it.no === input.line)
    if (!line) return refuse('case.penalty.line-unknown', null, { line: input.line })
    if (MONEY.has(input.kind) !== (input.amount !== null)) return refuse('case.penalty.amount', null, {})
    const law = rangeFor(plan, self, input.line)
    if (input.kind === 'fine' && law && input.amount !== null && input.unusual === null) {
      const verdict = judgeFine(law.statute, law.base, input.amount)
      if (verdict === 'below' || verdict === 'above')
        return refuse('case.penalty.outside', law.statute.law, {
          min: (law.range?.minFen ?? 0) / 100,
          max: law.range?.maxFen === null || law.range === null ? '' : law.range.maxFen / 100,
        })
    }
    return decided(
      add(self, 'penalties', [
        {
          ...input,
          party: line.party,
          partyKind: line.partyKind,
          category: line.category,
          initial: input.amount,
          decidedAt: null,
          status: 'decided',
          paid: 0,
        },
      ]),
    )
  },
})

export const dropPenalty = caseFile.action('dropPenalty', {
  label: '删处罚项',
  about: '决定前删去拟定的处罚项',
  who: AGENCY,
  input: { no: rowOf('penalties', '处罚项') },
  decide: ({ self, input }) =>
    self.penalties.some((it) => it.no === input.no)
      ? decided(drop(self, 'penalties', input.no))
      : refuse('case.penalty.unknown', null, input),
})

export const reviewCase = caseFile.action('review', {
  label: '法制审核',
  about: '法制审核；审核人与承办人不得为同一人',
  who: [by('agency', ['member'])],
  to: 'reviewed',
  input: { opinion: longText('审核意见', { max: 1000 }) },
  decide: ({ self, input, actor, now }) =>
    self.createdBy === actor.person
      ? refuse('case.review.own')
      : decided(set(self, { reviewedAt: now, reviewOpinion: input.opinion })),
})

export const noticeCase = caseFile.action('notice', {
  label: '事先告知',
  about: '告知当事人拟处罚内容及陈述申辩、听证权利',
  who: AGENCY,
  to: 'noticed',
  input: { hearing: yesNo('要求听证') },
  decide: ({ self, input, now }) => decided(set(self, { noticedAt: now, hearing: input.hearing })),
})

export const decideCase = caseFile.action('decide', {
  label: '作出处罚决定',
  about: '负责人作出处罚决定，处罚项自此生效（行政处罚法第五十七条）',
  who: [by('agency', ['member'])],
  to: 'decided',
  input: { decisionNo: text('处罚决定书文号', { max: 60 }) },
  decide({ self, input, now }) {
    if (self.penalties.length === 0) return refuse('case.decide.no-penalty')
    return decided(
      set(self, { decidedAt: now, decisionNo: input.decisionNo, outcome: 'penalty', ...totalsOf(self.penalties) }),
      ...self.penalties.map((it) => edit(self, 'penalties', it.no, { decidedAt: now })),
      add(self, 'documents', [{ kind: 'decision', number: input.decisionNo, at: now }]),
    )
  },
})

export const decideNone = caseFile.action('decideNone', {
  label: '不予处罚',
  about: '情节轻微等依法不予处罚，写明理由',
  who: [by('agency', ['member'])],
  to: 'executed',
  input: { reason: longText('理由', { max: 1000 }) },
  decide: ({ self, input, now }) =>
    decided(set(self, { decidedAt: now, outcome: 'no-penalty', outcomeReason: input.reason, executedAt: now })),
})

export const serveCase = caseFile.action('serve', {
  label: '送达',
  about: '送达处罚决定书，15 日内缴款（行政处罚法第六十七条）',
  who: AGENCY,
  to: 'executing',
  input: { servedAt: instant('送达时间') },
  decide: ({ self, input }) => decided(set(self, { servedAt: new Date(input.servedAt).toISOString() })),
})

/** A payment, in instalments if need be. */
export const payCase = caseFile.action('pay', {
  label: '登记缴款',
  about: '登记缴款，可分期（R-102）',
  who: AGENCY,
  input: {
    penalty: rowOf('penalties', '处罚项'),
    paidOn: date('缴款日期'),
    amount: fen('金额'),
    receipt: text('票据号', { max: 60 }).nullable(),
  },
  decide({ self, input, now }) {
    const item = self.penalties.find((it) => it.no === input.penalty)
    if (!item || item.amount === null) return refuse('case.penalty.unknown', null, { no: input.penalty })
    if (input.amount === 0) return refuse('case.pay.nothing')
    const paid = item.paid + input.amount
    if (paid > item.amount) return refuse('case.pay.too-much', null, { left: (item.amount - item.paid) / 100 })
    const status = paid === item.amount ? 'executed' : 'paying'
    const after = self.penalties.map((it) => (it.no === item.no ? { ...it, paid, status } : it))
    return decided(
      add(self, 'payments', [{ ...input, paidAt: now }]),
      edit(self, 'penalties', item.no, { paid, status }),
      set(self, totalsOf(after)),
    )
  },
})

/** An item that is not money was carried out, or one was enforced or annulled on review. */
export const settlePenalty = caseFile.action('settle', {
  label: '登记执行',
  about: '登记非金钱处罚的执行、强制执行，或复议诉讼撤销',
  who: AGENCY,
  input: { penalty: rowOf('penalties', '处罚项'), status: code('penalty-state', '执行状态') },
  decide({ self, input }) {
    const item = self.penalties.find((it) => it.no === input.penalty)
    if (!item) return refuse('case.penalty.unknown', null, { no: input.penalty })
    const after = self.penalties.map((it) => (it.no === item.no ? { ...it, status: input.status } : it))
    return decided(edit(self, 'penalties', item.no, { status: input.status }), set(self, totalsOf(after)))
  },
})

/** Corrects a decided amount (review, court, error). The original stays beside it, and figures show the difference. */
export const correctPenalty = caseFile.action('correct', {
  label: '变更金额',
  about: '复议、诉讼或更正改变已决定的金额；原定金额保留',
  who: [by('agency', ['member'])],
  input: { penalty: rowOf('penalties', '处罚项'), amount: fen('新金额'), reason: longText('理由', { max: 500 }) },
  decide({ self, input }) {
    const item = self.penalties.find((it) => it.no === input.penalty)
    if (!item || item.amount === null) return refuse('case.penalty.unknown', null, { no: input.penalty })
    if (input.amount < item.paid) return refuse('case.correct.below-paid', null, { paid: item.paid / 100 })
    const status = input.amount === item.paid ? 'executed' : item.status === 'executed' ? 'paying' : item.status
    const after = self.penalties.map((it) => (it.no === item.no ? { ...it, amount: input.amount, status } : it))
    return decided(edit(self, 'penalties', item.no, { amount: input.amount, status }), set(self, totalsOf(after)))
  },
})

const OPEN = new Set(['decided', 'paying'])

export const executeCase = caseFile.action('execute', {
  label: '执行完毕',
  about: '全部处罚项执行完毕',
  who: AGENCY,
  to: 'executed',
  input: {},
  decide({ self, now }) {
    const left = self.penalties.filter((it) => OPEN.has(it.status))
    return left.length > 0
      ? refuse('case.execute.left', null, { items: left.map((it) => it.no) })
      : decided(set(self, { executedAt: now }))
  },
})

/** Closed with a fine only after the question of crime is answered. */
export const closeCase = caseFile.action('close', {
  label: '结案',
  about: '结案归档；涉嫌犯罪尚无结论的不能以处罚结案（R-150）',
  who: [by('agency', ['member'])],
  to: 'closed',
  input: { report: text('结案报告文号', { max: 60 }) },
  confirm: '结案后只能公示和变更金额。',
  decide: ({ self, input, now }) =>
    self.criminal === 'proposed' || self.criminal === 'sent'
      ? refuse('case.close.criminal-open', 'R-150', {})
      : decided(
          set(self, { closedAt: now }),
          add(self, 'documents', [{ kind: 'closing-report', number: input.report, at: now }]),
        ),
})

export const publishCase = caseFile.action('publish', {
  label: '公示',
  about: '登记处罚公示日期',
  who: AGENCY,
  input: { publishedOn: date('公示日期') },
  decide: ({ self, input }) => decided(set(self, input)),
})
