import { Trie } from '../tables/trie.ts'
import { above, divisions } from '../address/divisions.ts'
import { FIELD, type RowCells } from '../table.ts'
import { foldText, hashUnits, isHan, LONGEST_CELL, textOf } from './cells.ts'
import { heirsAmong } from './region-heirs.ts'

/** What a region word is: a part of an address above the road. */
export const REGION = { province: 1, city: 2, county: 4, town: 8, stem: 16 } as const

/**
 * A word of the regions that the files speak of, its bits of {@link REGION}, and the full name that the region has
 * today where the word is not that: of 北关 北关区, of the abolished 江东区 its heir 鄞州区.
 */
export type RegionWord = readonly [word: string, kind: number, today?: string]

const PROVINCES =
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门'
const PROVINCE =
  '(?:[\\u4e00-\\u9fff]{2,3}省|(?:北京|天津|上海|重庆)市?|内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区)?'
const ADDRESS = new RegExp(
  `^(?:中国)?(${PROVINCE})((?:(?![街路巷道镇乡村区县])[\\u4e00-\\u9fff]){2,7}?(?:市|自治州|地区|盟))?((?:(?![街路巷道镇乡])[\\u4e00-\\u9fff]){1,7}?(?<!小|社|园|山|景|校|库|厂|矿|院)(?:区|县|市|旗))?([\\u4e00-\\u9fff]{1,7}?(?:街道(?:办事处)?|(?<!城)镇|乡|苏木)(?![路街巷市道]))?`,
  'u',
)
const END = /(街道办事处|街道|自治州|地区|自治县|省|市|区|县|旗|镇|乡|盟|苏木)$/u

/**
 * The provinces, cities, counties and towns that addresses begin with, learnt from the files themselves: a county
 * knows best what its parts are called. Abolished counties come from the table of their heirs.
 */
export class Regions {
  private readonly trie = new Trie()
  private readonly names: Uint32Array
  /** Cities and counties in full, which a slip of the hand is measured by. */
  private readonly full: Uint16Array[] = []
  /** Bits of the word that the last search found. */
  kind = 0
  /** Hash of what the region found is called today: the same however it was written. */
  name = 0

  constructor(readonly words: readonly RegionWord[]) {
    this.names = new Uint32Array(words.length)
    for (const [i, [word, kind, today = word]] of words.entries()) {
      const units = foldText(today)
      this.names[i] = hashUnits(units, 0, units.length)
      this.trie.add(word, i * KINDS + kind)
      if ((kind & (REGION.city | REGION.county)) !== 0 && (kind & REGION.stem) === 0 && SUFFIX.test(word))
        this.full.push(foldText(word))
    }
  }

  /** Length of the region word at `from`, as a name may begin with it (with or without 市, 区 or 街道). */
  prefix(units: Uint16Array, from: number, to: number): number {
    const n = this.trie.longest(units, from, to)
    if (n === 0) {
      this.kind = 0
      return 0
    }
    this.kind = this.trie.found % KINDS
    this.name = this.names[(this.trie.found - this.kind) / KINDS]!
    return n
  }

  /**
   * Length of a city or county at `from` that is written with one slip: a sign wrong, missing, doubled or exchanged
   * with its neighbour (悲关区, 关区, 安安阳市, 关北区). 0 when there is none.
   */
  misspelt(units: Uint16Array, from: number, to: number): number {
    for (let end = from + 2; end <= Math.min(to, from + LONGEST_SLIP); end++) {
      if (ENDS[units[end - 1]!] === 0) continue
      for (const word of this.full) {
        if (!isOneSlip(units, from, end, word)) continue
        this.kind = REGION.county
        this.name = hashUnits(word, 0, word.length)
        return end - from
      }
    }
    return 0
  }
}

/** More than any sum of the bits of {@link REGION}. */
const KINDS = 32
const SUFFIX = /[市区县旗]$/u
const ENDS = new Uint8Array(65_536)
for (const sign of '市区县旗') ENDS[sign.charCodeAt(0)] = 1
const LONGEST_SLIP = 8

