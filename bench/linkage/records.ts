import type { Chance } from './chance.ts'
import { fullWidth, inNumerals, slip, slipDigits, traditional, writePhone } from './noise.ts'
import { aMobile, aPerson, aSite, type County, type Entity, type Kind, onStreet, type Site, TRADES } from './world.ts'
import { DECORATIONS } from './words.ts'
import { oldNumber } from './uscc.ts'

/** A shop that people walk into: of an entity, or of none. */
export interface Shop {
  readonly premises: string
  readonly entity: Entity | null
  readonly kind: Kind
  /** What the sign says, which need not be what is registered. */
  readonly sign: string
  readonly trade: string
  readonly site: Site
  readonly keeper: string
  readonly phone: string
}

/** How bad the files are; 1 is the usual. */
export type Noise = (probability: number) => number

/** The shop that an entity runs: moved, handed on, with another sign or phone than registered. */
export function shopOf(
  entity: Entity,
  premises: string,
  brands: readonly string[],
  noise: Noise,
  chance: Chance,
): Shop {
  const nickname = () => brands[chance.rank(brands.length, 0.3)] ?? entity.brand
  const incubated = entity.site.county.incubators.some((it) => it.place === entity.site.place)
  const moved = incubated || chance.is(noise(0.06))
  return {
    premises,
    entity,
    kind: entity.kind,
    trade: entity.trade,
    sign: chance.is(noise(0.07)) ? nickname() : entity.brand,
    site: moved ? aSite(entity.site.county, chance) : entity.site,
    keeper: chance.is(noise(0.11)) ? aPerson(chance) : entity.principal,
    phone: entity.phone === '' || chance.is(noise(0.36)) ? aMobile(chance) : entity.phone,
  }
}

/**
 * A shop that no register has. Some stand in the mall or the street of one that a register has, some bear the sign of
 * another of the county; nobody opens under the neighbour's sign in the neighbour's street.
 */
export function strayShop(like: Entity, premises: string, brands: readonly string[], chance: Chance): Shop {
  const { county } = like.site
  const kind: Kind = chance.is(0.85) ? 'beauty' : 'medical'
  const imitates = chance.is(0.14)
  const site = chance.weighed<() => Site>([
    [() => aSite(county, chance), 70],
    [() => (imitates ? aSite(county, chance) : { ...like.site, room: String(chance.between(101, 1899)) }), 15],
    [() => (imitates ? aSite(county, chance) : { ...onStreet(county, chance), street: like.site.street }), 15],
  ])()
  return {
    premises,
    entity: null,
    kind,
    trade: chance.of(TRADES[kind].formal),
    sign: imitates ? like.brand : (brands[chance.rank(brands.length, 0.5)] ?? like.brand),
    site,
    keeper: aPerson(chance),
    phone: chance.is(0.02) && like.phone !== '' ? like.phone : aMobile(chance),
  }
}

/** The name as the health commission or the tax bureau writes it: from the licence, by hand, in short. */
export function officeName(shop: Shop, noise: Noise, chance: Chance): string {
  const { entity, sign, trade, site } = shop
  const { county } = site
  let name = entity && sign === entity.brand ? entity.name : county.name + sign + trade
  if (chance.is(noise(0.25))) name = name.replace(/（个体工商户）|有限(?:责任)?公司/g, '')
  if (chance.is(noise(0.3))) name = name.replace(new RegExp(`^(?:${county.province})?(?:${county.city})?`), '')
  if (chance.is(noise(0.28))) name = name.replace(county.name, '')
  if (chance.is(noise(0.1))) name = name.replace(site.town.replace(/(?:街道|镇|乡)$/, ''), '')
  if (chance.is(noise(0.05))) name = name.replace(county.name, county.name.slice(1))
  if (chance.is(noise(0.12))) name = name.replace(trade, chance.of(TRADES[shop.kind].formal))
  if (chance.is(noise(0.07))) name = name.replace(sign, shortBrand(sign))
  if (chance.is(noise(0.12))) name = slip(name, chance)
  if (chance.is(noise(0.03))) name = slip(name, chance)
  if (chance.is(noise(0.03))) name = traditional(name)
  if (chance.is(noise(0.04))) name = name.replace(/（/g, '(').replace(/）/g, ')')
  if (chance.is(noise(0.02))) name = `${name.slice(0, 2)} ${name.slice(2)}`
  return name || sign + trade
}

/** The name as a platform shows it: the sign, dressed up. */
export function platformName(shop: Shop, noise: Noise, chance: Chance): string {
  const { entity, kind, trade, site } = shop
  let sign = shop.sign
  if (chance.is(noise(0.08))) sign = slip(sign, chance)
  if (chance.is(noise(0.06))) sign = shortBrand(sign)
  if (chance.is(noise(0.03))) sign = traditional(sign)
  const loose = chance.weighed([
    [chance.of(TRADES[kind].loose), 62],
    [trade, 30],
    ['', 8],
  ])
  let name = chance.weighed([
    [sign + loose, 66],
    [`${sign}·${loose}`, 16],
    [`${sign} ${loose}`, 6],
    [`【${chance.of(DECORATIONS)}】${sign}${loose}`, 6],
    [entity?.name ?? sign + trade, 6],
  ])
  if (chance.is(0.42))
    name += `（${chance.weighed([
      [site.street, 50],
      [site.place || site.street, 40],
      [site.town.replace(/(?:街道|镇|乡)$/, ''), 10],
    ])}店）`
  if (chance.is(noise(0.06))) name += chance.of(DECORATIONS)
  return name
}

