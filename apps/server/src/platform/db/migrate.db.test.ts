import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../../../tests/support/database.ts'
import { MIGRATIONS, migrate, readMigrations, waitingMigrations } from './migrate.ts'

let database: FreshDatabase
let folder: string
let shipped: number

beforeEach(async () => {
  database = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'qingmei-migrations-'))
  cpSync(MIGRATIONS, folder, { recursive: true })
  shipped = readMigrations().length
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** A migration after the shipped ones; answers its file name. */
function add(offset: number, title: string, text: string): string {
  const name = `${String(shipped + offset).padStart(4, '0')}_${title}.sql`
  writeFileSync(join(folder, name), text)
  return name
}

async function run(): Promise<string[]> {
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  try {
    return await migrate(client, readMigrations(folder))
  } finally {
    await client.end()
  }
}

const kites = 'create table qm.kite (id integer primary key)\n-- step\ngrant select on qm.kite to qingmei_app'

describe('migrations', () => {
  it('are applied once, step by step, and then nothing waits', async () => {
    const name = add(1, 'create_kite', kites)
    expect(await waitingMigrations(database.pool('app'), readMigrations(folder))).toEqual([name])
    expect(await run()).toEqual([name])
    expect(await run()).toEqual([])
    expect(await waitingMigrations(database.pool('app'), readMigrations(folder))).toEqual([])
    expect((await database.pool('app').query('select * from qm.kite')).rows).toEqual([])
  })

  it('are applied once when four processes start at the same moment', async () => {
    const names = [
      add(1, 'create_kite', `${kites}\n-- step\nselect pg_sleep(0.2)`),
      add(2, 'add_tail', 'alter table qm.kite add tail integer'),
    ]
    const done = await Promise.all([run(), run(), run(), run()])
    expect(done.filter((applied) => applied.length > 0)).toEqual([names])
  })

  it('leave nothing of a file whose last step fails', async () => {
    add(1, 'create_kite', `${kites}\n-- step\nselect 1 / 0`)
    await expect(run()).rejects.toThrow(/create_kite.*division by zero/)
    const { rows } = await database.pool('owner').query(`select to_regclass('qm.kite') as kite`)
    expect(rows).toEqual([{ kite: null }])
  })

  it('take one statement a step', async () => {
    add(1, 'create_kite', 'select 1; select 2')
    await expect(run()).rejects.toThrow(/multiple commands/)
  })

  it('are refused by name when an applied file was changed', async () => {
    const name = add(1, 'create_kite', kites)
    await run()
    writeFileSync(join(folder, name), `${kites}\n-- a remark`)
    await expect(run()).rejects.toMatchObject({ code: 'database.migrate.changed', facts: { file: name } })
  })

  it('are not refused because a checkout turned the line ends about', async () => {
    const name = add(1, 'create_kite', kites)
    await run()
    writeFileSync(join(folder, name), kites.replaceAll('\n', '\r\n'))
    expect(await run()).toEqual([])
  })

  it('are refused by name when an applied file is gone or was renamed', async () => {
    const name = add(1, 'create_kite', kites)
    await run()
    renameSync(join(folder, name), join(folder, name.replace('kite', 'dragon')))
    await expect(run()).rejects.toMatchObject({ code: 'database.migrate.missing', facts: { file: name } })
    rmSync(join(folder, name.replace('kite', 'dragon')))
    await expect(run()).rejects.toMatchObject({ code: 'database.migrate.missing', facts: { file: name } })
  })

  it('are refused when one was pushed in before applied ones', async () => {
    const name = add(1, 'create_kite', kites)
    await run()
    renameSync(join(folder, name), join(folder, add(2, 'create_kite', kites)))
    add(1, 'create_dragon', 'create table qm.dragon (id integer primary key)')
    await expect(run()).rejects.toMatchObject({ code: 'database.migrate.missing' })
  })

  it('are refused before anything runs when their numbers leave a gap or a name is wrong', () => {
    add(2, 'create_kite', kites)
    expect(() => readMigrations(folder)).toThrow(expect.objectContaining({ code: 'database.migrate.gap' }))
    writeFileSync(join(folder, 'Kite.sql'), kites)
    rmSync(join(folder, `${String(shipped + 2).padStart(4, '0')}_create_kite.sql`))
    expect(() => readMigrations(folder)).toThrow(expect.objectContaining({ code: 'database.migrate.bad-name' }))
  })
})
