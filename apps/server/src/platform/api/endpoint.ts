import type { Actor } from '@qingmei/core/access/actor'
import type { Refusal } from '@qingmei/core/kernel/result'
import type { z } from 'zod'
import type { Account } from '../sign-in/accounts.ts'

/** What a handler is given. Without a session there is no actor, and open endpoints are few. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly actor: Actor
  /** The account behind the session, for endpoints about accounts. */
  readonly account: Account | null
  /** Request headers, lower case; only those that an endpoint has a reason to read. */
  header(name: string): string | undefined
}

/** An answer that is not plain JSON: a file, a stream, another status. */
export class Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** A refusal on its way out: problem+json with a stable code and what to do next. */
export class Refused extends Error {
  readonly status: number
  readonly refusal: Refusal
  readonly extra: Readonly<Record<string, unknown>>
  constructor(status: number, refusal: Refusal, extra: Readonly<Record<string, unknown>> = {}) {
    super(refusal.code)
    this.status = status
    this.refusal = refusal
    this.extra = extra
  }
}

export interface EndpointSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  /**
   * Who may at all: anybody, any account (even one that must still change its password or enrol), any session,
   * staff with a content seat, or holders of one of the roles. Records are judged further in.
   */
  readonly permission: 'open' | 'account' | 'session' | 'staff' | `role:${string}`
  /** What the audit log calls it. */
  readonly audit: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** The body arrives as bytes. */
  readonly bytes?: true
  handle(call: Call<z.infer<P>, z.infer<Q>, z.infer<B>>): Promise<unknown>
}

/** A declared endpoint, its types forgotten: what the HTTP room registers and tests walk. */
export type Endpoint = EndpointSpec<z.ZodType, z.ZodType, z.ZodType>

/** Declares an endpoint. Every endpoint of the server is made here; none has no permission or no audit name. */
export const endpoint = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: EndpointSpec<P, Q, B>,
): Endpoint => spec as unknown as Endpoint
