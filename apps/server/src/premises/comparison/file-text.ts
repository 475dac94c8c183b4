import { isUtf8 } from 'node:buffer'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import type { RecordTable } from '@qingmei/linkage'

const PIECE = 1 << 20
const LINE_END = 0x0a

/** What is no UTF-8 is taken for GB18030; whoever reads the rows tells whether it is. Most shows it in its first lines. */
export function encodingOf(bytes: Uint8Array): RecordTable['encoding'] {
  const head = bytes.subarray(0, bytes.subarray(0, PIECE).lastIndexOf(LINE_END) + 1)
  return isUtf8(head) && isUtf8(bytes) ? 'utf-8' : 'gb18030'
}

/**
 * A file in pieces of whole lines, in memory that is used again for the next; null instead of a piece that is no UTF-8,
 * or a line that is longer than any record.
 */
export function* wholeLines(path: string): Generator<Uint8Array | null> {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(PIECE)
    let held = 0
    for (;;) {
      const read = readSync(file, buffer, held, buffer.length - held, null)
      const end = held + read
      const cut = read === 0 ? end : buffer.subarray(0, end).lastIndexOf(LINE_END) + 1
      const piece = buffer.subarray(0, cut)
      yield (cut === 0 && end === buffer.length) || !isUtf8(piece) ? null : piece
      if (read === 0) return
      buffer.copyWithin(0, cut, end)
      held = end - cut
    }
  } finally {
    closeSync(file)
  }
}

/** The objects of a file of JSON lines; null for a line that is none. */
export async function* jsonLines(path: string): AsyncGenerator<Readonly<Record<string, unknown>> | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const bytes of createReadStream(path, { highWaterMark: PIECE / 8 })) {
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
