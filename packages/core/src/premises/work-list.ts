import { CASEWORKERS } from '../access/roles.ts'
import { shanghaiDate } from '../kernel/dates.ts'
import { by, decided, refuse } from '../ledger/action.ts'
import { add, notify, set, waive } from '../ledger/change.ts'
import { date, organisation as org, text } from '../ledger/field.ts'
import { LIST_WORKERS, listEntry } from './list-entry.ts'

const { officer, checkBy } = listEntry.fields.shape
const { checkResult, checkNote, disposal, circumstances, harm, outcome, outcomeNote } = listEntry.fields.shape

const ASSIGNERS = [by('seat', ['office']), by('org', LIST_WORKERS)] as const

/** Gives it to somebody to go and look; again when it was given wrongly. */
export const assignEntry = listEntry.action('assign', {
  label: '分派',
  about: '分派给承办单位到现场核查，可写明承办人和核查期限（R-137）',
  who: [...ASSIGNERS, by('holder', ['member'])],
  to: 'assigned',
  many: true,
  input: { holder: org('承办单位'), officer: officer.default(null), checkBy: checkBy.default(null) },
  decide({ self, input, orgs, now }) {
    if (!orgs.get(input.holder)) return refuse('list-entry.assign.unknown')
    if (input.checkBy !== null && input.checkBy < shanghaiDate(now))
      return refuse('list-entry.assign.past', null, { checkBy: input.checkBy })
    return decided(
      set(self, { ...input, assignedAt: now }),
      notify(input.holder, 'list-entry.assigned', { subject: self.subject }),
    )
  },
})

/** It was given to the wrong people, or too early: it waits again, and its first clock runs on. */
export const recallEntry = listEntry.action('recall', {
  label: '收回分派',
  about: '尚未核查的收回，恢复为待分派；分派时限从原起点接着算（R-137）',
  who: ASSIGNERS,
  to: 'listed',
  many: true,
  input: {},
  decide: ({ self }) =>
    decided(
      set(self, { holder: null, officer: null, assignedAt: null, checkBy: null }),
      waive(self, 'check'),
      ...(self.holder === null ? [] : [notify(self.holder, 'list-entry.recalled', { subject: self.subject })]),
    ),
})

/** What was seen on the spot; only this says what the place is. */
export const checkEntry = listEntry.action('check', {
  label: '登记核查',
  about: '登记现场核查结果；比对结果不能代替现场核查（专项治理方案四（二））',
  who: [by('holder', [...CASEWORKERS, 'grid'])],
  to: 'checked',
  input: { checkResult: checkResult.unwrap(), checkNote: checkNote.unwrap() },
  decide: ({ self, input, actor, now }) => decided(set(self, { ...input, checkedAt: now, checkedBy: actor.person })),
})

/** Proposes how it is to be disposed of, by circumstances and harm. */
export const classifyEntry = listEntry.action('classify', {
  label: '提出处置类别',
  about:
    '按违法情形和危害程度提出刑事打击、行政处罚、引导规范或引导转型，报负责人批准（专项治理方案（11）（19）、R-074）',
  who: [by('holder', LIST_WORKERS)],
  to: 'classified',
  input: { disposal: disposal.unwrap(), circumstances: circumstances.unwrap(), harm: harm.unwrap() },
  decide({ self, input, actor, now }) {
    if (self.checkResult === 'not-found' || self.checkResult === 'in-order')
      return refuse('list-entry.classify.nothing')
    if (input.disposal === 'guide-transform' && self.checkResult === 'practising')
      return refuse('list-entry.classify.still-practising')
    return decided(set(self, { ...input, proposedBy: actor.person, proposedAt: now }))
  },
})

/** A second person agrees. */
export const approveDisposal = listEntry.action('approve', {
  label: '批准处置',
  about: '单位负责人批准处置类别；提出人不能批准自己的意见（R-137）',
  who: [by('holder', ['member']), by('seat', ['lghead'])],
  to: 'disposing',
  input: {},
  decide: ({ self, actor, now }) =>
    actor.person === self.proposedBy
      ? refuse('list-entry.approve.own-proposal')
      : decided(set(self, { approvedBy: actor.person, approvedAt: now })),
})

/** Not so: it goes back to whoever proposed it. */
export const sendBackDisposal = listEntry.action('sendBack', {
  label: '退回',
  about: '退回重新提出处置类别，写明理由',
  who: [by('holder', ['member']), by('seat', ['lghead'])],
  to: 'checked',
  input: { reason: text('理由', { max: 500 }) },
  decide: ({ self, input }) =>
    decided(
      set(self, { proposedBy: null, proposedAt: null }),
      ...(self.holder === null
        ? []
        : [notify(self.holder, 'list-entry.sent-back', { subject: self.subject, reason: input.reason })]),
    ),
})

/** One measure that was taken. */
export const disposeEntry = listEntry.action('dispose', {
  label: '记处置措施',
  about: '登记采取的措施：责令停止执业、立案、约谈、指导办证、指导转型等',
  who: [by('holder', CASEWORKERS)],
  input: { on: date('日期'), measure: text('措施', { max: 500 }), document: text('文书编号', { max: 60 }).nullable() },
  decide: ({ self, input, org: seat, now }) =>
    input.on > shanghaiDate(now)
      ? refuse('list-entry.dispose.ahead', null, { on: input.on })
      : decided(add(self, 'measures', [{ ...input, by: seat }])),
})

/** Done with: licensed, transformed, punished, closed down, in order, or not found. */
export const closeEntry = listEntry.action('close', {
  label: '办结',
  about: '登记处置结果并办结；核查发现正在开展医疗美容活动的，须先分类处置（专项治理方案（11））',
  who: [by('holder', CASEWORKERS)],
  to: 'closed',
  input: { outcome: outcome.unwrap(), outcomeNote },
  decide({ self, input, now }) {
    const disposed = self.approvedAt !== null
    if (!disposed && (self.checkResult === 'practising' || self.checkResult === 'refused'))
      return refuse('list-entry.close.undisposed')
    if (disposed && self.measures.length === 0) return refuse('list-entry.close.no-measure')
    return decided(set(self, { ...input, closedAt: now }))
  },
})

/** It became a lead. Done by raising one. */
export const linkEntry = listEntry.action('linkLead', {
  label: '转线索',
  about: '核查发现的违法情形已转为线索',
  input: {},
  decide: ({ self, now }) => decided(set(self, { leadAt: now })),
})
