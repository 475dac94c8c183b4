import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fastifyStatic from '@fastify/static'
import type { Actor } from '@qingmei/core/access/actor'
import { ROLES } from '@qingmei/core/access/roles'
import { refusal } from '@qingmei/core/kernel/result'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Answer, type Endpoint, Refused } from '../api/endpoint.ts'
import type { Account } from '../sign-in/accounts.ts'
import { problemOf } from './problem.ts'

export interface AppOptions {
  readonly endpoints: readonly Endpoint[]
  /** The account behind a session token, and who that is. */
  session(token: string): Promise<Account | null>
  actorOf(account: Account): Promise<Actor>
  /** A refused request, for the audit log. */
  refused(it: { actor: Actor | null; endpoint: Endpoint; status: number; code: string }): Promise<void>
  /** The built web application, if there is one. */
  readonly webFolder: string | null
  log(message: string, error?: unknown): void
}

export const SESSION_COOKIE = 'qingmei_session'

const SECURITY: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
  // Some elements carry a style of their own (a bar's length); scripts never stand in the page.
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
}

/** Everything HTTP: sessions, permissions, parsing, refusals, headers, the web application's files. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: false,
    routerOptions: { maxParamLength: 200 },
  })
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: 9 * 1024 * 1024 },
    (_request, body, done) => done(null, body),
  )
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(SECURITY)) if (!reply.hasHeader(name)) void reply.header(name, value)
  })
  for (const endpoint of options.endpoints)
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: (request, reply) => answer(options, endpoint, request, reply),
    })
  app.setErrorHandler(async (error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (status >= 500) options.log(`${request.method} ${request.routeOptions.url ?? ''}`, error)
    const code = status === 413 ? 'http.too-large' : status >= 500 ? 'http.failed' : 'http.bad-request'
    await reply
      .status(status)
      .type('application/problem+json')
      .send(problemOf(status, refusal(code)))
  })
  await serveWeb(app, options.webFolder)
  return app
}

async function answer(options: AppOptions, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply) {
  let actor: Actor | null = null
  try {
    if (endpoint.method !== 'GET') sameOrigin(request)
    const token = cookieOf(request)
    const account = token === null ? null : await options.session(token)
    if (endpoint.permission !== 'open') {
      if (!account) throw new Refused(401, refusal('session.none'))
      // Known before they are judged: the log says who was refused.
      actor = await options.actorOf(account)
      permit(endpoint, account, actor)
    }
    const result = await endpoint.handle({
      params: parse(endpoint.params, request.params, 'params'),
      query: parse(endpoint.query, request.query, 'query'),
      body: endpoint.bytes ? bytesOf(request.body) : parse(endpoint.body, request.body ?? {}, 'body'),
      actor: actor ?? { person: '', name: '', seats: [] },
      header: (name) => {
        if (name.startsWith('cookie:')) return cookieNamed(request, name.slice('cookie:'.length))
        const value = request.headers[name]
        return name === 'cookie' ? undefined : Array.isArray(value) ? value[0] : value
      },
      account,
    })
    return await send(reply, result)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { status, refusal: why, extra } = error
    // Asking who one is before signing in is no attempt at anything: every first page does it.
    const isGreeting = status === 401 && endpoint.method === 'GET' && endpoint.permission === 'account'
    if ((status === 401 || status === 403) && !isGreeting)
      await options.refused({ actor, endpoint, status, code: why.code })
    return reply
      .status(status)
      .type('application/problem+json')
      .send(problemOf(status, why, extra))
  }
}

function permit(endpoint: Endpoint, account: Account, actor: Actor): void {
  const { permission } = endpoint
  if (permission !== 'account') {
    if (account.mustChange) throw new Refused(403, refusal('session.password-first'))
    if (account.mustEnrol) throw new Refused(403, refusal('session.totp-first'))
  }
  if (permission === 'staff' && !actor.seats.some((seat) => ROLES[seat.role].content))
    throw new Refused(403, refusal('access.not-staff'))
  if (permission.startsWith('role:') && !actor.seats.some((seat) => permission.slice(5).split(',').includes(seat.role)))
    throw new Refused(403, refusal('access.role-missing'))
}

/** A form on another site must not act in somebody's name: browsers say where a request comes from. */
function sameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Refused(403, refusal('http.other-site'))
  const { origin, host } = request.headers
  // A page without an origin of its own (a sandboxed frame, a file) says `null`.
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host))
    throw new Refused(403, refusal('http.other-site'))
}

/** A cookie other than the session’s, which no endpoint has a reason to read. */
function cookieNamed(request: FastifyRequest, name: string): string | undefined {
  if (!/^[a-z_]+$/.test(name) || name === SESSION_COOKIE) return undefined
  return new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_.~-]{1,600})`).exec(request.headers.cookie ?? '')?.[1]
}

function cookieOf(request: FastifyRequest): string | null {
  const found = /(?:^|;\s*)qingmei_session=([A-Za-z0-9_-]{20,100})/.exec(request.headers.cookie ?? '')
  return found?.[1] ?? null
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return {}
  const result = schema.safeParse(value ?? {})
  if (result.success) return result.data
  const fields = result.error.issues.map((issue) => ({ where, field: issue.path.join('.'), message: issue.message }))
  throw new Refused(422, refusal('http.input.invalid', null, { fields }))
}

function bytesOf(body: unknown): Uint8Array {
  if (Buffer.isBuffer(body)) return body
  throw new Refused(422, refusal('http.bytes-expected'))
}

function send(reply: FastifyReply, result: unknown) {
  if (!(result instanceof Answer)) return reply.header('cache-control', 'no-store').send(result)
  for (const [name, value] of Object.entries(result.headers)) void reply.header(name, value)
  void reply.status(result.status)
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
  return reply.send(
    result.body instanceof Readable || typeof result.body === 'string' || Buffer.isBuffer(result.body)
      ? result.body
      : JSON.stringify(result.body),
  )
}

/** The built web application: hashed assets for a year, its page for every address that is not the API's. */
async function serveWeb(app: FastifyInstance, folder: string | null): Promise<void> {
  const page = folder === null ? null : join(folder, 'index.html')
  if (folder !== null && page !== null && existsSync(page)) {
    // An asset's name holds its hash, so it never changes; the few files beside the page keep their names.
    const assets = { root: join(folder, 'assets'), prefix: '/assets/', maxAge: '365d', immutable: true }
    await app.register(fastifyStatic, { ...assets, index: false })
    const beside = { root: folder, wildcard: false, globIgnore: ['assets/**', 'index.html', '.*'] }
    await app.register(fastifyStatic, { ...beside, index: false, decorateReply: false })
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (/^\/(api|assets)\//.test(request.url) || request.method !== 'GET' || page === null || !existsSync(page))
      return reply
        .status(404)
        .type('application/problem+json')
        .send(problemOf(404, refusal('http.not-found')))
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(readFileSync(page))
  })
}
