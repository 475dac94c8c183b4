import { code, instant, integer, longText, organisation as org, person, ref, text, yesNo } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { evidence } from './evidence.ts'
import { lead } from './lead.ts'

/** From sending on, the receiver sees it too. */
const SENT = ['sent', 'received', 'accepted', 'returned', 'forwarded', 'fed-back', 'closed'] as const

/**
 * One hand-over of a lead to the department that owns it. Returned is the end of a transfer;
 * the lead goes back with its old clock and is sent again by a new one.
 */
export const transfer = ledger('transfer', {
  label: '移送',
  about: '线索 48 小时双向移送：须同步附现场检查笔录、影像资料、当事人询问笔录（方案五）',
  placement: 'regional',
  fields: {
    lead: ref(lead, '线索'),
    subject: text('涉及对象', { search: 'name' }),
    to: org('接收单位'),
    letter: longText('移送说明'),
    discoveredAt: instant('发现时间'),
    dueAt: instant('移送时限').nullable(),
    again: ref('transfer', '前次移送').nullable(),
    approvedAt: instant('审批时间').nullable(),
    approvedBy: person('审批人').nullable(),
    sentAt: instant('发出时间').nullable(),
    sentBy: person('发出人').nullable(),
    onTime: yesNo('按时移送').nullable(),
    manifest: text('证据清单哈希', { max: 64 }).nullable(),
    receivedAt: instant('签收时间').nullable(),
    acceptedAt: instant('受理时间').nullable(),
    returnedAt: instant('退回时间').nullable(),
    returnReason: longText('退回原因').nullable(),
    forwardedTo: org('转送单位').nullable(),
    feedbackAt: instant('反馈时间').nullable(),
    feedbackResult: code('lead-result', '核查结果').nullable(),
    feedback: longText('反馈内容').nullable(),
    closedAt: instant('办结时间').nullable(),
  },
  children: {
    evidence: child('证据清单', {
      kind: code('evidence-kind', '证据种类'),
      evidence: ref(evidence, '证据'),
      name: text('文件名'),
      sha256: text('SHA-256', { max: 64 }),
      bytes: integer('大小（字节）'),
    }),
    exemptions: child('证据豁免', {
      kind: code('evidence-kind', '免附种类'),
      reason: longText('理由'),
      approvedBy: person('批准人'),
      approvedAt: instant('批准时间'),
    }),
  },
  governedBy: 'lead',
  life: {
    draft: state('草拟', ['attach', 'detach', 'amend', 'exempt', 'approve', 'cancel'], 'wait'),
    approved: state('已审批', ['attach', 'exempt', 'send', 'withdraw', 'cancel'], 'wait'),
    cancelled: state('已作罢', [], 'done'),
    sent: state('已发出', ['receive', 'accept', 'return', 'forward']),
    received: state('已签收', ['accept', 'return', 'forward']),
    accepted: state('已受理', ['feedBack'], 'good'),
    returned: state('已退回', [], 'bad'),
    forwarded: state('已转送', [], 'done'),
    'fed-back': state('已反馈', ['close'], 'good'),
    closed: state('已办结', [], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', to: SENT } },
  lists: [
    {
      name: 'discovered',
      label: '按发现时间',
      order: 'discoveredAt',
      filters: ['status', 'org', 'to', 'lead', 'onTime'],
    },
  ],
  columns: ['number', 'subject', 'org', 'to', 'status', 'discoveredAt', 'dueAt', 'sentAt', 'onTime'],
  title: 'subject',
  labels: { org: '移出单位' },
  number: '移',
  deadlines: {
    approve: {
      rule: 'lead.transfer',
      label: '审批移送',
      from: 'discoveredAt',
      owner: 'org',
      roles: ['member'],
      while: ['draft'],
    },
    accept: {
      rule: 'transfer.accept',
      label: '受理或退回移送',
      from: 'sentAt',
      owner: 'to',
      while: ['sent', 'received'],
    },
    feedback: {
      rule: 'transfer.feedback',
      label: '反馈办理结果',
      from: 'acceptedAt',
      owner: 'to',
      while: ['accepted'],
    },
  },
})

/** The fields that only the receiver fills. */
export const UNANSWERED = {
  receivedAt: null,
  acceptedAt: null,
  returnedAt: null,
  returnReason: null,
  forwardedTo: null,
  feedbackAt: null,
  feedbackResult: null,
  feedback: null,
  closedAt: null,
}
