import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, type CoverageRule, monthsBetween, needed, neverScreened, type Target } from './coverage.ts'

const RULE: CoverageRule = { percent: 25, base: 'frozen', count: 'distinct' }
const MONTHS = monthsBetween('2026-06-01', '2026-09-30')
const place = (n: number, screenedOn: readonly string[] = [], over: Partial<Target> = {}): Target => ({
  id: String(n),
  inBase: true,
  since: '2026-06-01',
  until: null,
  screenedOn,
  ...over,
})
/** N places of which so many were first screened in each month. */
const places = (n: number, ...done: readonly number[]): Target[] => {
  const days = done.flatMap((count, month) => Array<string>(count).fill(`2026-0${6 + month}-15`))
  return Array.from({ length: n }, (_, i) => place(i, days[i] === undefined ? [] : [days[i]]))
}
const first = (targets: readonly Target[], rule = RULE) => coverageOf(targets, MONTHS, rule)[0]

describe('coverage by the plan’s examples (R-182)', () => {
  it('is met by exactly 25 %: 10 of 40', () =>
    expect(first(places(40, 10))).toMatchObject({ base: 40, done: 10, need: 10, rate: 0.25, met: true }))

  it('is not met by 10 of 41, which needs 11', () => {
    const month = first(places(41, 10))
    expect(month).toMatchObject({ need: 11, met: false })
    expect(month?.rate?.toFixed(4)).toBe('0.2439')
  })

  it('needs 26 of 103', () => expect(first(places(103, 25))).toMatchObject({ need: 26, met: false }))

  it('shows both rates: 30 then 8 of 103 meets neither in the second month', () => {
    const [, second] = coverageOf(places(103, 30, 8), MONTHS, RULE)
    expect(second).toMatchObject({ done: 8, need: 26, met: false, cumulative: { done: 38, need: 52, met: false } })
    expect(second?.cumulative.rate?.toFixed(3)).toBe('0.369')
  })

  it('comes to 100 % in four months, and names who was never screened on the first of October', () => {
    const targets = places(100, 25, 25, 25, 20)
    expect(coverageOf(targets, MONTHS, RULE).at(-1)?.cumulative).toMatchObject({ need: 100, done: 95, met: false })
    expect(neverScreened(targets, '2026-09-30')).toHaveLength(5)
  })

  it('is not applicable where there is nothing to screen, and neither 0 nor 100 %', () =>
    expect(first([])).toMatchObject({ base: 0, need: 0, rate: null, met: null }))
})

describe('a place', () => {
  it('counts once in the phase, in the month of its first screening', () => {
    const [june, july] = coverageOf([place(1, ['2026-07-03', '2026-06-20', '2026-06-25'])], MONTHS, RULE)
    expect([june?.done, july?.done]).toEqual([1, 0])
  })

  it('added later raises the later months’ target and leaves the past as it was (R-180)', () => {
    const added = Array.from({ length: 20 }, (_, i) => place(100 + i, [], { inBase: false, since: '2026-07-10' }))
    const [june, july] = coverageOf([...places(40, 10), ...added], MONTHS, RULE)
    expect(june).toMatchObject({ base: 40, added: 0, need: 10, met: true })
    expect(july).toMatchObject({ base: 40, added: 20, cumulative: { need: 30 } })
  })

  it('counts in the base at once where the plan’s base is live', () => {
    const added = place(2, [], { inBase: false, since: '2026-07-10' })
    const [, july] = coverageOf([place(1), added], MONTHS, { ...RULE, base: 'live' })
    expect(july?.base).toBe(2)
  })

  it('that was withdrawn is not owed any more', () => {
    const gone = place(2, [], { until: '2026-07-01' })
    const [june, july] = coverageOf([place(1), gone], MONTHS, RULE)
    expect([june?.base, july?.base]).toEqual([2, 1])
  })
})

describe('coverage of any places', () => {
  const day = fc.integer({ min: 0, max: 121 }).map((n) => new Date(Date.UTC(2026, 5, 1 + n)).toISOString().slice(0, 10))
  const target = fc
    .record({ screenedOn: fc.array(day, { maxLength: 4 }), inBase: fc.boolean(), since: day })
    .map((it) => place(0, it.screenedOn, it.inBase ? {} : { inBase: false, since: it.since }))
  it('counts every place at most once, and exactly those that were screened', () => {
    fc.assert(
      fc.property(fc.array(target, { maxLength: 60 }), (targets) => {
        const months = coverageOf(targets, MONTHS, RULE)
        const screened = targets.filter((it) => it.screenedOn.some((on) => on >= it.since)).length
        expect(months.reduce((sum, it) => sum + it.done, 0)).toBe(screened)
        expect(months.at(-1)?.cumulative.done).toBe(screened)
        expect(neverScreened(targets, '2026-09-30')).toHaveLength(targets.length - screened)
      }),
    )
  })
  it('needs the smallest number that reaches the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 100 }), (n, percent) => {
        const need = needed(n, percent)
        expect(need * 100).toBeGreaterThanOrEqual(n * percent)
        if (need > 0) expect((need - 1) * 100).toBeLessThan(n * percent)
      }),
    )
  })
})
