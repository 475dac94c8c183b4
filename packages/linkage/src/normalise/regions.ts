import { Trie } from '../tables/trie.ts'
import { FIELD, type RowCells } from '../table.ts'
import { LONGEST_CELL, textOf } from './cells.ts'

/** What a region word is: a part of an address above the road. */
export const REGION = { province: 1, city: 2, county: 4, town: 8, stem: 16 } as const

/** A word of the regions that the files speak of, and its bits of {@link REGION}. */
export type RegionWord = readonly [word: string, kind: number]

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
 * knows best what its parts are called, and an abolished district is found where people still write it.
 */
export class Regions {
  private readonly trie = new Trie()
  /** Bits of the word that the last search found. */
  kind = 0

  constructor(readonly words: readonly RegionWord[]) {
    for (const [word, kind] of words) this.trie.add(word, kind)
  }

  /** Length of the region word at `from`, as a name may begin with it (with or without 市, 区 or 街道). */
  prefix(units: Uint16Array, from: number, to: number): number {
    const n = this.trie.longest(units, from, to)
    this.kind = n > 0 ? this.trie.found : 0
    return n
  }
}

/** Collects region words from addresses; every `step`th row is looked at. */
export class RegionCensus {
  private readonly counts = new Map<string, { kind: number; count: number }>()
  private seen = 0
  private readonly units = new Uint16Array(LONGEST_CELL)

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
    const found = new Map<string, number>()
    const add = (word: string, kind: number) => {
      if (word.length >= 2) found.set(word, (found.get(word) ?? 0) | kind)
    }
    for (const province of PROVINCES.split(' ')) {
      add(province, REGION.province | REGION.stem)
      add(`${province}省`, REGION.province)
    }
    for (const [word, { kind, count }] of this.counts) {
      if (count < least) continue
      add(word, kind)
      add(word.replace(END, ''), kind | REGION.stem)
    }
    return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
  }
}
