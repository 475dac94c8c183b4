import { NUMERAL } from '../tables/characters.ts'
import { hashUnits, isDigit, isHan, isLetter } from './cells.ts'
import { REGION, type Regions } from './regions.ts'

const unit = (sign: string): number => sign.charCodeAt(0)
const flags = (signs: string): Uint8Array => {
  const table = new Uint8Array(65_536)
  for (const sign of signs) table[unit(sign)] = 1
  return table
}
const ROAD_END = flags('路街巷道弄衢')
const VILLAGE_END = flags('村庄屯寨')
/** What may follow a number that is not the number of the house. */
const PART_END = flags('号#栋幢座单层楼室房户铺')
const [OPEN, CLOSE, HYPHEN, HASH] = [unit('('), unit(')'), unit('-'), unit('#')]
const [HAO, LOU, CENG, DONG, ZHUANG, ZUO, DAN, SHI, FANG, HU, PU, FU, ZHI, TONG, JIE, DAO] = [
  ...'号楼层栋幢座单室房户铺附之同街道',
].map(unit) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]
const ORDINAL = unit('第')
const LETTERED = 0x8000_0000
const AMBIGUOUS = REGION.city | REGION.stem

/**
 * The lower part of an address, from the road down, read in one pass over code units (under a microsecond). What lies
 * above the road is skipped and kept as two hashes.
 */
export class StreetParser {
  readonly units: Uint16Array = new Uint16Array(256)
  county = 0
  town = 0
  roadFrom = 0
  roadTo = 0
  number = 0
  sub = 0
  building = 0
  entrance = 0
  floor = 0
  room = 0
  poiFrom = 0
  poiTo = 0
  private at = 0
  private end = 0
  private value = 0

  constructor(private readonly regions: Regions) {}

  parse(cell: Uint16Array, length: number): void {
    this.county = this.town = this.roadFrom = this.roadTo = this.number = this.sub = 0
    this.building = this.entrance = this.floor = this.room = this.poiFrom = this.poiTo = 0
    this.end = this.withoutHints(cell, length)
    this.at = 0
    this.skipRegions()
    this.readRoad()
    if (this.roadTo > this.roadFrom) this.readNumber()
    while (this.at < this.end) this.readPart()
  }

  /** Brackets hold what is near, not where it is: （近某广场）. */
  private withoutHints(cell: Uint16Array, length: number): number {
    let [to, depth] = [0, 0]
    for (let i = 0; i < length; i++) {
      const sign = cell[i]!
      if (sign === OPEN) depth++
      else if (sign === CLOSE) depth = Math.max(0, depth - 1)
      else if (depth === 0) this.units[to++] = sign
    }
    // What an earlier address left behind the end must not be read as part of this one.
    this.units.fill(0, to, to + 4)
    return to
  }

  private skipRegions(): void {
    const { units, regions } = this
    for (let step = 0; step < 8; step++) {
      while (this.at < this.end && (units[this.at] === HYPHEN || isLetter(units[this.at]!))) this.at++
      const n = regions.prefix(units, this.at, this.end) || regions.misspelt(units, this.at, this.end)
      if (n === 0) break
      const { kind } = regions
      const next = this.at + n < this.end ? units[this.at + n]! : 0
      if ((kind & REGION.stem) !== 0 && ((kind & REGION.town) !== 0 || ROAD_END[next] === 1 || VILLAGE_END[next] === 1))
        break
      // 安阳 alone may be the city as well as the county.
      if ((kind & REGION.county) !== 0 && (kind & AMBIGUOUS) !== AMBIGUOUS) this.county = regions.name
      if ((kind & REGION.town) !== 0) this.town = regions.name
      this.at += n
    }
    // A township that the files name too seldom to be known.
    for (let i = this.at + 1; i + 1 < this.end && i < this.at + 8; i++) {
      if (isDigit(units[i]!)) break
      if (units[i] !== JIE || units[i + 1] !== DAO) continue
      this.town = hashUnits(units, this.at, i + 2)
      this.at = i + 2
      break
    }
  }

  private readRoad(): void {
    const { units } = this
    const from = this.at
    let village = -1
    for (let i = from; i < this.end && i < from + 12; i++) {
      const sign = units[i]!
      if (!isHan(sign)) break
      if (i === from) continue
      if (ROAD_END[sign] === 1 || (sign === TONG && units[i - 1] === unit('胡'))) {
        this.setRoad(from, i + 1)
        return
      }
      if (VILLAGE_END[sign] === 1) village = i + 1
    }
    if (village > 0) this.setRoad(from, village)
    else this.readUnnamedRoad(from)
  }

  /** 永槐录609号: the word for the road is miswritten; what stands before the number is the road all the same. */
  private readUnnamedRoad(from: number): void {
    const { units } = this
    let i = from
    while (i < this.end && i < from + 6 && isHan(units[i]!) && !this.isNumeral(i)) i++
    if (i - from < 2 || i - from > 5 || i >= this.end) return
    let digits = i
    while (digits < this.end && (isDigit(units[digits]!) || NUMERAL[units[digits]!]! >= 0)) digits++
    if (digits === i) return
    if (units[digits] === HAO && units[digits + 1] !== LOU) this.setRoad(from, i)
  }

