import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../../tests/support/database.ts'
import { main } from '../main.ts'

const PASSWORD = 'a-good-long-password'
const folder = mkdtempSync(join(tmpdir(), 'qingmei-cli-'))
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function run(line: string, env: Record<string, string> = {}) {
  let [out, err] = ['', '']
  const io = {
    out: (text: string) => (out += `${text}\n`),
    err: (text: string) => (err += `${text}\n`),
    cwd: folder,
    env: { ...database.env, QINGMEI_DATA: folder, ...env },
  }
  return { code: await main(line.split(' '), io), out, err }
}
const saved = (name: string, rows: readonly string[]) => writeFileSync(join(folder, name), rows.join('\n'))
const HEADER = '名称,场所类别,经营状态,地址,数据来源'

describe('an installation set up from the command line', () => {
  it('opens a campaign from its pack, twice without doubling anything', async () => {
    const first = await run('campaign open beiguan-2026 --json')
    expect(first.code).toBe(0)
    const { organisations } = JSON.parse(first.out) as { organisations: Record<string, string> }
    expect(Object.keys(organisations)).toContain('health')
    const { rows } = await database.pool('superuser').query('select count(*)::int as n from qm.organisation')
    await run('campaign open beiguan-2026')
    expect((await database.pool('superuser').query('select count(*)::int as n from qm.organisation')).rows).toEqual(
      rows,
    )
    expect(await run('campaign open nowhere-2026')).toMatchObject({
      code: 1,
      err: expect.stringContaining('cli.plan.unknown') as string,
    })
  })

  it('makes an account with its post, and says what is wrong with one', async () => {
    const made = await run('user add linlan --name 林岚 --role office --org office --json')
    expect(made.code).toBe(0)
    expect(JSON.parse(made.out)).toMatchObject({
      username: 'linlan',
      role: 'office',
      password: expect.any(String) as string,
    })
    expect(await run('user add linlan --name 林岚 --role office --org office')).toMatchObject({
      code: 1,
      err: expect.stringContaining('account.username.taken') as string,
    })
    expect(await run('user add someone --name 某人 --role townad --org office')).toMatchObject({
      code: 2,
      err: expect.stringContaining('townadm') as string,
    })
    expect(await run('user add someone --name 某人 --role townadm --org 火星街道')).toMatchObject({
      code: 1,
      err: expect.stringContaining('cli.organisation.unknown') as string,
    })
  })

  it('judges a file without writing, imports it whole, and imports nothing of one with a bad row', async () => {
    const count = async () =>
      (await database.pool('superuser').query<{ n: number }>('select count(*)::int as n from qm.premises')).rows[0]?.n
    saved('good.csv', [
      HEADER,
      '若莲美容养生馆,生活美容店,营业,光和路 372 号,手工登记',
      '悦己美容店,生活美容店,营业,安漳路 1 号,手工登记',
    ])
    saved('bad.csv', [
      HEADER,
      '又一家美容店,生活美容店,营业,光和路 3 号,手工登记',
      ',生活美容店,营业,光和路 4 号,手工登记',
    ])
    const judged = await run('import premises good.csv --dry-run --json')
    expect(JSON.parse(judged.out)).toMatchObject({ state: 'judged', counts: { good: 2, creates: 2, bad: 0 } })
    expect(await count()).toBe(0)
    expect(await run('import premises good.csv')).toMatchObject({ code: 0 })
    expect(await count()).toBe(2)
    const refused = await run('import premises bad.csv --json')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.out)).toMatchObject({ state: 'refused', bad: [{ row: 3, column: 'A' }] })
    expect(await count()).toBe(2)
    expect(await run('import premises nowhere.csv')).toMatchObject({ code: 1 })
    expect(await run('import premisses good.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('premises') as string,
    })
  })

  it('exports to nobody without a name and a password, and to a user what they may see, written down', async () => {
    expect(await run('export premises')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('cli.user-needed') as string,
    })
    expect(await run('export premises --user linlan')).toMatchObject({ code: 1, out: '' })
    expect(await run('export premises --user linlan', { QINGMEI_PASSWORD: 'wrong' })).toMatchObject({
      code: 1,
      out: '',
    })
    await run('user add luogong --name 罗工 --role townadm --org health', { QINGMEI_NEW_PASSWORD: PASSWORD })
    const asLuo = { QINGMEI_PASSWORD: PASSWORD }
    expect(await run('export premises --user luogong', asLuo)).toMatchObject({
      code: 1,
      err: expect.stringContaining('session.password-first') as string,
    })
    await database.pool('superuser').query(`update auth.account set must_change = false where username = 'luogong'`)
    const table = await run('export premises --user luogong', asLuo)
    expect(table.code).toBe(0)
    expect(table.out).toContain('若莲美容养生馆')
    const json = JSON.parse((await run('export premises --user luogong --json', asLuo)).out) as { count: number }
    expect(json.count).toBe(2)
    expect((await run('export premises --user luogong --format xlsx --out 场所.xlsx', asLuo)).code).toBe(0)
    expect(readFileSync(join(folder, '场所.xlsx')).subarray(0, 2).toString()).toBe('PK')
    const { rows } = await database
      .pool('superuser')
      .query(`select detail->>'format' as format from qm.audit where action = 'ledger.exported' order by id`)
    expect(rows.map((row: { format: string }) => row.format)).toEqual(['csv', 'json', 'xlsx'])
  })

  it('says what to do about a database that nobody has migrated', async () => {
    const name = `${database.name}_bare`
    await database.pool('superuser').query(`create database ${name} template template0`)
    const bare = new URL(database.appUrl)
    bare.pathname = `/${name}`
    const told = await run('user add x.y --name 某人 --role office --org office', {
      DATABASE_URL: bare.toString(),
      DATABASE_OWNER_URL: '',
    })
    expect(told).toMatchObject({ code: 1, err: expect.stringContaining('DATABASE_OWNER_URL') as string })
    await database.pool('superuser').query(`drop database ${name}`)
  })

  it('refuses the demo where there is data', async () =>
    expect(await run('demo')).toMatchObject({ code: 1, err: expect.stringContaining('cli.demo.in-use') as string }))

  it('verifies', async () => expect(await run('audit verify')).toMatchObject({ code: 0 }))
})

describe('qingmei start', () => {
  it('serves until it is told to stop, says where, and knows whom the command line adds meanwhile', async () => {
    const program = fileURLToPath(new URL('../../bin/qingmei.mjs', import.meta.url))
    const child = spawn(process.execPath, [program, 'start', '--port', '0', '--no-demo', '--json'], {
      env: { ...process.env, ...database.env, QINGMEI_DATA: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
    )
    const { url } = JSON.parse(line) as { url: string }
    const health = await fetch(`${url}/api/health`)
    expect(await health.json()).toMatchObject({ ok: true, database: 'up' })
    await run('user add laizhe --name 来者 --role office --org office', { QINGMEI_NEW_PASSWORD: PASSWORD })
    await database.pool('superuser').query(`update auth.account set must_change = false where username = 'laizhe'`)
    const signedIn = await fetch(`${url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'laizhe', password: PASSWORD }),
    })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const me = async () =>
      (await (await fetch(`${url}/api/me`, { headers: { cookie } })).json()) as { seats: unknown[] }
    await expect.poll(async () => (await me()).seats.length, { timeout: 10_000 }).toBe(1)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })
})
