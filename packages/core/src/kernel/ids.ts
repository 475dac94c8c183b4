/** A UUID version 7 in lower case: ordered by the time at which it was made. */
export type Uuid = string

/** A region: the county code of GB/T 2260, six digits. */
export type Region = string

const HEX = '0123456789abcdef'

/**
 * Writes a UUIDv7 from a time in milliseconds and 10 random bytes, both given: core has no clock and no chance.
 * `random` is read at indexes 0…9.
 */
export function uuidV7(ms: number, random: Uint8Array): Uuid {
  const bytes = new Uint8Array(16)
  let rest = ms
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  for (let i = 0; i < 10; i++) bytes[6 + i] = random[i] ?? 0
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  let out = ''
  for (let i = 0; i < 16; i++) {
    const byte = bytes[i] ?? 0
    out += (HEX[byte >> 4] ?? '') + (HEX[byte & 15] ?? '')
    if (i === 3 || i === 5 || i === 7 || i === 9) out += '-'
  }
  return out
}

/** The smallest UUIDv7 of an instant: a lower bound for ids made at or after it. */
export const uuidFloor = (ms: number): Uuid => uuidV7(ms, new Uint8Array(10))
