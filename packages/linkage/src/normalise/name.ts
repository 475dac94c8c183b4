import { TRADE, formTails, tradeTails } from '../tables/trades.ts'
import type { Regions } from './regions.ts'

const [OPEN, CLOSE, HYPHEN] = ['('.charCodeAt(0), ')'.charCodeAt(0), '-'.charCodeAt(0)]

/** A name taken apart. The core is `units[from .. to)` of the parser's own buffer. */
export class NameParser {
  readonly units: Uint16Array = new Uint16Array(256)
  from = 0
  to = 0
  /** Bits of {@link TRADE}. */
  trade = 0
  /** Hash of the outermost trade word, so that 美容院 and 诊所 of one class still differ. */
  tradeStart = 0
  tradeEnd = 0

  constructor(private readonly regions: Regions) {}

  /**
   * Region prefix, organisation form, branch and trade word go; what distinguishes the shop from others stays:
   * `北关区洹北某某美容院（个体工商户）` → `某某`, beauty. Never empties a name.
   */
  parse(cell: Uint16Array, length: number): void {
    const { units } = this
    let to = 0
    let depth = 0
    for (let i = 0; i < length; i++) {
      const unit = cell[i]!
      if (unit === OPEN) depth++
      else if (unit === CLOSE) depth = Math.max(0, depth - 1)
      else if (depth === 0 && unit !== HYPHEN) units[to++] = unit
    }
    // A bracket that never closes, or a name that stands in brackets as a whole.
    if (to < 2)
      for (let i = (to = 0); i < length; i++) if (cell[i] !== OPEN && cell[i] !== CLOSE) units[to++] = cell[i]!
    const whole = to
    for (let n = formTails.longest(units, 0, to); n > 0 && n < to; n = formTails.longest(units, 0, to)) to -= n
    let from = 0
    let before = 0
    for (let step = 0; step < 5; step++) {
      const n = this.regions.prefix(units, from, to)
      if (n === 0 || to - from - n < 2) break
      before = from
      from += n
    }
    this.tradeEnd = to
    this.trade = 0
    to = this.withoutTrade(from, to)
    // What looked like a town was the shop: 解放路美容店.
    if (to === from && from > 0) {
      from = before
      to = this.withoutTrade(from, this.tradeEnd)
    }
    if (to === from) to = this.tradeEnd
    if (to === from) [from, to] = [0, whole]
    this.tradeStart = to
    this.from = from
    this.to = to
  }

  private withoutTrade(from: number, to: number): number {
    for (;;) {
      const n = tradeTails.longest(this.units, from, to)
      if (n === 0) return to
      this.trade |= tradeTails.found
      to -= n
    }
  }
}

/** Whether the trade words are those of the trades under comparison. */
export const isOfTrade = (trade: number): boolean =>
  (trade & (TRADE.beauty | TRADE.hair | TRADE.medical)) !== 0 && (trade & TRADE.other) === 0
