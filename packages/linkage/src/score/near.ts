/** One figure differs, or two neighbours are exchanged. */
export function isNearPhone(a: number, b: number): boolean {
  let off = 0
  let [lastA, lastB] = [-1, -1]
  let exchanged = false
  for (let i = 0; i < 13; i++) {
    const [one, other] = [a % 10, b % 10]
    if (one !== other) {
      exchanged = off === 1 && one === lastB && other === lastA
      if (++off > 2) return false
      ;[lastA, lastB] = [one, other]
    } else if (off === 1) [lastA, lastB] = [-2, -3]
    a = Math.floor(a / 10)
    b = Math.floor(b / 10)
  }
  return off === 1 || exchanged
}

/** One figure differs, is missing or exchanged with its neighbour; single figures are never near. */
export function isNearNumber(a: number, b: number): boolean {
  if (Math.min(a, b) < 10) return false
  const [one, other] = [String(a), String(b)]
  if (one.length === other.length) return isNearPhone(a, b)
  const [long, short] = one.length > other.length ? [one, other] : [other, one]
  if (long.length !== short.length + 1) return false
  for (let i = 0; i < long.length; i++) if (long.slice(0, i) + long.slice(i + 1) === short) return true
  return false
}

/** Slips by which two codes may differ and still be near. */
export const MOST_OFF = 2

/** Bits of a number of 32. */
export function bitCount(bits: number): number {
  bits -= (bits >>> 1) & 0x5555_5555
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

/** At most two signs written, left out or added. */
export function isNear(a: Uint16Array, b: Uint16Array, rows: Uint8Array): boolean {
  if (Math.abs(a.length - b.length) > MOST_OFF || a.length > 40 || b.length > 40) return false
  // What both begin and end with costs nothing; codes of one county begin alike.
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let [la, lb] = [a.length, b.length]
  while (la > head && lb > head && a[la - 1] === b[lb - 1]) {
    la--
    lb--
  }
  for (let j = head; j <= lb; j++) rows[j] = j - head
  for (let i = head + 1; i <= la; i++) {
    let diagonal = rows[head]!
    let least = (rows[head] = i - head)
    for (let j = head + 1; j <= lb; j++) {
      const up = rows[j]!
      const best = Math.min(up + 1, rows[j - 1]! + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      rows[j] = best
      if (best < least) least = best
      diagonal = up
    }
    if (least > MOST_OFF) return false
  }
  return rows[lb]! <= MOST_OFF
}
