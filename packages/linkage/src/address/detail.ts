/** What an address says below the town. Every field is '' when it does not say it. */
export interface AddressDetail {
  /** 社区, 村 or the like. */
  readonly village: string
  readonly road: string
  /** Digits, with a letter where one stands (12A). */
  readonly roadNumber: string
  /** 451号之2, 451-2号: 2. */
  readonly subNumber: string
  /** Mall, estate, tower or firm: what has a name. */
  readonly place: string
  readonly building: string
  readonly unit: string
  readonly floor: string
  readonly room: string
  /** 对面, 旁 and the like: the premises are by the place, not in it. */
  readonly nearby: string
}

/** The same while it is being read: filled in place, since an object a part costs more than the reading. */
export type Draft = { -readonly [Field in keyof AddressDetail]: AddressDetail[Field] }

const SKIP = /[-_,./|:;() [\]*'"?【】]*/y
/** 村民小组, which no number of a house follows from. */
const GROUP = /\d{1,2}[组队社]-?/y
const VILLAGE =
  /([\u4e00-\u9fff]{1,6}?(?:社区居委会|社区|居委会|村委会|村民委员会|行政村|(?<![新一二三四五六七八九十])村))(?![东西南北中]?[路街巷道])/y
const ROAD =
  /[\u4e00-\u9fff0-9A-Za-z]{1,8}?(?:大道|大街|国道|省道|公路|胡同|路|街(?!道)|巷|弄)(?:[东西南北中]段|[东西南北](?=\d))?/y
const NUMBER =
  /第?([A-Za-z]?\d{1,5}[A-Za-z]?)(?:号?[-之](\d{1,4}))?(?:-\d{1,4})?(?:号院|号内|号(?![楼院铺])|#(?!楼)|(?=弄|$|[^\d号#幢栋座层楼\-A-Za-z单]))(?:之(\d{1,4})号?|-(\d{1,2})(?:号|$))?/y
const HOUSE = /(\d{1,4})号(?!楼)/y
const MARKED =
  /([A-Za-z]?\d{1,5}[A-Za-z]?|[A-Za-z]{1,2}|[甲乙丙丁东西南北中])(?:[-~](\d{1,4}))?(?:-(\d{1,5}))?(号楼|#楼|幢|栋|座|单元|梯|层|楼|[Ff](?![A-Za-z])|室|房间|房(?!产|屋)|铺|号铺|号|#)/g
/** A place that stands before its street: 宝龙广场澳门街. */
const PLACE_FIRST =
  /^(.{2,}?(?:广场|小区|花园|大厦|商城|市场|公寓|家园|中心|开发区|工业区|工业园区?|科技园区?|园区|农场|村|镇))(?![东西南北中][路街])(.{1,5}(?:大道|路|街|巷))$/
const LISTED = /([A-Za-z]?\d{1,4})[-#](?:(\d{1,2})[-#])?([A-Za-z]?\d{2,5})$/
const LAST = /(?:^|[^\d])([A-Za-z]?\d{2,5}[A-Za-z]?)$/
const NEARBY =
  /斜?对[面过]|旁边?|附近|隔壁|门口|楼[上下](?!层)|[后前]面|交叉口|交汇处|路口|[东南西北]{1,2}侧|[往向][东南西北]{1,2}(?:走)?\d*米?|\d+米处?/

const FIELDS: Readonly<Record<string, 'building' | 'unit' | 'floor' | 'room'>> = {
  号楼: 'building',
  '#楼': 'building',
  幢: 'building',
  栋: 'building',
  座: 'building',
  单元: 'unit',
  梯: 'unit',
  层: 'floor',
  楼: 'floor',
  F: 'floor',
  f: 'floor',
  室: 'room',
  房间: 'room',
  房: 'room',
  铺: 'room',
  号铺: 'room',
}

/** Reads what stands below the town into `draft`, whose fields are ''; `text` is plain, its counted numerals digits. */
export function readDetail(text: string, draft: Draft): void {
  let at = after(SKIP, text, 0)
  const village = match(VILLAGE, text, at)
  if (village) {
    draft.village = village[1] ?? ''
    at = after(GROUP, text, after(SKIP, text, VILLAGE.lastIndex))
  }
  const road = match(ROAD, text, at)
  if (road) {
    const split = PLACE_FIRST.exec(road[0])
    draft.place = split?.[1] ?? ''
    draft.road = split?.[2] ?? road[0]
    at = ROAD.lastIndex
  }
  at = readNumber(text, at, draft)
  readRest(text.slice(at), draft)
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** The number at the road, or in the village: 451号, 451#, 451-2, 451弄2号. */
function readNumber(text: string, at: number, draft: Draft): number {
  if (draft.road === '' && draft.village === '') return at
  const found = match(NUMBER, text, at)
  if (!found) return at
  draft.roadNumber = bare(found[1])
  draft.subNumber = bare(found[2] ?? found[3] ?? found[4])
  const end = NUMBER.lastIndex
  if (text[end] !== '弄') return end
  // A lane: 12弄3号 is house 3 of lane 12.
  const house = match(HOUSE, text, end + 1)
  if (!house) return end + 1
  draft.subNumber = bare(house[1])
  return HOUSE.lastIndex
}

/** Buildings, rooms, the place's name and 对面: whatever their order. */
function readRest(text: string, draft: Draft): void {
  const near = NEARBY.exec(text)
  if (near) draft.nearby = near[0]
  const rest = near ? text.slice(0, near.index) : text
  let named = rest.length
  let end = 0
  for (const found of rest.matchAll(MARKED)) {
    const [whole, number = '', second, third, mark = ''] = found
    const field = fieldOf(mark, draft, rest, found.index + whole.length)
    if (field === null || (draft[field] !== '' && field !== 'room')) continue
    if (/^\D+$/.test(number) && /^[号层室房铺#]/.test(mark)) continue
    if (field === 'room' && second !== undefined)
      readDashed(draft, number, third === undefined ? '' : second, third ?? second)
    else {
      draft[field] = bare(number)
      if (field === 'roadNumber') draft.subNumber = bare(second)
      else if (second && field === 'building') draft.unit ||= bare(second)
    }
    named = Math.min(named, found.index)
    end = found.index + whole.length
  }
  const tail = rest.slice(end)
  const listed = draft.room === '' ? LISTED.exec(tail) : null
  if (listed) {
    readDashed(draft, listed[1] ?? '', listed[2] ?? '', listed[3] ?? '')
    named = Math.min(named, end + listed.index)
  } else if (draft.room === '') {
    const last = LAST.exec(tail)
    if (last) {
      draft.room = bare(last[1])
      named = Math.min(named, end + tail.length - (last[1] ?? '').length)
    }
  }
  const before = trimmed(rest.slice(0, named))
  const behind = before === '' && end > 0 ? trimmed(tail.replace(/[A-Za-z\d-]+$/, '')) : ''
  const split = draft.road === '' && draft.roadNumber !== '' ? PLACE_FIRST.exec(before) : null
  if (split) draft.road = split[2] ?? ''
  draft.place ||= split?.[1] ?? (before || behind)
}

const trimmed = (text: string): string => text.replace(/^[-_,.()#号 ]+|[-_,.()#第 ]+$/g, '')

/** 14-9-1456: building, entrance, room; what is known already moves the first on. */
function readDashed(draft: Draft, first: string, middle: string, last: string): void {
  if (draft.building === '') draft.building = bare(first)
  else draft.unit ||= bare(first)
  if (middle !== '') draft.unit ||= bare(middle)
  draft.room = bare(last)
}

/** What a number with this mark is, after what was read so far: the first 号 is the road's, the next a room or house. */
function fieldOf(mark: string, draft: Draft, text: string, end: number): keyof Draft | null {
  const plainField = FIELDS[mark]
  if (plainField) return plainField
  if (mark === '#') return draft.roadNumber === '' && end === text.length ? 'roadNumber' : 'building'
  if (draft.roadNumber === '' && draft.building === '' && draft.floor === '') return 'roadNumber'
  return draft.building !== '' || draft.floor !== '' || end === text.length ? 'room' : 'building'
}

/** Without leading zeros, letters large: 0102 → 102, a3 → A3. */
const bare = (text = ''): string => text.toUpperCase().replace(/^0+(?=\d)/, '')
