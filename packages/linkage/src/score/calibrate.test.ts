import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRegisters, type Decision } from '../index.ts'
import { calibrate, calibrated } from './calibrate.ts'
import { chance } from './chance.ts'
import { registerOf as register } from '../../../../tests/support/small-town.ts'

type Answer = readonly [raw: number, same: boolean]
const answers = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
  minLength: 30,
  maxLength: 200,
})
const steps = Array.from({ length: 101 }, (_, i) => i / 100)

describe('the curve learnt from reviewed pairs', () => {
  it('rises from 0 to 1 and stays between, whatever was answered', () =>
    fc.assert(
      fc.property(answers, (it) => {
        const curve = calibrate(it)
        const told = steps.map((raw) => calibrated(curve, raw))
        for (const [i, value] of told.entries()) {
          expect(value).toBeGreaterThanOrEqual(i === 0 ? 0 : told[i - 1]! - 1e-12)
          expect(value).toBeLessThanOrEqual(1 + 1e-12)
        }
      }),
    ))

  it('is the same in whatever order the pairs were reviewed', () =>
    fc.assert(
      fc.property(answers, fc.integer(), (it, seed) => {
        const next = chance(seed)
        const shuffled = it.map((answer) => [next(1_000_000), answer] as const).toSorted(([a], [b]) => a - b)
        expect(calibrate(shuffled.map(([, answer]) => answer))).toEqual(calibrate(it))
      }),
    ))

  it('leaves probabilities as they are while there are few answers', () => {
    expect(calibrate(Array.from({ length: 29 }, (): Answer => [0.9, false]))).toEqual([])
    expect(calibrated([], 0.73)).toBe(0.73)
  })

  /** How far off, in the mean over all probabilities, before and after so many answers from a world that is so. */
  function errors(world: (raw: number) => number, count: number): [before: number, after: number] {
    let [before, after] = [0, 0]
    for (let seed = 1; seed <= 40; seed++) {
      const next = chance(seed)
      const share = () => next(1_000_000) / 1_000_000
      const curve = calibrate(
        Array.from({ length: count }, (): Answer => {
          const raw = share()
          return [raw, share() < world(raw)]
        }),
      )
      const off = (of: (raw: number) => number) =>
        Math.sqrt(steps.reduce((sum, raw) => sum + (of(raw) - world(raw)) ** 2, 0) / steps.length)
      before += off((raw) => raw) / 40
      after += off((raw) => calibrated(curve, raw)) / 40
    }
    return [before, after]
  }

  it.each([
    ['too sure on both sides', (raw: number) => 0.5 + (raw - 0.5) * 0.6],
    ['too timid', (raw: number) => raw ** 2 / (raw ** 2 + (1 - raw) ** 2)],
    ['too hopeful', (raw: number) => raw * 0.8],
  ])('puts right a model that is %s, the better the more is reviewed', (_, world) => {
    const [before, few] = errors(world, 60)
    const [, many] = errors(world, 600)
    expect(few).toBeLessThan(before)
    expect(many).toBeLessThan(before * 0.6)
  })

  it('does a right model hardly any harm', () => {
    for (const count of [30, 100, 600]) expect(errors((raw) => raw, count)[1]).toBeLessThan(0.05)
  })
})

describe('a run after review', () => {
  const SIGNS = '诗颜蔓柠玲尚安初木佳秀媛莱锦城恩倾慈森野'
  const brand = (n: number) =>
    `${SIGNS.charAt(n % 20)}${SIGNS.charAt(Math.floor(n / 20) % 20)}${SIGNS.charAt((n * 7) % 20)}`
  const shop = (n: number, road: string) => ({
    key: `${n}`,
    name: `北关区${brand(n)}美容院`,
    address: `河南省安阳市北关区${road}${n + 1}号`,
  })
  const registers = [
    register(
      'market',
      Array.from({ length: 300 }, (_, n) => shop(n, '解放路')),
    ),
    register(
      'platform',
      Array.from({ length: 100 }, (_, n) => shop(n, '红旗街')),
    ),
  ]
  /** Of namesakes elsewhere every third turned out to be the shop. */
  const decisions = Array.from(
    { length: 60 },
    (_, n): Decision => ({
      a: { file: 'platform.csv', kind: 'platform', key: `${n}` },
      b: { file: 'market.csv', kind: 'market', key: `${n}` },
      verdict: n % 3 === 0 ? 'same' : 'different',
    }),
  )
  const quick = { withoutEvaluation: true } as const

  it('believes pairs like those reviewed as far as they were right, the same on two threads', async () => {
    const before = await compareRegisters({ registers }, quick)
    const { model } = await compareRegisters({ registers, decisions }, { ...quick, model: before.model })
    const after = await compareRegisters({ registers, decisions }, { ...quick, model })
    // A merchant that nobody reviewed: as likely as the reviewed ones were, not as likely as was thought before.
    const raw = before.links.probability[399] ?? 0
    const learnt = calibrated(model.calibration, raw)
    expect([before.links.explain(399).other?.key, raw > 0.6, learnt < 0.55]).toEqual(['99', true, true])
    if (learnt < 0.5) expect(after.links.explain(399).other).toBeNull()
    else expect(after.links.probability[399]).toBeCloseTo(learnt, 6)
    expect(after.model.calibration).toEqual(model.calibration)
    const told = (it: typeof after) => [...it.links.probability]
    expect(told(await compareRegisters({ registers, decisions }, { ...quick, model, threads: 2 }))).toEqual(told(after))
  })
})
