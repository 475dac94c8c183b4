import { qingmei } from '@qingmei/core/house'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { anApplication, type Application, PASSWORD } from '../support/app.ts'

interface Answer {
  readonly code?: string
  readonly done: readonly { id: string; version: number; status: string }[]
  readonly refused: readonly { id: string; title: string; problem: { code: string; detail: string } }[]
}
type Some = { readonly id: string; readonly version?: number }
type Entry = { readonly id: string; readonly version: number; readonly status: string }

let at: Application
const people = new Map<string, string>()
const cookies = new Map<string, string>()
beforeAll(async () => {
  at = await anApplication()
  for (const [username, name, role, org] of [
    ['linlan', '林岚', 'office', 'office'],
    ['zhoumin', '周敏', 'hcenf', 'health'],
    ['hanlei', '韩磊', 'msaenf', 'market'],
    ['lixiaodong', '李晓东', 'townadm', 'jiefanglu'],
  ] as const) {
    people.set(username, await at.person(username, name, role, org))
    const payload = { username, password: PASSWORD }
    const answer = await at.app.inject({ method: 'POST', url: '/api/sign-in', payload })
    cookies.set(username, String(answer.headers['set-cookie']).split(';')[0] ?? '')
  }
})
afterAll(() => at.stop())

const ask = async (who: string, method: 'GET' | 'POST', url: string, payload?: object) => {
  const headers = { cookie: cookies.get(who) ?? '' }
  const answer = await at.app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.json<Answer & { rows: Entry[]; count: number }>() }
}
const many = (who: string, action: string, records: readonly Some[], input: object, requestKey?: string) =>
  ask(who, 'POST', `/api/ledgers/list-entry/actions/${action}/many`, {
    records: records.map(({ id, version }) => ({ id, ...(version === undefined ? {} : { version }) })),
    input,
    ...(requestKey === undefined ? {} : { requestKey }),
  })
const org = (id: string): string => at.organisations.get(id) ?? ''
const actor = (username: string) => at.actorOf({ id: people.get(username) ?? '' } as never)
const toHealth = (over: object = {}) => ({ holder: org('health'), officer: null, checkBy: null, ...over })

let made = 0
const listed = async (over: object = {}): Promise<Entry> => {
  const input = {
    premises: null,
    subject: `第${++made}家美容店`,
    address: `解放大道 ${made} 号`,
    uscc: null,
    town: org('jiefanglu'),
    class: 'neither',
    doesMedical: true,
    provisional: false,
    basis: '平台上有店，登记中没有',
    run: null,
    ...over,
  }
  const id = await must(at.store, {
    actor: await actor('linlan'),
    ledger: 'list-entry',
    action: 'enter',
    campaign: at.campaign,
    input,
  })
  return { id, version: 1, status: 'listed' }
}
const act = async (who: string, action: string, id: string, input: object) =>
  must(at.store, { actor: await actor(who), ledger: 'list-entry', action, id, input })
const read = async (id: string) => at.store.read(await actor('linlan'), 'list-entry', id)
const audited = async (id: string) => {
  const text = 'select action, outcome, code from qm.audit where record = $1 order by at, id'
  const { rows } = await at.store.as({ ...(await actor('linlan')), system: true }, (tx) => tx.query(text, [id]))
  return rows.map((row) => `${row.action} ${row.outcome}${row.code ? ` ${row.code}` : ''}`)
}

