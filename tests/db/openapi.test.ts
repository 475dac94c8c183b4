import { type AddressInfo, createServer } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { qingmei } from '@qingmei/core/house'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compose, type Installation } from '../../apps/server/src/compose.ts'
import { buildApp } from '../../apps/server/src/platform/http/app.ts'
import { aboutEndpoints } from '../../apps/server/src/platform/http/about.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

const COMMITTED = '../../packages/contract/src/generated/openapi.json'

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

let database: FreshDatabase
let installation: Installation
let text: string
let health: { status: number; body: unknown }
const folder = mkdtempSync(join(tmpdir(), 'qingmei-openapi-'))

beforeAll(async () => {
  database = await freshDatabase()
  installation = await compose({ env: { ...database.env, QINGMEI_DATA: folder }, log: () => undefined })
  const app = await buildApp({ ...installation, session: async () => null, log: () => undefined })
  text = (await app.inject('/api/openapi.json')).body
  const answer = await app.inject('/api/health')
  health = { status: answer.statusCode, body: answer.json() }
  await app.close()
})
afterAll(async () => {
  await installation.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const document = () => JSON.parse(text) as Document

describe('the interface as OpenAPI', () => {
  // Renewed by `npx vitest run --project=db tests/db/openapi.test.ts -u`, and read before it is committed.
  it('is the committed one', async () => {
    await expect(`${JSON.stringify(document(), null, 1)}\n`).toMatchFileSnapshot(COMMITTED)
  })

  it('has every endpoint, every ledger’s lists and every action that somebody may do', () => {
    const { paths } = document()
    for (const { method, path } of installation.endpoints) {
      const names = path.includes(':ledger') ? qingmei.ledgers.map((it) => it.name) : ['']
      for (const name of names) {
        const spelled = path.replace(':ledger', name).replace(/:(\w+)/g, '{$1}')
        if (path.includes(':action')) continue
        expect(Object.keys(paths[spelled] ?? {}), `${method} ${spelled}`).toContain(method.toLowerCase())
      }
    }
    for (const ledger of qingmei.ledgers)
      for (const action of ledger.actions.values()) {
        if (action.who === null) continue
        const at = action.creates ? '' : '/records/{id}'
        expect(paths[`/api/ledgers/${ledger.name}${at}/actions/${action.name}`]).toHaveProperty('post')
      }
  })

  it('declares every parameter that stands in a path, and every reference leads somewhere', () => {
    const { paths, components } = document()
    for (const [path, operations] of Object.entries(paths))
      for (const operation of Object.values(operations)) {
        const declared = (operation.parameters ?? []).filter((it) => it.in === 'path').map((it) => it.name)
        expect(declared, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      }
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference = '']) => reference)
    expect(references.length).toBeGreaterThan(50)
    const known = new Set(Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`))
    expect(references.filter((reference) => !known.has(reference))).toEqual([])
  })
})

describe('the health of an installation', () => {
  it('is good while its database answers, and says how fast', () =>
    expect(health).toEqual({
      status: 200,
      body: { ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+/), database: 'up', ms: expect.any(Number) },
    }))

  it('is bad, and said at once, when nobody is where the database was', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo
        server.close(() => resolve(port))
      })
    })
    expect(await healthWith(port)).toMatchObject({ status: 503, body: { ok: false, database: 'down' } })
  })

  it('is bad after two seconds when the database takes the question and never answers', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    )
    const answer = await healthWith(port)
    server.close()
    expect(answer).toMatchObject({ status: 503, body: { ok: false, database: 'down' } })
    expect(answer.body.ms).toBeGreaterThanOrEqual(1_900)
    expect(answer.body.ms).toBeLessThan(10_000)
  })
})

/** What an installation says whose database should be at this port. */
async function healthWith(port: number) {
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'nobody', database: 'nothing' })
  pool.on('error', () => undefined)
  const endpoints = aboutEndpoints({ pool, house: qingmei, version: '0.0.0', endpoints: () => [] })
  const app = await buildApp({ ...installation, endpoints, session: async () => null, log: () => undefined })
  const answer = await app.inject('/api/health')
  await app.close()
  void pool.end()
  return { status: answer.statusCode, body: answer.json<{ ms: number }>() }
}
