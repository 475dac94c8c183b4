/** Nodes that a tree may have: a step is told by its node and a code unit in 32 bits. */
const MOST_NODES = 65_536

/** Words in a tree over code units, kept in flat arrays: found without making a string. */
export class Trie {
  /** The nodes that words begin with, by code unit: most of what is looked for ends here. */
  private readonly first = new Uint16Array(65_536)
  /** Steps below them: node and code unit, and the node that follows; open addressing. */
  private keys = new Int32Array(1024)
  private nexts = new Uint16Array(1024)
  private used = 0
  private nodes = 1
  private values: number[] = [0]
  /** Value of the word that the last search found. */
  found = 0

  /** With `backwards`, words are looked for from their end. */
  constructor(private readonly backwards = false) {}

  /** Adds a word with a value above 0; a word given twice keeps the bits of both. Throws beyond 65,535 nodes. */
  add(word: string, value: number): void {
    let node = 0
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(this.backwards ? word.length - 1 - i : i)
      let next = this.step(node, unit)
      if (next === 0) {
        next = this.nodes++
        if (next >= MOST_NODES) throw new RangeError('too many words')
        this.values.push(0)
        if (node === 0) this.first[unit] = next
        else this.put((node << 16) | unit, next)
      }
      node = next
    }
    this.values[node] = this.values[node]! | value
  }

  /** Length of the longest word that begins at `from` (backwards: ends at `to`); 0 when none does. */
  longest(units: Uint16Array, from: number, to: number): number {
    if (to <= from) return 0
    const { backwards, values } = this
    let node = this.first[units[backwards ? to - 1 : from]!]!
    let length = 0
    for (let i = 1; node !== 0; i++) {
      const value = values[node]!
      if (value !== 0) {
        length = i
        this.found = value
      }
      if (i === to - from) break
      node = this.step(node, units[backwards ? to - 1 - i : from + i]!)
    }
    return length
  }

  /** The node that follows; 0 when none does. */
  private step(node: number, unit: number): number {
    if (node === 0) return this.first[unit]!
    const key = (node << 16) | unit
    const { keys, nexts } = this
    const mask = keys.length - 1
    let at = (Math.imul(key, 0x9e3779b1) >>> 8) & mask
    while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & mask
    return nexts[at]!
  }

  private put(key: number, next: number): void {
    if (this.used * 3 > this.keys.length) {
      const [keys, nexts] = [this.keys, this.nexts]
      this.keys = new Int32Array(keys.length * 4)
      this.nexts = new Uint16Array(keys.length * 4)
      this.used = 0
      for (let i = 0; i < keys.length; i++) if (keys[i] !== 0) this.put(keys[i]!, nexts[i]!)
    }
    const mask = this.keys.length - 1
    let at = (Math.imul(key, 0x9e3779b1) >>> 8) & mask
    while (this.keys[at] !== 0) at = (at + 1) & mask
    this.keys[at] = key
    this.nexts[at] = next
    this.used++
  }
}
