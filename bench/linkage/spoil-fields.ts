import type { RecordField } from '../../packages/linkage/src/comparison.ts'
import type { Chance } from './chance.ts'
import { fullWidth, inNumerals, slip, slipDigits, traditional, writePhone } from './noise.ts'
import { aMobile, aPerson } from './world.ts'

/** A record's cells; the key is always there. */
export type Cells = Readonly<Partial<Record<RecordField, string>>> & { readonly key: string }
type Way = readonly [how: (text: string, chance: Chance) => string, weight: number]

const REGION = /^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,4}市)?(?:[\u4e00-\u9fff]{1,4}?[区县])?/u
const TOWN = /[\u4e00-\u9fff]{2,4}(?:街道|镇|乡)(?![0-9路])/u
const FORM = /（?个体工商户）?|有限(?:责任)?公司/gu
const HINTS = ['对面', '旁', '附近', '（二楼）', '门口', '东侧']

/** Ways in which a name goes wrong, each with its weight. */
const NAME: readonly Way[] = [
  [slip, 40],
  [(it) => it.replace(REGION, '') || it, 20],
  [(it) => it.replace(FORM, ''), 8],
  [(it, chance) => slip(slip(it, chance), chance), 8],
  [(it) => it.replace(/(?:美容院|美容店|美甲店|理发店|美发店|养生馆|诊所|门诊部|会所|馆|店)$/u, ''), 10],
  [traditional, 6],
  [(it, chance) => `${it.slice(0, 2)}${chance.of([' ', '·', '-'])}${it.slice(2)}`, 4],
  [(it, chance) => `${it}${chance.of(['（总店）', '旗舰店', '（新店）', '★'])}`, 4],
]

const ADDRESS: readonly Way[] = [
  [slip, 18],
  [(it) => it.replace(REGION, ''), 22],
  [(it) => it.replace(TOWN, ''), 16],
  [(it) => it.replace(REGION, '').replace(TOWN, ''), 8],
  [(it) => it.replace(/\d+(?:室|号?楼|层|单元)?$/u, ''), 10],
  [(it, chance) => it.replace(/\d+(?=号)/u, (digits) => slipDigits(digits, chance)), 6],
  [(it, chance) => it.replace(/\d+(?=号)/u, (digits) => inNumerals(digits, chance)), 5],
  [(it) => it.replace(/号/u, '#'), 4],
  [fullWidth, 3],
  [(it, chance) => it + chance.of(HINTS), 4],
  [(it) => `null${it}`, 2],
  [(it) => it.replace(/(?<=[\u4e00-\u9fff][路街巷道])\d+.*$/u, ''), 2],
]

const PERSON: readonly Way[] = [
  [slip, 40],
  [(_, chance) => aPerson(chance), 35],
  [() => '', 20],
  [(it) => `${it.charAt(0)} ${it.slice(1)}`, 5],
]

const PHONE: readonly Way[] = [
  [() => '', 45],
  [(_, chance) => aMobile(chance), 30],
  [(it, chance) => (it === '' ? it : slipDigits(it, chance)), 15],
  [writePhone, 10],
]

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CODE: readonly Way[] = [
  [(it, chance) => put(it, chance.below(it.length), chance.of(SIGNS)), 60],
  [(it, chance) => exchanged(it, chance.below(it.length - 1)), 25],
  [(it, chance) => put(it, chance.below(it.length), ''), 15],
]

const put = (text: string, at: number, piece: string): string => text.slice(0, at) + piece + text.slice(at + 1)
const exchanged = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)

/** Each field spoilt with its probability: name, address, person and telephone by `share`, codes by `codes`. */
export function spoiltRecord(it: Cells, share: number, codes: number, chance: Chance): Cells {
  const spoil = (text: string | undefined, ways: readonly Way[], probability: number): string => {
    if (!text || !chance.is(probability)) return text ?? ''
    return chance.weighed(ways)(text, chance)
  }
  const isKey = it.key === it.code
  const code = spoil(isKey ? it.key : it.code, CODE, codes)
  return {
    ...it,
    name: spoil(it.name, NAME, share) || (it.name ?? ''),
    address: spoil(it.address, ADDRESS, share),
    principal: spoil(it.principal, PERSON, share),
    phone: spoil(it.phone, PHONE, share),
    // A shop hides its code sooner than it shows a wrong one.
    code: !isKey && code !== it.code && chance.is(0.5) ? '' : code,
    key: isKey ? code : it.key,
  }
}
