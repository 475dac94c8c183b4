import { above, countiesOf, type Division, divisions, type Spelling, shortName, spellings } from './divisions.ts'

/** The divisions that an address names, or that those it names stand in. */
export interface Region {
  readonly province: Division | null
  readonly city: Division | null
  /** Its code is empty when the tables have no such name, or several and nothing says which. */
  readonly district: Division | null
  /** Where the rest of the text begins. */
  readonly end: number
}

interface Found {
  province: Division | null
  city: Division | null
  district: Division | null
}

const SEPARATORS = new Set(' -_,./|:;·()[]+*\'"?【】')
const COUNTRY = /(?:中华人民共和国|中国)/y
/** Words of forms where a county would stand. */
const HEADING = /(?:市辖区|市区|其[它他]区|城区(?=.{2,5}(?:街道|镇)))/y
/** What after a short name says that it was the name of a street: 西湖大道, 江东北路. */
const ROAD =
  /(?:[东西南北中上下新老前后外内环]?[一二三四五六七八九十\d]{0,2}(?:路|街|大道|大街|巷|弄|村|胡同)|[镇乡]|小区|社区|[桥站港湾塘])/y
/** And of a firm or a house, where nothing before it says that a place comes: 浙江大学, 上海大厦. */
const HOUSE =
  /(?:花园|广场|大厦|大学|学院|中学|小学|医院|商城|商贸|集团|公司|有限|山庄|新村|公寓|酒店|宾馆|银行|国际|市场)/y
const NO_COUNTY =
  /(?:小区|社区|园区|校区|厂区|景区|市区|库区|山区|住宅区|生活区|工业区|别墅区|[一二三四五六七八九十东南西北]区|超市|门市|夜市|菜市)$/
const MAYBE_COUNTY = /[\u4e00-\u9fff]{1,4}?[区县市]/y
const MAYBE_CITY = /[\u4e00-\u9fff]{2,3}市/y

const startsAt = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at
  return pattern.test(text)
}

function skipSeparators(text: string, at: number): number {
  let i = at
  while (i < text.length && SEPARATORS.has(text.charAt(i))) i++
  return i
}

/** Reads the divisions at the head of `text`, which is plain. `hint` is the code of the office's own region, or ''. */
export function readRegion(text: string, hint: string): Region {
  let i = skipCountry(text, skipSeparators(text, 0))
  const first = step(text, i, none(), hint)
  if (!first || first.division.level === 3) i = lateStart(text, i)

  let found = none()
  let earlier: Found | null = null
  for (;;) {
    const at = skipCountry(text, skipSeparators(text, i))
    const spelling = step(text, at, found, hint)
    if (!spelling) {
      const passed = passOver(text, at, found, hint)
      if (passed < 0) break
      i = passed
      continue
    }
    i = at + spelling.text.length
    const { division } = spelling
    if (division.level === 1 && found.province !== null && (found.city !== null || found.district !== null)) {
      earlier = found
      found = none()
    }
    take(found, division)
  }
  if (earlier && found.city === null && found.district === null) found = earlier
  else if (earlier) fillFrom(found, earlier)
  return complete(found, i)
}

/** 中国 before a province; before anything else it begins a name (中国银行). */
function skipCountry(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x4e2d || !startsAt(COUNTRY, text, at)) return at
  const next = skipSeparators(text, COUNTRY.lastIndex)
  return spellings.get(text.substr(next, 2))?.some((it) => it.division.level === 1 && text.startsWith(it.text, next))
    ? next
    : at
}

/** Goes over a heading, a stray character or a name spelt wrong; -1 when the divisions are over. */
function passOver(text: string, at: number, found: Found, hint: string): number {
  if (found.province === null && found.city === null) return -1
  if (found.city !== null && found.district === null && startsAt(HEADING, text, at)) return HEADING.lastIndex
  if (found.city === null && found.district === null) {
    if (step(text, at + 1, found, hint)?.full) return at + 1
    const city = misspeltCity(text, at, found.province)
    if (city) {
      found.city = city
      return at + city.name.length
    }
    return -1
  }
  if (found.city === null || found.district !== null) return -1
  const county = unknownCounty(text, at, found.city)
  if (!county) return -1
  found.district = county
  return at + county.name.length
}

const none = (): Found => ({ province: null, city: null, district: null })

function take(found: Found, division: Division): void {
  if (division.level === 1) found.province = division
  else if (division.level === 2) found.city = division
  else found.district = division
}

/** A prefix written twice (浙江省温州市浙江省…): what the second leaves out, the first says. */
function fillFrom(found: Found, earlier: Found): void {
  if (found.city === null && found.district === null) found.city = earlier.city
  if (found.district === null && found.city?.code === earlier.city?.code) found.district = earlier.district
}

/** What stands before the divisions (a contact, a shop's name) is passed over when a province follows. */
function lateStart(text: string, from: number): number {
  const until = Math.min(text.length - 3, from + 16)
  for (let i = from + 1; i < until; i++) {
    const list = spellings.get(text.substr(i, 2))
    if (list?.some((it) => it.division.level === 1 && text.startsWith(it.text, i) && (it.full || leads(text, i, it))))
      return i
  }
  return from
}

