import { TOWNS } from './generated/towns.ts'

/** A town, street office or the like. */
export interface Town {
  /** Nine digits; empty when the tables have no such name. */
  readonly code: string
  readonly name: string
}

const SUFFIX: Readonly<Record<string, string>> = { j: '街道', z: '镇', x: '乡', b: '办事处', o: '' }

/** The line of each county in the packed table; made when the first town is asked for. */
let lines: ReadonlyMap<string, string> | null = null
const read = new Map<string, readonly Town[]>()

/** The towns of a county (GB/T 2260, as of 2023); a county is unpacked when it is first asked for. */
export function townsOf(county: string): readonly Town[] {
  const known = read.get(county)
  if (known) return known
  lines ??= new Map(TOWNS.split('\n').map((line) => [line.slice(0, 6), line.slice(6)]))
  const towns: Town[] = []
  let last = 0
  for (const [, number = '', name = '', suffix = ''] of (lines.get(county) ?? '').matchAll(
    /(\d*)([^0-9a-z]+)([jzxbo])/g,
  )) {
    last = number === '' ? last + 1 : Number(number)
    towns.push({ code: county + String(last).padStart(3, '0'), name: name + (SUFFIX[suffix] ?? '') })
  }
  read.set(county, towns)
  return towns
}

const ROAD_AFTER =
  /[东西南北中]?[一二三四五六七八九十\d]{0,2}(?:路|街(?!道)|大道|大街|巷|弄|村|社区|小区|花园|大厦|广场|桥|站)/y
const WRITTEN =
  /((?:[\u4e00-\u9fff]{1,5}?|[\u4e00-\u9fff]{1,3}[路街]))(街道办事处|街道办|街道|镇(?![东西南北中]?[路街]|海区|大道)|乡(?!村)|苏木)/y

/** The town at the head of `text`, and where the rest begins. Known ones also without their suffix (下沙). */
export function readTown(text: string, at: number, county: string): { town: Town; end: number } | null {
  const first = text.charCodeAt(at)
  let best: Town | null = null
  let end = at
  if (county !== '')
    for (const town of townsOf(county)) {
      if (town.name.charCodeAt(0) !== first) continue
      const length = matches(text, at, town.name)
      if (at + length > end) [best, end] = [town, at + length]
    }
  if (best) return { town: best, end: skipOffice(text, end) }
  WRITTEN.lastIndex = at
  const [, name = '', written = ''] = WRITTEN.exec(text) ?? []
  if (name === '' || /^市|[\d号村区县]|市.|[路街].*[路街]$/.test(name)) return null
  const suffix = written.startsWith('街道') ? '街道' : written
  return { town: { code: '', name: name + suffix }, end: WRITTEN.lastIndex }
}

/** Characters of `text` that are the town's name, with or without its suffix; 0 when it is something else. */
function matches(text: string, at: number, name: string): number {
  if (text.startsWith(name, at)) return name.length
  const bare = name.replace(/(?:街道|镇|乡|办事处)$/, '')
  if (bare.length < 2 || bare === name || /[路街]$/.test(bare) || !text.startsWith(bare, at)) return 0
  const next = at + bare.length
  // Raised or lowered since: 三墩乡 is 三墩镇 now.
  const other = ['街道', '镇', '乡'].find((it) => text.startsWith(it, next))
  if (other) return bare.length + other.length
  ROAD_AFTER.lastIndex = next
  return ROAD_AFTER.test(text) || next === text.length ? 0 : bare.length
}

const skipOffice = (text: string, at: number): number => (text.startsWith('办事处', at) ? at + 3 : at)
