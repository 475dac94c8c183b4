import { FOLD } from '../tables/characters.ts'
import { gbFold, rareUnit } from '../tables/gb18030.ts'

/** Longest cell that is compared, in code units; what is beyond does not tell two records apart. */
export const LONGEST_CELL = 240

/**
 * Decodes UTF-8 into `units`, folding each character by {@link FOLD} and dropping what says nothing. Returns the
 * length. Bytes that are no UTF-8 are read as they come: the readers of files have refused them before.
 */
export function foldInto(units: Uint16Array, bytes: Uint8Array, start: number, end: number): number {
  let length = 0
  for (let at = start; at < end && length < LONGEST_CELL; ) {
    const byte = bytes[at]!
    let unit = byte
    if (byte < 0x80) at++
    else if (byte < 0xe0) {
      unit = ((byte & 0x1f) << 6) | (bytes[at + 1]! & 0x3f)
      at += 2
    } else if (byte < 0xf0) {
      unit = ((byte & 0x0f) << 12) | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f)
      at += 3
    } else {
      // Beyond the basic plane: rare characters of names, kept as their low half.
      const point =
        ((byte & 7) << 18) | ((bytes[at + 1]! & 0x3f) << 12) | ((bytes[at + 2]! & 0x3f) << 6) | (bytes[at + 3]! & 0x3f)
      unit = 0xdc00 | (point & 0x3ff)
      at += 4
    }
    const folded = FOLD[unit]!
    if (folded !== 0) units[length++] = folded
  }
  return length
}

/** The same of GB18030, as most departments' files are written. */
export function foldGb(units: Uint16Array, bytes: Uint8Array, start: number, end: number): number {
  const pairs = gbFold()
  let length = 0
  for (let at = start; at < end && length < LONGEST_CELL; ) {
    const byte = bytes[at]!
    let folded: number
    if (byte < 0x80) {
      folded = FOLD[byte]!
      at++
    } else if (bytes[at + 1]! >= 0x40) {
      folded = pairs[(byte << 8) | bytes[at + 1]!]!
      at += 2
    } else {
      folded = FOLD[rareUnit(bytes, at)]!
      at += 4
    }
    if (folded !== 0) units[length++] = folded
  }
  return length
}

/** A text as the comparison sees it. */
export function foldText(text: string): Uint16Array {
  const bytes = new TextEncoder().encode(text)
  const units = new Uint16Array(LONGEST_CELL)
  return units.subarray(0, foldInto(units, bytes, 0, bytes.length))
}

/** Code units as a string, for people. */
export const textOf = (units: Uint16Array, from = 0, to = units.length): string => {
  let text = ''
  for (let i = from; i < to && units[i] !== 0; i++) text += String.fromCharCode(units[i]!)
  return text
}

export const isHan = (unit: number): boolean => (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf)
export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39
export const isLetter = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a

/** FNV-1a over code units, never 0: 0 means that there is nothing. */
export function hashUnits(units: Uint16Array, from: number, to: number, seed = 0x811c9dc5): number {
  let hash = seed
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193)
  return mixed(hash)
}

/** Spreads the bits of a number; never 0. */
export function mixed(hash: number): number {
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash >>> 0 || 1
}

/** A key of two values; 0 when either is missing. */
export const joined = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : mixed(Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15))
