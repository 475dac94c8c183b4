import { isRole, ROLES } from '@qingmei/core/access/roles'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import { refusal } from '@qingmei/core/kernel/result'
import { z } from 'zod'
import { regionOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import { auditLine } from '../platform/audit/line.ts'
import type { Accounts } from '../platform/sign-in/accounts.ts'
import type { FrameContext } from './endpoints.ts'

/** Accounts: made by the system administrator with a first post, locked out by the security officer. */
export function accountEndpoints(context: FrameContext, accounts: Accounts): Endpoint[] {
  const { store } = context
  return [
    endpoint({
      method: 'GET',
      path: '/api/accounts',
      summary: 'All accounts, without content or secrets',
      permission: 'role:sysadm,secadm',
      audit: 'account.listed',
      handle: async () => ({ rows: await accounts.list() }),
    }),
    endpoint({
      method: 'POST',
      path: '/api/accounts',
      summary: 'Make an account with its first post',
      permission: 'role:sysadm',
      audit: 'account.made',
      body: z.strictObject({
        username: z.string().min(3).max(40),
        password: z.string().min(1).max(200),
        name: z.string().trim().min(1).max(40),
        role: z.string(),
        org: z.uuid(),
        title: z.string().trim().min(1).max(60).nullable(),
      }),
      async handle({ body, actor }) {
        if (!isRole(body.role)) throw new Refused(422, refusal('access.seat.role-unknown', null, { role: body.role }))
        const made = await accounts.create({
          username: body.username,
          password: body.password,
          name: body.name,
          privileged: ROLES[body.role].privileged,
        })
        if (!made.ok) throw new Refused(422, made.error)
        const input = {
          account: made.value,
          name: body.name,
          role: body.role,
          at: body.org,
          duty: null,
          title: body.title,
          section: null,
          inCampaign: null,
          since: shanghaiDate(await context.now()),
          until: null,
        }
        const post = await store.act({
          actor,
          ledger: 'post',
          action: 'appoint',
          region: regionOf(actor),
          campaign: null,
          input,
        })
        if (!post.ok) {
          await accounts.disable(made.value, true)
          const { status, current: _current, ...why } = post.error
          throw new Refused(status, why)
        }
        return { id: made.value, post: post.value.record.id }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/accounts/:id/disabled',
      summary: 'Lock an account out, or let it in again; its sessions end',
      permission: 'role:secadm',
      audit: 'account.disabled',
      params: z.strictObject({ id: z.uuid() }),
      body: z.strictObject({ disabled: z.boolean() }),
      async handle({ params, body, actor, account }) {
        // Who locks themselves out may have nobody left to let them in.
        if (account?.id === params.id) throw new Refused(422, refusal('account.disable.oneself'))
        await accounts.disable(params.id, body.disabled)
        await store.as(actor, async (tx) =>
          auditLine(tx, {
            region: regionOf(actor),
            id: context.newId(),
            at: await context.now(),
            actor: actor.person,
            seat: null,
            action: 'account.disabled',
            outcome: 'done',
            code: null,
            detail: { account: params.id, disabled: body.disabled },
          }),
        )
        return { ok: true }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/accounts/:id/password',
      summary: 'Give a first password again to somebody who lost theirs; their sessions and second factor end',
      permission: 'role:secadm',
      audit: 'account.reset',
      params: z.strictObject({ id: z.uuid() }),
      body: z.strictObject({ password: z.string().min(1).max(200) }),
      async handle({ params, body, actor, account }) {
        // One's own is changed with the old one.
        if (account?.id === params.id) throw new Refused(422, refusal('account.reset.oneself'))
        const result = await accounts.reset(params.id, body.password)
        if (!result.ok) throw new Refused(422, result.error)
        if (!result.value) throw new Refused(404, refusal('account.unknown'))
        await store.as(actor, async (tx) =>
          auditLine(tx, {
            region: regionOf(actor),
            id: context.newId(),
            at: await context.now(),
            actor: actor.person,
            seat: null,
            action: 'account.reset',
            outcome: 'done',
            code: null,
            detail: { account: params.id },
          }),
        )
        return { ok: true }
      },
    }),
  ]
}
