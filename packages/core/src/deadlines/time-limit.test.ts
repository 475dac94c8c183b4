import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CALENDAR_2026 } from '../../test/year-2026.ts'
import { calendarFrom } from '../calendar/calendar.ts'
import { addDays, addMs, endOfDay, lastDayOf, parseInstant, startOfDay } from '../kernel/dates.ts'
import { dueAt, earlyWarningDay, isHistorical, isLate, type TimeLimit, timeLimitSchema } from './time-limit.ts'

const at = (text: string): string => {
  const instant = parseInstant(text)
  if (!instant.ok) throw new Error(text)
  return instant.value
}
/** The due instant; throws while it awaits a calendar. */
const due = (limit: TimeLimit, start: string): string => {
  const result = dueAt(limit, start, CALENDAR_2026)
  if (result.state !== 'due') throw new Error(`awaits ${result.year}`)
  return result.due
}
const lastDay = (limit: TimeLimit, startDay: string): string => lastDayOf(due(limit, at(`${startDay}T10:30+08:00`)))

describe('48 clock hours', () => {
  it('end on a Sunday when found on a Friday', () =>
    expect(due({ hours: 48 }, at('2026-07-17T16:30+08:00'))).toBe(at('2026-07-19T16:30+08:00')))

  it('end inside the National Day holiday', () =>
    expect(due({ hours: 48 }, at('2026-09-30T18:00+08:00'))).toBe(at('2026-10-02T18:00+08:00')))

  it('are kept at the very instant and missed one millisecond, or one second, later', () => {
    const end = at('2026-10-02T18:00+08:00')
    expect(isLate(end, end)).toBe(false)
    expect(isLate(addMs(end, 1), end)).toBe(true)
    expect(isLate(at('2026-10-02T18:00:01+08:00'), end)).toBe(true)
  })
})

describe('the reward procedure in working days of 2026', () => {
  const rows = [
    ['2026-06-17', '2026-06-22', '2026-07-06', '2026-08-17', '2026-07-20', '2026-07-27', 'skips the Dragon Boat days'],
    ['2026-08-24', '2026-08-26', '2026-09-09', '2026-10-27', '2026-09-22', '2026-09-30', 'counts Sunday 20 September'],
    ['2026-09-18', '2026-09-21', '2026-10-12', '2026-11-23', '2026-10-26', '2026-11-02', 'takes that Sunday as day 1'],
    ['2026-09-24', '2026-09-29', '2026-10-19', '2026-11-30', '2026-11-02', '2026-11-09', 'skips Mid-Autumn Friday'],
    [
      '2026-09-30',
      '2026-10-09',
      '2026-10-22',
      '2026-12-03',
      '2026-11-05',
      '2026-11-12',
      'runs past the campaign’s end',
    ],
  ] as const
  it.each(rows)(
    'decided %s: shared by %s, reviewed by %s, collected by %s, objected by %s, answered by %s – %s',
    (...row) => {
      const [decided, shared, reviewed, collected, objected, answered] = row
      expect(lastDay({ workingDays: 2 }, decided)).toBe(shared)
      expect(lastDay({ workingDays: 10 }, shared)).toBe(reviewed)
      expect(lastDay({ workingDays: 30 }, reviewed)).toBe(collected)
      expect(lastDay({ workingDays: 10 }, reviewed)).toBe(objected)
      expect(lastDay({ workingDays: 5 }, objected)).toBe(answered)
    },
  )

  it('accepts at 23:59 of the last day and calls the next morning late', () => {
    const end = due({ workingDays: 2 }, at('2026-09-30T09:00+08:00'))
    expect(isLate(at('2026-10-09T23:59:59.999+08:00'), end)).toBe(false)
    expect(isLate(at('2026-10-10T00:00:00.001+08:00'), end)).toBe(true)
  })

  it('waits for the calendar of 2027 instead of guessing', () =>
    expect(dueAt({ workingDays: 30 }, at('2026-12-01T10:00+08:00'), CALENDAR_2026)).toEqual({
      state: 'awaiting-calendar',
      year: 2027,
    }))
})

