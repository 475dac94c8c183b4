import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRegisters, type Comparison, explainLink, type RecordField, type RegisterInput } from './index.ts'
import { code, registerOf as register } from '../../../tests/support/small-town.ts'

type Cells = Partial<Record<RecordField, string>>

const BRANDS =
  '颜悦 诗莎 城花 莱锦 蔓圣 柠净 玲彩 尚和 安若 云初 木禾 佳慈 森野 泽漾 研时 靓芳 恩倾 媛俏 丝瑞 秀纯'.split(' ')
const ROADS = '解放路 红旗街 光永巷 州泰大道 彰德路 永安街'.split(' ')
const TRADES = '美容院 皮肤管理中心 养生馆 水果店 五金店 诊所'.split(' ')
const NAMES = '张春燕 李敏 王志强 赵芳 陈伟丽 刘洋'.split(' ')

interface Place {
  readonly brand: number
  readonly trade: number
  readonly road: number
  readonly number: number
  readonly person: number
  readonly phone: number
}
const place = fc.record<Place>({
  brand: fc.nat(BRANDS.length - 1),
  trade: fc.nat(TRADES.length - 1),
  road: fc.nat(ROADS.length - 1),
  number: fc.integer({ min: 1, max: 60 }),
  person: fc.nat(NAMES.length - 1),
  phone: fc.nat(40),
})
const cellsOf = (it: Place, key: string): Cells => ({
  key,
  name: `北关区${BRANDS[it.brand]}${TRADES[it.trade]}`,
  address: `河南省安阳市北关区${ROADS[it.road]}${it.number}号`,
  principal: NAMES[it.person] ?? '',
  phone: it.phone === 0 ? '' : `139123400${String(it.phone).padStart(2, '0')}`,
})
const marketOf = (places: readonly Place[]) =>
  register(
    'market',
    places.map((it, i) => ({ ...cellsOf(it, code(i)), code: code(i), state: i % 9 === 0 ? '注销' : '存续' })),
  )
const county = fc.record({
  market: fc.array(place, { minLength: 1, maxLength: 40 }),
  permits: fc.array(place, { maxLength: 15 }),
  merchants: fc.array(fc.tuple(place, fc.boolean()), { minLength: 1, maxLength: 15 }),
})
type County = typeof county extends fc.Arbitrary<infer T> ? T : never
const registersOf = ({ market, permits, merchants }: County): RegisterInput[] => [
  marketOf(market),
  register(
    'beauty-permit',
    permits.map((it, i) => cellsOf(it, `许可${i}`)),
  ),
  register(
    'platform',
    merchants.map(([it, coded], i) => ({ ...cellsOf(it, `m${i}`), code: coded ? code(it.brand) : '' })),
  ),
]
const quick = { withoutEvaluation: true } as const
const told = (it: Comparison) =>
  Array.from({ length: it.links.count }, (_, i) => [it.links.name(i), it.links.premises[i], it.links.probability[i]])

