import { divisions } from '../../packages/linkage/src/address/divisions.ts'
import { townsOf } from '../../packages/linkage/src/address/towns.ts'
import type { Chance } from './chance.ts'
import { creditCode } from './uscc.ts'
import * as words from './words.ts'

/** Where something stands, clean. Empty where it has none. */
export interface Site {
  readonly county: County
  readonly town: string
  readonly street: string
  readonly number: string
  readonly sub: string
  readonly place: string
  readonly building: string
  readonly unit: string
  readonly floor: string
  readonly room: string
}

export interface County {
  readonly code: string
  readonly name: string
  readonly city: string
  readonly province: string
  /** A name it had, or a county merged into it had. */
  readonly oldName: string
  readonly towns: readonly string[]
  readonly streets: readonly {
    readonly name: string
    readonly oldName: string
    readonly town: string
    readonly last: number
  }[]
  readonly places: readonly Site[]
  /** Addresses and phones that firms are registered at by the hundred. */
  readonly incubators: readonly Site[]
  readonly agents: readonly string[]
}

export const KINDS = ['other', 'beauty', 'medical'] as const
export type Kind = (typeof KINDS)[number]

/** One market entity as it really is. */
export interface Entity {
  readonly kind: Kind
  readonly code: string
  readonly name: string
  readonly brand: string
  readonly trade: string
  readonly site: Site
  readonly principal: string
  readonly phone: string
  readonly state: string
  readonly founded: number
}

export const TRADES = { other: words.OTHER, beauty: words.BEAUTY, medical: words.MEDICAL } as const

export function makeBrands(count: number, chance: Chance): string[] {
  const brands = [...words.BRAND_WORDS]
  const character = () => words.BRAND_CHARACTERS[chance.rank(words.BRAND_CHARACTERS.length, 0.35)] ?? '美'
  while (brands.length < count) {
    const length = chance.weighed<number>([
      [2, 52],
      [3, 33],
      [4, 12],
      [1, 3],
    ])
    let brand = chance.is(0.2) ? chance.of(words.BRAND_WORDS) : ''
    while (brand.length < length) brand += character()
    brands.push(brand)
  }
  return brands
}

export const aPerson = (chance: Chance): string => {
  const surname = words.SURNAMES[chance.rank(words.SURNAMES.length, 0.45)] ?? '王'
  const given = () => words.GIVEN[chance.rank(words.GIVEN.length, 0.3)] ?? '伟'
  return surname + given() + (chance.is(0.68) ? given() : '')
}

const PREFIXES = [
  '130',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '152',
  '155',
  '156',
  '158',
  '159',
  '166',
  '173',
  '177',
  '180',
  '185',
  '186',
  '187',
  '189',
  '199',
]
export const aMobile = (chance: Chance): string =>
  chance.of(PREFIXES) + String(chance.below(100_000_000)).padStart(8, '0')

/** Counties of one prefecture with their streets, malls and incubators, for `entities` in all. */
export function makeCounties(prefecture: string, count: number, entities: number, chance: Chance): County[] {
  const all = [...divisions.values()].filter(
    (it) => it.level === 3 && it.code.startsWith(prefecture) && !it.abolished && !it.code.startsWith('7', 4),
  )
  const [city, province] = [
    divisions.get(`${prefecture}00`)?.name ?? '',
    divisions.get(`${prefecture.slice(0, 2)}0000`)?.name ?? '',
  ]
  // 410503 first: it is the county of the demonstration.
  all.sort((a, b) => Number(b.code === '410503') - Number(a.code === '410503') || (a.code < b.code ? -1 : 1))
  return all.slice(0, count).map(({ code, name }) => {
    const old = [...divisions.values()].find((it) => it.abolished?.successor === code)
    return makeCounty({ code, name, city, province, oldName: old?.name ?? '' }, entities / count, chance)
  })
}

function makeCounty(
  who: Pick<County, 'code' | 'name' | 'city' | 'province' | 'oldName'>,
  entities: number,
  chance: Chance,
): County {
  const towns = townsOf(who.code)
    .map((it) => it.name)
    .filter((it) => /(?:街道|镇|乡)$/.test(it))
  const character = () => chance.of(words.STREET_CHARACTERS)
  const street = () => character() + character() + chance.weighed(words.STREET_KINDS)
  const streets = Array.from({ length: Math.ceil(60 + entities / 220) }, () => ({
    name: street(),
    oldName: chance.is(0.04) ? street() : '',
    town: chance.of(towns),
    last: chance.between(30, 990),
  }))
  const county: County = { ...who, towns, streets, places: [], incubators: [], agents: [] }
  const place = (kind: string) => ({
    ...onStreet(county, chance),
    sub: '',
    place: character() + character() + (chance.is(0.4) ? character() : '') + kind,
  })
  const places = Array.from({ length: Math.ceil(20 + entities / 160) }, () => place(chance.weighed(words.PLACE_KINDS)))
  const incubators = Array.from({ length: 1 + Math.floor(entities / 30_000) }, () =>
    place(chance.of(['创业孵化园', '电商产业园', '众创空间', '商务秘书托管中心'])),
  )
  const agents = Array.from({ length: Math.ceil(entities / 1_500) }, () => aMobile(chance))
  return Object.assign(county, { places, incubators, agents })
}

