import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, set } from '../ledger/change.ts'
import { code, longText, rowOf, text } from '../ledger/field.ts'
import { caseFile, UNDECIDED } from './case.ts'

const shape = caseFile.fields.shape
export const AGENCY = [by('agency', CASEWORKERS)] as const

/** Proposes a case, of a lead or by itself. */
export const proposeCase = caseFile.create('propose', {
  label: '提出立案',
  about: '由线索或检查提出立案，拟定案由和办案单位（R-148）',
  who: [by('seat', CASEWORKERS)],
  to: 'proposed',
  input: {
    lead: shape.lead,
    premises: shape.premises,
    subject: shape.subject.nullable(),
    cause: shape.cause,
    facts: shape.facts,
  },
  locks: ['lead', 'premises'],
  decide({ input, locked, org: seat, now }) {
    const subject = locked.lead?.subject ?? locked.premises?.name ?? input.subject
    if (!subject) return refuse('case.propose.no-subject')
    if (locked.lead && locked.lead.holder !== seat)
      return refuse('case.propose.lead-elsewhere', null, { number: locked.lead.number })
    return created({
      ...UNDECIDED,
      ...input,
      subject,
      premises: locked.lead?.premises ?? input.premises,
      town: locked.lead?.town ?? locked.premises?.town ?? null,
      agency: seat,
      proposedAt: now,
    })
  },
})

export const amendCase = caseFile.action('amend', {
  label: '补充案情',
  about: '补充案由和案情',
  who: AGENCY,
  input: { cause: shape.cause, facts: shape.facts },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** A party: the shop and each person apart, the national table splits 机构 and 人员. */
export const addParty = caseFile.action('addParty', {
  label: '加当事人',
  about: '登记当事人；单位和个人分列（R-101）。证件只记后四位',
  who: AGENCY,
  input: {
    kind: code('party-kind', '类别'),
    role: code('party-role', '身份'),
    name: text('名称（姓名）', { max: 100 }),
    identity: text('统一社会信用代码或证件号后四位', { max: 18 }).nullable(),
  },
  decide({ self, input }) {
    if (input.kind === 'person' && input.identity !== null && input.identity.length > 4)
      return refuse('case.party.whole-identity')
    if (self.parties.some((it) => it.name === input.name && it.kind === input.kind))
      return refuse('case.party.twice', null, { name: input.name })
    return decided(add(self, 'parties', [input]))
  },
})

/** What a party did, and the law it falls under; the column follows from the violation and where it happened. */
export const addViolation = caseFile.action('addViolation', {
  label: '加违法行为',
  about: '选择违法类型和适用依据；系统提示处罚幅度和部门，不确定的予以标明（R-102）',
  who: AGENCY,
  input: {
    party: rowOf('parties', '当事人'),
    violation: code('violation', '违法类型'),
    statute: code('statute', '适用依据').nullable(),
    note: text('说明', { max: 300 }).nullable(),
  },
  decide({ self, input, plan }) {
    const party = self.parties.find((it) => it.no === input.party)
    if (!party) return refuse('case.party.unknown', null, { no: input.party })
    const law = input.statute === null ? null : plan?.statutes[input.statute]
    if (law && !law.violations.includes(input.violation))
      return refuse('case.violation.other-law', null, { statute: law.label })
    const known = plan?.violations[input.violation]
    const category = known?.category === 'none' ? null : (known?.category ?? null)
    return decided(add(self, 'violations', [{ ...input, partyKind: party.kind, category }]))
  },
})

export const fileCase = caseFile.action('file', {
  label: '立案',
  about: '批准立案，90 日内作出处罚决定（行政处罚法第六十条）',
  who: [by('agency', ['member'])],
  to: 'filed',
  input: { opinion: longText('审批意见', { max: 500 }).nullable() },
  decide({ self, now }) {
    if (self.parties.length === 0) return refuse('case.file.no-party')
    if (self.violations.length === 0) return refuse('case.file.no-violation')
    return decided(set(self, { filedAt: now }))
  },
})

export const declineCase = caseFile.action('decline', {
  label: '不予立案',
  about: '不符合立案条件，写明理由',
  who: [by('agency', ['member'])],
  to: 'not-filed',
  input: { reason: longText('理由', { max: 1000 }) },
  decide: ({ self, input, now }) =>
    decided(set(self, { outcome: 'not-filed', outcomeReason: input.reason, closedAt: now })),
})
