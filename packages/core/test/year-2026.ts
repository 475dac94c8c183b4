import { calendarFrom, type CalendarYear } from '../src/calendar/calendar.ts'

/** The official year 2026; a test of the plan files holds it equal to the shipped file. */
export const YEAR_2026: CalendarYear = {
  year: 2026,
  sources: [{ title: '国务院办公厅关于2026年部分节假日安排的通知', published: '2025-11-04' }],
  off: [
    { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
    { name: '春节', from: '2026-02-15', to: '2026-02-23' },
    { name: '清明节', from: '2026-04-04', to: '2026-04-06' },
    { name: '劳动节', from: '2026-05-01', to: '2026-05-05' },
    { name: '端午节', from: '2026-06-19', to: '2026-06-21' },
    { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
    { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
  ],
  worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
}

export const CALENDAR_2026 = calendarFrom([YEAR_2026])