export function onStreet(county: County, chance: Chance): Site {
  const { name, town, last } = county.streets[chance.rank(county.streets.length, 0.4)] ?? chance.of(county.streets)
  const sub = chance.is(0.11) ? String(chance.between(1, 18)) : ''
  return {
    county,
    town,
    street: name,
    number: String(chance.between(1, last)),
    sub,
    place: '',
    building: '',
    unit: '',
    floor: '',
    room: '',
  }
}

/** A site as shops have them: on the street, in a mall, in an estate, with a few crowded places. */
export function aSite(county: County, chance: Chance): Site {
  if (chance.is(0.45)) {
    const site = onStreet(county, chance)
    return chance.is(0.3) ? { ...site, room: String(chance.between(101, 999)) } : site
  }
  const place = county.places[chance.rank(county.places.length, 0.5)] ?? onStreet(county, chance)
  if (/(?:小区|花园|家园|公寓|新村)$/.test(place.place)) {
    const floor = chance.between(1, 18)
    const room = `${floor}0${chance.between(1, 4)}`
    return {
      ...place,
      building: String(chance.between(1, 28)),
      unit: chance.is(0.75) ? String(chance.between(1, 4)) : '',
      room,
    }
  }
  const floor = chance.between(1, 22)
  return {
    ...place,
    floor: chance.is(0.5) ? String(floor) : '',
    room: chance.is(0.9) ? `${floor}${String(chance.between(1, 60)).padStart(2, '0')}` : '',
  }
}

/** One market entity; `neighbour` lends its owner now and then. */
export function anEntity(
  county: County,
  kind: Kind,
  brands: readonly string[],
  neighbour: Entity | null,
  chance: Chance,
): Entity {
  const brand = brands[chance.rank(brands.length, 0.55)] ?? '丽人'
  const trade = chance.of(TRADES[kind].formal)
  const isCompany = chance.is(kind === 'medical' ? 0.75 : 0.22)
  const incubated = isCompany && kind !== 'medical' && chance.is(0.12)
  const site = incubated
    ? { ...chance.of(county.incubators), floor: String(chance.between(1, 6)), room: String(chance.between(101, 640)) }
    : aSite(county, chance)
  const sameOwner = neighbour !== null && neighbour.site.county === county && chance.is(0.07)
  const phone = chance.is(0.09)
    ? chance.of(county.agents)
    : sameOwner
      ? neighbour.phone
      : chance.is(0.08)
        ? ''
        : chance.is(0.06)
          ? aLandline(chance)
          : aMobile(chance)
  return {
    kind,
    brand,
    trade,
    site,
    phone,
    code: creditCode(isCompany ? '91' : '92', county.code, chance),
    name: isCompany ? companyName(county, brand, trade, site, chance) : shopName(county, brand, trade, site, chance),
    principal: sameOwner ? neighbour.principal : aPerson(chance),
    state: chance.weighed([
      ['存续', 83],
      ['注销', 13],
      ['吊销', 4],
    ]),
    founded: chance.between(2005 * 12, 2026 * 12 + 3),
  }
}

const aLandline = (chance: Chance): string =>
  `0372-${chance.between(2, 6)}${String(chance.below(1_000_000)).padStart(6, '0')}`

function shopName(county: County, brand: string, trade: string, site: Site, chance: Chance): string {
  const town = site.town.replace(/(?:街道|镇|乡)$/, '')
  const prefix = chance.weighed([
    [county.name, 58],
    [county.name + town, 24],
    [county.city + county.name, 8],
    ['', 6],
    [county.city, 4],
  ])
  return prefix + brand + trade + (chance.is(0.14) ? '（个体工商户）' : '')
}

function companyName(county: County, brand: string, trade: string, site: Site, chance: Chance): string {
  const city = county.city.replace(/市$/, '')
  const base = chance.weighed([
    [`${county.city}${brand}${trade}有限公司`, 62],
    [`${county.province}${brand}${trade}有限公司`, 10],
    [`${brand}（${city}）${trade}有限公司`, 8],
    [`${county.city}${county.name}${brand}${trade}有限责任公司`, 12],
    [`${county.city}${brand}${trade}有限公司`, 8],
  ])
  if (!chance.is(0.1)) return base
  return (
    base +
    chance.weighed([
      [`${site.street}店`, 40],
      [`${county.name}分公司`, 25],
      [`第${chance.of('一二三四五六')}分公司`, 20],
      [`${site.place || site.street}店`, 15],
    ])
  )
}
