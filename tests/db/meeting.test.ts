import { join } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { verify } from '../../apps/server/src/platform/audit/verify.ts'
import { qingmei } from '@qingmei/core/house'
import { type Application, anApplication, PASSWORD } from '../support/app.ts'
import { anExecutedCase } from '../support/field-work.ts'

let at: Application
let office: Actor
let cookie: string
beforeAll(async () => {
  at = await anApplication()
  office = await anActor('linlan', 'office', 'office')
  const answer = await fetch(`${at.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: at.url },
    body: JSON.stringify({ username: 'linlan', password: PASSWORD }),
  })
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
})
afterAll(() => at.stop())

async function anActor(username: string, role: Parameters<Application['person']>[2], org: string): Promise<Actor> {
  return at.actorOf({ id: await at.person(username, username, role, org), name: username })
}

async function ask(method: string, path: string, body?: object) {
  const answer = await fetch(`${at.url}${path}`, {
    method,
    headers: { cookie, origin: at.url, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}

const act = (actor: Actor, ledger: string, action: string, id: string | undefined, input: object) =>
  must(at.store, { actor, ledger, action, campaign: at.campaign, input, ...(id === undefined ? {} : { id }) })

const meetings = async () => (await at.store.list({ actor: office, ledger: 'meeting', list: 'listed', limit: 50 })).rows

describe('the monthly meeting', () => {
  it('is on the calendar by itself, once, with the day by which the plan wants it held', async () => {
    await at.climbed()
    await at.climbed()
    expect(await meetings()).toMatchObject([
      {
        kind: 'monthly',
        month: '2026-08',
        holdBy: '2026-08-30',
        status: 'scheduled',
        org: at.organisations.get('office'),
      },
    ])
    const [meeting] = await meetings()
    expect(await at.store.read(office, 'meeting', meeting?.id ?? '')).toMatchObject({ agenda: [{}, {}, {}] })
    expect(await at.store.deadlines(office, 'meeting', meeting?.id ?? '')).toMatchObject([
      { rule: 'meeting.monthly', due: '2026-08-30T16:00:00.000Z', state: 'open' },
    ])
  })

  it('is held over the sheet as it is, and a fine corrected afterwards is shown as the difference', async () => {
    const county = {
      store: at.store,
      campaign: at.campaign,
      clock: at.clock,
      org: (id: string) => at.organisations.get(id),
    }
    const world = (actor: Actor) => ({ county: { ...county, clock: { now: at.clock.now() } }, actor }) as never
    const officer = await anActor('zhoumin', 'hcenf', 'health')
    const head = await anActor('hejianguo', 'member', 'health')
    const file = await anExecutedCase(world(officer), world(head))
    const [meeting] = await meetings()
    const id = meeting?.id ?? ''
    await act(office, 'meeting', 'amend', id, {
      title: '8 月碰头会',
      plannedAt: '2026-08-31T01:00:00Z',
      place: '会议室',
      chair: null,
    })
    await act(office, 'meeting', 'invite', id, { unit: at.organisations.get('health') })

    // Neither without a sheet, nor with a file that somebody brings.
    const bare = await ask('POST', `/api/ledgers/meeting/records/${id}/actions/hold`, {
      input: { heldAt: '2026-08-31T01:00:00Z', sheet: null },
    })
    expect(bare).toMatchObject({ status: 422, body: { code: 'meeting.hold.no-sheet' } })
    expect((await ask('POST', `/api/meetings/${id}/hold`, { heldAt: '2026-09-30T01:00:00Z' })).body).toMatchObject({
      code: 'meeting.hold.ahead',
    })
    const before = await ask('GET', `/api/campaigns/${at.campaign}/sheet?month=2026-08`)
    expect(before.body).toMatchObject({ frozen: null })
    const held = await ask('POST', `/api/meetings/${id}/hold`, { heldAt: '2026-08-31T09:00:00+08:00' })
    expect(held).toMatchObject({
      status: 200,
      body: { record: { status: 'held', heldAt: '2026-08-31T01:00:00.000Z' } },
    })
    const frozen = await ask('GET', `/api/campaigns/${at.campaign}/sheet?month=2026-08`)
    expect(frozen.body).toMatchObject({ frozen: { meeting: id, cells: [], records: [], restricted: 0 } })

    await act(head, 'case', 'correct', file, { penalty: 1, amount: 12_000_000, reason: '集体讨论后变更' })
    const after = await ask('GET', `/api/campaigns/${at.campaign}/sheet?month=2026-08`)
    const { cells, records } = after.body.frozen as unknown as {
      cells: { line: string; which: string; org: string | null; was: number; is: number }[]
      records: { figure: string; id: string; no: number; was: number; is: number }[]
    }
    expect(cells.filter((it) => it.org === null && it.which === 'month')).toEqual([
      { line: 'M11.fines', which: 'month', org: null, group: null, was: 14_000_000, is: 16_000_000 },
      { line: 'M11.total', which: 'month', org: null, group: null, was: 16_000_000, is: 18_000_000 },
    ])
    expect(records).toEqual(
      ['M11.fines', 'M11.total'].map((figure) =>
        expect.objectContaining({ figure, ledger: 'case', id: file, no: 1, was: 10_000_000, is: 12_000_000 }),
      ),
    )
    const lines = after.body.lines as unknown as { id: string; month: { org: string | null; value: number }[] }[]
    expect(lines.find((it) => it.id === 'M11.fines')?.month.find((it) => it.org === null)?.value).toBe(16_000_000)
  })

  it('asks for things that are followed on the owner’s desk until they are done, and closes after them', async () => {
    const [meeting] = await meetings()
    const id = meeting?.id ?? ''
    const health = at.organisations.get('health')
    const officer = await anActor('zhang', 'hcenf', 'health')
    const item = await act(office, 'action-item', 'open', undefined, {
      meeting: id,
      task: '统一笔录格式',
      owner: health,
      dueOn: '2026-09-10',
    })
    expect(await at.store.deadlines(officer, 'action-item', item)).toMatchObject([
      { owner: health, due: '2026-09-10T16:00:00.000Z', state: 'open' },
    ])
    await act(office, 'meeting', 'minute', id, { minutes: '听取了情况', outlook: '补齐排查' })
    await act(office, 'meeting', 'issue', id, { issueNo: '纪要〔2026〕1号' })
    const early = await at.store.act({ actor: office, ledger: 'meeting', action: 'close', id, input: {} })
    expect(early).toMatchObject({ ok: false, error: { code: 'meeting.close.items-open', facts: { n: 1 } } })
    await act(officer, 'action-item', 'report', item, { report: '已统一' })
    await act(office, 'action-item', 'close', item, {})
    await act(office, 'meeting', 'close', id, {})
    expect(await at.store.read(office, 'meeting', id)).toMatchObject({ status: 'closed', items: 1, openItems: 0 })
    const sheet = await ask('GET', `/api/campaigns/${at.campaign}/sheet?month=2026-08`)
    expect((sheet.body.lines as unknown as { id: string }[]).find((it) => it.id === 'M18')).toMatchObject({
      text: '补齐排查',
    })
  })

  it('keeps the frozen sheet among the originals that verification looks at', async () => {
    await at.sealAll()
    const client = await at.pool.connect()
    try {
      const { findings } = await verify(client, qingmei, at.anchors, join(at.folder, 'files'))
      expect(findings).toEqual([])
    } finally {
      client.release()
    }
  })
})

describe('in the last phase', () => {
  it('every place with a problem gets its second look by itself, once', async () => {
    const clerk = await anActor('jingban', 'townadm', 'jiefanglu')
    const find = (subject: string) =>
      act(clerk, 'problem', 'find', undefined, {
        visit: null,
        inspection: null,
        premises: null,
        subject,
        finding: '无证注射',
        violations: ['V01'],
        severity: 'serious',
      })
    await find('甲店')
    const newest = await find('甲店')
    const other = await find('乙店')
    await at.climbed()
    const rechecks = async () =>
      (await at.store.list({ actor: office, ledger: 'recheck', list: 'started', limit: 50 })).rows
    expect(await rechecks()).toEqual([])
    await at.clock.set('2026-10-01T02:00:00.000Z')
    await at.climbed()
    await at.climbed()
    const found = await rechecks()
    expect(found.map((it) => String(it.problem)).toSorted()).toEqual([newest, other].toSorted())
    expect(found[0]).toMatchObject({ holder: at.organisations.get('jiefanglu'), status: 'due' })
    // A relapse opens a lead with the old one as its parent.
    const [first] = found
    await act(clerk, 'recheck', 'done', first?.id, {
      doneAt: '2026-10-01T02:00:00Z',
      result: 'relapse',
      note: '又在注射',
      violations: ['V01'],
    })
    const leads = (await at.store.list({ actor: clerk, ledger: 'lead', list: 'discovered', limit: 5 })).rows
    expect(leads).toMatchObject([{ source: 'relapse', problem: first?.problem }])
  })
})
