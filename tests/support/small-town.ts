import { usccCheckCharacter } from '@qingmei/core/kernel/identifiers'
import { type Comparison, type RecordCells, type RegisterInput, tableOf } from '@qingmei/linkage'
import fc from 'fast-check'

/** The nth sound credit code of the county. */
export const code = (n: number): string => {
  const start = `92410503MA${String(n).padStart(7, '0')}`
  return start + (usccCheckCharacter(start) ?? '')
}

const BRANDS = '颜悦 诗莎 城花 莱锦 蔓圣 柠净 玲彩 尚和 安若云 木禾 佳慈 泽漾 研时 靓芳 若莲初'.split(' ')
const ROADS = '解放路 红旗街 光永巷 州泰大道 彰德路'.split(' ')
const TRADES = '美容院 皮肤管理中心 养生馆 水果店 诊所 '.split(' ')
const NAMES = '张春燕 李敏 王志强 赵芳 陈伟丽 刘洋'.split(' ')

export const KINDS = ['market', 'tax', 'medical-licence', 'platform'] as const
export type Kind = (typeof KINDS)[number]

/** Rows of registers by kind, in the order in which they are handed over. */
export type Town = Readonly<Record<Kind, readonly RecordCells[]>>

const brand = fc.constantFrom(...BRANDS)
const address = fc
  .tuple(fc.constantFrom(...ROADS), fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 3 }))
  .map(([road, number, room]) => `河南省安阳市北关区${road}${number}号${room === 0 ? '' : `${100 + room}室`}`)
/** A code, one with a slip of the pen, or none. */
const shown = fc
  .tuple(fc.nat(24), fc.constantFrom('sound', 'slip', 'none'))
  .map(([n, how]) => (how === 'none' ? '' : how === 'slip' ? `${code(n).slice(0, 15)}7${code(n).slice(16)}` : code(n)))

/** What a row says besides its key. */
export const cells = (kind: Kind): fc.Arbitrary<RecordCells> =>
  fc.record({
    name: fc.tuple(brand, fc.constantFrom(...TRADES)).map(([one, trade]) => `北关区${one}${trade}`),
    address: fc.option(address, { nil: '', freq: 8 }),
    principal: fc.option(fc.constantFrom(...NAMES), { nil: '', freq: 5 }),
    phone: fc.option(
      fc.integer({ min: 10, max: 40 }).map((n) => `139123400${n}`),
      { nil: '', freq: 4 },
    ),
    code: kind === 'market' ? fc.constant('') : shown,
    state: kind === 'market' ? fc.constantFrom('存续', '存续', '存续', '注销') : fc.constant(''),
    issuedOn: kind === 'medical-licence' ? fc.constantFrom('2021-03-04', '2024-05-06', '') : fc.constant(''),
  })

const rows = (kind: Kind, least: number, most: number): fc.Arbitrary<RecordCells[]> =>
  fc
    .array(fc.tuple(cells(kind), fc.boolean()), { minLength: least, maxLength: most })
    .map((all) => all.map(([it, same], i) => ({ ...it, ...keyOf(kind, same && i > 3 ? i - 3 : i) })))

/** A row's key; now and then two rows have the same. */
export const keyOf = (kind: Kind, n: number): RecordCells =>
  kind === 'market' ? { key: code(n), code: code(n) } : { key: `${kind}${n}` }

export const town: fc.Arbitrary<Town> = fc.record({
  market: rows('market', 1, 30),
  tax: rows('tax', 1, 8),
  'medical-licence': rows('medical-licence', 1, 8),
  platform: rows('platform', 1, 20),
})

/** A register of such rows, with what its kind proves. */
export const registerOf = (kind: string, rows: readonly RecordCells[], asOf: string | null = null): RegisterInput => ({
  file: `${kind}.csv`,
  kind,
  proves: kind === 'market' ? 'registration' : kind === 'medical-licence' ? 'practice-licence' : 'nothing',
  asOf,
  table: tableOf(rows),
})

export const registersOf = (it: Town): RegisterInput[] => KINDS.map((kind) => registerOf(kind, it[kind], '2026-05-18'))

/** The keys of all records by premises, in an order of their own. */
export function premisesByKey({ links, premises }: Comparison): string[] {
  const found: string[] = []
  for (let p = 0; p < premises.count; p++) {
    const line = premises.at(p)
    const keys = line.members.map((it) => `${links.name(it).kind} ${links.name(it).key}`).toSorted()
    found.push(`${keys.join(', ')}: ${line.class}`)
  }
  return found.toSorted()
}
