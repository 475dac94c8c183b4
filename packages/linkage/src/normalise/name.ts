import { formTails, TRADE, tradeHeads, tradeTails } from '../tables/trades.ts'
import { REGION, type Regions } from './regions.ts'

const unit = (sign: string): number => sign.charCodeAt(0)
const [OPEN, CLOSE, HYPHEN, SHOP, LIMITED, DUTY, COMPANY, OFFICE] = ['(', ')', '-', '店', '有', '责', '公', '司'].map(
  unit,
) as [number, number, number, number, number, number, number, number]
const LIMIT = unit('限')

/** A name taken apart. The core is `units[from .. to)` of the parser's own buffer. */
export class NameParser {
  readonly units: Uint16Array = new Uint16Array(256)
  from = 0
  to = 0
  /** Bits of {@link TRADE}. */
  trade = 0
  /** The trade words behind the core. */
  tradeStart = 0
  tradeEnd = 0
  /** What a branch is called after (`（某某路店）`, `有限公司某某路店`), without 店: a road, a building or a town. */
  readonly branch: Uint16Array = new Uint16Array(256)
  branchLength = 0

  constructor(private readonly regions: Regions) {}

  /**
   * Region prefix, organisation form, branch and trade word go; what distinguishes the shop from others stays:
   * `北关区洹北某某美容院（个体工商户）` → `某某`, beauty. Never empties a name: of 纤体美容院 it leaves 纤体.
   */
  parse(cell: Uint16Array, length: number): void {
    const { units } = this
    this.trade = this.branchLength = 0
    let to = this.withoutBrackets(cell, length)
    const whole = to
    to = this.withoutCompany(to)
    for (let n = formTails.longest(units, 0, to); n > 0 && n < to; n = formTails.longest(units, 0, to)) to -= n
    let from = 0
    let before = 0
    let isShort = false
    for (let step = 0; step < 5; step++) {
      const n = this.regions.prefix(units, from, to) || this.regions.misspelt(units, from, to)
      if (n === 0 || to - from - n < 2) break
      before = from
      from += n
      isShort = (this.regions.kind & REGION.stem) !== 0
    }
    this.tradeEnd = to
    const [start, end] = [from, to]
    to = this.withoutTrade(from, to)
    // What looked like a town was the shop: 解放路美容店.
    if (to - from <= 0 || (isShort && this.isBare(start, end))) {
      from = before
      to = this.withoutTrade(from, this.tradeEnd)
    }
    if (to <= from) [from, to] = [0, whole]
    this.tradeStart = to
    this.from = from
    this.to = to
  }

  /** Copies what stands outside brackets; what stands inside and ends with 店 is the branch. */
  private withoutBrackets(cell: Uint16Array, length: number): number {
    const { units } = this
    let [to, depth, opened] = [0, 0, 0]
    for (let i = 0; i < length; i++) {
      const sign = cell[i]!
      if (sign === OPEN) {
        depth++
        opened = i + 1
      } else if (sign === CLOSE) {
        if (depth > 0 && cell[i - 1] === SHOP) this.setBranch(cell, opened, i - 1)
        depth = Math.max(0, depth - 1)
      } else if (depth === 0 && sign !== HYPHEN) units[to++] = sign
    }
    if (to >= 2 || (to === 1 && this.branchLength > 0)) return to
    // A bracket that never closes, or a name that stands in brackets as a whole.
    to = 0
    for (let i = 0; i < length; i++) if (cell[i] !== OPEN && cell[i] !== CLOSE) units[to++] = cell[i]!
    return to
  }

  /** `某某有限公司某某路店`, `…有限责任公司第二分公司`: the company ends the name, the branch comes behind it. */
  private withoutCompany(to: number): number {
    const { units } = this
    for (let i = 2; i + 1 < to; i++) {
      const limited = units[i] === LIMITED && units[i + 1] === LIMIT
      if (!limited) continue
      let end = i + 2
      if (units[end] === DUTY) end += 2
      if (units[end] === COMPANY && units[end + 1] === OFFICE) end += 2
      if (end < to && units[to - 1] === SHOP) this.setBranch(units, end, to - 1)
      return i
    }
    return to
  }

  private setBranch(source: Uint16Array, from: number, to: number): void {
    if (to - from < 2) return
    for (let i = from; i < to; i++) this.branch[i - from] = source[i]!
    this.branchLength = to - from
  }

  /** Trade words from the end, and what follows one in the middle (`某某祛痘官`: a slip in the last word). */
  private withoutTrade(from: number, to: number): number {
    this.trade = 0
    let end = to
    for (;;) {
      const n = tradeTails.longest(this.units, from, end)
      if (n === 0 || n === end - from) break
      this.trade |= tradeTails.found
      end -= n
    }
    for (let i = from + 2; i + 1 < end; i++) {
      const n = tradeHeads.longest(this.units, i, end)
      if (n === 0) continue
      this.trade |= tradeHeads.found
      return i
    }
    return end
  }

  /** Whether nothing is left but one trade word and what shops are called, so that the brand went with the region. */
  private isBare(from: number, to: number): boolean {
    let end = to
    let told = 0
    while (end > from) {
      const n = tradeTails.longest(this.units, from, end)
      if (n === 0) return false
      if (tradeTails.found !== TRADE.head) told++
      end -= n
    }
    return told <= 1
  }
}

/** Whether the trade words are those of the trades under comparison. */
export const isOfTrade = (trade: number): boolean =>
  (trade & (TRADE.beauty | TRADE.hair | TRADE.medical)) !== 0 && (trade & TRADE.other) === 0
