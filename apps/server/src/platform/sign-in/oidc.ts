import { refusal } from '@qingmei/core/kernel/result'
import * as client from 'openid-client'
import { z } from 'zod'
import { Answer, type Endpoint, endpoint, Refused } from '../api/endpoint.ts'
import { DatabaseRefused } from '../db/refused.ts'
import type { Accounts } from './accounts.ts'
import { sessionCookie, type SignInLog } from './endpoints.ts'

/** The county's own sign-on, as the environment says. */
export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where this installation is reached from browsers. */
  readonly url: string
  /** What the button says. */
  readonly label: string
}

/** By `QINGMEI_OIDC_ISSUER`, `QINGMEI_OIDC_CLIENT_ID`, `QINGMEI_OIDC_CLIENT_SECRET`, `QINGMEI_URL`; null without an issuer. */
export function oidcOf(env: NodeJS.ProcessEnv): OidcOptions | null {
  const issuer = env.QINGMEI_OIDC_ISSUER
  if (!issuer) return null
  const [clientId, clientSecret, url] = [env.QINGMEI_OIDC_CLIENT_ID, env.QINGMEI_OIDC_CLIENT_SECRET, env.QINGMEI_URL]
  if (!clientId || !clientSecret || !url)
    throw new DatabaseRefused('oidc.incomplete', {
      zh: '设置了 QINGMEI_OIDC_ISSUER，还须设置 QINGMEI_OIDC_CLIENT_ID、QINGMEI_OIDC_CLIENT_SECRET 和 QINGMEI_URL。',
      en: 'QINGMEI_OIDC_ISSUER is set; QINGMEI_OIDC_CLIENT_ID, QINGMEI_OIDC_CLIENT_SECRET and QINGMEI_URL must be set too.',
    })
  return { issuer, clientId, clientSecret, url, label: env.QINGMEI_OIDC_LABEL ?? '统一身份认证' }
}

const COOKIE = 'qingmei_oidc'
const TEN_MINUTES = 600
/** Ways of signing in that count as a second factor (RFC 8176). */
const STRONG = new Set(['mfa', 'otp', 'hwk', 'swk', 'fpt', 'face', 'sc'])

/**
 * Signing in by the county's OpenID provider: code flow with PKCE, state and nonce, bound to the browser by a cookie.
 * It opens accounts that exist, by the name the provider gives (`preferred_username`); it makes none. Privileged
 * accounts need a second factor there, since they would need one here.
 */
export function oidcEndpoints(options: OidcOptions | null, accounts: Accounts, log: SignInLog): Endpoint[] {
  let found: Promise<client.Configuration> | null = null
  const configured = (): OidcOptions => {
    if (options === null) throw new Refused(404, refusal('oidc.off'))
    return options
  }
  const provider = async (it: OidcOptions) => {
    const isLocal = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(it.issuer)
    found ??= client.discovery(new URL(it.issuer), it.clientId, it.clientSecret, undefined, {
      ...(isLocal ? { execute: [client.allowInsecureRequests] } : {}),
      timeout: 10,
    })
    return found.catch(() => {
      found = null
      throw new Refused(502, refusal('oidc.unreachable'))
    })
  }
  const cookie = (it: OidcOptions, value: string, seconds: number) =>
    `${COOKIE}=${value}; Path=/api/oidc; HttpOnly; SameSite=Lax; Max-Age=${seconds}${it.url.startsWith('https:') ? '; Secure' : ''}`
  const back = (it: OidcOptions) => new URL('/api/oidc/return', it.url).href
  const refused = async (username: string, code: string): Promise<never> => {
    await log({ account: null, username, outcome: 'refused', code, action: 'session.opened' })
    throw new Refused(403, refusal(code, null, { username }))
  }
  return [
    endpoint({
      method: 'GET',
      path: '/api/oidc',
      summary: 'Whether the county’s own sign-on is set up, and what it is called',
      permission: 'open',
      audit: 'oidc.asked',
      handle: () => Promise.resolve({ isConfigured: options !== null, label: options?.label ?? null }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/oidc/begin',
      summary: 'Go to the county’s own sign-on',
      permission: 'open',
      audit: 'oidc.begun',
      async handle() {
        const it = configured()
        const config = await provider(it)
        const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
        const to = client.buildAuthorizationUrl(config, {
          redirect_uri: back(it),
          scope: 'openid profile',
          state,
          nonce,
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        })
        return new Answer(302, '', {
          location: to.href,
          'set-cookie': cookie(it, `${state}.${nonce}.${verifier}`, TEN_MINUTES),
        })
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/oidc/return',
      summary: 'Back from the county’s own sign-on: opens a session for the account of that name',
      permission: 'open',
      audit: 'session.opened',
      query: z.object({ code: z.string().max(4000).optional(), state: z.string().max(400).optional() }).loose(),
      async handle({ query, header }) {
        const it = configured()
        const [state, nonce, verifier] = (header(`cookie:${COOKIE}`) ?? '').split('.')
        if (!state || !nonce || !verifier || query.state !== state) return refused('', 'oidc.not-begun')
        const at = new URL(back(it))
        for (const [name, value] of Object.entries(query))
          if (typeof value === 'string') at.searchParams.set(name, value)
        const config = await provider(it)
        const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
        const tokens = await client
          .authorizationCodeGrant(config, at, checks)
          .catch(() => refused('', 'oidc.not-believed'))
        const claims = tokens.claims()
        const username = String(claims?.preferred_username ?? '')
        const methods = Array.isArray(claims?.amr) ? claims.amr.map(String) : []
        const opened = await accounts.openFor(username, {
          agent: header('user-agent'),
          isStrong: methods.some((method) => STRONG.has(method)),
        })
        if (!opened.ok) return refused(username, opened.error.code)
        await log({ account: opened.value.account, username, outcome: 'done', code: null, action: 'session.opened' })
        return new Answer(302, '', {
          location: '/',
          'set-cookie': sessionCookie(opened.value.token, it.url.startsWith('https:')),
        })
      },
    }),
  ]
}