describe('a day of every month', () => {
  it('is due at 24:00 of that day, the day itself included', () => {
    expect(lastDay({ monthlyDay: 25 }, '2026-06-01')).toBe('2026-06-25')
    expect(lastDay({ monthlyDay: 25 }, '2026-06-25')).toBe('2026-06-25')
    expect(lastDay({ monthlyDay: 25 }, '2026-06-26')).toBe('2026-07-25')
  })

  it('takes the last day of February for the 30th', () =>
    expect(lastDay({ monthlyDay: 30 }, '2026-02-03')).toBe('2026-02-28'))

  it('ends the day before when the plan excludes the day', () => {
    expect(lastDay({ monthlyDay: 30, inclusive: false }, '2026-06-01')).toBe('2026-06-29')
    expect(lastDay({ monthlyDay: 1, inclusive: false }, '2026-06-20')).toBe('2026-06-30')
  })

  it('rolls only when the plan says so', () => {
    expect(lastDay({ monthlyDay: 25 }, '2026-09-01')).toBe('2026-09-25')
    expect(lastDay({ monthlyDay: 25, roll: 'back' }, '2026-09-01')).toBe('2026-09-24')
    expect(lastDay({ monthlyDay: 25, roll: 'forward' }, '2026-09-01')).toBe('2026-09-28')
    expect(lastDay({ monthlyDay: 25, roll: 'back' }, '2026-09-25')).toBe('2026-10-23')
  })

  it('still sees last month’s end when it rolled into this month', () =>
    expect(lastDay({ monthlyDay: 31, roll: 'forward' }, '2026-06-01')).toBe('2026-06-01'))

  it('needs no calendar unless it rolls', () => {
    const none = calendarFrom([])
    expect(dueAt({ monthlyDay: 30 }, at('2031-02-03T08:00+08:00'), none)).toEqual({
      state: 'due',
      due: endOfDay('2031-02-28'),
    })
    expect(dueAt({ monthlyDay: 30, roll: 'back' }, at('2031-02-03T08:00+08:00'), none)).toEqual({
      state: 'awaiting-calendar',
      year: 2031,
    })
  })

  it('warns on the last working day before a day that is not worked', () => {
    const limit = { monthlyDay: 25 }
    expect(earlyWarningDay(limit, endOfDay('2026-07-25'), CALENDAR_2026)).toBe('2026-07-24')
    expect(earlyWarningDay(limit, endOfDay('2026-06-25'), CALENDAR_2026)).toBeNull()
    expect(earlyWarningDay({ hours: 48 }, at('2026-10-02T18:00+08:00'), CALENDAR_2026)).toBeNull()
  })
})

it('counts calendar days over holidays and keeps a fixed date', () => {
  expect(lastDay({ calendarDays: 3 }, '2026-09-30')).toBe('2026-10-03')
  expect(lastDay({ date: '2026-10-31' }, '2026-06-01')).toBe('2026-10-31')
})

it('calls a date historical when the plan came after it', () => {
  expect(isHistorical(endOfDay('2022-10-30'), startOfDay('2023-01-08'))).toBe(true)
  expect(isHistorical(endOfDay('2023-02-08'), startOfDay('2023-01-08'))).toBe(false)
})

it.each([{ hours: 48, workingDays: 2 }, { days: 3 }, { hours: 0 }, { monthlyDay: 32 }, { date: '2026-02-30' }, {}])(
  'is not a time limit: %j',
  (limit) => expect(timeLimitSchema.safeParse(limit).success).toBe(false),
)

describe('whatever the limit', () => {
  const start = fc.integer({ min: 0, max: 200 * 86_400_000 }).map((ms) => addMs('2026-02-10T00:00:00.000Z', ms))
  const limit: fc.Arbitrary<TimeLimit> = fc.oneof(
    fc.integer({ min: 1, max: 500 }).map((hours) => ({ hours })),
    fc.integer({ min: 1, max: 60 }).map((workingDays) => ({ workingDays })),
    fc.integer({ min: 1, max: 90 }).map((calendarDays) => ({ calendarDays })),
    fc
      .record({
        monthlyDay: fc.integer({ min: 1, max: 31 }),
        inclusive: fc.boolean(),
        roll: fc.constantFrom('none' as const, 'back' as const, 'forward' as const),
      })
      .map((monthly) => monthly),
  )

  it('the end lies after the start', () => {
    fc.assert(
      fc.property(limit, start, (l, s) => {
        expect(due(l, s) > s).toBe(true)
      }),
    )
  })

  it('a later start never ends earlier', () => {
    fc.assert(
      fc.property(limit, start, fc.integer({ min: 0, max: 30 * 86_400_000 }), (l, s, shift) => {
        expect(due(l, addMs(s, shift)) >= due(l, s)).toBe(true)
      }),
    )
  })

  it('a day limit ends at a local midnight', () => {
    fc.assert(
      fc.property(limit, start, (l, s) => {
        fc.pre(!('hours' in l))
        const end = due(l, s)
        expect(end).toBe(endOfDay(lastDayOf(end)))
        expect(startOfDay(addDays(lastDayOf(end), 1))).toBe(end)
      }),
    )
  })
})
