import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import copy from 'pg-copy-streams'
import { fileOf, sqlOf, tablesInOrder } from './tables.ts'

/** What a backup says of itself. A folder without it is no backup: it is written last. */
export interface Manifest {
  readonly takenAt: string
  readonly version: string
  /** The migrations that the tables were made by, in order. */
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[]
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[]
  readonly originals: number
}

export interface BackupOptions {
  /** A connection of the owner. */
  readonly client: pg.ClientBase
  /** The data folder: originals and anchors lie in it. */
  readonly data: string
  /** A folder that is not there yet. */
  readonly to: string
  readonly takenAt: string
  readonly version: string
  readonly log?: (line: string) => void
  /** Looks at the very moment that is backed up, inside its snapshot. */
  readonly observe?: (client: pg.ClientBase) => Promise<void>
}

/**
 * Copies everything of one moment while others go on working: the tables in one snapshot, the originals they name,
 * and the anchors from before it. Complete when the manifest is there. Answers it.
 */
export async function backup(it: BackupOptions): Promise<Manifest> {
  const log = it.log ?? (() => undefined)
  await mkdir(join(it.to, 'tables'), { recursive: true, mode: 0o700 })
  // Heads that were anchored after the snapshot would speak of seals that the tables do not have.
  await copyFolder(join(it.data, 'anchors'), join(it.to, 'anchors'))
  await it.client.query(
    `begin transaction isolation level repeatable read read only; set local app.scopes = '{system}'; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`,
  )
  try {
    const { rows: migrations } = await it.client.query<Manifest['migrations'][number]>(
      'select name, sha256 from migration.applied order by number',
    )
    const tables: Manifest['tables'][number][] = []
    for (const table of await tablesInOrder(it.client)) {
      const hash = createHash('sha256')
      const plain = new PassThrough()
      plain.on('data', (piece: Buffer) => hash.update(piece))
      // With the columns' names: a later version may have more of them.
      const from = it.client.query(copy.to(`copy ${sqlOf(table)} to stdout with (header true)`))
      await pipeline(
        from,
        plain,
        createGzip({ level: 4 }),
        createWriteStream(join(it.to, 'tables', fileOf(table)), { mode: 0o600 }),
      )
      tables.push({ name: `${table.schema}.${table.name}`, rows: from.rowCount, sha256: hash.digest('hex') })
      log(`${table.schema}.${table.name}：${from.rowCount.toLocaleString('en-US')} 行`)
    }
    await it.observe?.(it.client)
    const { rows: originals } = await it.client.query<{ sha256: string }>(
      'select distinct sha256 from qm.file where sha256 is not null order by 1',
    )
    for (const { sha256 } of originals) await keepOriginal(it, sha256)
    log(`原件 ${originals.length} 件`)
    const manifest: Manifest = {
      takenAt: it.takenAt,
      version: it.version,
      migrations,
      tables,
      originals: originals.length,
    }
    await writeFile(join(it.to, 'manifest.json.part'), JSON.stringify(manifest, null, 2), { mode: 0o600 })
    await rename(join(it.to, 'manifest.json.part'), join(it.to, 'manifest.json'))
    return manifest
  } finally {
    await it.client.query('rollback')
  }
}

/** An original never changes, so on the same disk the backup shares it. */
async function keepOriginal(it: BackupOptions, sha256: string): Promise<void> {
  const path = join('files', 'stored', sha256.slice(0, 2), sha256)
  await mkdir(join(it.to, path, '..'), { recursive: true, mode: 0o700 })
  await link(join(it.data, path), join(it.to, path)).catch(() => copyFile(join(it.data, path), join(it.to, path)))
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const name of existsSync(from) ? await readdir(from) : []) await copyFile(join(from, name), join(to, name))
}
