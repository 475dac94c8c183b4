import { cleanText } from './registers/clean.ts'

/** Words that names of this trade share: two names that share only these share nothing. */
const TRADE =
  /有限责任公司|股份有限公司|有限公司|分公司|工作室|个体工商户|医疗美容|皮肤管理|美容美发|美容美体|美容|美发|美体|美甲|养生|护肤|皮肤|医疗|门诊部|诊所|医院|会所|中心|生活馆|沙龙|连锁|科技|文化|咨询|健康|管理|服务|店|馆|院|部|坊|阁/g
/** What stands before a name to say where: 某某市某某区. */
const WHERE = /^(?:\p{Script=Han}{2,3}(?:省|市|区|县|镇))+/u

const folded = (text: string): string =>
  cleanText(text)
    .toLowerCase()
    .replace(/[^\p{Script=Han}a-z0-9]/gu, '')

/** What is particular about a name: without where, without the trade; the whole name when nothing else is left. */
export function coreOf(name: string): string {
  const whole = folded(name)
  const core = whole.replace(WHERE, '').replace(TRADE, '')
  return core.length >= 2 ? core : whole
}

/** The road or village and the house number of an address, which is what people agree on; null where there is none. */
export function spotOf(address: string): { readonly road: string; readonly number: string | null } | null {
  const text = folded(address)
  const found = ROAD.exec(text.replace(UNDER, '')) ?? ROAD.exec(text)
  if (!found?.[1]) return null
  return { road: found[1], number: /\d+/.exec(found[2] ?? '')?.[0] ?? null }
}

/** Province, city, district, town before the road; 小区 and 社区 are no districts. */
const UNDER = /^(?:\p{Script=Han}{1,8}?(?:省|市|(?<![小社])区|县|镇|乡|街道办事处|街道|办事处))+/u
const ROAD = /^(\p{Script=Han}{1,8}?(?:大道|路|街|巷|村|社区|小区))(.*)$/u

const pairsOf = (text: string): string[] =>
  text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2))

/** How much two texts have in common, 0 to 1: twice the shared pairs of signs over all pairs. */
export function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const [mine, theirs] = [pairsOf(a), pairsOf(b)]
  const left = [...theirs]
  let shared = 0
  for (const pair of mine) {
    const at = left.indexOf(pair)
    if (at < 0) continue
    left.splice(at, 1)
    shared++
  }
  return (2 * shared) / (mine.length + theirs.length)
}

const phonesOf = (text: string | null): string[] => [...(text ?? '').matchAll(/\d{7,}/g)].map(([digits]) => digits)

/** What somebody typed so far of a place, or a place that is there. */
export interface PlaceWords {
  readonly name: string | null
  readonly tradeName?: string | null
  readonly uscc: string | null
  readonly phone: string | null
  readonly address: string | null
}

export type LikeWhy = 'uscc' | 'phone' | 'name' | 'address'

/** From here on two names are worth a look; below, they only share a sign or two. */
const ALIKE = 0.5

/** Why a place may be the one that is being typed, the surest first; `score` orders candidates. */
export function likeWhy(typed: PlaceWords, place: PlaceWords): { readonly score: number; readonly why: LikeWhy[] } {
  const why: LikeWhy[] = []
  const same = (a: string | null, b: string | null) => a !== null && b !== null && folded(a) === folded(b)
  if (same(typed.uscc, place.uscc)) why.push('uscc')
  const theirs = phonesOf(place.phone)
  if (phonesOf(typed.phone).some((it) => theirs.includes(it))) why.push('phone')
  const names = (it: PlaceWords) => [it.name, it.tradeName].flatMap((text) => (text ? [coreOf(text)] : []))
  const name = Math.max(0, ...names(typed).flatMap((a) => names(place).map((b) => likeness(a, b))))
  if (name >= ALIKE) why.push('name')
  const here = typed.address === null ? null : spotOf(typed.address)
  const there = place.address === null ? null : spotOf(place.address)
  const isThere = here !== null && here.number !== null && here.road === there?.road && here.number === there.number
  if (isThere) why.push('address')
  const score =
    (why.includes('uscc') ? 4 : 0) + (why.includes('phone') ? 2 : 0) + (name >= ALIKE ? name : 0) + (isThere ? 1 : 0)
  return { score, why }
}
