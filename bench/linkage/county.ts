import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Chance } from './chance.ts'
import { Lines, Truth } from './files.ts'
import { toGb18030 } from './gb18030.ts'
import {
  mistyped,
  type Noise,
  officeName,
  phoneOn,
  platformName,
  type Shop,
  shopOf,
  shownCode,
  strayShop,
  writeAddress,
  writePerson,
} from './records.ts'
import { PLATFORMS, SERVICES } from './words.ts'
import { anEntity, type County, type Entity, type Kind, makeBrands, makeCounties, TRADES } from './world.ts'

/**
 * Writes a county's registers as its departments hand them over, and the truth about them. Made from what is known of
 * such files (who fills them in, what is left out, mistyped, borrowed or long changed), not from how they are compared.
 */
export interface CountyOptions {
  readonly folder: string
  /** Rows of the market register; the other registers have 16 for each 100 of them. */
  readonly entities: number
  readonly seed: number
  /** 1 is as bad as files usually are, 0 is clean. */
  readonly noise?: number
  /** Four digits of the city whose counties it is. */
  readonly prefecture?: string
}

export const FILES = {
  market: 'market-entities.csv',
  licence: 'medical-licences.csv',
  permit: 'beauty-permits.csv',
  tax: 'tax-payers.csv',
  platform: 'platform-merchants.jsonl',
} as const

/** Rows of each other register for each row of the market register: together 0.16. */
const SHARES = { licence: 0.012, permit: 0.06, tax: 0.016, platform: 0.072 }

export function writeCounty({
  folder,
  entities: count,
  seed,
  noise: level = 1,
  prefecture = '4105',
}: CountyOptions): void {
  mkdirSync(join(folder, 'truth'), { recursive: true })
  const chance = new Chance(seed)
  const noise: Noise = (probability) => Math.min(0.95, probability * level)
  const counties = makeCounties(prefecture, Math.max(1, Math.min(9, Math.round(count / 110_000))), count, chance)
  const brands = makeBrands(Math.ceil(400 + count / 14), chance)

  const entities: Entity[] = []
  for (let i = 0; i < count; i++) {
    const kind = chance.weighed<Kind>([
      ['other', 872],
      ['beauty', 112],
      ['medical', 16],
    ])
    entities.push(
      anEntity(
        chance.of(counties),
        kind,
        brands,
        i > 0 ? (entities[i - 1 - chance.below(Math.min(i, 40))] ?? null) : null,
        chance,
      ),
    )
  }
  const truth = new Truth(folder)
  writeMarket(folder, entities, truth, chance)
  const desk: Desk = { folder, counties, entities, brands, noise, truth, chance, shops: new Map() }
  writeLicences(desk, Math.round(count * SHARES.licence))
  writePermits(desk, Math.round(count * SHARES.permit))
  writeTax(desk, Math.round(count * SHARES.tax))
  writePlatforms(desk, Math.round(count * SHARES.platform))
  truth.close(desk.shops)
}

interface Desk {
  readonly folder: string
  readonly counties: readonly County[]
  readonly entities: readonly Entity[]
  readonly brands: readonly string[]
  readonly noise: Noise
  readonly truth: Truth
  readonly chance: Chance
  /** By premises; a shop is made once, whichever register comes to it first. */
  readonly shops: Map<string, Shop>
}

const day = (months: number, chance: Chance): string =>
  `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-${String(chance.between(1, 28)).padStart(2, '0')}`

/** As registered, which is not noisy but old: rows repeated, a tab before the code, a line of totals. */
function writeMarket(folder: string, entities: readonly Entity[], truth: Truth, chance: Chance): void {
  const lines = new Lines(join(folder, FILES.market), toGb18030)
  lines.add(
    '统一社会信用代码,企业（字号）名称,住所（经营场所）,法定代表人/经营者,联系电话,经营范围,登记状态,成立日期,登记机关',
  )
  entities.forEach((it, i) => {
    const { county } = it.site
    const { noise } = { noise: (probability: number) => probability * 0.12 }
    const address = writeAddress(it.site, [county], noise, 'office', chance)
    const cells = [
      `\t${it.code}`,
      it.name,
      address,
      it.principal,
      it.phone,
      chance.of(TRADES[it.kind].scopes),
      it.state,
      day(it.founded, chance),
      `${county.city}${county.name}市场监督管理局`,
    ]
    lines.row(cells)
    if (chance.is(0.0005)) lines.row(cells)
    truth.link(FILES.market, it.code, `P${i + 1}`)
  })
  lines.row(['合计', entities.length, '', '', '', '', '', '', ''])
  lines.close()
}

/** `count` shops: those of entities of a kind that `wants` them, and strays with no entity, some met before. */
function* somePlaces(desk: Desk, count: number, strays: number, wants: (entity: Entity) => boolean): Generator<Shop> {
  const { entities, brands, noise, chance, shops } = desk
  const known = [...shops.values()].filter((it) => it.entity === null)
  const wanted = entities.flatMap((it, i) => (wants(it) ? [i] : []))
  for (let done = 0; done < count; done++) {
    if (chance.is(strays)) {
      const again = known.length > 0 && chance.is(0.35) ? chance.of(known) : null
      const shop = again ?? strayShop(entities[chance.of(wanted)] as Entity, `S${shops.size + 1}`, brands, chance)
      if (!again) known.push(shop)
      shops.set(shop.premises, shop)
      yield shop
      continue
    }
    // Without putting back while there are enough of them: a shop has one permit, and seldom two.
    const at = done % wanted.length
    const other = at + chance.below(wanted.length - at)
    const i = wanted[other] as number
    ;[wanted[at], wanted[other]] = [i, wanted[at] as number]
    const premises = `P${i + 1}`
    const shop = shops.get(premises) ?? shopOf(entities[i] as Entity, premises, brands, noise, chance)
    shops.set(premises, shop)
    yield shop
  }
}