describe('comparing registers', () => {
  it('gives the same result again, and on two threads', async () => {
    await fc.assert(
      fc.asyncProperty(county, async (it) => {
        const input = { registers: registersOf(it) }
        expect(told(await compareRegisters(input, quick))).toEqual(told(await compareRegisters(input, quick)))
      }),
      { numRuns: 12 },
    )
    const input = { registers: registersOf(fc.sample(county, { numRuns: 1, seed: 5 })[0] as County) }
    expect(told(await compareRegisters(input, { ...quick, threads: 2 }))).toEqual(
      told(await compareRegisters(input, quick)),
    )
  }, 60_000)

  it('puts every record into premises once, with shares that are shares', async () => {
    await fc.assert(
      fc.asyncProperty(county, async (it) => {
        const result = await compareRegisters({ registers: registersOf(it) }, quick)
        const seen = new Set<number>()
        for (let p = 0; p < result.premises.count; p++)
          for (const link of result.premises.at(p).members) {
            expect(seen.has(link)).toBe(false)
            expect(result.links.premises[link]).toBe(p)
            seen.add(link)
          }
        expect(seen.size).toBe(result.links.count)
        for (let i = 0; i < result.links.count; i++)
          if (result.links.name(i).kind !== 'market')
            expect(result.links.why(i)).toBe(explainLink(result.links.explain(i, true)))
        for (const item of result.review) {
          const sum = item.candidates.reduce((total, each) => total + each.probability, item.none)
          expect(sum).toBeGreaterThan(0)
          expect(sum).toBeLessThan(1 + 1e-6)
        }
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('estimates anew what a model of another make would weigh', async () => {
    const registers = registersOf(fc.sample(county, { numRuns: 1, seed: 9 })[0] as County)
    const plain = await compareRegisters({ registers }, quick)
    const older = { ...plain.model, version: '1', pairs: [], regions: [] }
    expect(told(await compareRegisters({ registers }, { ...quick, model: older }))).toEqual(told(plain))
  })

  it('follows decisions over every score, and remembers them by kind and key', async () => {
    const [a, b] = [
      { brand: 0, trade: 0, road: 0, number: 5, person: 0, phone: 3 },
      { brand: 7, trade: 1, road: 3, number: 44, person: 4, phone: 9 },
    ]
    const registers = [marketOf([b, a]), register('platform', [cellsOf(a, 'm1'), cellsOf(b, 'm2')])]
    const name = (kind: string, key: string) => ({ file: 'older.csv', kind, key })
    const alone = await compareRegisters({ registers }, quick)
    expect(alone.links.explain(2).other?.key).toBe(code(1))
    const told = await compareRegisters(
      {
        registers,
        decisions: [
          { a: name('platform', 'm1'), b: name('market', code(1)), verdict: 'different' },
          { a: name('platform', 'm2'), b: name('market', code(1)), verdict: 'same' },
          { a: name('platform', 'gone'), b: name('market', code(0)), verdict: 'same' },
        ],
      },
      quick,
    )
    expect(told.links.explain(2)).toMatchObject({ other: null, override: 'decided-different' })
    expect(told.links.explain(3)).toMatchObject({ other: { key: code(1) }, override: 'decided-same', probability: 1 })
    expect(told.report.decisions).toEqual({ followed: 2, without: 1 })
  })

  it('says why in words, with the crowd', async () => {
    const it = { brand: 2, trade: 0, road: 1, number: 12, person: 1, phone: 6 }
    const others = Array.from({ length: 60 }, (_, i) => ({
      ...it,
      brand: (i % 17) + 3,
      trade: i % 6,
      phone: 7 + (i % 30),
      number: 13 + i,
    }))
    const result = await compareRegisters(
      { registers: [marketOf([it, ...others]), register('platform', [cellsOf(it, 'm1')])] },
      quick,
    )
    const words = explainLink(result.links.explain(61))
    expect(words).toContain('电话一致（该号码登记 1 户，+')
    expect(words).toContain('名称核心词相同“城花”（同名 1 户，+')
    expect(words).toContain('地址同在红旗街12号（该处登记 1 户，+')
  })

  it('calls a place by its standing: 注销 is no registration, and without the market file nothing is certain', async () => {
    const it = { brand: 2, trade: 5, road: 1, number: 12, person: 1, phone: 6 }
    const licence = register('medical-licence', [{ ...cellsOf(it, 'PDY00001'), expiresOn: '2028-01-01' }])
    const cancelled = await compareRegisters({ registers: [marketOf([it]), licence] }, quick)
    expect(cancelled.premises.at(0)).toMatchObject({ class: 'licensed-only', certain: true })
    const provisional = await compareRegisters(
      { registers: [licence, register('platform', [cellsOf(it, 'm1')])] },
      quick,
    )
    expect(provisional.premises.at(0)).toMatchObject({ certain: false, doubt: 'register-missing' })
    expect(provisional.report.missing).toContain('market')
  })
})
