import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { notify, set } from '../ledger/change.ts'
import { code, file, instant, longText, organisation as org, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { lead } from '../lead/lead.ts'
import { caseFile } from './case.ts'

/** A request for technical assistance and its opinion: signed, and then never changed. */
export const opinion = ledger('opinion', {
  label: '技术认定',
  about: '产品检验、广告认定、物品和行为性质认定等技术支持：请求、受理、出具意见（R-093、方案五）',
  placement: 'regional',
  fields: {
    lead: ref(lead, '线索').nullable(),
    case: ref(caseFile, '案件').nullable(),
    subject: text('对象', { search: 'name' }),
    kind: code('opinion-kind', '认定种类'),
    provider: org('提供单位'),
    question: longText('请求事项'),
    materials: file('材料').nullable(),
    requestedAt: instant('请求时间'),
    acceptedAt: instant('受理时间').nullable(),
    supplement: longText('需补充').nullable(),
    issuedAt: instant('出具时间').nullable(),
    opinion: longText('意见').nullable(),
    signer: text('签发人', { max: 40 }).nullable(),
    document: file('意见书').nullable(),
  },
  life: {
    requested: state('待受理', ['accept', 'decline'], 'wait'),
    accepted: state('认定中', ['askMore', 'issue']),
    'more-needed': state('待补充', ['supply'], 'wait'),
    issued: state('已出具', ['close'], 'good'),
    declined: state('不予受理', [], 'bad'),
    closed: state('已采用', [], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', provider: 'always' } },
  lists: [
    {
      name: 'requested',
      label: '按请求时间',
      order: 'requestedAt',
      filters: ['status', 'provider', 'org', 'kind', 'case', 'lead'],
    },
  ],
  columns: ['number', 'subject', 'kind', 'org', 'provider', 'requestedAt', 'issuedAt', 'status'],
  title: 'subject',
  number: '认',
  labels: { org: '请求单位' },
  deadlines: {
    issue: {
      rule: 'opinion.issue',
      label: '出具技术意见',
      from: 'requestedAt',
      owner: 'provider',
      while: ['requested', 'accepted'],
    },
  },
})

const shape = opinion.fields.shape
const PROVIDER = [by('provider', CASEWORKERS)] as const

export const requestOpinion = opinion.create('request', {
  label: '请求认定',
  about: '向有关部门请求技术认定',
  who: [by('seat', CASEWORKERS)],
  to: 'requested',
  input: {
    lead: shape.lead,
    case: shape.case,
    subject: shape.subject.nullable(),
    kind: shape.kind,
    provider: shape.provider,
    question: shape.question,
    materials: shape.materials,
  },
  locks: ['lead', 'case'],
  decide({ input, locked, orgs, now }) {
    const subject = locked.case?.subject ?? locked.lead?.subject ?? input.subject
    if (!subject) return refuse('opinion.request.no-subject')
    if (!orgs.get(input.provider)) return refuse('opinion.request.unknown')
    return created(
      {
        ...input,
        subject,
        requestedAt: now,
        acceptedAt: null,
        supplement: null,
        issuedAt: null,
        opinion: null,
        signer: null,
        document: null,
      },
      notify(input.provider, 'opinion.requested', { subject }),
    )
  },
})

export const acceptOpinion = opinion.action('accept', {
  label: '受理',
  about: '受理技术认定请求',
  who: PROVIDER,
  to: 'accepted',
  input: {},
  decide: ({ self, now }) => decided(set(self, { acceptedAt: now })),
})

export const declineOpinion = opinion.action('decline', {
  label: '不予受理',
  about: '不属职责等，写明理由',
  who: PROVIDER,
  to: 'declined',
  input: { reason: longText('理由', { max: 500 }) },
  decide: ({ self, input }) =>
    decided(set(self, { opinion: input.reason }), notify(self.org, 'opinion.declined', { subject: self.subject })),
})

export const askMore = opinion.action('askMore', {
  label: '要求补充',
  about: '材料不足，要求补充',
  who: PROVIDER,
  to: 'more-needed',
  input: { supplement: shape.supplement.unwrap() },
  decide: ({ self, input }) =>
    decided(set(self, input), notify(self.org, 'opinion.more-needed', { subject: self.subject })),
})

export const supplyMore = opinion.action('supply', {
  label: '补充材料',
  about: '补充材料后继续认定',
  who: [by('org', CASEWORKERS)],
  to: 'accepted',
  input: { materials: shape.materials.unwrap() },
  decide: ({ self, input }) => decided(set(self, { ...input, supplement: null })),
})

export const issueOpinion = opinion.action('issue', {
  label: '出具意见',
  about: '签发技术认定意见，签发后不再改动',
  who: PROVIDER,
  to: 'issued',
  input: { opinion: shape.opinion.unwrap(), signer: shape.signer.unwrap(), document: shape.document },
  confirm: '签发后不能再改。',
  decide: ({ self, input, now }) =>
    decided(set(self, { ...input, issuedAt: now }), notify(self.org, 'opinion.issued', { subject: self.subject })),
})

export const closeOpinion = opinion.action('close', {
  label: '采用',
  about: '意见已在案件中采用',
  who: [by('org', CASEWORKERS)],
  to: 'closed',
  input: {},
  decide: () => decided(),
})
