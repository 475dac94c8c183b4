import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { uuidFloor } from '@qingmei/core/kernel/ids'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealRegion } from '../../apps/server/src/platform/audit/seal.ts'
import { verify } from '../../apps/server/src/platform/audit/verify.ts'
import { snake } from '../../apps/server/src/platform/ledger/columns.ts'
import { aTransfer, everyLedger } from '../support/cases.ts'
import { aCounty, aLead, type County, REGION } from '../support/county.ts'

let county: County
let clerk: Actor
const anchors = mkdtempSync(join(tmpdir(), 'anchors-'))

beforeAll(async () => {
  county = await aCounty()
  clerk = await county.person(
    'townadm',
    county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? ''),
  )
  await everyLedger(county)
  await seal()
})
afterAll(() => county.database.drop())

const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await county.pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
const seal = () => withClient((client) => sealRegion(client, REGION, county.clock.now, anchors))
const check = () => withClient((client) => verify(client, qingmei, anchors))
const tamper = (text: string, values: unknown[] = []) => county.database.pool('superuser').query(text, values)

describe('the audit log', () => {
  it('verifies what the application wrote, every ledger with at least one row', async () => {
    const { findings, counts } = await check()
    expect(findings).toEqual([])
    expect(counts.records).toBeGreaterThan(20)
    expect(counts.unsealed).toBe(0)
    for (const ledger of qingmei.ledgers) {
      const { rows } = await tamper(`select count(*)::int as n from qm."${snake(ledger.name)}"`)
      expect(rows[0].n, ledger.name).toBeGreaterThan(0)
    }
  })

  it('names the row and the field of any ledger changed behind the application’s back', async () => {
    for (const ledger of qingmei.ledgers) {
      const table = `qm."${snake(ledger.name)}"`
      const { rows } = await tamper(`select id, ${snake(ledger.title)} as was from ${table} limit 1`)
      await tamper(`update ${table} set status = status || 'x' where id = $1`, [rows[0].id])
      const { findings } = await check()
      expect(findings, ledger.name).toMatchObject([
        { what: 'record', ledger: ledger.name, id: rows[0].id, fields: ['status'] },
      ])
      await tamper(`update ${table} set status = left(status, -1) where id = $1`, [rows[0].id])
    }
    expect((await check()).findings).toEqual([])
  })

  it('names changed, removed and smuggled child rows', async () => {
    for (const ledger of qingmei.ledgers)
      for (const child of Object.keys(ledger.children)) {
        const table = `qm."${snake(`${ledger.name}_${child}`)}"`
        const { rows } = await tamper(`select * from ${table} limit 1`)
        if (rows.length === 0) throw new Error(`no row in ${table}`)
        const [row] = rows
        await tamper(`delete from ${table} where parent = $1 and no = $2`, [row.parent, row.no])
        expect((await check()).findings, table).toMatchObject([
          { ledger: ledger.name, id: row.parent, fields: [child] },
        ])
        const columns = Object.keys(row)
        await tamper(
          `insert into ${table} (${columns.map((it) => `"${it}"`).join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
          columns.map((it) => row[it]),
        )
        expect((await check()).findings).toEqual([])
        await tamper(`update ${table} set no = no + 50 where parent = $1 and no = $2`, [row.parent, row.no])
        expect((await check()).findings).toMatchObject([{ ledger: ledger.name, id: row.parent, fields: [child] }])
        await tamper(`update ${table} set no = no - 50 where parent = $1 and no = $2`, [
          row.parent,
          Number(row.no) + 50,
        ])
      }
  })

  it('names a record that is gone, and one that came from nowhere', async () => {
    const made = await county.store.act({
      actor: clerk,
      ledger: 'lead',
      action: 'register',
      campaign: county.campaign,
      input: aLead(),
    })
    if (!made.ok) throw new Error('refused')
    const { id } = made.value.record
    await seal()
    await tamper(`create table public.kept as select * from qm.lead where id = $1`.replace('$1', `'${id}'`))
    await tamper('delete from qm.lead where id = $1', [id])
    expect((await check()).findings).toMatchObject([{ what: 'record', ledger: 'lead', id, says: '记录被删除' }])
    await tamper('insert into qm.lead select * from public.kept')
    await tamper(`update public.kept set id = '0198a000-0000-7000-8000-0000000000aa'`)
    await tamper('insert into qm.lead select * from public.kept')
    expect((await check()).findings).toMatchObject([{ ledger: 'lead', id: '0198a000-0000-7000-8000-0000000000aa' }])
    await tamper(`delete from qm.lead where id = '0198a000-0000-7000-8000-0000000000aa'`)
  })

  it('names a rewritten version even when the record was changed to agree', async () => {
    const { rows } = await tamper(`select record, snapshot, hash from qm.history where ledger = 'transfer' limit 1`)
    const { record, hash, snapshot } = rows[0]
    const rewritten = JSON.stringify({ ...snapshot, letter: '换过的' })
    await tamper('update qm.history set snapshot = $3 where record = $1 and hash = $2', [record, hash, rewritten])
    const { findings } = await check()
    expect(findings.some((it) => it.what === 'history' && it.id === record)).toBe(true)
    await tamper('update qm.history set snapshot = $3 where record = $1 and hash = $2', [
      record,
      hash,
      JSON.stringify(snapshot),
    ])
  })

  it('sees a changed audit row, a removed one, and a cut tail', async () => {
    const count = (await tamper('select count(*)::int as n from qm.audit_seal')).rows[0].n
    await aTransfer(county, clerk)
    await seal()
    expect((await tamper('select count(*)::int as n from qm.audit_seal')).rows[0].n).toBe(count + 1)
    const { rows } = await tamper('select id, action from qm.audit order by id limit 1')
    await tamper(`update qm.audit set action = 'x' where id = $1`, [rows[0].id])
    expect((await check()).findings).toMatchObject([{ what: 'seal' }, { what: 'history' }])
    await tamper('update qm.audit set action = $2 where id = $1', [rows[0].id, rows[0].action])
    await tamper('create table public.tail as select * from qm.audit_seal order by no desc limit 1')
    await tamper('delete from qm.audit_seal where no = (select max(no) from qm.audit_seal)')
    expect((await check()).findings).toMatchObject([{ what: 'anchor' }])
    await tamper('insert into qm.audit_seal select * from public.tail')
    expect((await check()).findings.filter((it) => it.what !== 'history')).toEqual([])
  })

  it('seals rows that committed late, and names one that was slipped in between old ones', async () => {
    const line = (id: string) =>
      tamper(
        `insert into qm.audit (region, id, at, actor, action, outcome, detail) values ($1, $2, now(), $2, 'late.row', 'done', '{}')`,
        [REGION, id],
      )
    const before = (ms: number) => uuidFloor(Date.now() - ms).replace(/.$/, '7')
    await line(before(5 * 60_000))
    await seal()
    expect((await check()).counts.unsealed).toBe(0)
    const slipped = before(3_600_000)
    await line(slipped)
    await seal()
    expect((await check()).findings).toMatchObject([
      { what: 'audit', id: slipped, says: '事后插入的审计记录（late.row）' },
    ])
    await tamper('delete from qm.audit where id = $1', [slipped])
  })

  it('names who or when in the history, a pinned plan, and the hash or the content of an original', async () => {
    const found = async () => (await check()).findings.map((it) => it.what)
    const [version] = (await tamper('select record, version, "by" from qm.history limit 1')).rows as [
      Record<string, unknown>,
    ]
    const by = (who: unknown) =>
      tamper('update qm.history set "by" = $3 where record = $1 and version = $2', [
        version.record,
        version.version,
        who,
      ])
    await by('0198a000-0000-7000-8000-00000000ffff')
    expect(await found()).toEqual(['history'])
    await by(version.by)
    await tamper(`update qm.pack set data = jsonb_set(data, '{goal}', '"改"')`)
    expect(await found()).toEqual(['plan'])
    await tamper(`update qm.pack set data = $1`, [JSON.stringify({ ...county.plan, hash: undefined })])
    expect(await found()).toEqual([])
    const [file] = (await tamper('select file, sha256 from qm.evidence limit 1')).rows as [
      { file: string; sha256: string },
    ]
    await tamper(`update qm.file set sha256 = repeat('0', 64) where id = $1`, [file.file])
    expect(await found()).toContain('file')
    await tamper('update qm.file set sha256 = $2 where id = $1', [file.file, file.sha256])
    const missing = await withClient((client) => verify(client, qingmei, anchors, anchors))
    expect(missing.findings[0]).toMatchObject({ what: 'file', says: expect.stringContaining('原件不见了') as string })
  })

  it('cannot be changed or deleted by the application itself', async () => {
    for (const text of [
      'update qm.audit set action = action',
      'delete from qm.audit',
      'delete from qm.history',
      'update qm.history set hash = hash',
      'delete from qm.audit_seal',
      'delete from qm.lead',
    ])
      await expect(county.pool.query(text), text).rejects.toThrow('permission denied')
  })
})
