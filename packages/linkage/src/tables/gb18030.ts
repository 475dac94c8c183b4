import { FOLD } from './characters.ts'

/**
 * GB18030, the encoding of most departments' files, read where it lies: turning a file into another encoding first
 * would cost more than comparing it. The tables are made of what the platform's own decoder says.
 */

const LEADS: readonly [number, number] = [0x81, 0xfe]
const TRAILS: readonly [number, number] = [0x40, 0xfe]
const UNKNOWN = '\u{fffd}'
const DECODER = new TextDecoder('gb18030')

let pairs: Uint16Array | null = null
/** The code unit of each two-byte character, at `lead << 8 | trail`; 0 where there is none. */
export const gbPairs = (): Uint16Array => (pairs ??= makePairs())

let folded: Uint16Array | null = null
/** The same characters as they are compared, see {@link FOLD}. */
export const gbFold = (): Uint16Array => (folded ??= gbPairs().map((unit) => FOLD[unit]!))

function makePairs(): Uint16Array {
  const found = new Uint16Array(65_536)
  const places: number[] = []
  for (let lead = LEADS[0]; lead <= LEADS[1]; lead++)
    for (let trail = TRAILS[0]; trail <= TRAILS[1]; trail++) if (trail !== 0x7f) places.push((lead << 8) | trail)
  const bytes = Uint8Array.from(places.flatMap((place) => [place >> 8, place & 0xff, 0x0a]))
  const texts = DECODER.decode(bytes).split('\n')
  for (const [i, place] of places.entries()) {
    const text = texts[i]!
    if (text.length === 1 && text !== UNKNOWN) found[place] = text.charCodeAt(0)
  }
  return found
}

/** Whether a byte may stand first in a character of two or four. */
export const isLead = (byte: number): boolean => byte >= LEADS[0] && byte <= LEADS[1]
const isFigure = (byte: number): boolean => byte >= 0x30 && byte <= 0x39

/** Bytes that the character which begins with a lead at `at` takes: 2 or 4; 0 when it is none. */
export function gbLength(bytes: Uint8Array, at: number): number {
  const trail = bytes[at + 1]
  if (trail === undefined) return 0
  if (gbPairs()[(bytes[at]! << 8) | trail] !== 0) return 2
  const [third = 0, fourth = 0] = [bytes[at + 2], bytes[at + 3]]
  return isFigure(trail) && isLead(third) && isFigure(fourth) && rareUnit(bytes, at) !== 0 ? 4 : 0
}

const SHORT = 256
const units = new Uint16Array(SHORT)
/** A piece of GB18030 as text; a short one, as cells are, is looked up without calling the decoder. */
export function gbText(bytes: Uint8Array, start: number, end: number): string {
  const known = gbPairs()
  let length = 0
  let at = start
  while (at < end && length < SHORT) {
    const byte = bytes[at]!
    const unit = byte < 0x80 ? byte : known[(byte << 8) | bytes[at + 1]!]!
    if (unit === 0) break
    units[length++] = unit
    at += byte < 0x80 ? 1 : 2
  }
  // A private copy: the decoder takes no shared memory.
  if (at < end) return DECODER.decode(bytes.slice(start, end))
  return String.fromCharCode.apply(null, units.subarray(0, length) as unknown as number[])
}

const rare = new Map<number, number>()
/** The code unit of a character of four bytes (beyond the basic plane its second half); 0 when it is none. */
export function rareUnit(bytes: Uint8Array, at: number): number {
  const four = bytes.slice(at, at + 4)
  const place = (four[0]! * 0x100 + four[1]!) * 0x1_0000 + four[2]! * 0x100 + four[3]!
  let unit = rare.get(place)
  if (unit === undefined) {
    const text = DECODER.decode(four)
    unit = text.startsWith(UNKNOWN) ? 0 : text.charCodeAt(text.length - 1)
    if (rare.size < 65_536) rare.set(place, unit)
  }
  return unit
}
