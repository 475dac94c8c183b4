import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Outcome, type TableFault, TableError, fault } from './fault.ts'

/** Where a table comes from: a file, bytes in memory, or a stream (which is spooled to a temporary file). */
export type TableSource =
  | { readonly path: string; readonly name?: string }
  | { readonly bytes: Uint8Array; readonly name: string }
  | { readonly stream: AsyncIterable<Uint8Array>; readonly name: string }

/** Bytes that can be read more than once, from any place. */
export interface Bytes {
  readonly name: string
  readonly size: number
  /** The path when the bytes lie in a file. */
  readonly path: string | null
  readonly buffer: Buffer | null
  head(length: number): Promise<Buffer>
  chunks(): AsyncIterable<Buffer>
  close(): Promise<void>
}

/** Opens a source; refuses what does not exist, is empty or too large. */
export async function openBytes(source: TableSource, limit: number): Promise<Outcome<Bytes>> {
  if ('bytes' in source) return judge(inMemory(source.bytes, source.name), limit)
  if ('path' in source) return openFile(source.path, source.name ?? basename(source.path), limit, false)
  const path = join(tmpdir(), `qingmei-${randomUUID()}.part`)
  try {
    await pipeline(Readable.from(source.stream), capped(source.name, limit), createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof TableError) return { ok: false, error: error.fault }
    throw error
  }
  return openFile(path, source.name, limit, true)
}

async function openFile(path: string, name: string, limit: number, temporary: boolean): Promise<Outcome<Bytes>> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) {
    const words = { reason: '这是一个文件夹，不是文件', remedy: '写明文件夹里的哪一个文件' }
    return { ok: false, error: fault(name, 'office.file.folder', words) }
  }
  if (!found?.isFile()) {
    const words = { reason: '找不到这个文件', remedy: '核对文件路径和文件名后重试' }
    return { ok: false, error: fault(name, 'office.file.missing', words) }
  }
  const close = async () => {
    if (temporary) await rm(path, { force: true })
  }
  const judged = judge(
    {
      name,
      size: found.size,
      path,
      buffer: null,
      head: (length) => headOf(path, length),
      chunks: () => createReadStream(path, { highWaterMark: 2 ** 18 }),
      close,
    },
    limit,
  )
  if (!judged.ok) await close()
  return judged
}

async function headOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function inMemory(bytes: Uint8Array, name: string): Bytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    name,
    size: buffer.length,
    path: null,
    buffer,
    head: (length) => Promise.resolve(buffer.subarray(0, length)),
    async *chunks() {
      for (let at = 0; at < buffer.length; at += 2 ** 18) yield buffer.subarray(at, at + 2 ** 18)
    },
    close: () => Promise.resolve(),
  }
}

const tooLarge = (name: string, limit: number): TableFault =>
  fault(name, 'office.file.too-large', {
    reason: `文件超过 ${Math.floor(limit / 2 ** 20)} MB`,
    remedy: '按乡镇或年份拆成几个文件分别导入',
  })

function judge(bytes: Bytes, limit: number): Outcome<Bytes> {
  if (bytes.size > limit) return { ok: false, error: tooLarge(bytes.name, limit) }
  if (bytes.size > 0) return { ok: true, value: bytes }
  const words = { reason: '文件是空的（0 字节）', remedy: '打开原文件看内容还在不在，或请来源单位重新导出' }
  return { ok: false, error: fault(bytes.name, 'office.file.empty', words) }
}

/** Lets bytes through up to the limit. */
function capped(name: string, limit: number): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length
      if (size > limit) done(new TableError(tooLarge(name, limit)))
      else done(null, chunk)
    },
  })
}
