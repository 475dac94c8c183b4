import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, drop, edit, notify, set } from '../ledger/change.ts'
import { organisation as org, rowOf, text, yesNo } from '../ledger/field.ts'
import { meeting } from './meeting.ts'

const CALLERS = [by('seat', ['office'])] as const
const shape = meeting.fields.shape
const { kind, title, month, plannedAt, place, chair } = shape

/** What a meeting says before it was held. */
const NOT_HELD = {
  heldAt: null,
  sheet: null,
  minutes: null,
  outlook: null,
  issueNo: null,
  issuedAt: null,
  closedAt: null,
  items: 0,
  openItems: 0,
}

const utc = (said: string | null): string | null => (said === null ? null : new Date(said).toISOString())

/** Puts a meeting on the calendar; the monthly one comes by itself with what it has to go through. */
export const scheduleMeeting = meeting.create('schedule', {
  label: '安排会议',
  about: '安排会议；月碰头会由系统按方案每月自动列入（方案二）',
  who: CALLERS,
  to: 'scheduled',
  input: { kind, title, month, holdBy: shape.holdBy, plannedAt, place, chair },
  decide({ input, now, orgs }) {
    if (input.kind === 'monthly' && input.month === null) return refuse('meeting.schedule.no-month', '方案二')
    const [office] = orgs.ofKind('office')
    const topics =
      input.kind === 'monthly'
        ? ['通报上月数据和成效', '研究重点难点问题', '部署下步工作'].map((topic) => ({ topic, speaker: null }))
        : []
    return created(
      { ...input, ...NOT_HELD, plannedAt: utc(input.plannedAt), listedAt: now, ...(office ? { org: office.id } : {}) },
      add('self', 'agenda', topics),
    )
  },
})

export const amendMeeting = meeting.action('amend', {
  label: '修改安排',
  about: '修改时间、地点、主持人',
  who: CALLERS,
  input: { title, plannedAt, place, chair },
  decide: ({ self, input }) => decided(set(self, { ...input, plannedAt: utc(input.plannedAt) })),
})

export const addTopic = meeting.action('addTopic', {
  label: '加议题',
  about: '列入一个议题',
  who: CALLERS,
  input: { topic: text('议题'), speaker: org('汇报单位').nullable() },
  decide: ({ self, input }) => decided(add(self, 'agenda', [input])),
})

export const dropTopic = meeting.action('dropTopic', {
  label: '删议题',
  about: '删去一个议题',
  who: CALLERS,
  input: { no: rowOf('agenda', '议题') },
  decide: ({ self, input }) =>
    self.agenda.some((it) => it.no === input.no)
      ? decided(drop(self, 'agenda', input.no))
      : refuse('meeting.topic.unknown', null, input),
})

/** Tells an organisation to come. */
export const inviteToMeeting = meeting.action('invite', {
  label: '通知参会',
  about: '通知一个单位参会',
  who: CALLERS,
  to: 'invited',
  input: { unit: org('单位') },
  decide({ self, input, orgs }) {
    if (!orgs.get(input.unit)) return refuse('meeting.invite.unknown')
    if (self.attendance.some((it) => it.unit === input.unit)) return refuse('meeting.invite.already')
    if (self.plannedAt === null) return refuse('meeting.invite.no-time')
    return decided(
      add(self, 'attendance', [{ unit: input.unit, person: null, present: null }]),
      // Those of the unit who see meetings: a notice tells nobody what the record would not.
      notify(input.unit, 'meeting.invited', { title: self.title, at: self.plannedAt, place: self.place ?? '' }, [
        'office',
        'lghead',
        'member',
        'liaison',
      ]),
    )
  },
})

export const attendMeeting = meeting.action('attend', {
  label: '登记到会',
  about: '登记参会人和是否到会',
  who: CALLERS,
  input: { no: rowOf('attendance', '单位'), person: text('参会人', { max: 50 }).nullable(), present: yesNo('到会') },
  decide({ self, input: { no, ...rest } }) {
    return self.attendance.some((it) => it.no === no)
      ? decided(edit(self, 'attendance', no, rest))
      : refuse('meeting.attend.unknown', null, { no })
  },
})

export const cancelMeeting = meeting.action('cancel', {
  label: '取消',
  about: '取消会议，写明原因',
  who: CALLERS,
  to: 'cancelled',
  input: { reason: text('原因', { max: 300 }) },
  confirm: '取消后不能恢复。',
  decide: ({ self, now }) => decided(set(self, { closedAt: now })),
})
