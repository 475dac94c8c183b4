/** Two-byte codes of GB 18030 by character, turned round from the decoder that every engine has. */
let codes: Uint16Array | null = null

function allCodes(): Uint16Array {
  const found = new Uint16Array(65536)
  const decoder = new TextDecoder('gb18030')
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const text = low === 0x7f ? '' : decoder.decode(Uint8Array.of(high, low))
      if (text.length === 1 && text !== '\ufffd') found[text.charCodeAt(0)] = (high << 8) | low
    }
  return found
}

/** Bytes of GB 18030; a character that two bytes cannot say becomes a question mark. */
export function toGb18030(text: string): Uint8Array {
  codes ??= allCodes()
  const out = new Uint8Array(text.length * 2)
  let end = 0
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i)
    const code = character < 0x80 ? 0 : (codes[character] ?? 0)
    if (code === 0) out[end++] = character < 0x80 ? character : 0x3f
    else {
      out[end++] = code >> 8
      out[end++] = code & 0xff
    }
  }
  return out.subarray(0, end)
}
