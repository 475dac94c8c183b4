import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compose, type Installation } from '../../apps/server/src/compose.ts'
import { buildApp } from '../../apps/server/src/platform/http/app.ts'
import { Accounts, LOCK_MS, MOST_FAILURES } from '../../apps/server/src/platform/sign-in/accounts.ts'
import { signInEndpoints } from '../../apps/server/src/platform/sign-in/endpoints.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

const PASSWORD = 'a-long-enough-password'
const folder = mkdtempSync(join(tmpdir(), 'qingmei-sign-in-'))
let database: FreshDatabase
let installation: Installation
let accounts: Accounts
let app: FastifyInstance
let nowMs = Date.parse('2026-08-31T02:00:00Z')
let made = 0
let username = ''
let account = ''

beforeAll(async () => {
  database = await freshDatabase()
  installation = await compose({ env: { ...database.env, QINGMEI_DATA: folder }, log: () => undefined })
  accounts = new Accounts(database.pool(), { nowMs: () => nowMs })
  app = await buildApp({
    endpoints: [
      ...signInEndpoints(accounts, async () => undefined),
      ...installation.endpoints.filter((it) => it.path === '/api/me' || it.path === '/api/organisations'),
    ],
    session: (token) => accounts.bySession(token),
    actorOf: installation.actorOf,
    refused: installation.refused,
    webFolder: null,
    log: (_message, error) => {
      throw error as Error
    },
  })
})
afterAll(async () => {
  await app.close()
  await installation.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  username = `person-${++made}`
  account = await anAccount()
})

async function anAccount(over: { privileged?: boolean; keepPassword?: boolean } = {}): Promise<string> {
  const it = { username, password: PASSWORD, name: '某人', privileged: false, keepPassword: true, ...over }
  const result = await accounts.create(it)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

const send = async (it: InjectOptions, token?: string) => {
  const headers = { ...it.headers, ...(token ? { cookie: `qingmei_session=${token}` } : {}) }
  const answer = await app.inject({ ...it, headers })
  return { status: answer.statusCode, body: answer.json<Record<string, never>>(), headers: answer.headers }
}
const post = (url: string, payload: object, token?: string) => send({ method: 'POST', url, payload }, token)
const signIn = (password = PASSWORD, more: object = {}) => post('/api/sign-in', { username, password, ...more })
const tokenOf = ({ headers }: { headers: Record<string, unknown> }) =>
  /qingmei_session=([^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? ''
const codeAt = (secret: string, ms: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms })

describe('signing in', () => {
  it('opens a session whose cookie no script reads and no other site sends', async () => {
    const answer = await signIn()
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    const secure = await send({
      method: 'POST',
      url: '/api/sign-in',
      payload: { username, password: PASSWORD },
      headers: { 'x-forwarded-proto': 'https' },
    })
    expect(secure.headers['set-cookie']).toMatch(/; Secure$/)
    expect((await send({ method: 'GET', url: '/api/me' }, tokenOf(answer))).status).toBe(200)
  })

  it('says the same of a wrong password and of a name that nobody has', async () => {
    const wrong = await signIn('not-the-password')
    const nobody = await post('/api/sign-in', { username: 'nobody-at-all', password: PASSWORD })
    expect(wrong.status).toBe(401)
    expect(nobody).toMatchObject({ status: 401, body: wrong.body })
  })

  it(`locks the account after ${MOST_FAILURES} failures, even for the right password, and lets it in again later`, async () => {
    for (let i = 1; i < MOST_FAILURES; i++) expect((await signIn('wrong')).status).toBe(401)
    expect(await signIn('wrong')).toMatchObject({ status: 429, body: { code: 'sign-in.locked' } })
    expect(await signIn()).toMatchObject({ status: 429, body: { code: 'sign-in.locked' } })
    nowMs += LOCK_MS + 1
    expect((await signIn()).status).toBe(200)
  })

  it('counts failures one after the other, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn('wrong')))
    expect(answers.map((it) => it.status).filter((status) => status !== 401 && status !== 429)).toEqual([])
    expect((await signIn()).status).toBe(429)
  })

  it('does not let a locked-out account in, and ends its sessions', async () => {
    const token = tokenOf(await signIn())
    await accounts.disable(account, true)
    expect((await send({ method: 'GET', url: '/api/me' }, token)).status).toBe(401)
    expect((await signIn()).status).toBe(401)
    await accounts.disable(account, false)
    expect((await signIn()).status).toBe(200)
  })
})

describe('a first password', () => {
  beforeEach(async () => {
    username = `person-${++made}`
    account = await anAccount({ keepPassword: false })
  })
  it('is to be changed before anything else', async () => {
    const token = tokenOf(await signIn())
    const elsewhere = await send({ method: 'GET', url: '/api/organisations' }, token)
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'session.password-first' } })
    expect(await post('/api/password', { old: 'not-it', new: 'another-long-password' }, token)).toMatchObject({
      status: 422,
      body: { code: 'password.old-wrong' },
    })
    expect(await post('/api/password', { old: PASSWORD, new: 'short' }, token)).toMatchObject({
      status: 422,
      body: { code: 'password.too-short' },
    })
    expect(await post('/api/password', { old: PASSWORD, new: PASSWORD }, token)).toMatchObject({
      status: 422,
      body: { code: 'password.same' },
    })
    expect((await post('/api/password', { old: PASSWORD, new: 'another-long-password' }, token)).status).toBe(200)
    expect((await send({ method: 'GET', url: '/api/organisations' }, token)).status).toBe(200)
  })
})

