import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { notify, perform, set } from '../ledger/change.ts'
import { code, instant, longText, person, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { exemptTransfer } from './exempt-transfer.ts'
import { transfer } from './transfer.ts'

/** Leave to send without one kind of evidence: no party was there, no power to question. */
export const exemption = ledger('exemption', {
  label: '证据豁免',
  about: '确无权限或条件取得某种证据时，经单位负责人批准可免附（方案五；A-32）；豁免率单独统计',
  placement: 'regional',
  fields: {
    transfer: ref(transfer, '移送'),
    subject: text('涉及对象', { search: 'name' }),
    kind: code('evidence-kind', '免附证据种类'),
    reason: longText('理由', { max: 1000 }),
    discoveredAt: instant('发现时间'),
    decidedAt: instant('审批时间').nullable(),
    decidedBy: person('审批人').nullable(),
    opinion: longText('审批意见', { max: 1000 }).nullable(),
  },
  governedBy: 'transfer',
  life: {
    requested: state('待审批', ['approve', 'refuse'], 'wait'),
    approved: state('已批准', [], 'good'),
    refused: state('未批准', [], 'bad'),
  },
  sees: { roles: ['office'], orgs: { org: 'always' } },
  lists: [{ name: 'made', label: '按申请时间', order: 'createdAt', filters: ['status', 'transfer', 'kind'] }],
  columns: ['number', 'subject', 'kind', 'reason', 'status', 'decidedAt'],
  title: 'subject',
  labels: { org: '申请单位' },
  number: '豁',
  deadlines: {
    decide: {
      rule: 'lead.transfer',
      label: '审批证据豁免',
      from: 'discoveredAt',
      owner: 'org',
      roles: ['member'],
      while: ['requested'],
    },
  },
})

/** Asks for it, with the reason. */
export const requestExemption = exemption.create('request', {
  label: '申请豁免',
  about: '说明理由，申请免附一种证据',
  who: [by('transfer.org', CASEWORKERS)],
  to: 'requested',
  input: {
    transfer: exemption.fields.shape.transfer,
    kind: exemption.fields.shape.kind,
    reason: exemption.fields.shape.reason,
  },
  locks: ['transfer'],
  decide({ input, locked, plan, org: seat }) {
    const { transfer: it } = locked
    if (!plan?.transfer.exemption.allowed) return refuse('exemption.request.not-allowed', plan?.transfer.clause ?? null)
    if (!plan.transfer.evidence.includes(input.kind))
      return refuse('exemption.request.not-demanded', plan.transfer.clause, { kind: input.kind })
    if (it.status !== 'draft' && it.status !== 'approved')
      return refuse('exemption.request.already-sent', null, { number: it.number })
    return created(
      {
        ...input,
        subject: it.subject,
        discoveredAt: it.discoveredAt,
        decidedAt: null,
        decidedBy: null,
        opinion: null,
      },
      notify(seat, 'exemption.requested', { subject: it.subject, kind: input.kind }, ['member']),
    )
  },
})

const opinion = { opinion: exemption.fields.shape.opinion }

/** Grants it; the transfer records who granted what and why. */
export const approveExemption = exemption.action('approve', {
  label: '批准',
  about: '单位负责人批准免附，并记入移送',
  who: [by('org', ['member'])],
  to: 'approved',
  input: opinion,
  locks: ['transfer'],
  decide: ({ self, input, locked, actor, now }) =>
    actor.person === self.createdBy
      ? refuse('exemption.approve.own-request')
      : decided(
          set(self, { ...input, decidedAt: now, decidedBy: actor.person }),
          perform(exemptTransfer, locked.transfer, { kind: self.kind, reason: self.reason }),
        ),
})

/** Declines it. */
export const refuseExemption = exemption.action('refuse', {
  label: '不批准',
  about: '单位负责人不批准免附',
  who: [by('org', ['member'])],
  to: 'refused',
  input: { opinion: longText('审批意见', { max: 1000 }) },
  decide: ({ self, input, actor, now }) => decided(set(self, { ...input, decidedAt: now, decidedBy: actor.person })),
})
