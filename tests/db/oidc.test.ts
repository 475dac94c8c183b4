import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Application, anApplication } from '../support/app.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A county's sign-on: whoever asks is `who`; it keeps to the protocol unless told to lie. */
const who = { username: 'zhoumin', amr: ['pwd'] as string[], lies: false }
const codes = new Map<string, { nonce: string; challenge: string }>()
let issuer: string
const provider = createServer((request, answer) => {
  const url = new URL(request.url ?? '', issuer)
  const json = (value: object, status = 200) =>
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  if (url.pathname === '/.well-known/openid-configuration')
    return json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
  if (url.pathname === '/keys')
    return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
  let body = ''
  request.on('data', (piece: Buffer) => (body += piece.toString('utf8')))
  request.on('end', () => {
    const asked = new URLSearchParams(body)
    const known = codes.get(asked.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url')
    if (!known || known.challenge !== challenge) return json({ error: 'invalid_grant' }, 400)
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      sub: 'subject-1',
      aud: 'qingmei',
      iat: now,
      exp: now + 300,
      nonce: who.lies ? 'another' : known.nonce,
      preferred_username: who.username,
      amr: who.amr,
    }
    const signed = `${encoded({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${encoded(claims)}`
    const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')
    return json({ access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: `${signed}.${signature}` })
  })
  return undefined
})

let at: Application
beforeAll(async () => {
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  at = await anApplication({
    QINGMEI_OIDC_ISSUER: issuer,
    QINGMEI_OIDC_CLIENT_ID: 'qingmei',
    QINGMEI_OIDC_CLIENT_SECRET: 'a-secret-of-the-two',
    QINGMEI_URL: 'http://qingmei.example.cn',
  })
  await at.person('zhoumin', '周敏', 'hcenf', 'health')
  await at.pool.query(
    `insert into auth.account (id, username, name, password_hash, privileged, must_change, created_at) select gen_random_uuid(), 'zuzhang', '组长', password_hash, true, false, now() from auth.account where username = 'zhoumin'`,
  )
})
afterAll(async () => {
  await at.stop()
  provider.close()
})

const cookieOf = (answer: Response, name: string): string =>
  new RegExp(`${name}=([^;]+)`).exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''

/** Goes to the provider and comes back with a code, as a browser would; `state` and cookie may be somebody else's. */
async function goAndReturn(change: { state?: string; cookie?: string } = {}): Promise<Response> {
  const begun = await fetch(`${at.url}/api/oidc/begin`, { redirect: 'manual' })
  expect(begun.status).toBe(302)
  const to = new URL(begun.headers.get('location') ?? '')
  expect(to.origin).toBe(issuer)
  const code = createHash('sha256').update(to.href).digest('hex')
  codes.set(code, { nonce: to.searchParams.get('nonce') ?? '', challenge: to.searchParams.get('code_challenge') ?? '' })
  const state = change.state ?? to.searchParams.get('state') ?? ''
  const cookie = change.cookie ?? cookieOf(begun, 'qingmei_oidc')
  return fetch(`${at.url}/api/oidc/return?${new URLSearchParams({ code, state }).toString()}`, {
    redirect: 'manual',
    headers: { cookie: `qingmei_oidc=${cookie}` },
  })
}
const refusedBy = async (answer: Response) => ((await answer.json()) as { code: string }).code

describe('the county’s own sign-on', () => {
  it('opens a session for the account of the name that it gives, and writes it down', async () => {
    expect(await (await fetch(`${at.url}/api/oidc`)).json()).toEqual({ isConfigured: true, label: '统一身份认证' })
    const answer = await goAndReturn()
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/'])
    const me = await fetch(`${at.url}/api/me`, {
      headers: { cookie: `qingmei_session=${cookieOf(answer, 'qingmei_session')}` },
    })
    expect(await me.json()).toMatchObject({ account: { username: 'zhoumin' } })
  })

  it('is not believed with another state, another browser, another nonce', async () => {
    expect(await refusedBy(await goAndReturn({ state: 'another' }))).toBe('oidc.not-begun')
    expect(await refusedBy(await goAndReturn({ cookie: 'a.b.c' }))).toBe('oidc.not-begun')
    who.lies = true
    expect(await refusedBy(await goAndReturn())).toBe('oidc.not-believed')
    who.lies = false
  })

  it('makes no account, and opens a privileged one only by a second factor', async () => {
    who.username = 'nobody'
    expect(await refusedBy(await goAndReturn())).toBe('oidc.no-account')
    who.username = 'zuzhang'
    expect(await refusedBy(await goAndReturn())).toBe('oidc.second-factor')
    who.amr = ['pwd', 'otp']
    expect((await goAndReturn()).status).toBe(302)
    who.username = 'zhoumin'
    const { rows } = await at.database.ownerPool().query(`select 1 from auth.account where username = 'nobody'`)
    expect(rows).toEqual([])
  })

  it('is not there where it was not set up', async () => {
    const other = await anApplication()
    try {
      expect(await (await fetch(`${other.url}/api/oidc`)).json()).toEqual({ isConfigured: false, label: null })
      expect((await fetch(`${other.url}/api/oidc/begin`, { redirect: 'manual' })).status).toBe(404)
    } finally {
      await other.stop()
    }
  })
})
