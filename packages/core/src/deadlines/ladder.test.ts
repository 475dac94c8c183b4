import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, HOUR_MS, type Instant } from '../kernel/dates.ts'
import { type Clock, type Ladder, stageOf } from './ladder.ts'

const ladder: Ladder = {
  amberPercent: 75,
  steps: [
    { id: 'due', afterDays: 0, tell: ['owner', 'principal', 'office'], label: '到期未办' },
    { id: 'leading-group', afterDays: 3, tell: ['leading-group'], label: '列入领导小组督办名单' },
  ],
  reminder: { everyDays: 1, tell: ['owner', 'principal'] },
  clause: '七（一）',
}
const start = '2026-09-30T10:00:00.000Z'
const due = '2026-10-02T10:00:00.000Z'
const clock = (more: Partial<Clock> = {}): Clock => ({ start, due, metAt: null, ...more })
const stage = (now: Instant, more: Partial<Clock> = {}) => stageOf(clock(more), now, ladder)

describe('a 48 hour deadline', () => {
  it('is open until three quarters have passed, then amber', () => {
    expect(stage(addMs(start, 36 * HOUR_MS - 1))).toMatchObject({ stage: 'open', nextAt: addMs(start, 36 * HOUR_MS) })
    expect(stage(addMs(start, 36 * HOUR_MS))).toMatchObject({ stage: 'amber', nextAt: addMs(due, 1) })
  })

  it('is amber at the due instant and red a millisecond later, when owner, principal and office are told', () => {
    expect(stage(due).stage).toBe('amber')
    const red = stage(addMs(due, 1))
    expect(red.stage).toBe('red')
    expect(red.steps.map((step) => step.id)).toEqual(['due'])
    expect(red.lateMs).toBe(1)
  })

  it('reminds every day and reaches the leading group after three', () => {
    expect(stage(addMs(due, 2 * DAY_MS + 1))).toMatchObject({ reminders: 2, nextAt: addMs(due, 3 * DAY_MS + 1) })
    const listed = stage(addMs(due, 3 * DAY_MS + 1))
    expect(listed.reminders).toBe(3)
    expect(listed.steps.map((step) => step.id)).toEqual(['due', 'leading-group'])
  })

  it('stays met once met, and keeps how late it was', () => {
    expect(stage('2026-12-01T00:00:00.000Z', { metAt: due })).toMatchObject({ stage: 'met', lateMs: 0, nextAt: null })
    expect(stage('2026-12-01T00:00:00.000Z', { metAt: addMs(due, HOUR_MS) })).toMatchObject({
      stage: 'met-late',
      lateMs: HOUR_MS,
      reminders: 0,
      nextAt: null,
    })
  })

  it('is never red when it had passed before the plan was loaded', () =>
    expect(stage('2027-01-01T00:00:00.000Z', { historical: true })).toMatchObject({ stage: 'historical', steps: [] }))

  it('says that it waits for a calendar, and can be met meanwhile', () => {
    expect(stage(start, { due: null }).stage).toBe('awaiting-calendar')
    expect(stage(start, { due: null, metAt: start }).stage).toBe('met')
  })
})

it('nothing changes before nextAt, and something does at it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 * DAY_MS }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (elapsed, share) => {
        const now = addMs(start, elapsed)
        const here = stage(now)
        expect(here.nextAt).not.toBeNull()
        const next = here.nextAt ?? now
        const ms = Date.parse(next) - Date.parse(now)
        const told = (s: typeof here) => [s.stage, s.steps.length, s.reminders]
        expect(told(stage(addMs(now, Math.floor((ms - 1) * share))))).toEqual(told(here))
        expect(told(stage(next))).not.toEqual(told(here))
      },
    ),
  )
})