describe('a password', () => {
  it.each([
    ['short', 'password.too-short'],
    ['九个字的密码不够长', 'password.too-short'],
    ['x'.repeat(201), 'password.too-long'],
    ['password-and-more', 'password.common'],
    ['2026083120260831', 'password.common'],
    ['aaaaaaaaaaaa', 'password.common'],
  ])('such as %s is not taken', async (bad, code) => {
    const token = tokenOf(await signIn())
    const answer = await post('/api/password', { old: PASSWORD, new: bad }, token)
    expect(answer).toMatchObject({ status: 422, body: { code } })
    expect((await signIn()).status).toBe(200)
  })

  it('does not hold the name of its account, in capitals either', async () => {
    const token = tokenOf(await signIn())
    const named = { old: PASSWORD, new: `my-${username.toUpperCase()}-secret` }
    expect(await post('/api/password', named, token)).toMatchObject({
      status: 422,
      body: { code: 'password.has-name' },
    })
  })
})

describe('the second factor of a privileged account', () => {
  beforeEach(async () => {
    username = `person-${++made}`
    account = await anAccount({ privileged: true })
  })
  const enrol = async () => {
    const token = tokenOf(await signIn())
    const { secret } = (await post('/api/totp/enrol', {}, token)).body as unknown as { secret: string }
    const confirmed = await post('/api/totp/confirm', { code: codeAt(secret, nowMs) }, token)
    expect(confirmed.status).toBe(200)
    return { token, secret, recovery: (confirmed.body as unknown as { recoveryCodes: string[] }).recoveryCodes }
  }

  it('is enrolled before anything else', async () => {
    const token = tokenOf(await signIn())
    const elsewhere = await send({ method: 'GET', url: '/api/organisations' }, token)
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'session.totp-first' } })
    const { token: after } = await enrol()
    expect((await send({ method: 'GET', url: '/api/organisations' }, after)).status).toBe(200)
  })

  it('is asked for from then on, and a code counts once', async () => {
    const { secret } = await enrol()
    nowMs += 60_000
    expect(await signIn()).toMatchObject({ status: 401, body: { code: 'sign-in.code-needed' } })
    expect((await signIn(PASSWORD, { code: '000000' })).status).toBe(401)
    const code = codeAt(secret, nowMs)
    expect((await signIn(PASSWORD, { code })).status).toBe(200)
    expect((await signIn(PASSWORD, { code })).status).toBe(401)
    nowMs += 30_000
    expect((await signIn(PASSWORD, { code: codeAt(secret, nowMs) })).status).toBe(200)
  })

  it('is not used up by enrolling only: that code opens no session, nor is it confirmed a second time', async () => {
    const token = tokenOf(await signIn())
    const { secret } = (await post('/api/totp/enrol', {}, token)).body as unknown as { secret: string }
    const code = codeAt(secret, nowMs)
    expect((await post('/api/totp/confirm', { code }, token)).status).toBe(200)
    expect((await signIn(PASSWORD, { code })).status).toBe(401)
    const again = { status: 422, body: { code: 'totp.already' } }
    expect(await post('/api/totp/confirm', { code }, token)).toMatchObject(again)
    expect(await post('/api/totp/enrol', {}, token)).toMatchObject(again)
  })

  it('locks the account when it is guessed at', async () => {
    await enrol()
    for (let i = 1; i < MOST_FAILURES; i++) expect((await signIn(PASSWORD, { code: '000000' })).status).toBe(401)
    expect((await signIn(PASSWORD, { code: '000000' })).status).toBe(429)
    expect(await signIn(PASSWORD, { code: '000000' })).toMatchObject({ status: 429, body: { code: 'sign-in.locked' } })
  })

  it('may be replaced by a recovery code, each once', async () => {
    const { recovery } = await enrol()
    const [code = ''] = recovery
    expect((await signIn(PASSWORD, { code })).status).toBe(200)
    expect((await signIn(PASSWORD, { code })).status).toBe(401)
  })
})

