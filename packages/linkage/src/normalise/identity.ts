import { isDigit, isHan, isLetter, mixed } from './cells.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const VALUE = new Int8Array(128).fill(-1)
for (let i = 0; i < ALPHABET.length; i++) VALUE[ALPHABET.charCodeAt(i)] = i
const WEIGHTS = Uint8Array.of(1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

/** States of an identifier. */
export const CODE = { none: 0, sound: 1, broken: 2 } as const

/** Reads a unified social credit code out of a folded cell; the kernel's parser is its reference. */
export class CodeParser {
  readonly units: Uint16Array = new Uint16Array(32)
  length = 0
  state: number = CODE.none
  hash = 0
  /** Hash of the organisation code (places 9 to 17). */
  organisation = 0
  /** A bit for each sign that stands in it; one slip changes two at most. */
  signs = 0

  parse(cell: Uint16Array, length: number): void {
    let [n, signs] = [0, 0]
    for (let i = 0; i < length && n < 32; i++) {
      const sign = cell[i]!
      if (!isDigit(sign) && !isLetter(sign)) continue
      this.units[n++] = sign
      signs |= 1 << (sign & 31)
    }
    this.signs = signs >>> 0
    this.length = n
    this.organisation = 0
    if (n < 9) {
      this.state = CODE.none
      this.hash = 0
      return
    }
    this.hash = hashCode(this.units, 0, n)
    this.state = n === 18 && hasSoundCheck(this.units) ? CODE.sound : CODE.broken
    if (this.state === CODE.sound) this.organisation = hashCode(this.units, 8, 17)
  }

  /** A medical licence number begins with the organisation code of its holder (22 characters). */
  parseLicence(cell: Uint16Array, length: number): void {
    this.parse(cell, length)
    const kind = this.length === 22 ? this.units[17]! : 0
    this.organisation = isLetter(kind) ? hashCode(this.units, 0, 9) : 0
  }
}

/**
 * Hashes of the sound codes, and of their organisations, that are one slip away from a broken one: a sign miswritten, two exchanged, one missing.
 * The check character leaves one possibility for each place, so there are few.
 */
export function correctionsOf(units: Uint16Array, hashes: Uint32Array, organisations: Uint32Array): number {
  const length = units.length
  if (length !== 17 && length !== 18) return 0
  const values = new Int8Array(18)
  const code = new Uint16Array(18)
  let n = 0
  const tryCode = () => {
    for (let i = 0; i < 18; i++) code[i] = ALPHABET.charCodeAt(values[i]!)
    if (n === hashes.length) return
    organisations[n] = hashCode(code, 8, 17)
    hashes[n++] = hashCode(code, 0, 18)
  }
  /** The value at `place` that makes the code sound; the others must be known. */
  const solve = (place: number) => {
    let sum = 0
    for (let i = 0; i < 17; i++) if (i !== place) sum += values[i]! * WEIGHTS[i]!
    if (values.some((value, i) => i !== place && value < 0)) return
    if (place === 17) values[17] = (31 - (sum % 31)) % 31
    else values[place] = (((31 * 31 - sum - values[17]!) % 31) * INVERSES[WEIGHTS[place]!]!) % 31
    if (values[place]! < 0) values[place] = values[place]! + 31
    tryCode()
  }
  const valueAt = (i: number): number => (units[i]! < 128 ? VALUE[units[i]!]! : -1)
  if (length === 17)
    for (let place = 0; place < 18; place++) {
      for (let i = 0; i < 18; i++) values[i] = i === place ? 0 : valueAt(i < place ? i : i - 1)
      solve(place)
    }
  else {
    for (let place = 0; place < 18; place++) {
      for (let i = 0; i < 18; i++) values[i] = valueAt(i)
      solve(place)
    }
    for (let place = 0; place + 1 < 18; place++) {
      for (let i = 0; i < 18; i++) values[i] = valueAt(i === place ? place + 1 : i === place + 1 ? place : i)
      if (values.every((value) => value >= 0) && isSound(values)) tryCode()
    }
  }
  return n
}

/** Inverses modulo 31. */
const INVERSES: readonly number[] = Array.from({ length: 31 }, (_, a) => {
  for (let b = 1; b < 31; b++) if ((a * b) % 31 === 1) return b
  return 0
})

function isSound(values: Int8Array): boolean {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += values[i]! * WEIGHTS[i]!
  return values[17] === (31 - (sum % 31)) % 31
}

export function hashCode(units: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193)
  return mixed(hash)
}

function hasSoundCheck(units: Uint16Array): boolean {
  let sum = 0
  for (let i = 0; i < 17; i++) {
    const value = units[i]! < 128 ? VALUE[units[i]!]! : -1
    if (value < 0) return false
    sum += value * WEIGHTS[i]!
  }
  return units[17]! < 128 && VALUE[units[17]!] === (31 - (sum % 31)) % 31
}

/**
 * The first telephone number of a cell as a number: a mobile's eleven figures, a landline without its leading 0; 0
 * when there is none. A number of one repeated figure is none.
 */
export function phoneOf(cell: Uint16Array, length: number): number {
  let value = 0
  let digits = 0
  let same = true
  let last = 0
  for (let i = 0; i < length; i++) {
    const sign = cell[i]!
    if (isDigit(sign)) {
      if (digits > 0 && digits === 11 && Math.floor(value / 1e10) === 1) break
      same = digits === 0 || (same && sign === last)
      last = sign
      value = value * 10 + sign - 0x30
      digits++
    } else if (sign !== 0x2d && sign !== 0x28 && sign !== 0x29 && sign !== 0x2b) {
      if (digits >= 7 && digits <= 13 && !same) break
      value = digits = 0
      same = true
    }
  }
  if (digits < 7 || digits > 13 || same) return 0
  // 86 before a mobile number.
  return digits === 13 && Math.floor(value / 1e11) === 86 ? value % 1e11 : value
}

/** Letters of a person's name that are compared. */
export const PERSON_UNITS = 4

/** The name of a person in at most four units at `to`; 0 fills up. Titles and blanks are dropped by the fold. */
export function personInto(target: Uint16Array, to: number, cell: Uint16Array, length: number): void {
  let n = 0
  for (let i = 0; i < length && n < PERSON_UNITS; i++)
    if (isHan(cell[i]!) || isLetter(cell[i]!)) target[to + n++] = cell[i]!
  while (n < PERSON_UNITS) target[to + n++] = 0
}
