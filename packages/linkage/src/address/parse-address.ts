import { digits, plain } from './characters.ts'
import { type AddressDetail, readDetail } from './detail.ts'
import { type Division, divisions } from './divisions.ts'
import { readRegion } from './region.ts'
import { readTown, type Town, townsOf } from './towns.ts'

/** An address in its parts. Divisions that were not written but follow from a lower one are filled in. */
export interface ParsedAddress extends AddressDetail {
  readonly province: Division | null
  readonly city: Division | null
  /** As written, abolished ones too; {@link county} says who it is now. */
  readonly district: Division | null
  readonly town: Town | null
  /** Six digits of the county as it is today; '' when it is not known. */
  readonly county: string
  /** Everything below the divisions, plain. */
  readonly rest: string
}

/**
 * Takes a Chinese address apart as offices and platforms write it. `home` is the county that the file is from: it
 * settles names that many places bear (鼓楼区) and towns written without their county, and is no answer by itself.
 */
export function parseAddress(text: string, home = ''): ParsedAddress {
  const clean = plain(text)
  const region = readRegion(clean, home)
  let { province, city, district } = region
  let county = today(district)
  const isHome = county === '' && home !== '' && (city === null || home.startsWith(city.code.slice(0, 4)))
  const found = readTown(clean, region.end, isHome && district === null ? home : county)
  const known = found && found.town.code !== '' ? found : null
  if (known && isHome) {
    district = divisions.get(home) ?? null
    county = home
    province ??= divisions.get(`${home.slice(0, 2)}0000`) ?? null
    city ??= divisions.get(`${home.slice(0, 4)}00`) ?? null
  }
  const rest = digits(clean.slice(found ? found.end : region.end))
  // Written out: spreading it together from parts costs more than all the reading.
  const address = {
    province,
    city,
    district,
    town: found?.town ?? null,
    county,
    rest,
    village: '',
    road: '',
    roadNumber: '',
    subNumber: '',
    place: '',
    building: '',
    unit: '',
    floor: '',
    room: '',
    nearby: '',
  }
  readDetail(rest, address)
  return address
}

function today(district: Division | null): string {
  if (!district) return ''
  return district.abolished ? district.abolished.successor : district.code
}

export type { AddressDetail, Division, Town }
export { townsOf }
