import { refusal } from '@qingmei/core/kernel/result'
import type pg from 'pg'
import { z } from 'zod'
import { type Endpoint, endpoint, Refused } from '../api/endpoint.ts'

/** The address to which one wants to be told that something is new; none, and nothing is sent. */
export function mailEndpoints(pool: pg.Pool, isConfigured: boolean): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/api/account/mail',
      summary: 'The address I am written to, and whether this installation writes at all',
      permission: 'account',
      audit: 'mail.read',
      async handle({ account }) {
        if (!account) throw new Refused(401, refusal('session.none'))
        const { rows } = await pool.query<{ email: string | null }>('select email from auth.account where id = $1', [
          account.id,
        ])
        return { email: rows[0]?.email ?? null, isConfigured }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/account/mail',
      summary: 'Set or clear the address I am written to',
      permission: 'account',
      audit: 'mail.changed',
      body: z.strictObject({ email: z.email().max(200).nullable() }),
      async handle({ account, body }) {
        if (!account) throw new Refused(401, refusal('session.none'))
        await pool.query('update auth.account set email = $2, mailed_at = $3 where id = $1', [
          account.id,
          body.email,
          body.email === null ? null : new Date().toISOString(),
        ])
        return { email: body.email, isConfigured }
      },
    }),
  ]
}