function writeLicences(desk: Desk, count: number): void {
  const { folder, counties, noise, truth, chance } = desk
  const lines = new Lines(join(folder, FILES.licence))
  lines.add('\ufeff序号,机构名称,登记号,地址,法定代表人,主要负责人,诊疗科目,有效期自,有效期至,联系电话,备注')
  let n = 0
  const keys = new Set<string>()
  for (const shop of somePlaces(desk, count, 0.01, (it) => it.kind === 'medical')) {
    const key = licenceNumber(shop, ++n, keys, chance)
    const from = chance.between(2018 * 12, 2025 * 12)
    const head = chance.is(0.7) ? shop.keeper : aNameLike(shop, chance)
    lines.row([
      n,
      officeName(shop, noise, chance),
      key,
      writeAddress(shop.site, counties, noise, 'office', chance),
      writePerson(shop, noise, chance),
      head,
      '内科；口腔科',
      day(from, chance),
      day(from + 60, chance),
      phoneOn(shop, 0.3, noise, chance),
      '',
    ])
    truth.link(FILES.licence, key, shop.premises)
    truth.licence(shop.premises)
    truth.doesMedical(shop.premises)
  }
  lines.close()
}

/** The newer numbers begin with the holder's organisation code, the older with PDY and a number of the office's. */
function licenceNumber({ entity, site }: Shop, n: number, taken: Set<string>, chance: Chance): string {
  const own = entity !== null && chance.is(0.7) ? `${entity.code.slice(8, 17)}${site.county.code}17D1542` : ''
  const key = own === '' || taken.has(own) ? `PDY${String(n).padStart(6, '0')}${site.county.code}17D1542` : own
  taken.add(key)
  return key
}

const aNameLike = (shop: Shop, chance: Chance): string =>
  shop.keeper.charAt(0) + chance.of(['伟', '敏', '静', '军', '洁'])

function writePermits(desk: Desk, count: number): void {
  const { folder, counties, noise, truth, chance } = desk
  const lines = new Lines(join(folder, FILES.permit))
  lines.add('\ufeff许可证号,单位名称,经营地址,负责人,电话,类别,发证日期')
  let n = 0
  for (const shop of somePlaces(desk, count, 0.07, (it) => it.kind === 'beauty')) {
    const key = `${shop.site.county.name.slice(0, 1)}卫公证字〔${chance.between(2021, 2026)}〕第${String(++n).padStart(6, '0')}号`
    const founded = shop.entity?.founded ?? 2019 * 12
    const issued = Math.min(2026 * 12 + 4, founded + chance.between(0, 40))
    lines.row([
      key,
      officeName(shop, noise, chance),
      writeAddress(shop.site, counties, noise, 'office', chance),
      writePerson(shop, noise, chance),
      phoneOn(shop, 0.35, noise, chance),
      /理发|美发/.test(shop.trade) ? '理发店' : '美容店',
      day(issued, chance),
    ])
    truth.link(FILES.permit, key, shop.premises)
  }
  lines.close()
}

function writeTax(desk: Desk, count: number): void {
  const { folder, counties, noise, truth, chance } = desk
  const lines = new Lines(join(folder, FILES.tax))
  lines.add('\ufeff纳税人识别号,纳税人名称,生产经营地址,法定代表人,纳税人状态,近12个月开票金额（万元）')
  const seen = new Set<string>()
  const soft: Noise = (probability) => noise(probability * 0.4)
  for (const shop of somePlaces(desk, count, 0, (it) => it.kind !== 'other' || it.code.charCodeAt(16) % 5 === 0)) {
    const right = shop.entity?.code ?? ''
    const key = chance.is(noise(0.025)) ? mistyped(right, chance) : right
    if (seen.has(key)) continue
    seen.add(key)
    lines.row([
      key,
      officeName(shop, soft, chance),
      writeAddress(shop.site, counties, soft, 'office', chance),
      writePerson(shop, soft, chance),
      chance.is(0.85) ? '正常' : '非正常',
      (chance.next() * 150).toFixed(2),
    ])
    truth.link(FILES.tax, key, shop.premises)
  }
  lines.close()
}

function writePlatforms(desk: Desk, count: number): void {
  const { folder, counties, entities, noise, truth, chance } = desk
  const lines = new Lines(join(folder, FILES.platform))
  let n = 0
  for (const shop of somePlaces(desk, count, 0.26, (it) => it.kind !== 'other' && it.state !== '吊销')) {
    const id = `m${String(++n).padStart(7, '0')}`
    const isMedical = shop.kind === 'medical' || chance.is(0.14)
    const services = Array.from({ length: chance.between(2, 5) }, () =>
      chance.of(
        isMedical && chance.is(0.6) ? SERVICES.medical : chance.is(0.85) ? SERVICES.lifestyle : SERVICES.depends,
      ),
    )
    if (services.some((it) => (SERVICES.medical as readonly string[]).includes(it))) truth.doesMedical(shop.premises)
    const phone = chance.is(0.06)
      ? `400${chance.of(['1081', '6688', '8090'])}${chance.between(100, 999)}`
      : phoneOn(shop, 0.12, noise, chance)
    lines.add(
      JSON.stringify({
        id,
        platform: chance.of(PLATFORMS),
        name: platformName(shop, noise, chance),
        address: writeAddress(shop.site, counties, noise, 'platform', chance),
        phone,
        licenceNo: shownCode(shop, entities, noise, chance),
        services: [...new Set(services)],
        monthlySales: chance.below(900),
      }),
    )
    truth.link(FILES.platform, id, shop.premises)
  }
  lines.close()
}
