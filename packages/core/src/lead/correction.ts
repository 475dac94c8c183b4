import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { notify, perform, set } from '../ledger/change.ts'
import { code, codes, instant, integer, longText, person, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { correctLead } from './conclude-lead.ts'
import { lead } from './lead.ts'

const { subject, address, source, violations, facts, result, resultNote } = lead.fields.shape
/** What of a concluded lead may be found wrong. Its discovery, its holder and its times stay: clocks hang on them. */
const correctable = { subject, address, source, violations, facts, result, resultNote }
const NAMES = Object.keys(correctable) as (keyof typeof correctable)[]

/** A correction of a lead that is verified or closed: asked for with its reason, granted by the unit's head. */
export const correction = ledger('correction', {
  label: '线索更正',
  about: '已核实、已办结的线索有误的，说明理由申请更正，经单位负责人批准后更正；原内容留在历史里',
  placement: 'regional',
  fields: {
    lead: ref(lead, '线索'),
    of: text('更正对象', { search: 'name' }),
    reason: longText('更正理由', { max: 1000 }),
    subject: text('涉及对象').nullable(),
    address: text('地点', { max: 300 }).nullable(),
    source: code('lead-source', '来源').nullable(),
    violations: codes('violation', '违法类型').nullable(),
    facts: longText('事实').nullable(),
    result,
    resultNote,
    base: integer('更正所据版本'),
    decidedAt: instant('审批时间').nullable(),
    decidedBy: person('审批人').nullable(),
    opinion: longText('审批意见', { max: 1000 }).nullable(),
  },
  governedBy: 'lead',
  life: {
    requested: state('待审批', ['approve', 'refuse'], 'wait'),
    approved: state('已更正', [], 'good'),
    refused: state('未批准', [], 'bad'),
  },
  sees: { roles: ['office'], orgs: { org: 'always' } },
  lists: [{ name: 'made', label: '按申请时间', order: 'createdAt', filters: ['status', 'lead'] }],
  columns: ['number', 'of', 'reason', 'status', 'decidedAt'],
  title: 'of',
  labels: { org: '申请单位' },
  number: '更',
})

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Asks for it: the form begins with what the lead says; what was left as it was is not part of the request. */
export const requestCorrection = correction.create('request', {
  label: '申请更正',
  about: '写明更正后的内容和理由，报单位负责人批准',
  who: [by('lead.holder', CASEWORKERS), by('lead.org', CASEWORKERS)],
  to: 'requested',
  input: { lead: correction.fields.shape.lead, ...correctable, reason: correction.fields.shape.reason },
  locks: ['lead'],
  decide({ input, locked, org: seat }) {
    const { lead: it } = locked
    if (it.status !== 'verified' && it.status !== 'closed')
      return refuse('correction.request.still-open', null, { number: it.number })
    const wrong = NAMES.filter((name) => input[name] !== null && !same(input[name], it[name]))
    if (wrong.length === 0) return refuse('correction.request.nothing-changes', null, { number: it.number })
    const asked = <K extends (typeof NAMES)[number]>(name: K) => (wrong.includes(name) ? input[name] : null)
    return created(
      {
        lead: it.id,
        of: it.subject,
        reason: input.reason,
        subject: asked('subject'),
        address: asked('address'),
        source: asked('source'),
        violations: asked('violations'),
        facts: asked('facts'),
        result: asked('result'),
        resultNote: asked('resultNote'),
        base: it.version,
        decidedAt: null,
        decidedBy: null,
        opinion: null,
      },
      notify(seat, 'correction.requested', { subject: it.subject }, ['member']),
    )
  },
})

/** Grants it: the lead is corrected in the same transaction, unless it changed since the request was written. */
export const approveCorrection = correction.action('approve', {
  label: '批准',
  about: '单位负责人批准，线索随即更正；申请后线索又有变化的须重新申请',
  who: [by('org', ['member'])],
  to: 'approved',
  input: { opinion: correction.fields.shape.opinion },
  locks: ['lead'],
  confirm: '批准后线索立即更正，原内容留在历史里。',
  decide({ self, input, locked, actor, now }) {
    if (actor.person === self.createdBy) return refuse('correction.approve.own-request')
    if (locked.lead.version !== self.base)
      return refuse('correction.approve.lead-changed', null, { number: locked.lead.number })
    return decided(
      set(self, { ...input, decidedAt: now, decidedBy: actor.person }),
      perform(correctLead, locked.lead, Object.fromEntries(NAMES.map((name) => [name, self[name]])) as never),
      notify(locked.lead.holder, 'correction.approved', { subject: self.of }),
    )
  },
})

/** Declines it, with the reason. */
export const refuseCorrection = correction.action('refuse', {
  label: '不批准',
  about: '单位负责人不批准更正，写明意见',
  who: [by('org', ['member'])],
  to: 'refused',
  input: { opinion: longText('审批意见', { max: 1000 }) },
  decide: ({ self, input, actor, now }) =>
    decided(
      set(self, { ...input, decidedAt: now, decidedBy: actor.person }),
      notify(self.org, 'correction.refused', { subject: self.of, opinion: input.opinion }),
    ),
})
