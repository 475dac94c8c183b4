import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, drop, edit, set } from '../ledger/change.ts'
import { code, codes, instant, longText, organisation as org, ref, text } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { premises } from '../premises/premises.ts'
import { answersOf } from './checklist.ts'

/** A supervisory inspection by officers, by a versioned checklist of the plan. */
export const inspection = ledger('inspection', {
  label: '监督检查',
  about: '执法人员监督检查：两名以上人员、检查表逐项、现场文书、后续措施（R-086、R-139）',
  placement: 'regional',
  fields: {
    premises: ref(premises, '场所').nullable(),
    subject: text('被检查单位', { search: 'name' }),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    kind: code('inspection-kind', '检查类型'),
    purposes: codes('form-category', '检查事项类别'),
    plannedFor: instant('计划时间'),
    startedAt: instant('开始时间').nullable(),
    endedAt: instant('结束时间').nullable(),
    contact: text('现场联系人', { max: 60 }).nullable(),
    checklist: code('checklist', '检查表'),
    checklistVersion: text('检查表版本', { max: 64 }),
    situation: longText('现场情况').nullable(),
    violations: codes('violation', '涉嫌违法类型'),
    followUp: longText('后续措施').nullable(),
    voidReason: text('作废原因', { max: 300 }).nullable(),
  },
  children: {
    officers: child('检查人员', { name: text('姓名', { max: 40 }), certificate: text('执法证号', { max: 40 }) }),
    answers: child('检查项', {
      item: code('checklist-item', '检查项'),
      answer: code('checklist-answer', '结果'),
      violation: code('violation', '涉嫌违法类型').nullable(),
    }),
    documents: child('文书', {
      kind: code('document-kind', '文书种类'),
      number: text('编号', { max: 60 }),
      at: instant('出具时间'),
    }),
  },
  life: {
    planned: state('已计划', ['assign', 'unassign', 'start', 'void'], 'wait'),
    'on-site': state('检查中', ['assign', 'unassign', 'answer', 'record', 'void']),
    recorded: state('已记录', ['issue', 'finish'], 'good'),
    'follow-up': state('后续处理', ['issue', 'finish'], 'wait'),
    closed: state('已办结', [], 'done'),
    void: state('作废', [], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always' } },
  lists: [
    {
      name: 'planned',
      label: '按计划时间',
      order: 'plannedFor',
      filters: ['status', 'kind', 'org', 'premises', 'town'],
    },
  ],
  columns: ['number', 'subject', 'kind', 'plannedFor', 'startedAt', 'org', 'violations', 'status'],
  title: 'subject',
  number: '检',
  labels: { org: '检查单位' },
})

const shape = inspection.fields.shape
const WHO = [by('org', CASEWORKERS)] as const

/** Plans an inspection with the checklist of the day: later versions do not change it. */
export const planInspection = inspection.create('plan', {
  label: '计划检查',
  about: '安排一次监督检查，固定检查表版本（R-087）',
  who: [by('seat', CASEWORKERS)],
  to: 'planned',
  input: {
    premises: shape.premises,
    subject: shape.subject.nullable(),
    kind: shape.kind,
    purposes: shape.purposes,
    plannedFor: shape.plannedFor,
    checklist: shape.checklist,
  },
  locks: ['premises'],
  decide({ input, locked, plan, org: seat }) {
    const subject = locked.premises?.name ?? input.subject
    if (!subject) return refuse('inspection.plan.no-subject')
    const answers = answersOf(plan, input.checklist, { bad: [], good: [] })
    if (answers === null) return refuse('inspection.checklist.unknown', null, { checklist: input.checklist })
    return created(
      {
        ...input,
        subject,
        plannedFor: new Date(input.plannedFor).toISOString(),
        town: locked.premises?.town ?? null,
        startedAt: null,
        endedAt: null,
        contact: null,
        checklistVersion: plan?.hash ?? '',
        situation: null,
        violations: [],
        followUp: null,
        voidReason: null,
        org: seat,
      },
      add('self', 'answers', answers),
    )
  },
})

export const assignOfficer = inspection.action('assign', {
  label: '加检查人员',
  about: '登记检查人员及执法证号；不少于两人（R-086）',
  who: WHO,
  input: { name: text('姓名', { max: 40 }), certificate: text('执法证号', { max: 40 }) },
  decide: ({ self, input }) =>
    self.officers.some((it) => it.certificate === input.certificate)
      ? refuse('inspection.assign.twice', null, { certificate: input.certificate })
      : decided(add(self, 'officers', [input])),
})

export const unassignOfficer = inspection.action('unassign', {
  label: '减检查人员',
  about: '移除误登的检查人员',
  who: WHO,
  input: { certificate: text('执法证号', { max: 40 }) },
  decide({ self, input }) {
    const row = self.officers.find((it) => it.certificate === input.certificate)
    return row ? decided(drop(self, 'officers', row.no)) : refuse('inspection.unassign.unknown', null, input)
  },
})

export const startInspection = inspection.action('start', {
  label: '开始检查',
  about: '到达现场，开始检查；须有两名以上持证人员（R-086）',
  who: WHO,
  to: 'on-site',
  input: { startedAt: instant('到场时间'), contact: shape.contact },
  decide: ({ self, input }) =>
    self.officers.length < 2
      ? refuse('inspection.start.two-officers', 'R-086', { officers: self.officers.length })
      : decided(set(self, { startedAt: new Date(input.startedAt).toISOString(), contact: input.contact })),
})

/** Answers lines of the checklist; what is not named stays as it is. */
export const answerInspection = inspection.action('answer', {
  label: '填检查表',
  about: '逐项登记：符合、不符合或不涉及',
  who: WHO,
  input: {
    good: codes('checklist-item', '符合'),
    bad: codes('checklist-item', '不符合'),
    na: codes('checklist-item', '不涉及'),
  },
  decide({ self, input, plan }) {
    const lines = answersOf(plan, self.checklist, input)
    if (lines === null) return refuse('inspection.answer.other-list', null, { checklist: self.checklist })
    const named = new Set([...input.good, ...input.bad, ...input.na])
    if (named.size < input.good.length + input.bad.length + input.na.length) return refuse('inspection.answer.twice')
    const changed = self.answers.filter((it) => named.has(it.item))
    return decided(
      ...changed.map((row) => {
        const line = lines.find((it) => it.item === row.item)
        return edit(self, 'answers', row.no, { answer: line?.answer ?? 'open', violation: line?.violation ?? null })
      }),
    )
  },
})

/** Ends the visit on site. Each line of the checklist must have been decided. */
export const recordInspection = inspection.action('record', {
  label: '完成记录',
  about: '检查结束：检查表每项都要有结论（R-139）',
  who: WHO,
  to: 'recorded',
  input: { endedAt: instant('结束时间'), situation: shape.situation.unwrap() },
  decide({ self, input, label }) {
    const open = self.answers.filter((it) => it.answer === 'open')
    const items = open.slice(0, 5).map((it) => label('checklist-item', it.item) ?? it.item)
    if (open.length > 0) return refuse('inspection.record.open', 'R-139', { count: open.length, items })
    const endedAt = new Date(input.endedAt).toISOString()
    if (self.startedAt !== null && endedAt < self.startedAt) return refuse('inspection.record.before-start')
    const violations = [...new Set(self.answers.flatMap((it) => it.violation ?? []))]
    return decided(set(self, { endedAt, situation: input.situation, violations }))
  },
})

export const issueDocument = inspection.action('issue', {
  label: '出具文书',
  about: '登记现场检查笔录、监督意见书、责令改正通知书等',
  who: WHO,
  to: 'follow-up',
  input: { kind: code('document-kind', '文书种类'), number: text('编号', { max: 60 }) },
  decide: ({ self, input, now }) => decided(add(self, 'documents', [{ ...input, at: now }])),
})

export const finishInspection = inspection.action('finish', {
  label: '办结',
  about: '检查办结',
  who: WHO,
  to: 'closed',
  input: { followUp: shape.followUp },
  decide: ({ self, input }) => decided(set(self, { followUp: input.followUp })),
})

export const voidInspection = inspection.action('void', {
  label: '作废',
  about: '未实施的检查作废，写明原因',
  who: WHO,
  to: 'void',
  input: { voidReason: shape.voidReason.unwrap() },
  decide: ({ self, input }) => decided(set(self, { voidReason: input.voidReason })),
})