describe('many entries assigned at once', () => {
  it('are found by town and list and state together, assigned with officer and due date, each on its own record', async () => {
    const entries = [await listed(), await listed(), await listed()]
    await listed({ town: org('huanbei') })
    await listed({ class: 'registered-only' })
    const of = `/api/ledgers/list-entry%?filter=class:neither&filter=town:${org('jiefanglu')}&filter=status:listed`
    const found = (await ask('linlan', 'GET', of.replace('%', ''))).body.rows
    expect(found.map((row) => row.id).toSorted()).toEqual(entries.map((it) => it.id).toSorted())
    expect((await ask('linlan', 'GET', of.replace('%', '/count'))).body.count).toBe(3)

    const input = toHealth({ officer: people.get('zhoumin'), checkBy: '2026-09-04' })
    const { body } = await many('linlan', 'assign', found, input)
    expect(body).toEqual({ done: found.map(({ id }) => ({ id, version: 2, status: 'assigned' })), refused: [] })
    for (const { id } of entries) {
      expect(await read(id)).toMatchObject({ ...input, status: 'assigned', version: 2 })
      expect(await audited(id)).toEqual(['list-entry.enter done', 'list-entry.assign done'])
      const owed = await at.store.deadlines(await actor('zhoumin'), 'list-entry', id)
      expect(owed.find((it) => it.key === 'check')).toMatchObject({ state: 'open', due: '2026-09-04T16:00:00.000Z' })
      expect((await at.store.history(await actor('linlan'), 'list-entry', id)).map((it) => it.actions)).toEqual([
        ['assign'],
        ['enter'],
      ])
    }
  })

  it('tell which were refused and why, and the others are done all the same', async () => {
    const [fine, stale, gone] = [await listed(), await listed(), await listed()]
    await act('linlan', 'changeClass', stale.id, {
      class: 'registered-only',
      doesMedical: true,
      provisional: false,
      basis: '登记补到',
      run: null,
    })
    await act('linlan', 'leave', gone.id, { reason: '误列' })
    const unknown = { id: '0198a000-0000-7000-8000-00000000dead' }
    const records = [stale, fine, { id: gone.id }, unknown]
    const { status, body } = await many('linlan', 'assign', records, toHealth())
    expect(status).toBe(200)
    expect(body.done.map((it) => it.id)).toEqual([fine.id])
    expect(body.refused.map((it) => [it.id, it.problem.code])).toEqual([
      [stale.id, 'action.version.stale'],
      [gone.id, 'action.status.closed'],
      [unknown.id, 'action.record.unknown'],
    ])
    expect(body.refused[1]).toMatchObject({ title: expect.stringContaining('美容店') })
    expect(body.refused[1]?.problem.detail).toBe('当前状态“已移出”下不能办理“分派”。')
    expect(await audited(gone.id)).toContain('list-entry.assign refused action.status.closed')
    expect(await read(gone.id)).toMatchObject({ status: 'left', holder: null })
  })

  it('are refused one by one to who may not: an officer elsewhere, somebody without the post, a day gone by', async () => {
    const one = await listed()
    const codes = async (who: string, input: object) =>
      (await many(who, 'assign', [one], input)).body.refused.map((it) => it.problem.code)
    expect(await codes('linlan', toHealth({ officer: people.get('hanlei') }))).toEqual(['action.person.elsewhere'])
    expect(await codes('linlan', toHealth({ checkBy: '2026-08-30' }))).toEqual(['list-entry.assign.past'])
    expect(await codes('lixiaodong', toHealth())).toEqual(['action.actor.not-allowed'])
    expect(await codes('hanlei', toHealth())).toEqual(['action.actor.not-allowed'])
    expect(await read(one.id)).toMatchObject({ status: 'listed', version: 1 })
  })

  it('are assigned anew or taken back in one go too; taken back, the first clock runs on', async () => {
    const entries = [await listed(), await listed()]
    const clocks = async (id: string) =>
      (await at.store.deadlines(await actor('linlan'), 'list-entry', id)).map((it) => `${it.key} ${it.state}`)
    const before = await at.store.deadlines(await actor('linlan'), 'list-entry', entries[0]?.id ?? '')
    const first = (await many('linlan', 'assign', entries, toHealth())).body.done
    const again = (await many('linlan', 'assign', first, toHealth({ holder: org('market') }))).body.done
    expect(again.map((it) => it.version)).toEqual([3, 3])
    const back = (await many('linlan', 'recall', again, {})).body.done
    expect(back.map((it) => it.status)).toEqual(['listed', 'listed'])
    for (const { id } of entries) {
      expect(await read(id)).toMatchObject({ holder: null, officer: null, assignedAt: null, checkBy: null })
      expect((await clocks(id)).toSorted()).toEqual(['assign open', 'check waived'])
    }
    const after = await at.store.deadlines(await actor('linlan'), 'list-entry', entries[0]?.id ?? '')
    expect(after.find((it) => it.key === 'assign')?.start).toBe(before.find((it) => it.key === 'assign')?.start)
  })

  it('are done once, however often the same request comes', async () => {
    const entries = [await listed(), await listed()]
    const [one, two] = [
      await many('linlan', 'assign', entries, toHealth(), 'a-key-of-this-form'),
      await many('linlan', 'assign', entries, toHealth(), 'a-key-of-this-form'),
    ]
    expect(two.body).toEqual(one.body)
    for (const { id } of entries) expect(await read(id)).toMatchObject({ version: 2 })
  })

  it('come out as if they had been done one by one, whatever state they are in', async () => {
    const states = {
      listed: [],
      assigned: [['assign', toHealth()]],
      left: [['leave', { reason: '误列' }]],
      relisted: [
        ['leave', { reason: '误列' }],
        ['relist', { class: 'neither', doesMedical: true, provisional: false, basis: '又见', run: null }],
      ],
    } as const
    type State = keyof typeof states
    const inState = async (state: State): Promise<Entry> => {
      const entry = await listed()
      for (const [action, input] of states[state]) await act('linlan', action, entry.id, input)
      return { id: entry.id, version: states[state].length + 1, status: state }
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...(Object.keys(states) as State[])), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('assign', 'recall'),
        async (wanted, action) => {
          const input = action === 'assign' ? toHealth() : {}
          const [together, apart] = [[], []] as [Entry[], Entry[]]
          for (const state of wanted) {
            together.push(await inState(state))
            apart.push(await inState(state))
          }
          const { done, refused } = (await many('linlan', action, together, input)).body
          const told = new Map([
            ...done.map((it) => [it.id, it.status] as const),
            ...refused.map((it) => [it.id, it.problem.code] as const),
          ])
          const singly: string[] = []
          for (const { id } of apart) {
            const result = await at.store.act({
              actor: await actor('linlan'),
              ledger: 'list-entry',
              action,
              id,
              input,
            })
            singly.push(result.ok ? result.value.record.status : result.error.code)
          }
          expect(together.map((it) => told.get(it.id))).toEqual(singly)
        },
      ),
      { numRuns: 8 },
    )
  })
})

describe('what many may be done to', () => {
  it('is said by the action, and no other is done to many', async () => {
    const one = await listed()
    const { status, body } = await many('linlan', 'leave', [one], { reason: '误列' })
    expect([status, body.code]).toEqual([422, 'action.many.not-offered'])
    const offered = qingmei.ledgers.flatMap((it) =>
      [...it.actions.values()].flatMap((action) => (action.many ? `${it.name}.${action.name}` : [])),
    )
    expect(offered.toSorted()).toEqual([
      'key-lead.assign',
      'licence-notice.acknowledge',
      'list-entry.assign',
      'list-entry.recall',
      'premises.locate',
    ])
  })
})
