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

/** At most two signs written, left out or added. */
export function isNear(a: Uint16Array, b: Uint16Array, rows: Uint8Array): boolean {
  if (Math.abs(a.length - b.length) > 2 || a.length > 40 || b.length > 40) return false
  for (let j = 0; j <= b.length; j++) rows[j] = j
  for (let i = 1; i <= a.length; i++) {
    let diagonal = rows[0]!
    rows[0] = i
    for (let j = 1; j <= b.length; j++) {
      const up = rows[j]!
      rows[j] = Math.min(up + 1, rows[j - 1]! + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      diagonal = up
    }
  }
  return rows[b.length]! <= 2
}
