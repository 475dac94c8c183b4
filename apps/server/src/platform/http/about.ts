import type { House } from '@qingmei/core/ledger/house'
import type pg from 'pg'
import { Answer, type Endpoint, endpoint } from '../api/endpoint.ts'
import { openapiOf } from './openapi.ts'

const SLOW_MS = 2_000

/** What machines ask of the installation: whether it is well, and what it offers. */
export function aboutEndpoints(it: {
  readonly pool: Pick<pg.Pool, 'query'>
  readonly house: House
  readonly version: string
  /** Every endpoint of the installation, these among them. */
  endpoints(): readonly Endpoint[]
}): Endpoint[] {
  let described: string | null = null
  return [
    endpoint({
      method: 'GET',
      path: '/api/health',
      summary: 'Whether the server and its database answer, and in how many milliseconds; 503 when they do not',
      permission: 'open',
      audit: 'health.asked',
      async handle() {
        const late = new Promise<never>((_, refuse) => setTimeout(() => refuse(new Error('late')), SLOW_MS).unref())
        const { version } = it
        const from = performance.now()
        const ms = () => Math.round(performance.now() - from)
        try {
          await Promise.race([it.pool.query('select 1'), late])
          return { ok: true, version, database: 'up', ms: ms() }
        } catch {
          const down = { ok: false, version, database: 'down', ms: ms() }
          return new Answer(503, down, { 'content-type': 'application/json' })
        }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/openapi.json',
      summary: 'This interface, as OpenAPI 3.1',
      permission: 'open',
      audit: 'openapi.read',
      async handle() {
        described ??= JSON.stringify(openapiOf(it.endpoints(), it.house, it.version))
        return new Answer(200, described, {
          'content-type': 'application/json',
          'cache-control': 'public, max-age=300',
        })
      },
    }),
  ]
}
