import { by } from '@qingmei/core/ledger/action'
import { date, fen, integer, longText, organisation as org, text } from '@qingmei/core/ledger/field'
import { house } from '@qingmei/core/ledger/house'
import { type AnyLedger, child, ledger, state } from '@qingmei/core/ledger/ledger'
import { keepsRegister } from '@qingmei/core/ledger/plain'
import { qingmei } from '@qingmei/core/house'
import type { Actor } from '@qingmei/core/access/actor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { sealRegion } from '../../apps/server/src/platform/audit/seal.ts'
import { verify } from '../../apps/server/src/platform/audit/verify.ts'
import { propose } from '../../apps/server/src/platform/ledger/propose.ts'
import { aCounty, type County, REGION } from '../support/county.ts'

/** What an engineer writes to add a plain ledger: this, in a file of its own (docs/adding-a-ledger.md). */
const training = ledger('training', {
  label: '培训',
  about: '专项业务培训（方案六）',
  placement: 'regional',
  fields: {
    topic: text('主题', { search: 'name' }),
    heldOn: date('日期'),
    host: org('主办单位'),
    people: integer('人数').nullable(),
  },
  children: { materials: child('资料', { title: text('名称') }) },
  life: { held: state('已举办', ['amend', 'end'], 'good'), ended: state('已作废', [], 'done') },
  sees: { roles: ['office'], orgs: { org: 'always', host: ['held'] } },
  lists: [{ name: 'held', label: '按日期', order: 'heldOn', filters: ['status', 'host'] }],
  columns: ['topic', 'heldOn', 'host', 'status'],
  title: 'topic',
})
keepsRegister(training, { who: [by('seat', ['townadm', 'office'])], opens: 'held', ends: 'ended' })

/** The same ledger a year later: itself and two fields renamed, one new, one gone. */
const course = ledger('course', {
  label: '课程',
  about: '专项业务培训（方案六）',
  placement: 'regional',
  was: 'training',
  fields: {
    subject: text('题目', { search: 'name', was: 'topic' }),
    heldOn: date('日期'),
    hostedBy: org('主办单位', { was: 'host' }),
    cost: fen('费用').nullable(),
    notes: longText('说明').nullable(),
  },
  children: { materials: child('资料', { name: text('名称', { was: 'title' }) }) },
  life: { held: state('已举办', ['amend', 'end'], 'good'), ended: state('已作废', [], 'done') },
  sees: { roles: ['office'], orgs: { org: 'always', hostedBy: ['held', 'ended'] } },
  lists: [{ name: 'held', label: '按日期', order: 'heldOn', filters: ['status', 'hostedBy'] }],
  columns: ['subject', 'heldOn', 'hostedBy', 'status'],
  title: 'subject',
})
keepsRegister(course, { who: [by('seat', ['townadm', 'office'])], opens: 'held', ends: 'ended' })

const withOne = (it: unknown) => house([...qingmei.ledgers, it as AnyLedger])
const MANY = 10_000

let county: County
let clerk: Actor
beforeAll(async () => {
  county = await aCounty()
  clerk = await county.person(
    'townadm',
    county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? ''),
  )
})
afterAll(() => county.database.drop())

/** What the definitions ask for, with the database put right when `apply` says so. */
async function proposed(of: typeof qingmei, apply = false): Promise<string[]> {
  const client = await county.database.pool('owner').connect()
  try {
    await client.query('begin')
    const steps = await propose(client, of)
    for (const step of apply ? steps : []) if (!step.startsWith('--')) await client.query(step)
    await client.query(apply ? 'commit' : 'rollback')
    return steps
  } finally {
    client.release()
  }
}
const verified = async (of: typeof qingmei) => {
  const client = await county.pool.connect()
  try {
    await sealRegion(client, REGION, county.clock.now, null)
    return await verify(client, of, null)
  } finally {
    client.release()
  }
}