/** Whether a city of the province, or a county of the city, follows at once: 广西防城港, 台州路桥区. */
function leads(text: string, at: number, { text: word, division }: Spelling): boolean {
  const next = skipSeparators(text, at + word.length)
  return !!spellings
    .get(text.substr(next, 2))
    ?.some(
      (it) =>
        it.division.level === division.level + 1 &&
        it.division.code.startsWith(division.code.slice(0, 2 * division.level)) &&
        (it.full || division.level === 1) &&
        text.startsWith(it.text, next),
    )
}

/** The division that stands at `at` and goes with what was found. */
function step(text: string, at: number, found: Found, hint: string): Spelling | null {
  const list = spellings.get(text.substr(at, 2))
  if (!list) return null
  let best: Spelling | null = null
  let bestRank = 0
  for (const spelling of list) {
    if (best && spelling.text.length < best.text.length && bestRank > 1) break
    if (!text.startsWith(spelling.text, at)) continue
    const isSure = spelling.full || (spelling.division.level < 3 && leads(text, at, spelling))
    if (!isSure && isOtherName(text, at + spelling.text.length, found)) continue
    const rank = fits(spelling, isSure, found, hint)
    if (rank > bestRank) [best, bestRank] = [spelling, rank]
    else if (rank === bestRank && rank === 1 && best?.text === spelling.text) best = nameless(best)
  }
  return best
}

const isOtherName = (text: string, next: number, found: Found): boolean =>
  startsAt(ROAD, text, next) || (found.city === null && startsAt(HOUSE, text, next))

/** A name that several counties bear, when nothing says which. */
const nameless = (it: Spelling): Spelling => ({ ...it, division: { code: '', name: it.division.name, level: 3 } })

/** How well a spelling goes with what stands before it; 0: not at all. */
function fits({ division, full, text }: Spelling, isSure: boolean, found: Found, hint: string): number {
  const { code, level } = division
  const { province, city, district } = found
  if (level === 1) return province === null && city === null && district === null ? 9 : isSure ? 4 : 0
  const inProvince = province === null || code.startsWith(province.code.slice(0, 2))
  if (level === 2) {
    if (!inProvince) return 0
    if (city === null) return district === null ? 8 : isSure && district.code.startsWith(code.slice(0, 4)) ? 5 : 0
    return isSure && city.code === code ? 5 : 0
  }
  const inCity = city !== null && sameCity(code, city)
  if (district !== null) {
    if (district.abolished?.successor === code) return 5
    return full && (district.code === code || (inCity && !division.abolished)) ? 5 : 0
  }
  if (inCity) return full || !city.name.startsWith(text) ? 8 : 0
  if (city !== null) return full && inProvince ? 2 : 0
  if (province !== null) return inProvince ? (full ? 6 : 3) : 0
  if (hint !== '' && code.startsWith(hint.slice(0, 4))) return 7
  return full || isOnlyOne(division) ? 1 : 0
}

const sameCity = (code: string, city: Division): boolean =>
  code.startsWith(city.code.slice(0, 4)) ||
  (city.code.endsWith('00') && /^(?:11|12|31|50)/.test(code) && code.startsWith(city.code.slice(0, 2))) ||
  (city.abolished !== undefined && code.startsWith(city.abolished.successor.slice(0, 4)))

function isOnlyOne(division: Division): boolean {
  const short = shortName(division.name)
  return (spellings.get(short.slice(0, 2)) ?? []).every((it) => it.text !== short || it.division === division)
}

/** A city one character off: 台卅市, 照通市. */
function misspeltCity(text: string, at: number, province: Division | null): Division | null {
  if (!province || !startsAt(MAYBE_CITY, text, at)) return null
  const name = text.slice(at, MAYBE_CITY.lastIndex)
  const near = [...countiesOf.keys()]
    .map((code) => divisions.get(code))
    .filter((it) => it?.code.startsWith(province.code.slice(0, 2)) && isOneOff(it.name, name))
  return near.length === 1 ? (near[0] ?? null) : null
}

/** A county that the tables lack: one character off (佘杭区), or a zone of the city's own making (镜湖新区). */
function unknownCounty(text: string, at: number, city: Division): Division | null {
  if (!startsAt(MAYBE_COUNTY, text, at)) return null
  const name = text.slice(at, MAYBE_COUNTY.lastIndex)
  if (name.length < 3 || NO_COUNTY.test(name) || /[路街道村镇乡号]/.test(name)) return null
  const near = (countiesOf.get(city.code) ?? []).filter((it) => isOneOff(it.name, name))
  const [only] = near.length === 1 ? near : []
  return only ?? { code: '', name, level: 3 }
}

function isOneOff(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let off = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && ++off > 1) return false
  return off === 1
}

/** What is not written but follows: the city of a county, the province of a city. */
function complete(found: Found, end: number): Region {
  const { district } = found
  const lowest = district?.code || found.city?.code || ''
  const city = found.city ?? (district && district.code !== '' ? cityOf(district) : null)
  const province = found.province ?? (lowest === '' ? null : above(lowest, 1))
  return { province, city, district, end }
}

function cityOf(district: Division): Division | null {
  const city = above(district.code, 2)
  if (city && !city.abolished) return city
  const heir = district.abolished && divisions.get(district.abolished.successor)
  return heir
    ? above(heir.code, 2)
    : /^(?:11|12|31|50)/.test(district.code)
      ? above(`${district.code.slice(0, 2)}0100`, 2)
      : city
}
