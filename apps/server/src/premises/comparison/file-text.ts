import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import type { RecordTable } from '@qingmei/linkage'

const PIECE = 1 << 20
const LINE_END = 0x0a

/** What is no UTF-8 is taken for GB18030; whoever reads the rows tells whether it is. Most shows it in its first lines. */
export function encodingOf(bytes: Uint8Array): RecordTable['encoding'] {
  const head = bytes.subarray(0, bytes.subarray(0, PIECE).lastIndexOf(LINE_END) + 1)
  return isUtf8(head) && isUtf8(bytes) ? 'utf-8' : 'gb18030'
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
