import { FROZEN_SHEET, frozenName } from '../campaign/frozen-form.ts'
import { by, decided, refuse } from '../ledger/action.ts'
import { set } from '../ledger/change.ts'
import { file, instant, text } from '../ledger/field.ts'
import { meeting } from './meeting.ts'

const CALLERS = [by('seat', ['office'])] as const

/**
 * The meeting is held: the sheet that lies before it is kept as it is. The file is the server's own freeze of that
 * month and nothing else, so nobody lays other figures before the meeting.
 */
export const holdMeeting = meeting.action('hold', {
  label: '召开会议',
  about: '登记会议召开；月碰头会同时冻结当月数据表，此后的变化另列差异（R-193）',
  who: CALLERS,
  to: 'held',
  input: { heldAt: instant('召开时间'), sheet: file('数据表').nullable() },
  decide({ self, input, now, file: facts }) {
    const heldAt = new Date(input.heldAt).toISOString()
    if (heldAt > now) return refuse('meeting.hold.ahead')
    if (self.month === null) return decided(set(self, { heldAt, sheet: null }))
    const sheet = input.sheet === null ? undefined : facts(input.sheet)
    if (!sheet || sheet.type !== FROZEN_SHEET || sheet.name !== frozenName(self.month))
      return refuse('meeting.hold.no-sheet', '方案二', { month: self.month })
    return decided(set(self, { heldAt, sheet: sheet.id }))
  },
})

export const minuteMeeting = meeting.action('minute', {
  label: '拟写纪要',
  about: '记录会议情况、存在问题和下步打算',
  who: CALLERS,
  to: 'minuted',
  input: { minutes: meeting.fields.shape.minutes.unwrap(), outlook: meeting.fields.shape.outlook },
  decide: ({ self, input }) => decided(set(self, input)),
})

export const issueMinutes = meeting.action('issue', {
  label: '印发纪要',
  about: '编号印发会议纪要；到会的要先登记',
  who: CALLERS,
  to: 'issued',
  input: { issueNo: text('纪要文号', { max: 60 }) },
  decide: ({ self, input, now }) => decided(set(self, { issueNo: input.issueNo, issuedAt: now })),
})

/** Something was asked of somebody. Done by opening an item. */
export const itemOpened = meeting.action('itemOpened', {
  label: '列议定事项',
  about: '会议议定了一件事',
  input: {},
  decide: ({ self }) => decided(set(self, { items: self.items + 1, openItems: self.openItems + 1 })),
})

/** It was done. Done by closing an item. */
export const itemClosed = meeting.action('itemClosed', {
  label: '议定事项办结',
  about: '一件议定事项办结',
  input: {},
  decide: ({ self }) => decided(set(self, { openItems: self.openItems - 1 })),
})

export const closeMeeting = meeting.action('close', {
  label: '办结',
  about: '议定事项全部办结后，会议办结',
  who: CALLERS,
  to: 'closed',
  input: {},
  decide: ({ self, now }) =>
    self.openItems > 0
      ? refuse('meeting.close.items-open', null, { n: self.openItems })
      : decided(set(self, { closedAt: now })),
})
