import { refusal } from '@qingmei/core/kernel/result'
import { z } from 'zod'
import { Answer, type Endpoint, endpoint, Refused } from '../api/endpoint.ts'
import { SESSION_COOKIE } from '../http/app.ts'
import type { Account, Accounts } from './accounts.ts'

const text = z.string().min(1).max(300)

const cookie = (value: string, seconds: number, secure: boolean): string =>
  `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`

/** The cookie of a session that was just opened. */
export const sessionCookie = (token: string, secure: boolean): string => cookie(token, 12 * 3600, secure)

function signedIn(account: Account | null): Account {
  if (!account) throw new Refused(401, refusal('session.none'))
  return account
}

/** What the sign-in room tells about attempts, for the audit log. */
export interface SignInLog {
  (it: {
    account: string | null
    username: string
    outcome: 'done' | 'refused'
    code: string | null
    action: string
  }): Promise<void>
}

/** Signing in and out, passwords, the second factor, one's sessions. */
export function signInEndpoints(accounts: Accounts, log: SignInLog): Endpoint[] {
  return [
    endpoint({
      method: 'POST',
      path: '/api/sign-in',
      summary: 'Open a session',
      permission: 'open',
      audit: 'session.opened',
      body: z.strictObject({ username: text, password: text, code: z.string().max(20).optional() }),
      async handle({ body, header }) {
        const agent = header('user-agent')
        const result = await accounts.signIn({
          username: body.username,
          password: body.password,
          ...(body.code ? { code: body.code } : {}),
          ...(agent ? { agent } : {}),
        })
        const { username } = body
        if (!result.ok) {
          if (result.error.code !== 'sign-in.code-needed')
            await log({
              account: null,
              username,
              outcome: 'refused',
              code: result.error.code,
              action: 'session.opened',
            })
          throw new Refused(result.error.code === 'sign-in.locked' ? 429 : 401, result.error)
        }
        const { account, token } = result.value
        await log({ account: account.id, username, outcome: 'done', code: null, action: 'session.opened' })
        const secure = header('x-forwarded-proto') === 'https'
        return new Answer(
          200,
          { ok: true, mustChangePassword: account.mustChange },
          {
            'content-type': 'application/json',
            'set-cookie': sessionCookie(token, secure),
          },
        )
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/sign-out',
      summary: 'End this session',
      permission: 'account',
      audit: 'session.ended',
      async handle({ account }) {
        const it = signedIn(account)
        await accounts.revoke(it.id, it.session)
        return new Answer(200, { ok: true }, { 'content-type': 'application/json', 'set-cookie': cookie('', 0, false) })
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/sessions',
      summary: 'My sessions',
      permission: 'account',
      audit: 'session.listed',
      handle: async ({ account }) => ({ rows: await accounts.sessions(signedIn(account)) }),
    }),
    endpoint({
      method: 'DELETE',
      path: '/api/sessions/:id',
      summary: 'End one of my sessions',
      permission: 'account',
      audit: 'session.revoked',
      params: z.strictObject({ id: z.uuid() }),
      async handle({ account, params }) {
        const it = signedIn(account)
        if (!(await accounts.revoke(it.id, params.id))) throw new Refused(404, refusal('session.unknown'))
        await log({ account: it.id, username: it.username, outcome: 'done', code: null, action: 'session.revoked' })
        return { ok: true }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/password',
      summary: 'Change my password',
      permission: 'account',
      audit: 'password.changed',
      body: z.strictObject({ old: text, new: text }),
      async handle({ account, body }) {
        const it = signedIn(account)
        const result = await accounts.changePassword(it, body.old, body.new)
        await log({
          account: it.id,
          username: it.username,
          outcome: result.ok ? 'done' : 'refused',
          code: result.ok ? null : result.error.code,
          action: 'password.changed',
        })
        if (!result.ok) throw new Refused(422, result.error)
        return { ok: true }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/totp/enrol',
      summary: 'Begin enrolling a second factor',
      permission: 'account',
      audit: 'totp.begun',
      async handle({ account }) {
        const result = await accounts.enrol(signedIn(account))
        if (!result.ok) throw new Refused(422, result.error)
        return result.value
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/totp/confirm',
      summary: 'Confirm the second factor with a code',
      permission: 'account',
      audit: 'totp.enrolled',
      body: z.strictObject({ code: z.string().min(6).max(20) }),
      async handle({ account, body }) {
        const it = signedIn(account)
        const result = await accounts.confirm(it, body.code)
        await log({
          account: it.id,
          username: it.username,
          outcome: result.ok ? 'done' : 'refused',
          code: result.ok ? null : result.error.code,
          action: 'totp.enrolled',
        })
        if (!result.ok) throw new Refused(422, result.error)
        return { recoveryCodes: result.value }
      },
    }),
  ]
}
