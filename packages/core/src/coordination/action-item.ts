import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { notify, perform, set } from '../ledger/change.ts'
import { date, instant, longText, organisation as org, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { itemClosed, itemOpened } from './hold-meeting.ts'
import { meeting } from './meeting.ts'

/** What a meeting asked of an organisation by a day, followed until it is done. */
export const actionItem = ledger('action-item', {
  label: '议定事项',
  about: '会议议定的事项：责任单位、期限、落实情况，跟踪到办结（R-060、R-156）',
  placement: 'regional',
  fields: {
    meeting: ref(meeting, '会议'),
    task: text('事项', { max: 300, search: 'name' }),
    owner: org('责任单位'),
    openedAt: instant('议定时间'),
    dueOn: date('完成期限'),
    report: longText('落实情况').nullable(),
    reportedAt: instant('报告时间').nullable(),
    closedAt: instant('办结时间').nullable(),
  },
  life: {
    open: state('办理中', ['report', 'extend', 'close'], 'wait'),
    reported: state('待确认', ['reject', 'close']),
    closed: state('已办结', [], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', owner: 'always' } },
  lists: [{ name: 'due', label: '按期限', order: 'dueOn', filters: ['status', 'owner', 'meeting'] }],
  columns: ['task', 'owner', 'dueOn', 'reportedAt', 'status'],
  title: 'task',
  labels: { org: '交办单位' },
  deadlines: {
    do: {
      rule: 'meeting.action',
      label: '落实会议事项',
      from: 'openedAt',
      due: 'dueOn',
      owner: 'owner',
      while: ['open'],
    },
  },
})

const { meeting: of, task, owner, dueOn } = actionItem.fields.shape
const OFFICE = [by('seat', ['office'])] as const

export const openItem = actionItem.create('open', {
  label: '列议定事项',
  about: '把会议议定的一件事交给责任单位，限期落实',
  who: OFFICE,
  to: 'open',
  input: { meeting: of, task, owner, dueOn },
  locks: ['meeting'],
  decide({ input, locked, now, orgs }) {
    if (!orgs.get(input.owner)) return refuse('action-item.open.unknown-owner')
    if (input.dueOn < now.slice(0, 10)) return refuse('action-item.open.past', null, { dueOn: input.dueOn })
    if (!['held', 'minuted', 'issued'].includes(locked.meeting.status)) return refuse('action-item.open.not-held')
    return created(
      { ...input, openedAt: now, report: null, reportedAt: null, closedAt: null },
      perform(itemOpened, locked.meeting, {}),
      notify(input.owner, 'action-item.opened', { task: input.task, dueOn: input.dueOn }),
    )
  },
})

export const reportItem = actionItem.action('report', {
  label: '报告落实',
  about: '责任单位报告落实情况',
  who: [by('owner', CASEWORKERS)],
  to: 'reported',
  input: { report: longText('落实情况') },
  decide: ({ self, input, now }) =>
    decided(
      set(self, { report: input.report, reportedAt: now }),
      notify(self.org, 'action-item.reported', { task: self.task }),
    ),
})

export const rejectItem = actionItem.action('reject', {
  label: '退回继续办',
  about: '落实不到位，退回责任单位；原期限不变',
  who: OFFICE,
  to: 'open',
  input: { reason: text('原因', { max: 300 }) },
  decide: ({ self, input }) =>
    decided(
      set(self, { reportedAt: null }),
      notify(self.owner, 'action-item.rejected', { task: self.task, reason: input.reason }),
    ),
})

export const extendItem = actionItem.action('extend', {
  label: '延长期限',
  about: '延长完成期限，写明原因',
  who: OFFICE,
  input: { dueOn: date('新期限'), reason: text('原因', { max: 300 }) },
  decide: ({ self, input }) =>
    input.dueOn <= self.dueOn ? refuse('action-item.extend.not-later') : decided(set(self, { dueOn: input.dueOn })),
})

export const closeItem = actionItem.action('close', {
  label: '办结',
  about: '确认落实，办结',
  who: OFFICE,
  to: 'closed',
  input: {},
  locks: ['meeting'],
  decide: ({ self, locked, now }) => decided(set(self, { closedAt: now }), perform(itemClosed, locked.meeting, {})),
})