describe('a proposed migration', () => {
  it('is empty while the committed migrations agree with the definitions', async () =>
    expect(await proposed(qingmei)).toEqual([]))

  it('makes a new ledger work with nothing else changed', async () => {
    const before = withOne(training)
    expect(await proposed(before, true)).toContainEqual(expect.stringContaining('create table qm."training"'))
    expect(await proposed(before)).toEqual([])
    const store = county.storeOf(before)
    const host = county.org('health')
    const input = { topic: '医疗美容执法要点', heldOn: '2026-06-01', host, people: 42 }
    const id = await must(store, {
      actor: clerk,
      ledger: 'training',
      action: 'register',
      campaign: county.campaign,
      input,
    })
    await must(store, { actor: clerk, ledger: 'training', action: 'amend', id, input: { people: 45 } })
    const list = { actor: clerk, ledger: 'training', list: 'held', filters: [{ field: 'host', value: host }] }
    expect((await store.list(list)).rows).toMatchObject([{ id, topic: '医疗美容执法要点', people: 45, version: 2 }])
    expect(await store.search(clerk, '执法')).toMatchObject([{ ledger: 'training', record: { id } }])
    expect((await store.history(clerk, 'training', id)).map((it) => it.actions)).toEqual([['amend'], ['register']])
    const stranger = await county.person('msaenf', county.org('market'))
    expect(await store.read(stranger, 'training', id)).toBeNull()
    expect(await store.read(await county.person('hcenf', host), 'training', id)).toMatchObject({ people: 45 })
  })

  it('renames ledger and fields without losing a row, and is empty afterwards', async () => {
    const store = county.storeOf(withOne(training))
    const [first] = (await store.list({ actor: clerk, ledger: 'training', list: 'held' })).rows
    if (!first) throw new Error('no training')
    const tampering = county.database.pool('superuser')
    await tampering.query(`insert into qm.training_materials values ('${REGION}', '${first.id}', 1, '课件')`)
    await tampering.query(
      `insert into qm.training (id, region, org, status, version, created_at, created_by, updated_at, updated_by, topic, held_on, host)
       select gen_random_uuid(), '${REGION}', org, status, 1, created_at, created_by, updated_at, updated_by, 'T' || n, held_on, host
       from qm.training, generate_series(1, ${MANY}) n`,
    )
    const sums = async (title: string, table: string) =>
      (
        await tampering.query(
          `select count(*)::int as n, md5(string_agg(id::text || ${title}, ',' order by id)) as sum from qm.${table}`,
        )
      ).rows
    const kept = await sums('topic', 'training')

    const after = withOne(course)
    const steps = await proposed(after, true)
    expect(await sums('subject', 'course')).toEqual(kept)
    expect(kept[0].n).toBe(MANY + 1)
    expect(steps.filter((step) => /\b(drop table|drop column|create table)\b/.test(step))).toEqual([])
    expect(steps.find((step) => step.startsWith('--') && step.includes('"people"'))).toContain('no longer defined')
    const again = await proposed(after)
    expect(again.filter((step) => !step.startsWith('--'))).toEqual([])
  })

  it('keeps history, search and verification across the rename', async () => {
    const after = withOne(course)
    const store = county.storeOf(after)
    const found = await store.search(clerk, '执法')
    expect(found).toMatchObject([{ ledger: 'course', record: { subject: '医疗美容执法要点', cost: null } }])
    const id = found[0]?.record.id ?? ''
    expect(await store.read(clerk, 'course', id)).toMatchObject({ materials: [{ no: 1, name: '课件' }] })
    expect((await store.history(clerk, 'course', id))[1]?.record).toMatchObject({ subject: '医疗美容执法要点' })
    // The rows that the test put in past the application are named; the real one only for its smuggled child.
    const { findings } = await verified(after)
    expect(findings.filter((it) => it.id === id)).toMatchObject([{ ledger: 'course', fields: ['materials'] }])
    expect(findings.filter((it) => it.ledger === 'course')).toHaveLength(MANY + 1)
    await county.database.pool('superuser').query('delete from qm.course_materials')
    expect((await verified(after)).findings.filter((it) => it.id === id)).toEqual([])
    await must(store, { actor: clerk, ledger: 'course', action: 'amend', id, input: { cost: 100_00 } })
    expect((await verified(after)).findings.filter((it) => it.id === id)).toEqual([])
  })
})
