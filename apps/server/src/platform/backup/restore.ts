import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import copy from 'pg-copy-streams'
import { migrate, readMigrations } from '../db/migrate.ts'
import { DatabaseRefused } from '../db/refused.ts'
import type { Manifest } from './backup.ts'
import { fileOf, sqlOf, tablesInOrder } from './tables.ts'

export interface RestoreOptions {
  /** A connection of the owner, to a database without records. */
  readonly client: pg.ClientBase
  readonly data: string
  readonly from: string
  readonly log?: (line: string) => void
}

/** What a folder says of the backup in it. Refuses a folder that is none, or whose copying was cut off. */
export function readManifest(from: string): Manifest {
  const path = join(from, 'manifest.json')
  if (!existsSync(path))
    throw new DatabaseRefused('backup.not-one', {
      zh: `${from} 不是完整的备份：没有 manifest.json。`,
      en: `${from} is no complete backup: it has no manifest.json.`,
    })
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}

/**
 * Puts a backup into an empty installation: tables made as they were then, every row with every table's hash
 * compared, originals and anchors, then the migrations that came since. All rows or none.
 */
export async function restore(it: RestoreOptions): Promise<Manifest> {
  const log = it.log ?? (() => undefined)
  const manifest = readManifest(it.from)
  const migrations = readMigrations()
  const then = migrations.slice(0, manifest.migrations.length)
  const differs = manifest.migrations.find((was, i) => then[i]?.name !== was.name || then[i].sha256 !== was.sha256)
  if (differs)
    throw new DatabaseRefused('backup.other-version', {
      zh: `备份的数据库版本（${differs.name}）不是本程序的：请用做备份时或更新的程序恢复。`,
      en: `The backup is of a database (${differs.name}) that this program does not know: use the program that made it, or a later one.`,
    })
  await refuseFull(it.client)
  await migrate(it.client, then)
  await it.client.query(`begin; set local app.scopes = '{system}'; set local statement_timeout = 0`)
  try {
    const tables = await tablesInOrder(it.client)
    await it.client.query(`truncate ${tables.map(sqlOf).join(', ')}`)
    for (const table of tables) {
      const kept = manifest.tables.find((each) => each.name === `${table.schema}.${table.name}`)
      if (!kept) throw damaged(`${table.schema}.${table.name}`)
      const hash = createHash('sha256')
      const plain = new PassThrough()
      plain.on('data', (piece: Buffer) => hash.update(piece))
      const path = join(it.from, 'tables', fileOf(table))
      const columns = await columnsOf(path)
      // COPY takes nothing into a table with row policies, not even from its owner.
      await it.client.query(`create temp table arriving (like ${sqlOf(table)}) on commit drop`)
      const into = it.client.query(copy.from(`copy arriving (${columns}) from stdin with (header true)`))
      await pipeline(createReadStream(path), createGunzip(), plain, into)
      await it.client.query(`insert into ${sqlOf(table)} (${columns}) select ${columns} from arriving`)
      await it.client.query('drop table arriving')
      if (hash.digest('hex') !== kept.sha256 || into.rowCount !== kept.rows) throw damaged(kept.name)
      log(`${kept.name}：${kept.rows.toLocaleString('en-US')} 行`)
    }
    await it.client.query('commit')
  } catch (error) {
    await it.client.query('rollback').catch(() => undefined)
    throw error
  }
  for (const part of ['files', 'anchors']) {
    await mkdir(join(it.data, part), { recursive: true, mode: 0o700 })
    if (existsSync(join(it.from, part))) await cp(join(it.from, part), join(it.data, part), { recursive: true })
  }
  await migrate(it.client, migrations, log)
  return manifest
}

const damaged = (table: string): DatabaseRefused =>
  new DatabaseRefused('backup.damaged', {
    zh: `备份已损坏：${table} 与做备份时不符，没有恢复任何内容。`,
    en: `The backup is damaged: ${table} is not what it was; nothing was restored.`,
  })

/** The columns in the order in which the file has them. */
async function columnsOf(path: string): Promise<string> {
  let head = ''
  const plain = createReadStream(path).pipe(createGunzip())
  for await (const piece of plain as AsyncIterable<Buffer>) {
    head += piece.toString('utf8')
    if (head.includes('\n')) break
  }
  const [line = ''] = head.split('\n')
  return line
    .split('\t')
    .map((name) => `"${name}"`)
    .join(', ')
}

/** A restore never overwrites: what is here would be gone. */
async function refuseFull(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('qm.audit') is not null as there`)
  if (rows[0]?.there !== true) return
  await client.query(`begin; set local app.scopes = '{system}'`)
  const found = await client.query('select 1 from qm.audit limit 1')
  await client.query('rollback')
  if (found.rows.length > 0)
    throw new DatabaseRefused('backup.not-empty', {
      zh: '这个安装里已有数据；请恢复到新的数据目录（QINGMEI_DATA）或空的数据库。',
      en: 'There is data here already; restore into a new data folder (QINGMEI_DATA) or an empty database.',
    })
}
