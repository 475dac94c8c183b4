import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, notify, perform, set } from '../ledger/change.ts'
import { longText, organisation as org, ref } from '../ledger/field.ts'
import { concludeLead, passOnLead, takeBackLead, takeOverLead } from './conclude-lead.ts'
import { passOnAll } from './send-transfer.ts'
import { transfer, UNANSWERED } from './transfer.ts'

const RECEIVER = [by('to', CASEWORKERS)] as const

/** Signs for it. Answering it is still owed. */
export const receiveTransfer = transfer.action('receive', {
  label: '签收',
  about: '接收单位签收移送及证据清单',
  who: RECEIVER,
  to: 'received',
  input: {},
  decide: ({ self, now }) => decided(set(self, { receivedAt: now })),
})

/** Takes the lead on. */
export const acceptTransfer = transfer.action('accept', {
  label: '受理',
  about: '受理移送，线索转入本单位核实',
  who: RECEIVER,
  to: 'accepted',
  input: {},
  locks: ['lead'],
  decide: ({ self, locked, now }) =>
    decided(
      set(self, { acceptedAt: now, receivedAt: self.receivedAt ?? now }),
      perform(takeOverLead, locked.lead, {}),
      notify(self.org, 'transfer.accepted', { subject: self.subject }),
    ),
})

/** Gives it back, with the reason. The lead re-opens at the sender and keeps its clock. */
export const returnTransfer = transfer.action('return', {
  label: '退回',
  about: '写明原因退回；线索回到移出单位，原时限继续计算（R-141）',
  who: RECEIVER,
  to: 'returned',
  input: { reason: longText('退回原因', { max: 1000 }) },
  locks: ['lead', 'evidence.evidence'],
  decide: ({ self, input, locked, now }) =>
    decided(
      set(self, { returnedAt: now, returnReason: input.reason, receivedAt: self.receivedAt ?? now }),
      perform(takeBackLead, locked.lead, { to: self.org }),
      ...passOnAll(locked['evidence.evidence'], self.org, '随退回交还'),
      notify(self.org, 'transfer.returned', { subject: self.subject, reason: input.reason }),
    ),
})

/** The onward transfer of a forwarded one: already sent, same discovery, same evidence, same clock. */
export const onwardTransfer = transfer.create('onward', {
  label: '转送件',
  about: '转送产生的移送件',
  to: 'sent',
  input: {
    original: ref<typeof transfer>('transfer', '原移送'),
    to: transfer.fields.shape.to,
    letter: transfer.fields.shape.letter,
  },
  locks: ['original'],
  decide({ input, locked: { original }, actor, now }) {
    const lines = original.evidence.map(({ no: _no, ...line }) => line)
    const exempted = original.exemptions.map(({ no: _no, ...row }) => row)
    return created(
      {
        lead: original.lead,
        subject: original.subject,
        to: input.to,
        letter: input.letter,
        discoveredAt: original.discoveredAt,
        dueAt: original.dueAt,
        again: original.id,
        approvedAt: null,
        approvedBy: null,
        sentAt: now,
        sentBy: actor.person,
        onTime: original.dueAt === null ? null : now <= original.dueAt,
        manifest: original.manifest,
        ...UNANSWERED,
        org: original.to,
      },
      add('self', 'evidence', lines),
      add('self', 'exemptions', exempted),
    )
  },
})

/** Hands it on to the department it belongs to, with the evidence and the clock it came with. */
export const forwardTransfer = transfer.action('forward', {
  label: '转送',
  about: '不属本单位职责的，写明理由转送主管部门；发现时间和证据清单不变',
  who: RECEIVER,
  to: 'forwarded',
  input: { to: org('转送单位'), reason: longText('转送理由', { max: 1000 }) },
  locks: ['lead', 'evidence.evidence'],
  decide({ self, input, locked, orgs, now }) {
    if (!orgs.get(input.to)) return refuse('transfer.draft.receiver-unknown')
    if (input.to === self.to || input.to === self.org) return refuse('transfer.forward.back')
    return decided(
      set(self, { forwardedTo: input.to, receivedAt: self.receivedAt ?? now }),
      perform(onwardTransfer, null, { original: self.id, to: input.to, letter: input.reason }),
      perform(passOnLead, locked.lead, { to: input.to }),
      ...passOnAll(locked['evidence.evidence'], input.to, '随转送移交'),
      notify(input.to, 'transfer.sent', { subject: self.subject }),
      notify(self.org, 'transfer.forwarded', { subject: self.subject }),
    )
  },
})

/** Tells the sender what came of it. */
export const feedBackTransfer = transfer.action('feedBack', {
  label: '反馈',
  about: '向移出单位反馈核查结果（R-092）',
  who: RECEIVER,
  to: 'fed-back',
  input: {
    result: transfer.fields.shape.feedbackResult.unwrap(),
    feedback: transfer.fields.shape.feedback.unwrap(),
  },
  locks: ['lead'],
  decide: ({ self, input, locked, now }) =>
    decided(
      set(self, { feedbackAt: now, feedbackResult: input.result, feedback: input.feedback }),
      ...(locked.lead.status === 'verifying'
        ? [perform(concludeLead, locked.lead, { result: input.result, resultNote: input.feedback })]
        : []),
      notify(self.org, 'transfer.fed-back', { subject: self.subject }),
    ),
})

/** Files it away, once fed back. */
export const closeTransfer = transfer.action('close', {
  label: '办结',
  about: '移出单位确认反馈并办结移送',
  who: [by('org', CASEWORKERS)],
  to: 'closed',
  input: {},
  decide: ({ self, now }) => decided(set(self, { closedAt: now })),
})
