import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anApplication, type Application, PASSWORD } from '../support/app.ts'

let at: Application
const ids = new Map<string, string>()
beforeAll(async () => {
  at = await anApplication()
  for (const [username, name, role, org] of [
    ['anquan', '宋工', 'secadm', 'office'],
    ['shenji', '田工', 'auditor', 'office'],
    ['linlan', '林岚', 'office', 'office'],
    ['zhoumin', '周敏', 'hcenf', 'health'],
  ] as const)
    ids.set(username, await at.person(username, name, role, org))
})
afterAll(() => at.stop())

type Json = Record<string, unknown> & { rows: Record<string, unknown>[] }
const ask = async (cookie: string, method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await at.app.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, text: answer.body, body: (isJson ? answer.json() : {}) as Json }
}
async function signIn(username: string, password = PASSWORD): Promise<string> {
  const answer = await at.app.inject({ method: 'POST', url: '/api/sign-in', payload: { username, password } })
  return answer.statusCode === 200 ? (String(answer.headers['set-cookie']).split(';')[0] ?? '') : `${answer.statusCode}`
}
const idOf = (username: string): string => ids.get(username) ?? ''

describe('the security officer', () => {
  it('gives a first password again to somebody who lost theirs: old password, sessions and second factor end', async () => {
    const [officer, lost] = [await signIn('anquan'), await signIn('zhoumin')]
    const url = `/api/accounts/${idOf('zhoumin')}/password`
    expect((await ask(officer, 'POST', url, { password: 'short' })).body.code).toBe('password.too-short')
    expect((await ask(lost, 'GET', '/api/me')).status).toBe(200)
    expect((await ask(officer, 'POST', url, { password: 'told-in-person-7' })).status).toBe(200)
    expect((await ask(lost, 'GET', '/api/me')).status).toBe(401)
    expect(await signIn('zhoumin')).toBe('401')
    const again = await signIn('zhoumin', 'told-in-person-7')
    expect((await ask(again, 'GET', '/api/me')).body.account).toMatchObject({
      mustChangePassword: true,
      hasTotp: false,
    })
  })

  it('neither resets nor locks out themselves, nor who is not there; nobody else does either', async () => {
    const [officer, office] = [await signIn('anquan'), await signIn('linlan')]
    const own = `/api/accounts/${idOf('anquan')}`
    const password = 'another-password-9'
    expect((await ask(officer, 'POST', `${own}/password`, { password })).body.code).toBe('account.reset.oneself')
    expect((await ask(officer, 'POST', `${own}/disabled`, { disabled: true })).body.code).toBe(
      'account.disable.oneself',
    )
    const nobody = `/api/accounts/${at.campaign}/password`
    expect((await ask(officer, 'POST', nobody, { password })).body.code).toBe('account.unknown')
    expect((await ask(office, 'POST', `${own}/password`, { password })).status).toBe(403)
  })
})

describe('the audit officer', () => {
  it('asks who did what, of one object, on which days, and takes it along as a file', async () => {
    const officer = await signIn('shenji')
    const rows = async (query: string) => (await ask(officer, 'GET', `/api/audit?${query}`)).body.rows
    const resets = await rows('action=account.reset&outcome=done')
    expect(resets).toMatchObject([{ actorName: '宋工', outcome: 'done' }])
    const his = await rows(`actor=${idOf('anquan')}`)
    expect(his.length).toBeGreaterThan(0)
    expect(new Set(his.map((it) => it.actorName))).toEqual(new Set(['宋工']))
    const record = (await rows('outcome=done')).find((it) => it.record !== null)?.record
    const story = await rows(`record=${String(record)}`)
    expect(new Set(story.map((it) => it.record))).toEqual(new Set([record]))
    expect((await rows('from=2026-08-31&until=2026-08-31')).length).toBeGreaterThan(0)
    expect(await rows('until=2026-08-30')).toEqual([])
    const file = await ask(officer, 'GET', '/api/audit.csv?action=account.reset&outcome=done')
    expect(file.text.trim().split('\n')).toHaveLength(2)
    expect(file.text).toContain('宋工')
    expect(await rows('action=audit.exported')).toMatchObject([{ actorName: '田工' }])
  })
})

describe('the campaign office', () => {
  it('sees which units have not named whom the plan asks, until they are named', async () => {
    const office = await signIn('linlan')
    const url = `/api/campaigns/${at.campaign}/roll`
    const gapsOf = async (name: string) =>
      (await ask(office, 'GET', url)).body.rows.find((it) => it.organisation === name)?.missing as
        | { label: string; clause: string }[]
        | undefined
    const health = '北关区卫生健康委员会'
    expect((await gapsOf(health))?.map((it) => it.label)).toContain('主要负责人')
    const post = { role: 'member', at: at.organisations.get('health'), title: null, section: null, inCampaign: null }
    await at.store.act({
      actor: { person: idOf('linlan'), name: '', seats: [], system: true } as never,
      ledger: 'post',
      action: 'appoint',
      region: at.plan.region,
      campaign: null,
      input: { ...post, account: idOf('zhoumin'), name: '周敏', duty: 'principal', since: '2026-05-13', until: null },
    })
    expect((await gapsOf(health))?.map((it) => it.label)).not.toContain('主要负责人')
    expect((await ask(await signIn('shenji'), 'GET', url)).status).toBe(403)
  })
})
