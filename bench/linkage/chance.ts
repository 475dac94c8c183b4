/** Chance that is the same for the same seed. */
export class Chance {
  private state: number
  constructor(seed: number) {
    this.state = (seed * 2654435761) >>> 0 || 1
  }
  /** At least 0, below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }
  is(probability: number): boolean {
    return this.next() < probability
  }
  of<T>(list: ArrayLike<T>): T {
    return list[this.below(list.length)] as T
  }
  /** The first of many are common, the last rare: 1 / rank ** bend. */
  rank(count: number, bend: number): number {
    return Math.min(count - 1, Math.floor(count * this.next() ** (1 / (1 - bend))))
  }
  /** One of several by weight. */
  weighed<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of choices) {
      left -= weight
      if (left < 0) return value
    }
    return (choices.at(-1) as readonly [T, number])[0]
  }
}