describe('a session', () => {
  it('is listed, and ends when its owner ends it, but not when somebody else tries', async () => {
    const [first, second] = [tokenOf(await signIn()), tokenOf(await signIn())]
    const sessions = (await send({ method: 'GET', url: '/api/sessions' }, first)).body as unknown as {
      rows: { id: string; current: boolean }[]
    }
    expect(sessions.rows.filter((it) => it.current)).toHaveLength(1)
    const other = sessions.rows.find((it) => !it.current)?.id ?? ''
    username = `person-${++made}`
    await anAccount()
    const stranger = tokenOf(await signIn())
    const end = (token: string) => send({ method: 'DELETE', url: `/api/sessions/${other}` }, token)
    expect((await end(stranger)).status).toBe(404)
    expect((await end(first)).status).toBe(200)
    expect((await send({ method: 'GET', url: '/api/me' }, second)).status).toBe(401)
    expect((await send({ method: 'GET', url: '/api/me' }, first)).status).toBe(200)
  })

  it('ends after two idle hours, after twelve in all, and with every other one when the password changes', async () => {
    const idle = tokenOf(await signIn())
    nowMs += 2 * 3_600_000 + 1
    expect((await send({ method: 'GET', url: '/api/me' }, idle)).status).toBe(401)
    const busy = tokenOf(await signIn())
    for (let hour = 0; hour < 11; hour++) {
      nowMs += 3_600_000
      expect((await send({ method: 'GET', url: '/api/me' }, busy)).status).toBe(200)
    }
    nowMs += 3_600_000 + 1
    expect((await send({ method: 'GET', url: '/api/me' }, busy)).status).toBe(401)
    const [here, there] = [tokenOf(await signIn()), tokenOf(await signIn())]
    await post('/api/password', { old: PASSWORD, new: 'another-long-password' }, here)
    expect((await send({ method: 'GET', url: '/api/me' }, there)).status).toBe(401)
    expect((await send({ method: 'GET', url: '/api/me' }, here)).status).toBe(200)
  })

  it('is not to be guessed: what is stored is a hash, and a hash opens nothing', async () => {
    const token = tokenOf(await signIn())
    const { rows } = await database
      .pool('superuser')
      .query<{ hash: string }>('select token_hash as hash from auth.session where account = $1', [account])
    expect(rows[0]?.hash).not.toBe(token)
    expect((await send({ method: 'GET', url: '/api/me' }, rows[0]?.hash ?? '')).status).toBe(401)
  })

  it('does nothing for another site', async () => {
    const token = tokenOf(await signIn())
    const from = (headers: Record<string, string>) =>
      send({ method: 'POST', url: '/api/sign-out', payload: {}, headers }, token)
    expect(await from({ origin: 'https://elsewhere.example', host: 'localhost' })).toMatchObject({
      status: 403,
      body: { code: 'http.other-site' },
    })
    expect((await from({ origin: 'null', host: 'localhost' })).status).toBe(403)
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await from({ 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await send({ method: 'GET', url: '/api/me' }, token)).status).toBe(200)
    expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })
})
