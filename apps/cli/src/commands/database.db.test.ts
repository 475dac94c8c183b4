import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openClock } from '../../../server/src/platform/clock.ts'
import { everyLedger, layOriginals } from '../../../../tests/support/cases.ts'
import { aCounty, type County } from '../../../../tests/support/county.ts'
import { main } from '../main.ts'

let county: County
beforeAll(async () => {
  county = await aCounty()
  await everyLedger(county)
})
afterAll(() => county.database.drop())

const data = mkdtempSync(join(tmpdir(), 'qingmei-cli-'))
async function run(line: string) {
  let [out, err] = ['', '']
  const io = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    env: { ...county.database.env, QINGMEI_DATA: data },
  }
  return { code: await main(line.split(' '), io), out, err }
}

describe('the commands on a database', () => {
  it('migrate what is missing, which is nothing the second time', async () =>
    expect(await run('migrate --json')).toMatchObject({ code: 0, out: JSON.stringify({ applied: [] }, null, 2) }))

  it('propose nothing while the committed migrations agree with the definitions', async () =>
    expect(await run('migrate propose')).toEqual({ code: 0, out: '', err: '数据库与台账定义一致' }))

  it('verify what the application wrote, and name what was changed behind its back', async () => {
    const [lost = '', changed = ''] = layOriginals(join(data, 'files'))
    const clean = await run('audit verify --json')
    expect(JSON.parse(clean.out)).toMatchObject({ ok: true, findings: [] })
    expect(clean.code).toBe(0)
    await county.database.pool('superuser').query(`update qm.lead set subject = '换了'`)
    const found = await run('audit verify')
    expect(found.code).toBe(1)
    expect(found.out).toContain('被绕过系统改动：subject')
    expect(found.out).not.toContain('原件')
    rmSync(lost)
    writeFileSync(changed, 'another')
    const touched = await run('audit verify')
    expect(touched.out).toContain('原件不见了：检笔.pdf')
    expect(touched.out).toContain('原件内容被改动：检笔.pdf')
  })

  it('move a stored clock forward only, and leave a real one alone', async () => {
    expect(await run('clock --advance 1d')).toMatchObject({ code: 1 })
    await (await openClock(county.pool)).set('2026-08-31T02:00:00.000Z')
    expect((await run('clock --advance 8h')).out).toContain('2026-08-31T18:00')
    expect(await run('clock --to 2026-08-31T09:00+08:00')).toMatchObject({ code: 1 })
    expect(await run('clock --advance week')).toMatchObject({ code: 2 })
  })
})
