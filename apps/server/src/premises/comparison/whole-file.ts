import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const PIECE = 1 << 20

/**
 * A text file as UTF-8 in memory that threads may share, read once; GB18030 is decoded piece by piece, so that both
 * never stand in memory. Null where it is a workbook, JSON or no text.
 */
export async function utf8Of(path: string): Promise<Buffer | null> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const head = Buffer.alloc(Math.min(size, PIECE))
    await fill(handle, head, 0)
    const [first] = head
    if (first === undefined || [0x50, 0x7b, 0xff, 0xfe, 0xd0].includes(first)) return null
    if (!isUtf8(head.subarray(0, head.lastIndexOf(LINE_END) + 1))) return await transcoded(handle, size)
    const bytes = Buffer.from(new SharedArrayBuffer(size))
    await fill(handle, bytes, 0)
    return isUtf8(bytes) ? bytes : await transcoded(handle, size)
  } finally {
    await handle.close()
  }
}

const LINE_END = 0x0a

async function fill(handle: FileHandle, into: Buffer, from: number): Promise<number> {
  let at = 0
  while (at < into.length) {
    const { bytesRead } = await handle.read(into, at, into.length - at, from + at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return at
}

/** GB18030 as UTF-8; null where a byte is neither. Two bytes become three at most. */
async function transcoded(handle: FileHandle, size: number): Promise<Buffer | null> {
  const decoder = new TextDecoder('gb18030', { fatal: true })
  const out = Buffer.from(new SharedArrayBuffer(Math.ceil(size * 1.5) + 16))
  // A private copy: the decoder takes no shared memory.
  const piece = Buffer.alloc(Math.min(PIECE, size))
  let used = 0
  try {
    for (let at = 0; at < size; at += PIECE) {
      const length = await fill(handle, piece.subarray(0, Math.min(PIECE, size - at)), at)
      used += out.write(decoder.decode(piece.subarray(0, length), { stream: at + PIECE < size }), used)
    }
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
  return out.subarray(0, used)
}

/** The objects of a file of JSON lines, null for a line that is none; null when the file does not begin like one. */
export async function jsonLines(path: string): Promise<AsyncIterable<Readonly<Record<string, unknown>> | null> | null> {
  const handle = await open(path)
  const first = Buffer.alloc(1)
  try {
    await fill(handle, first, 0)
  } finally {
    await handle.close()
  }
  return first[0] === 0x7b ? linesOf(path) : null
}

async function* linesOf(path: string): AsyncGenerator<Readonly<Record<string, unknown>> | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const bytes of createReadStream(path, { highWaterMark: PIECE })) {
    const text = rest + decoded(decoder, bytes as Buffer)
    const lines = text.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > 4 * PIECE) yield null
    for (const line of lines) if (line.trim() !== '') yield parsed(line)
  }
  if (rest.trim() !== '') yield parsed(rest)
}

/** What is no UTF-8 becomes a line that no JSON is, so that the careful reader tells of it. */
function decoded(decoder: TextDecoder, bytes: Buffer): string {
  try {
    return decoder.decode(bytes, { stream: true })
  } catch {
    return '\ufffd\u0000\n'
  }
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
