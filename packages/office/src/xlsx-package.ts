import { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import yauzl from 'yauzl'
import { TableError, fault } from './fault.ts'
import type { TableLimits } from './row.ts'
import type { Bytes } from './source.ts'

/** An opened xlsx container: its parts by path, read as streams under a common budget of bytes. */
export interface XlsxPackage {
  has(path: string): boolean
  paths(): Iterable<string>
  /** The inflated bytes of a part. Throws TableError beyond the limits. */
  chunks(path: string): AsyncIterable<Buffer>
  close(): void
}

const MOST_ENTRIES = 10_000
/** Below this a high ratio is harmless: an empty grid packs very well. */
const RATIO_FROM = 64 * 2 ** 20

export const brokenXlsx = (file: string, reason: string, sheet: string | null = null): TableError =>
  new TableError(
    fault(
      file,
      'office.xlsx.broken',
      { reason, remedy: '用 Excel 或 WPS 打开原件，另存为新的 xlsx 后再导入' },
      { sheet },
    ),
  )

const bomb = (file: string, limits: TableLimits): TableError =>
  new TableError(
    fault(file, 'office.xlsx.inflates-too-much', {
      reason: `压缩包解开后的体积异常（超过压缩前的 ${limits.inflationRatio} 倍或 ${Math.floor(limits.inflatedBytes / 2 ** 20)} MB）`,
      remedy: '核实文件来源；若确为登记表，请删去空行空列、图片后另存，或拆成几个文件',
    }),
  )

/** Opens the container and reads its directory; a damaged one throws TableError. */
export async function openPackage(bytes: Bytes, limits: TableLimits): Promise<XlsxPackage> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true }
  const zip = await (bytes.buffer
    ? yauzl.fromBufferPromise(bytes.buffer, options)
    : yauzl.openPromise(bytes.path ?? '', options)
  ).catch(() => {
    throw brokenXlsx(bytes.name, '文件不完整，压缩目录读不出来')
  })
  const entries = new Map<string, yauzl.Entry>()
  try {
    if (zip.entryCount > MOST_ENTRIES) throw bomb(bytes.name, limits)
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch (error) {
    zip.close()
    if (error instanceof TableError) throw error
    throw brokenXlsx(bytes.name, '文件不完整，压缩目录读不出来')
  }
  let spent = 0
  return {
    has: (path) => entries.has(path),
    paths: () => entries.keys(),
    async *chunks(path) {
      const entry = entries.get(path)
      if (!entry) throw brokenXlsx(bytes.name, `缺少组成部分 ${path}`)
      let own = 0
      const stream = await zip.openReadStreamPromise(entry).catch(() => {
        throw brokenXlsx(bytes.name, `组成部分 ${path} 读不出来`)
      })
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          own += chunk.length
          spent += chunk.length
          if (spent > limits.inflatedBytes) throw bomb(bytes.name, limits)
          if (own > RATIO_FROM && own > entry.compressedSize * limits.inflationRatio) throw bomb(bytes.name, limits)
          yield chunk
        }
      } catch (error) {
        throw error instanceof TableError ? error : brokenXlsx(bytes.name, `组成部分 ${path} 损坏`)
      } finally {
        if (stream instanceof Readable) stream.destroy()
      }
    },
    close: () => zip.close(),
  }
}

export type Attributes = Readonly<Record<string, string>>

/** What a reader of one XML part wants to hear; names come without their prefix. */
export interface XmlListener {
  open?: (name: string, attributes: Attributes) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

/** Feeds one part to the listener; yields after each piece, so that the caller can hand on what came of it. */
export async function* readXml(
  pack: XlsxPackage,
  path: string,
  listener: XmlListener,
  file: string,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let failed = false
  parser.on('error', () => {
    failed = true
  })
  // A document type is never in a real workbook; entities are how small files become large ones.
  parser.on('doctype', () => {
    failed = true
  })
  const { open, close, text } = listener
  if (open) parser.on('opentag', (tag) => open(local(tag.name), tag.attributes as Attributes))
  if (close) parser.on('closetag', (tag) => close(local(tag.name)))
  if (text) parser.on('text', text)
  if (text) parser.on('cdata', text)
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of pack.chunks(path)) {
    parser.write(decoder.decode(chunk, { stream: true }))
    if (failed) throw brokenXlsx(file, `组成部分 ${path} 的内容损坏`)
    yield
  }
  parser.close()
  if (failed) throw brokenXlsx(file, `组成部分 ${path} 的内容损坏`)
  yield
}

/** Reads a whole small part. */
export async function readPart(pack: XlsxPackage, path: string, listener: XmlListener, file: string): Promise<void> {
  for await (const _ of readXml(pack, path, listener, file)) continue
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
