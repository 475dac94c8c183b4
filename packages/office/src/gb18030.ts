type Bytes = Uint8Array<ArrayBuffer>

let table: ReadonlyMap<number, Bytes> | null = null

/** An encoder to GB18030 built, once, by turning the platform's decoder round; every character has its bytes. */
export function gb18030Encoder(): (text: string) => Uint8Array {
  table ??= reversed()
  const known = table
  return (text) => {
    const out = new Uint8Array(text.length * 4)
    let at = 0
    for (const char of text) {
      const point = char.codePointAt(0) ?? 0
      const bytes = point < 0x80 ? [point] : (known.get(point) ?? supplementary(point))
      out.set(bytes, at)
      at += bytes.length
    }
    return out.subarray(0, at)
  }
}

function reversed(): Map<number, Bytes> {
  const decoder = new TextDecoder('gb18030')
  // The replacement character is also how the decoder says no, so it is set by hand.
  const found = new Map([[0xfffd, Uint8Array.of(0x84, 0x31, 0xa4, 0x37)]])
  const learn = (bytes: Bytes) => {
    const text = decoder.decode(bytes)
    const point = text.codePointAt(0) ?? 0xfffd
    const whole = text.length === (point > 0xffff ? 2 : 1)
    if (whole && !found.has(point)) found.set(point, bytes)
  }
  for (let a = 0x81; a <= 0xfe; a++) for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) learn(Uint8Array.of(a, b))
  for (let a = 0x81; a <= 0x84; a++)
    for (let b = 0x30; b <= 0x39; b++)
      for (let c = 0x81; c <= 0xfe; c++) for (let d = 0x30; d <= 0x39; d++) learn(Uint8Array.of(a, b, c, d))
  return found
}

/** Characters beyond the basic plane lie in one run from 0x90308130; a lone surrogate becomes a question mark. */
function supplementary(point: number): number[] {
  if (point < 0x10000) return [0x3f]
  let rest = point - 0x10000
  const d = 0x30 + (rest % 10)
  rest = Math.floor(rest / 10)
  const c = 0x81 + (rest % 126)
  rest = Math.floor(rest / 126)
  return [0x90 + Math.floor(rest / 10), 0x30 + (rest % 10), c, d]
}
