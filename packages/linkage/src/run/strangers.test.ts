import { expect, it } from 'vitest'
import { compareRegisters } from '../index.ts'
import { chance } from '../score/chance.ts'
import { code, registerOf as register } from '../../../../tests/support/small-town.ts'

const SIGNS = '诗颜蔓柠玲尚安初木佳秀媛莱锦城恩倾慈森野'
const ROADS = '解放 红旗 光永 州泰 彰德 永安 胜利 平原 相州 文峰 东风 人民'.split(' ')
const TRADES = '美容院 皮肤管理中心 美甲店 养生馆'.split(' ')
const SURNAMES = '王李张刘陈杨赵黄周吴'
const GIVEN = '伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞'

/** A town's shops: names, houses, owners and telephones put together by chance. */
function shops(count: number, seed: number) {
  const next = chance(seed)
  const sign = (signs: string) => signs.charAt(next(signs.length))
  return Array.from({ length: count }, () => ({
    name: `北关区${sign(SIGNS)}${sign(SIGNS)}${sign(SIGNS)}${TRADES[next(TRADES.length)]}`,
    address: `河南省安阳市北关区${ROADS[next(ROADS.length)]}路${1 + next(400)}号`,
    principal: sign(SURNAMES) + sign(GIVEN) + sign(GIVEN),
    phone: `139${String(10_000_000 + next(89_999_999))}`,
  }))
}

it('a register of which a few lines were left over holds few partners, and gathers no strangers', async () => {
  const registered = shops(1_500, 1)
  const market = registered.map((it, n) => ({ ...it, key: code(n), code: code(n), state: '存续' }))
  // Of the taxpayers all but four are found by their codes; those four are other people's.
  const tax = [
    ...registered.slice(0, 400).map((it, n) => ({ ...it, phone: '', key: code(n), code: code(n) })),
    ...shops(4, 2).map((it, n) => ({ ...it, phone: '', key: `x${n}` })),
  ]
  // Permits name no telephone, every fifth another person, every eleventh another house.
  const permits = [...registered.slice(300, 700), ...shops(300, 3)].map((it, n) => ({
    ...it,
    key: `许可${n}`,
    phone: '',
    ...(n % 5 === 0 ? { principal: `何${GIVEN.charAt(n % 20)}` } : {}),
    ...(n % 11 === 0 ? { address: `北关区${ROADS[n % 12]}路${n + 1}号` } : {}),
  }))
  const { links, model } = await compareRegisters(
    { registers: [register('market', market), register('tax', tax), register('beauty-permit', permits)] },
    { withoutEvaluation: true },
  )
  const here = new Map(model.pairs.map((it) => [`${it.from} ${it.to}`, it.here]))
  expect(here.get('beauty-permit market')).toBeGreaterThan(0.5)
  expect(here.get('beauty-permit tax')).toBeLessThan(0.01)
  const first = market.length + tax.length
  const partners = permits.map((_, n) => links.explain(first + n, true).other?.key ?? null)
  expect(partners.slice(400).filter((key) => key !== null)).toEqual([])
  expect(partners.slice(0, 400).filter((key) => key !== null).length).toBeGreaterThan(385)
})

it('a place whose telephone or room somebody registered under another name is asked about, not called unregistered', async () => {
  const market = shops(1_500, 1).map((it, n) => ({ ...it, key: code(n), code: code(n), state: '存续' }))
  const merchants = [
    ...market.slice(0, 200).map(({ name, address, phone }) => ({ name, address, phone })),
    ...shops(200, 4).map(({ name, address, phone }) => ({ name, address, phone })),
    { name: '若莲初见SPA', address: '北关区滨河路77号', phone: market[7]?.phone ?? '' },
    { name: '若莲初见SPA', address: '北关区滨河路77号', phone: '13700000001' },
  ].map((it, n) => ({ ...it, key: `m${n}` }))
  const { links, premises, review } = await compareRegisters(
    {
      registers: [
        register('market', market),
        register(
          'medical-licence',
          market.slice(900, 905).map((it, n) => ({ ...it, key: `PDY${n}` })),
        ),
        register('platform', merchants),
      ],
    },
    { withoutEvaluation: true },
  )
  const first = market.length + 5
  const placeOf = (n: number) => premises.at(links.premises[first + n] ?? 0)
  const strangers = Array.from({ length: 200 }, (_, n) => placeOf(200 + n))
  expect(strangers.filter((it) => it.class === 'neither' && it.certain).length).toBeGreaterThan(150)
  const link = first + 400
  expect(links.explain(link).evidence.find((it) => it.field === 'phone')?.level).toBe('equal')
  expect(placeOf(400)).toMatchObject({ class: 'neither', certain: false })
  expect(review.map((it) => it.link)).toContain(link)
})
