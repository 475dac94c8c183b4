import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../../../tests/support/database.ts'
import { type Database, openDatabase } from './open.ts'

let fresh: FreshDatabase
let database: Database

beforeAll(async () => {
  fresh = await freshDatabase()
  database = await openDatabase(fresh.env)
})
afterAll(async () => {
  await database.close()
  await fresh.drop()
})

describe('the opened database', () => {
  it('answers instants, dates, integers and decimals as the application reads them', async () => {
    const { rows } = await database.app.query(
      `select '2026-09-30 18:00:00.5+08'::timestamptz as at, '2026-09-30'::date as day, 12345678901::int8 as fen,
         1.10::numeric as rate, array['2026-09-30 18:00+08'::timestamptz] as times, null::int8 as nothing`,
    )
    expect(rows).toEqual([
      {
        at: '2026-09-30T10:00:00.500Z',
        day: '2026-09-30',
        fen: 12345678901,
        rate: '1.10',
        times: ['2026-09-30T10:00:00.000Z'],
        nothing: null,
      },
    ])
  })

  it('serves as a role that can neither make tables nor read what was not granted', async () => {
    const owner = database.ownerPool()
    await owner.query('create table qm.secret (id integer)')
    await expect(database.app.query('select * from qm.secret')).rejects.toMatchObject({ code: '42501' })
    await expect(database.app.query('create table qm.mine (id integer)')).rejects.toMatchObject({ code: '42501' })
    await expect(database.app.query('create table public.mine (id integer)')).rejects.toMatchObject({ code: '42501' })
    await expect(database.app.query('create temporary table mine (id integer)')).rejects.toMatchObject({
      code: '42501',
    })
  })

  it('knows two Chinese characters, whatever letters the search is written in', async () => {
    const { rows } = await database.app.query(
      `select '北关区' ~ '^\\w+$' as word, lower('ÀÉ') as low, length('清美') as characters`,
    )
    expect(rows).toEqual([{ word: true, low: 'àé', characters: 2 }])
  })

  it('ends a statement and a transaction that take too long', async () => {
    const { rows } = await database.app.query(
      `select current_setting('statement_timeout') as statement, current_setting('search_path') as path,
         current_setting('idle_in_transaction_session_timeout') as idle, current_setting('timezone') as zone`,
    )
    expect(rows).toEqual([{ statement: '30s', path: 'qm', idle: '1min', zone: 'UTC' }])
    const hasty = database.appPool({ statementTimeoutMs: 50 })
    await expect(hasty.query('select pg_sleep(20)')).rejects.toMatchObject({ code: '57014' })
  })

  it('fails the next statement, and nothing else, when a connection breaks between two', async () => {
    const uncaught: unknown[] = []
    const note = (error: unknown) => uncaught.push(error)
    process.on('uncaughtException', note)
    const client = await database.app.connect()
    try {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      await fresh.pool('superuser').query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await new Promise((done) => setTimeout(done, 200))
      await expect(client.query('select 1')).rejects.toThrow(/connection/i)
      expect(uncaught).toEqual([])
    } finally {
      process.off('uncaughtException', note)
      client.release(true)
    }
    expect((await database.app.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('is refused as any role but the serving one', async () => {
    for (const url of [fresh.ownerUrl, fresh.superuserUrl])
      await expect(openDatabase({ DATABASE_URL: url })).rejects.toMatchObject({ code: 'database.open.role' })
  })

  it('says which variable is missing when it shall migrate without the owner', async () => {
    const serving = await openDatabase({ DATABASE_URL: fresh.appUrl })
    expect(() => serving.ownerPool()).toThrow(/DATABASE_OWNER_URL/)
    await serving.close()
  })
})