/** Whether `units[from .. to)` is the word but for one sign, its last sign right. */
function isOneSlip(units: Uint16Array, from: number, to: number, word: Uint16Array): boolean {
  const [la, lb] = [to - from, word.length]
  if (Math.abs(la - lb) > 1 || units[to - 1] !== word[lb - 1] || !isHan(units[from]!)) return false
  let head = 0
  while (head < la && head < lb && units[from + head] === word[head]) head++
  let tail = 1
  while (tail < la - head && tail < lb - head && units[to - 1 - tail] === word[lb - 1 - tail]) tail++
  const [ra, rb] = [la - head - tail, lb - head - tail]
  if (ra + rb === 1 || (ra === 1 && rb === 1)) return lb > 2
  return ra === 2 && rb === 2 && units[from + head] === word[head + 1] && units[from + head + 1] === word[head]
}

/** The county, its city and its province. */
function namesOf(county: string): (readonly [word: string, kind: number])[] {
  const [district, city] = [divisions.get(county), above(county, 2)]
  if (district?.level !== 3) return []
  return [[district.name, REGION.county], ...(city ? [[city.name, REGION.city] as const] : [])]
}

/** Collects region words from addresses; every `step`th row is looked at. */
export class RegionCensus {
  private readonly counts = new Map<string, { kind: number; count: number }>()
  private seen = 0
  private readonly units = new Uint16Array(LONGEST_CELL)

  /** `home` is the code of the county that the files are of; its names are known though no address writes them. */
  constructor(private readonly home = '') {}

  take(row: RowCells): void {
    const length = row.fold(FIELD.address, this.units)
    if (length === 0) return
    this.seen++
    const parts = ADDRESS.exec(textOf(this.units, 0, length))
    if (!parts) return
    const kinds = [REGION.province, REGION.city, REGION.county, REGION.town]
    for (const [i, kind] of kinds.entries()) {
      const word = (parts[i + 1] ?? '').replace(/办事处$/u, '')
      if (word.length < 2) continue
      const known = this.counts.get(word)
      if (known) known.count++
      else this.counts.set(word, { kind, count: 1 })
    }
  }

  /** The words that are frequent enough to be no accident, with their short forms; always in one order. */
  words(): RegionWord[] {
    // A short file shows each of its words once or twice.
    const least = Math.max(Math.min(3, this.seen * 0.2), this.seen * 0.001)
    const found = new Map<string, { kind: number; today: string }>()
    const add = (word: string, kind: number, today = word) => {
      if (word.length < 2) return
      const known = found.get(word)
      if (known) known.kind |= kind
      else found.set(word, { kind, today })
    }
    const addWithStem = (word: string, kind: number, today = word) => {
      add(word, kind, today)
      add(word.replace(END, ''), kind | REGION.stem, today)
    }
    for (const province of PROVINCES.split(' ')) {
      add(province, REGION.province | REGION.stem)
      add(`${province}省`, REGION.province)
    }
    const frequent = [...this.counts].filter(([, { count }]) => count >= least)
    const known = [...frequent.map(([word, { kind }]) => [word, kind] as const), ...namesOf(this.home)]
    const of = (bit: number) => known.flatMap(([word, kind]) => (kind === bit ? [word] : []))
    const heirs = heirsAmong(of(REGION.county), of(REGION.city))
    for (const [word, kind] of known) if (!heirs.has(word)) addWithStem(word, kind)
    // After those of today, so that a word that both have is today's.
    for (const [word, heir] of heirs) addWithStem(word, REGION.county, heir)
    for (const town of of(REGION.town)) if (town.endsWith('街道')) add(`${town}办事处`, REGION.town, town)
    return [...found]
      .map(([word, { kind, today }]): RegionWord => (today === word ? [word, kind] : [word, kind, today]))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
  }
}
