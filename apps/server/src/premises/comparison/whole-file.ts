import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { RecordTable } from '@qingmei/linkage'

const PIECE = 1 << 20

export interface WholeFile {
  readonly bytes: Uint8Array
  readonly encoding: RecordTable['encoding']
}

/**
 * A text file as it is written, in memory that threads may share. Null where it is a workbook, JSON or no text; what is
 * no UTF-8 is taken for GB18030, and whoever reads its rows tells whether it is.
 */
export async function wholeFile(path: string): Promise<WholeFile | null> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.from(new SharedArrayBuffer(size))
    await fill(handle, bytes, 0)
    const [first] = bytes
    if (first === undefined || [0x50, 0x7b, 0xff, 0xfe, 0xd0].includes(first)) return null
    // Most of what is no UTF-8 shows it in its first lines.
    const head = bytes.subarray(0, bytes.subarray(0, PIECE).lastIndexOf(LINE_END) + 1)
    const encoding = isUtf8(head) && isUtf8(bytes) ? 'utf-8' : 'gb18030'
    return { bytes: new Uint8Array(bytes.buffer, 0, size), encoding }
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
