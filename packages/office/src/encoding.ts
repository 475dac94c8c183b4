import { type Outcome, type TableFault, fault } from './fault.ts'
import type { Table } from './row.ts'
import type { Bytes } from './source.ts'

export type Encoding = Table['encoding']

/**
 * Decides the encoding of a text file from all of its bytes: byte order mark, else UTF-8 if every byte fits,
 * else GB18030 if every byte fits, else a fault with the first byte that fits neither. Never guesses by frequency:
 * a wrong guess writes wrong names into a register without anybody noticing.
 */
export async function detectEncoding(bytes: Bytes): Promise<Outcome<Encoding>> {
  const head = await bytes.head(4)
  if (head[0] === 0xff && head[1] === 0xfe) return verdict(bytes, 'utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return verdict(bytes, 'utf-16be')
  const utf8 = await firstBadByte(bytes, 'utf-8')
  if (utf8 === null) return { ok: true, value: 'utf-8' }
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return unreadable(bytes, 'UTF-8', utf8)
  const gb = await firstBadByte(bytes, 'gb18030')
  if (gb === null) return { ok: true, value: 'gb18030' }
  // The encoding that carries further is the one that was meant.
  return utf8.offset > gb.offset ? unreadable(bytes, 'UTF-8', utf8) : unreadable(bytes, 'GB18030', gb)
}

/**
 * The encoding of a text of which some bytes are no character: the one that has fewer of them. Null when both have as
 * many, and for UTF-16, where one lost byte shifts all that follow.
 */
export async function brokenEncoding(bytes: Bytes): Promise<Encoding | null> {
  const head = await bytes.head(3)
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return null
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  const [utf8, gb] = [await lostIn(bytes, 'utf-8'), await lostIn(bytes, 'gb18030')]
  return utf8 === gb ? null : utf8 < gb ? 'utf-8' : 'gb18030'
}

async function lostIn(bytes: Bytes, encoding: Encoding): Promise<number> {
  let lost = 0
  for await (const text of decodedText(bytes, encoding, true))
    for (let at = text.indexOf(LOST); at >= 0; at = text.indexOf(LOST, at + 1)) lost++
  return lost
}

/** What stands in a text for bytes that are no character. */
const LOST = '\u{fffd}'

export const holdsNoText = (text: string): boolean => text.includes(LOST) || text.includes('\0')

/** One value of a row that holds bytes which are no character. */
export const notText = (
  file: string,
  encoding: Encoding,
  at: { readonly row: number; readonly column: string | null; readonly value: string },
): TableFault =>
  fault(
    file,
    'office.encoding.unreadable',
    {
      reason: `有不是 ${encoding.toUpperCase()} 文字的字节（显示为 ${LOST}）`,
      remedy: '请来源单位对照原件更正这一行后重新交来',
    },
    { ...at, value: at.value.replaceAll('\0', LOST) },
  )

/**
 * The text of the bytes in pieces, without byte order mark. The encoding must have been detected; where the text is
 * `broken`, bytes that are no character come as U+FFFD.
 */
export async function* decodedText(bytes: Bytes, encoding: Encoding, broken = false): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: !broken })
  for await (const chunk of bytes.chunks()) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

interface BadByte {
  /** From the start of the file, counted from 0. */
  readonly offset: number
  /** The line it stands in, counted from 1. */
  readonly row: number
  readonly byte: number | null
}

async function verdict(bytes: Bytes, encoding: Encoding): Promise<Outcome<Encoding>> {
  const bad = await firstBadByte(bytes, encoding)
  return bad === null ? { ok: true, value: encoding } : unreadable(bytes, encoding.toUpperCase(), bad)
}

function unreadable(bytes: Bytes, names: string, bad: BadByte): Outcome<Encoding> {
  const byte =
    bad.byte === null ? '文件在一个字的中间断了' : `字节 0x${bad.byte.toString(16).padStart(2, '0').toUpperCase()}`
  const reason = `第 ${bad.row} 行、第 ${bad.offset + 1} 字节处不是 ${names} 文字（${byte}）`
  const remedy = '在 Excel 或 WPS 中打开原件核对该行，另存为“CSV UTF-8”或 xlsx 后再导入'
  return { ok: false, error: fault(bytes.name, 'office.encoding.unreadable', { reason, remedy }, { row: bad.row }) }
}

/** Finds the first byte that the encoding cannot hold; null when all fit. NUL is no text in any of them but UTF-16. */
async function firstBadByte(bytes: Bytes, encoding: Encoding): Promise<BadByte | null> {
  const wide = encoding.startsWith('utf-16')
  const decoder = new TextDecoder(encoding, { fatal: true })
  let offset = 0
  for await (const chunk of bytes.chunks()) {
    if (!takes(decoder, chunk) || (!wide && chunk.includes(0))) return locate(bytes, encoding, offset)
    offset += chunk.length
  }
  return ends(decoder) ? null : { offset, row: await lineAt(bytes, offset), byte: null }
}

/** A decoder says only that a chunk is wrong, so the chunk is fed to a fresh one again, byte by byte. */
async function locate(bytes: Bytes, encoding: Encoding, chunkStart: number): Promise<BadByte> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let offset = 0
  for await (const chunk of bytes.chunks()) {
    if (offset >= chunkStart) {
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i] ?? 0
        if (takes(decoder, chunk.subarray(i, i + 1)) && (byte !== 0 || encoding.startsWith('utf-16'))) continue
        return { offset: offset + i, row: await lineAt(bytes, offset + i), byte }
      }
    } else decoder.decode(chunk, { stream: true })
    offset += chunk.length
  }
  return { offset, row: await lineAt(bytes, offset), byte: null }
}

function takes(decoder: TextDecoder, chunk: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: true })
    return true
  } catch {
    return false
  }
}

function ends(decoder: TextDecoder): boolean {
  try {
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** The line, counted from 1, in which a byte stands. */
async function lineAt(bytes: Bytes, offset: number): Promise<number> {
  let start = 0
  let line = 1
  for await (const chunk of bytes.chunks()) {
    const part = chunk.subarray(0, Math.max(0, offset - start))
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) line++
    start += chunk.length
    if (start >= offset) break
  }
  return line
}
