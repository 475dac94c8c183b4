/** Words in a tree over code units, kept in flat arrays: found without making a string. */
export class Trie {
  private keys = new Float64Array(1024).fill(-1)
  private nexts = new Int32Array(1024)
  private used = 0
  private nodes = 1
  private values: number[] = [0]
  /** Value of the word that the last search found. */
  found = 0

  /** With `backwards`, words are looked for from their end. */
  constructor(private readonly backwards = false) {}

  /** Adds a word with a value above 0; a word given twice keeps the bits of both. */
  add(word: string, value: number): void {
    let node = 0
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(this.backwards ? word.length - 1 - i : i)
      let next = this.step(node, unit)
      if (next < 0) {
        next = this.nodes++
        this.values.push(0)
        this.put(node * 65_536 + unit, next)
      }
      node = next
    }
    this.values[node] = this.values[node]! | value
  }

  /** Length of the longest word that begins at `from` (backwards: ends at `to`); 0 when none does. */
  longest(units: Uint16Array, from: number, to: number): number {
    let node = 0
    let length = 0
    for (let i = 0; i < to - from; i++) {
      node = this.step(node, units[this.backwards ? to - 1 - i : from + i]!)
      if (node < 0) break
      const value = this.values[node]!
      if (value === 0) continue
      length = i + 1
      this.found = value
    }
    return length
  }

  private slot(key: number): number {
    const mask = this.keys.length - 1
    let at = (Math.imul(key % 65_536, 0x9e3779b1) ^ Math.imul(Math.floor(key / 65_536), 0x85ebca6b)) >>> 7
    for (at &= mask; this.keys[at] !== -1 && this.keys[at] !== key; at = (at + 1) & mask);
    return at
  }

  private step(node: number, unit: number): number {
    const at = this.slot(node * 65_536 + unit)
    return this.keys[at] === -1 ? -1 : this.nexts[at]!
  }

  private put(key: number, next: number): void {
    if (this.used * 3 > this.keys.length) {
      const [keys, nexts] = [this.keys, this.nexts]
      this.keys = new Float64Array(keys.length * 4).fill(-1)
      this.nexts = new Int32Array(keys.length * 4)
      for (let i = 0; i < keys.length; i++)
        if (keys[i] !== -1) {
          const at = this.slot(keys[i]!)
          this.keys[at] = keys[i]!
          this.nexts[at] = nexts[i]!
        }
    }
    const at = this.slot(key)
    this.keys[at] = key
    this.nexts[at] = next
    this.used++
  }
}