  /** A numeral in characters; before figures it is a word miswritten (邺城陆567号). */
  private isNumeral(i: number): boolean {
    return NUMERAL[this.units[i]!]! >= 0 && !isDigit(this.units[i + 1]!)
  }

  private setRoad(from: number, to: number): void {
    this.roadFrom = from
    this.roadTo = this.at = to
  }

  /** The number of the house and what is behind its hyphen; `428号`, `五三四号`, `451#`, `610-12号`, `272`. */
  private readNumber(): void {
    const { units } = this
    const from = this.at
    if (this.isBetween(from)) this.at++
    if (!this.readValue()) {
      this.at = from
      return
    }
    const next = units[this.at]
    const ends = this.at >= this.end
    const isHouse =
      ends ||
      next === HYPHEN ||
      next === ZHI ||
      next === FU ||
      next === HASH ||
      (next === HAO && units[this.at + 1] !== LOU) ||
      PART_END[next!] !== 1
    if (!isHouse) {
      this.at = from
      return
    }
    this.number = this.value
    if (!ends && (next === HYPHEN || next === ZHI)) {
      this.at++
      if (this.readValue()) this.sub = this.value
    }
    if (units[this.at] === HAO || units[this.at] === HASH) this.at++
    if (units[this.at] === FU && this.at < this.end) {
      this.at++
      if (this.readValue()) this.sub = this.value
      if (units[this.at] === HAO) this.at++
    }
  }

  /** Whether one sign stands between road and number, and a number of the house it is: 谊街州141号, 解放路北88号. */
  private isBetween(at: number): boolean {
    const { units } = this
    if (!isHan(units[at]!) || units[at] === FU || units[at] === ORDINAL || NUMERAL[units[at]!]! >= 0) return false
    let i = at + 1
    while (i < this.end && isDigit(units[i]!)) i++
    return i > at + 1 && (units[i] === HASH || (units[i] === HAO && units[i + 1] !== LOU))
  }

  private readPart(): void {
    const { units } = this
    const sign = units[this.at]!
    if (isLetter(sign)) {
      this.readLettered()
      return
    }
    if (this.isNumberHere() && this.readValue()) {
      this.place(this.value)
      return
    }
    if (!isHan(sign)) {
      this.at++
      return
    }
    const from = this.at
    while (this.at < this.end && isHan(units[this.at]!) && !(this.at > from && this.isNumberHere())) this.at++
    if (this.at === from) this.at++
    if (this.at - from >= 2 && this.at - from > this.poiTo - this.poiFrom) {
      this.poiFrom = from
      this.poiTo = this.at
    }
  }

  /** Arabic figures always; Chinese numerals only where a part's word follows, for shops are called 三和 as well. */
  private isNumberHere(): boolean {
    const { units } = this
    if (isDigit(units[this.at]!)) return true
    if (NUMERAL[units[this.at]!]! < 0) return false
    let i = this.at
    while (i < this.end && NUMERAL[units[i]!]! >= 0) i++
    return i < this.end && PART_END[units[i]!] === 1
  }

  /** What a number below the house is, by the word behind it. */
  private place(value: number): void {
    const { units } = this
    const next = this.at < this.end ? units[this.at]! : 0
    const after = this.at + 1 < this.end ? units[this.at + 1]! : 0
    this.at++
    if (next === DONG || next === ZHUANG || next === ZUO) this.building = value
    else if ((next === HAO || next === HASH) && after === LOU) {
      this.building = value
      this.at++
    } else if (next === DAN) {
      this.entrance = value
      this.at++
    } else if (next === CENG || next === LOU) this.floor = value
    else if (next === SHI || next === FANG || next === HU || next === PU) this.room = value
    else if (next === HAO || next === HASH) {
      const more = this.at < this.end && after !== SHI && after !== FANG && after !== PU
      if (more || (this.building === 0 && next === HASH)) this.building = value
      else this.room = value
    } else if (next === HYPHEN) {
      // 15-1-902: building, entrance, room.
      if (this.building === 0) this.building = value
      else this.entrance = value
    } else {
      this.room = value
      this.at--
    }
  }

  /** `A座`, `B102`. */
  private readLettered(): void {
    const { units } = this
    const from = this.at
    while (this.at < this.end && (isLetter(units[this.at]!) || isDigit(units[this.at]!))) this.at++
    const value = (hashUnits(units, from, this.at) | LETTERED) >>> 0
    const next = this.at < this.end ? units[this.at]! : 0
    if (next === ZUO || next === DONG || next === ZHUANG) this.building = value & 0xffff
    else this.room = value
    if (PART_END[next] === 1) this.at++
  }

  /** Reads figures or Chinese numerals (`五三四` and `五百三十四` alike) into `value`. */
  private readValue(): boolean {
    const { units } = this
    const from = this.at
    let value = 0
    while (this.at < this.end && isDigit(units[this.at]!)) value = value * 10 + units[this.at++]! - 0x30
    if (this.at === from) {
      let [total, digit, scaled] = [0, 0, false]
      while (this.at < this.end && NUMERAL[units[this.at]!]! >= 0) {
        const figure = NUMERAL[units[this.at++]!]!
        if (figure >= 10) {
          total += (digit === 0 ? 1 : digit) * figure
          digit = 0
          scaled = true
        } else digit = scaled ? figure : digit * 10 + figure
      }
      value = total + digit
    }
    this.value = Math.min(value, 0x7fff_ffff)
    return this.at > from
  }
}
