import { ABOLISHED } from './abolished.ts'
import { DIVISIONS } from './generated/divisions.ts'

/** A province, a city or a county of GB/T 2260. */
export interface Division {
  /** Six digits; a province ends with four zeros, a city with two. */
  readonly code: string
  /** Its full name, of its time. */
  readonly name: string
  readonly level: 1 | 2 | 3
  /** Set when it is no more: the last year in the tables, and who followed it. */
  readonly abolished?: { readonly year: number; readonly successor: string }
}

/** A way to write a division; `full` when the suffix stands (鹿城区), or else something must vouch for it (鹿城). */
export interface Spelling {
  readonly text: string
  readonly division: Division
  readonly full: boolean
}

const byCode = new Map<string, Division>()
const bySpelling = new Map<string, Spelling[]>()
const byCity = new Map<string, Division[]>()
const byHeir = new Map<string, Division[]>()

/** Every division by code. */
export const divisions: ReadonlyMap<string, Division> = byCode
/** By the first two characters of a spelling: the spellings, longest first, present before abolished. */
export const spellings: ReadonlyMap<string, readonly Spelling[]> = bySpelling
/** Those that are no more, by the code of the division that most of each belongs to now. */
export const predecessorsOf: ReadonlyMap<string, readonly Division[]> = byHeir
/** The counties of a city, by its code: what a name that is spelt wrong is compared with. */
export const countiesOf: ReadonlyMap<string, readonly Division[]> = byCity

const MUNICIPALITIES = new Set(['11', '12', '31', '50'])
const PEOPLES =
  /(?:各族|蒙古族?|回族?|藏族?|维吾尔|苗族|彝族|壮族?|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|撒拉族|毛南族|仡佬族|锡伯族?|塔吉克|怒族|普米族|裕固族|保安族|独龙族|鄂伦春族?|鄂温克族|各族联合)+$/

/** A name without its suffix and its peoples: 鹿城区 → 鹿城, 景宁畲族自治县 → 景宁, 大理白族自治州 → 大理. */
export function shortName(name: string): string {
  const [, autonomous = ''] = /^(.+)自治[区州县旗]$/.exec(name) ?? []
  if (autonomous !== '') {
    const bare = autonomous.replace(PEOPLES, '')
    return bare.length >= 2 ? bare : autonomous
  }
  const bare = name.replace(/(?:地区|林区|特区|矿区|新区|[省市区县旗盟])$/, '')
  return bare.length >= 2 ? bare : name
}

function add(division: Division): void {
  byCode.set(division.code, division)
  spell(division)
}

function spell(division: Division): void {
  const { name, level } = division
  spellAs(division, name, true)
  const short = shortName(name)
  if (short !== name) spellAs(division, short, false)
  if (name.includes('自治')) spellAs(division, short + name.at(-1), true)
  if (level === 1 && name.endsWith('自治区')) spellAs(division, `${short}省`, true)
}

function spellAs(division: Division, text: string, full: boolean): void {
  const key = text.slice(0, 2)
  const list = bySpelling.get(key)
  if (!list) bySpelling.set(key, [{ text, division, full }])
  else if (!list.some((it) => it.text === text && it.division.code === division.code))
    list.push({ text, division, full })
}

function readDivisions(): void {
  for (const line of DIVISIONS.split('\n')) {
    if (line === '') continue
    const bar = line.indexOf('|')
    if (bar < 0) {
      add({ code: `${line.slice(0, 2)}0000`, name: line.slice(2), level: 1 })
      continue
    }
    const city = line.slice(0, 4)
    const province = byCode.get(`${city.slice(0, 2)}0000`)?.name ?? ''
    // A municipality is written twice (上海市上海市浦东新区): its one city bears the name of the province.
    const name = line.slice(4, bar) || (MUNICIPALITIES.has(city.slice(0, 2)) ? province : '')
    if (name !== '') add({ code: `${city}00`, name, level: 2 })
    const counties: Division[] = []
    for (const it of line.slice(bar + 1).split(','))
      if (it !== '') counties.push({ code: city + it.slice(0, 2), name: it.slice(2), level: 3 })
    counties.forEach(add)
    byCity.set(`${city}00`, counties)
  }
}

function readAbolished(): void {
  for (const row of ABOLISHED.trim().split(/,\s|\n/)) {
    const [, digits = '', name = '', year, heir = ''] = /^(\d+)(\D+) (\d{4}) (\d+)$/.exec(row) ?? []
    const division: Division = {
      code: digits.padEnd(6, '0'),
      name,
      level: digits.length === 4 ? 2 : 3,
      abolished: { year: Number(year), successor: heir.padEnd(6, '0') },
    }
    // The code may have passed to another (370283 …): the present one keeps it, the old one is known by its name.
    if (!divisions.has(division.code)) byCode.set(division.code, division)
    spell(division)
    const heirOf = division.abolished?.successor ?? ''
    byHeir.set(heirOf, [...(byHeir.get(heirOf) ?? []), division])
  }
}

readDivisions()
readAbolished()
for (const list of bySpelling.values())
  list.sort(
    (a, b) =>
      b.text.length - a.text.length ||
      Number(b.full) - Number(a.full) ||
      Number(!!a.division.abolished) - Number(!!b.division.abolished) ||
      a.division.level - b.division.level,
  )

/** The city (or province) that a code stands under; null where the tables have none (省直辖). */
export function above(code: string, level: 1 | 2): Division | null {
  return divisions.get(level === 1 ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`) ?? null
}
