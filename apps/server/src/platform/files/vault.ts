import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, type ReadStream } from 'node:fs'
import { chmod, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refusal, type Result } from '@qingmei/core/kernel/result'

/** Largest file that is taken: a county's business registrations, a million rows, come to half of it. */
export const LARGEST = 512 * 1024 * 1024

/** Types that are taken, each with the bytes by which a file of it begins (null: text, no mark). */
const TYPES: Readonly<Record<string, readonly (readonly number[])[] | null>> = {
  'application/pdf': [[0x25, 0x50, 0x44, 0x46]],
  'image/png': [[0x89, 0x50, 0x4e, 0x47]],
  'image/jpeg': [[0xff, 0xd8, 0xff]],
  'image/webp': [[0x52, 0x49, 0x46, 0x46]],
  'video/mp4': [],
  'audio/mpeg': [],
  'application/zip': [[0x50, 0x4b, 0x03, 0x04]],
  'application/gzip': [[0x1f, 0x8b]],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': [[0x50, 0x4b, 0x03, 0x04]],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [[0x50, 0x4b, 0x03, 0x04]],
  'text/csv': null,
  'text/plain': null,
  'application/jsonl': null,
}

export const isTakenType = (type: string): boolean => Object.hasOwn(TYPES, type)

/**
 * Stored files on disk. A file arrives in pieces under its id; once whole it is hashed, checked and moved to
 * where its content says it belongs, read-only. The same content is stored once.
 */
export class Vault {
  readonly #arriving: string
  readonly #stored: string

  constructor(folder: string) {
    this.#arriving = join(folder, 'arriving')
    this.#stored = join(folder, 'stored')
    mkdirSync(this.#arriving, { recursive: true, mode: 0o700 })
    mkdirSync(this.#stored, { recursive: true, mode: 0o700 })
  }

  /** How much of an arriving file is here. */
  async received(id: string): Promise<number> {
    try {
      return (await stat(join(this.#arriving, id))).size
    } catch {
      return 0
    }
  }

  /** Appends a piece at an offset; a piece that does not fit is refused and says where to go on. */
  async append(id: string, offset: number, piece: Uint8Array, total: number): Promise<Result<number>> {
    const has = await this.received(id)
    if (offset !== has) return { ok: false, error: refusal('file.offset.wrong', null, { offset: has }) }
    if (has + piece.byteLength > total) return { ok: false, error: refusal('file.size.wrong', null, { bytes: total }) }
    const handle = await open(join(this.#arriving, id), 'a', 0o600)
    try {
      await handle.write(piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
    return { ok: true, value: has + piece.byteLength }
  }

  /** Hashes a file that is whole and stores it for good. The claimed hash and the type's first bytes must agree. */
  async finish(id: string, facts: { bytes: number; type: string; claimed: string | null }): Promise<Result<string>> {
    const path = join(this.#arriving, id)
    const has = await this.received(id)
    if (has !== facts.bytes)
      return { ok: false, error: refusal('file.not-whole', null, { offset: has, bytes: facts.bytes }) }
    const { sha256, head } = await digest(path)
    if (facts.claimed !== null && facts.claimed !== sha256) {
      await rm(path, { force: true })
      return { ok: false, error: refusal('file.hash.differs', null, { sha256, claimed: facts.claimed }) }
    }
    const marks = TYPES[facts.type]
    if (marks && marks.length > 0 && !marks.some((mark) => mark.every((byte, i) => head[i] === byte))) {
      await rm(path, { force: true })
      return { ok: false, error: refusal('file.type.differs', null, { type: facts.type }) }
    }
    const target = this.#path(sha256)
    mkdirSync(join(target, '..'), { recursive: true, mode: 0o700 })
    if (existsSync(target)) await rm(path, { force: true })
    else {
      await chmod(path, 0o400)
      await rename(path, target)
    }
    return { ok: true, value: sha256 }
  }

  /** Where stored content lies, for readers that need a path. */
  pathOf(sha256: string): string {
    return this.#path(sha256)
  }

  /** Reads stored content. */
  read(sha256: string): ReadStream {
    return createReadStream(this.#path(sha256))
  }

  /** Whether stored content still is what its hash says; false when it was altered or is gone. */
  async isIntact(sha256: string): Promise<boolean> {
    try {
      return (await digest(this.#path(sha256))).sha256 === sha256
    } catch {
      return false
    }
  }

  #path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a hash')
    return join(this.#stored, sha256.slice(0, 2), sha256)
  }
}

async function digest(path: string): Promise<{ sha256: string; head: Uint8Array }> {
  const hash = createHash('sha256')
  let head = new Uint8Array()
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    if (head.length === 0) head = new Uint8Array(piece.subarray(0, 16))
    hash.update(piece)
  }
  return { sha256: hash.digest('hex'), head }
}
