/** Values and where they were, part after part: values that are equal stand in one part, in their order. */
export interface Parts {
  readonly values: Uint32Array
  readonly places: Uint32Array
  /** First of each part, and after the last one their number. */
  readonly starts: Uint32Array
}

/** Memory for parts, to be used again for the next; what stood there is gone. */
export type PartRoom = Pick<Parts, 'values' | 'places'>
export const makePartRoom = (most: number): PartRoom => ({
  values: new Uint32Array(most),
  places: new Uint32Array(most),
})

/** Values that a part has room for: tables over so many stay in the nearest memory. */
const PART = 4_096

/**
 * Parts hashes by their upper bits, so that counting or finding equal ones never walks through more memory than is
 * near: several times as fast as one large table. 0 is no value and is left out.
 */
export function inParts(hashes: Uint32Array, room: PartRoom = makePartRoom(hashes.length)): Parts {
  const bits = Math.max(1, Math.ceil(Math.log2(Math.max(1, hashes.length) / PART)))
  const shift = 32 - bits
  const starts = new Uint32Array(2 ** bits + 1)
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i]!
    if (hash !== 0) starts[(hash >>> shift) + 1]!++
  }
  for (let part = 1; part < starts.length; part++) starts[part] = starts[part]! + starts[part - 1]!
  const count = starts[starts.length - 1]!
  const [values, places] = [room.values.subarray(0, count), room.places.subarray(0, count)]
  const next = starts.slice()
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i]!
    if (hash === 0) continue
    const to = next[hash >>> shift]!++
    values[to] = hash
    places[to] = i
  }
  return { values, places, starts }
}

/** A table over the values of one part, emptied for the next. */
export class PartTable {
  private slots = new Uint32Array(4 * PART)
  private mask = 0

  /** Empties the table for so many values. */
  clear(count: number): void {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, count) * 2))
    if (size * 2 > this.slots.length) this.slots = new Uint32Array(size * 2)
    else this.slots.fill(0, 0, size * 2)
    this.mask = size - 1
  }

  /** Where the number that belongs to a value stands; 0 the first time. */
  at(value: number): number {
    const { slots, mask } = this
    let slot = Math.imul(value, 0x9e3779b1) & mask
    while (slots[slot * 2] !== 0 && slots[slot * 2] !== value) slot = (slot + 1) & mask
    slots[slot * 2] = value
    return slot * 2 + 1
  }

  get(place: number): number {
    return this.slots[place]!
  }

  set(place: number, number: number): void {
    this.slots[place] = number
  }
}