const shortBrand = (brand: string): string => (brand.length > 2 ? brand.slice(0, 2) : brand)

export type Writer = 'office' | 'platform'

/** The address as written: levels left out, numerals, full width, rooms forgotten, the county next door. */
export function writeAddress(
  site: Site,
  neighbours: readonly County[],
  noise: Noise,
  by: Writer,
  chance: Chance,
): string {
  const loose = by === 'platform' ? 1.6 : 1
  const sometimes = (probability: number) => chance.is(noise(probability * loose))
  const county = sometimes(0.025) ? chance.of(neighbours) : site.county
  const countyName = county.oldName !== '' && sometimes(0.12) ? county.oldName : county.name
  let head =
    (sometimes(0.22) ? '' : county.province) + (sometimes(0.2) ? '' : county.city) + (sometimes(0.08) ? '' : countyName)
  if (sometimes(0.015)) head += `null${head}`
  if (sometimes(0.02)) head = `${county.province}-${county.city}-${countyName}-`
  const town = sometimes(by === 'office' ? 0.28 : 0.4) ? '' : site.town
  const full = county === site.county ? site : { ...site, county }
  let street = full.street
  const renamed = site.county.streets.find((it) => it.name === street)?.oldName
  if (renamed && sometimes(0.4)) street = renamed
  else if (sometimes(0.05)) street = slip(street, chance)
  let text = head + town + street + writeNumber(site, sometimes, chance) + writePlace(site, sometimes, chance)
  if (sometimes(0.03)) text = fullWidth(text)
  if (sometimes(0.02)) text += chance.of(['对面', '旁', '附近', '（二楼）', '门口'])
  return text
}

function writeNumber({ number, sub }: Site, sometimes: (p: number) => boolean, chance: Chance): string {
  if (sometimes(0.05)) return ''
  const right = sometimes(0.04) ? slipDigits(number, chance) : number
  const tail = sub === '' || sometimes(0.12) ? '' : `-${sub}`
  const mark = chance.weighed([
    ['号', 82],
    ['#', 9],
    ['', 9],
  ])
  return (sometimes(0.06) ? inNumerals(right, chance) : right) + tail + mark
}

function writePlace(site: Site, sometimes: (p: number) => boolean, chance: Chance): string {
  const place = site.place === '' || sometimes(0.12) ? '' : sometimes(0.05) ? slip(site.place, chance) : site.place
  const building =
    site.building === '' || sometimes(0.08)
      ? ''
      : site.building +
        chance.weighed([
          ['号楼', 40],
          ['栋', 20],
          ['幢', 20],
          ['#', 20],
        ])
  const unit = site.unit === '' || sometimes(0.15) ? '' : `${site.unit}单元`
  const floor = site.floor === '' || sometimes(0.2) ? '' : site.floor + chance.of(['层', '楼', 'F'])
  if (site.room === '' || sometimes(0.15)) return place + building + unit + floor
  const room = sometimes(0.03) ? slipDigits(site.room, chance) : site.room
  return (
    place +
    building +
    unit +
    floor +
    room +
    chance.weighed([
      ['室', 70],
      ['', 22],
      ['号', 8],
    ])
  )
}

export function writePerson(shop: Shop, noise: Noise, chance: Chance): string {
  const person = shop.keeper
  if (chance.is(noise(0.025))) return ''
  if (chance.is(noise(0.05))) return slip(person, chance)
  return chance.is(noise(0.02)) ? `${person.charAt(0)} ${person.slice(1)}` : person
}

export function phoneOn(shop: Shop, missing: number, noise: Noise, chance: Chance): string {
  if (chance.is(missing)) return ''
  const { entity } = shop
  const registered = entity && entity.phone !== '' && chance.is(0.3) ? entity.phone : shop.phone
  return writePhone(chance.is(noise(0.025)) ? slipDigits(registered, chance) : registered, chance)
}

/** The number a platform shows as the licence: mostly none; some wrong, some another's, some of before 2015. */
export function shownCode(shop: Shop, others: readonly Entity[], noise: Noise, chance: Chance): string {
  if (shop.entity === null) return chance.is(noise(0.05)) ? chance.of(others).code : ''
  if (!chance.is(0.22)) return ''
  return chance.weighed<() => string>([
    [() => shop.entity?.code ?? '', 100 - 100 * noise(0.14)],
    [() => mistyped(shop.entity?.code ?? '', chance), 100 * noise(0.06)],
    [() => chance.of(others).code, 100 * noise(0.04)],
    [() => oldNumber(shop.site.county.code, chance), 100 * noise(0.04)],
  ])()
}

/** One sign of a code read as another; its check sign no longer holds. */
export function mistyped(code: string, chance: Chance): string {
  const at = chance.below(code.length)
  const others = [...'0123456789ABCDEFGHJKLMNPQRTUWXYOIS'].filter((it) => it !== code.charAt(at))
  return code.slice(0, at) + chance.of(others) + code.slice(at + 1)
}
