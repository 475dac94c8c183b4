import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { DatabaseRefused } from './refused.ts'
import { APP } from './roles.ts'

/** Where the migrations stand: `NNNN_verb_noun.sql`, one concern each, steps parted by a line `-- step`. */
export const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url))

/** Any number will do as long as it stays the same; the lock is one of the database, not of the whole server. */
const LOCK = 7_203_110_451

/** A migration as it stands on disk. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sha256: string
  /** One statement each. */
  readonly steps: readonly string[]
}

/** The migrations of a folder in their order. Throws when a name is wrong or the numbers leave a gap. */
export function readMigrations(folder: string = MIGRATIONS): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const number = Number(name.slice(0, 4))
    if (!/^\d{4}_[a-z0-9]+(_[a-z0-9]+)+\.sql$/.test(name))
      throw refused('bad-name', name, '迁移文件名应为 NNNN_动词_名词.sql', 'a migration is called NNNN_verb_noun.sql')
    if (number !== index + 1)
      throw refused('gap', name, `迁移编号应为 ${index + 1}`, `the number should be ${index + 1}`)
    // A checkout that turns line ends about does not change a migration.
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    const steps = text
      .split(/^-- step\b.*$/m)
      .map((step) => step.trim())
      .filter((step) => step.replaceAll(/^--.*$/gm, '').trim() !== '')
    return { number, name, sha256: createHash('sha256').update(text).digest('hex'), steps }
  })
}

/**
 * Applies what is not applied yet, each file in one transaction, and answers the names. `client` is the owner's.
 * Several processes may do it at once: they take turns. Throws `DatabaseRefused` when an applied file has changed
 * or is missing, or when this program is older than the database, before anything is applied.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[] = readMigrations(),
  log: (line: string) => void = () => undefined,
): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await prepare(client)
    const pending = pendingOf(migrations, await appliedTo(client))
    for (const migration of pending) {
      log(`数据库迁移 · migrating: ${migration.name}`)
      await apply(client, migration)
    }
    return pending.map(({ name }) => name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

/** The names of the migrations that wait; for a server without the owner's URL. Any of our roles may ask. */
export async function waitingMigrations(
  client: Pick<pg.ClientBase, 'query'>,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('migration.applied') is not null as there`,
  )
  return pendingOf(migrations, rows[0]?.there === true ? await appliedTo(client) : []).map(({ name }) => name)
}

interface Applied {
  readonly number: number
  readonly name: string
  readonly sha256: string
}

/** The runner's own table, in a schema of its own. */
async function prepare(client: pg.ClientBase): Promise<void> {
  await client.query('create schema if not exists migration')
  await client.query(`create table if not exists migration.applied (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null
  )`)
  await client.query(`grant usage on schema migration to ${APP}`)
  await client.query(`grant select on migration.applied to ${APP}`)
}

async function appliedTo(client: Pick<pg.ClientBase, 'query'>): Promise<Applied[]> {
  return (await client.query<Applied>('select number, name, sha256 from migration.applied order by number')).rows
}

/** Compares disk and database; what is applied must be the beginning of what is on disk, unchanged. */
function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  for (const [index, row] of applied.entries()) {
    if (row.number !== index + 1)
      throw refused('out-of-order', row.name, `第 ${index + 1} 号尚未执行`, `number ${index + 1} was never applied`)
    const file = migrations[index]
    if (file === undefined)
      throw refused(
        'missing',
        row.name,
        '已执行的迁移文件不在本程序中，程序可能比数据库旧',
        'it was applied, but this program does not have it; the program may be older than the database',
      )
    if (file.name !== row.name)
      throw refused(
        'missing',
        row.name,
        `已执行，但同号文件是 ${file.name}`,
        `it was applied, but ${file.name} has its number`,
      )
    if (file.sha256 !== row.sha256)
      throw refused(
        'changed',
        row.name,
        '执行之后被改动',
        'it was changed after it was applied; write a new one instead',
      )
  }
  return migrations.slice(applied.length)
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    for (const step of migration.steps) {
      // The extended protocol takes one statement only, which is what a distributed database can run.
      await client.query({ text: step, queryMode: 'extended' } as pg.QueryConfig)
    }
    await client.query(
      'insert into migration.applied (number, name, sha256, applied_at) values ($1, $2, $3, clock_timestamp())',
      [migration.number, migration.name, migration.sha256],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (error instanceof Error) error.message = `${migration.name}: ${error.message}`
    throw error
  }
}

const refused = (reason: string, file: string, zh: string, en: string): DatabaseRefused =>
  new DatabaseRefused(
    `database.migrate.${reason}`,
    { zh: `数据库迁移 ${file}：${zh}。`, en: `Migration ${file}: ${en}.` },
    { file },
  )
