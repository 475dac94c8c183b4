import { CASEWORKERS, FINDERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { notify, set } from '../ledger/change.ts'
import { code, codes, date, file, instant, longText, organisation as org, person, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { premises } from '../premises/premises.ts'
import { inspection } from './inspection.ts'
import { visit } from './visit.ts'

/** A problem found and what was made of it: ordered to be put right by a day, verified, or a lead or case. */
export const problem = ledger('problem', {
  label: '问题整改',
  about: '检查和排查发现的问题：责令改正、限期、整改证明、核验；逾期上报，反弹转线索（R-088、R-140）',
  placement: 'regional',
  fields: {
    visit: ref(visit, '排查记录').nullable(),
    inspection: ref(inspection, '检查记录').nullable(),
    premises: ref(premises, '场所').nullable(),
    subject: text('对象', { search: 'name' }),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    holder: org('跟办单位'),
    foundAt: instant('发现时间'),
    finding: longText('问题'),
    violations: codes('violation', '涉嫌违法类型'),
    severity: code('severity', '严重程度'),
    order: code('order-kind', '处理方式').nullable(),
    orderNo: text('文书编号', { max: 60 }).nullable(),
    orderedAt: instant('责令时间').nullable(),
    dueOn: date('整改期限').nullable(),
    rectifiedAt: instant('报告整改时间').nullable(),
    proof: file('整改证明').nullable(),
    verifiedAt: instant('核验时间').nullable(),
    verifiedBy: person('核验人').nullable(),
    becameLead: text('转为线索', { max: 60 }).nullable(),
    relapsedAt: instant('反弹时间').nullable(),
    closedAt: instant('办结时间').nullable(),
  },
  life: {
    found: state('待处理', ['order', 'verify', 'linkLead', 'close'], 'wait'),
    ordered: state('整改中', ['extend', 'rectify', 'verify', 'linkLead', 'close']),
    rectified: state('待核验', ['verify', 'reject', 'linkLead'], 'wait'),
    verified: state('已核验', ['relapse', 'close', 'linkLead'], 'good'),
    relapsed: state('已反弹', ['order', 'linkLead'], 'bad'),
    closed: state('已办结', ['relapse', 'linkLead'], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', holder: 'always', town: 'always' } },
  lists: [
    {
      name: 'found',
      label: '按发现时间',
      order: 'foundAt',
      filters: ['status', 'holder', 'town', 'severity', 'premises', 'visit', 'inspection'],
    },
  ],
  columns: ['number', 'subject', 'foundAt', 'severity', 'holder', 'dueOn', 'becameLead', 'status'],
  title: 'subject',
  number: '问',
  labels: { org: '发现单位' },
  deadlines: {
    handle: {
      rule: 'problem.handle',
      label: '处理问题',
      from: 'foundAt',
      owner: 'holder',
      while: ['found', 'relapsed'],
    },
    rectify: {
      rule: 'problem.rectify',
      label: '核验整改',
      from: 'orderedAt',
      due: 'dueOn',
      owner: 'holder',
      while: ['ordered', 'rectified'],
    },
  },
})

const { visit: from, inspection: check, premises: place, finding, violations, severity } = problem.fields.shape

/** Writes down a problem, of a visit, an inspection or by itself. */
export const findProblem = problem.create('find', {
  label: '登记问题',
  about: '登记发现的问题，列入整改台账（方案六（二））',
  who: [by('seat', FINDERS)],
  to: 'found',
  input: {
    visit: from,
    inspection: check,
    premises: place,
    subject: problem.fields.shape.subject.nullable(),
    finding,
    violations,
    severity,
  },
  locks: ['visit', 'inspection', 'premises'],
  decide({ input, locked, org: seat, now }) {
    const origin = locked.visit ?? locked.inspection
    const subject = origin?.subject ?? locked.premises?.name ?? input.subject
    if (!subject) return refuse('problem.find.no-subject')
    return created({
      ...input,
      subject,
      premises: origin?.premises ?? input.premises,
      town: origin?.town ?? locked.premises?.town ?? null,
      holder: seat,
      foundAt: locked.visit?.visitedAt ?? locked.inspection?.startedAt ?? now,
      order: null,
      orderNo: null,
      orderedAt: null,
      dueOn: null,
      rectifiedAt: null,
      proof: null,
      verifiedAt: null,
      verifiedBy: null,
      becameLead: null,
      relapsedAt: null,
      closedAt: null,
    })
  },
})

/** Orders it to be put right by a day. */
export const orderProblem = problem.action('order', {
  label: '责令改正',
  about: '下达责令改正或监督意见，限期整改（R-088）',
  who: [by('holder', CASEWORKERS)],
  to: 'ordered',
  input: { order: code('order-kind', '处理方式'), orderNo: text('文书编号', { max: 60 }), dueOn: date('整改期限') },
  decide: ({ self, input, now }) =>
    input.dueOn < now.slice(0, 10)
      ? refuse('problem.order.past', null, { dueOn: input.dueOn })
      : decided(set(self, { ...input, orderedAt: now })),
})

/** Gives more time; the old due day stays in the history. */
export const extendProblem = problem.action('extend', {
  label: '延长期限',
  about: '延长整改期限，须写明原因',
  who: [by('holder', CASEWORKERS)],
  input: { dueOn: date('新期限'), reason: text('原因', { max: 300 }) },
  decide: ({ self, input }) =>
    self.dueOn !== null && input.dueOn <= self.dueOn
      ? refuse('problem.extend.not-later')
      : decided(set(self, { dueOn: input.dueOn })),
})

/** The place says that it is done, with proof. */
export const rectifyProblem = problem.action('rectify', {
  label: '报告整改',
  about: '登记整改完成及证明，待核验',
  who: [by('holder', FINDERS)],
  to: 'rectified',
  input: { proof: problem.fields.shape.proof },
  decide: ({ self, input, now }) => decided(set(self, { proof: input.proof, rectifiedAt: now })),
})

/** It is not done: back to being owed, with its old due day. */
export const rejectProblem = problem.action('reject', {
  label: '核验不通过',
  about: '整改不到位，退回继续整改',
  who: [by('holder', CASEWORKERS)],
  to: 'ordered',
  input: { reason: text('原因', { max: 300 }) },
  decide: ({ self }) => decided(set(self, { rectifiedAt: null })),
})

/** Somebody looked, and it is put right. */
export const verifyProblem = problem.action('verify', {
  label: '核验通过',
  about: '现场核验整改到位',
  who: [by('holder', CASEWORKERS)],
  to: 'verified',
  input: {},
  decide: ({ self, actor, now }) => decided(set(self, { verifiedAt: now, verifiedBy: actor.person })),
})

export const closeProblem = problem.action('close', {
  label: '办结',
  about: '问题办结',
  who: [by('holder', CASEWORKERS)],
  to: 'closed',
  input: { reason: text('办结说明', { max: 300 }) },
  decide: ({ self, now }) => decided(set(self, { closedAt: now })),
})

/** It is back. Done by a second look. */
export const relapseProblem = problem.action('relapse', {
  label: '反弹',
  about: '回头看发现反弹（R-151）',
  to: 'relapsed',
  input: { at: instant('发现反弹时间') },
  decide: ({ self, input }) =>
    decided(set(self, { relapsedAt: input.at }), notify(self.holder, 'problem.relapsed', { subject: self.subject })),
})

/** It became a lead. Done by raising one. */
export const linkProblem = problem.action('linkLead', {
  label: '转线索',
  about: '问题已转为线索',
  input: { number: text('线索编号', { max: 60 }) },
  decide: ({ self, input }) => decided(set(self, { becameLead: input.number })),
})
