import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { qingmei } from '@qingmei/core/house'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compose, type Installation } from '../../apps/server/src/compose.ts'
import { buildApp } from '../../apps/server/src/platform/http/app.ts'
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
    const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
    expect(references.length).toBeGreaterThan(50)
    expect(references.filter((name) => !Object.hasOwn(components.schemas, name ?? ''))).toEqual([])
  })
})

describe('the health of an installation', () => {
  it('is good while its database answers', () =>
    expect(health).toMatchObject({ status: 200, body: { ok: true, database: 'up' } }))

  it('is bad, and said at once, while it does not', async () => {
    const asked = installation.endpoints.find((it) => it.path === '/api/health')
    const { pool } = installation
    const query = pool.query.bind(pool)
    pool.query = (() => Promise.reject(new Error('gone'))) as unknown as typeof pool.query
    const answer = await asked?.handle({
      params: {},
      query: {},
      body: {},
      actor: { person: '', name: '', seats: [] },
      account: null,
      header: () => undefined,
    })
    pool.query = query
    expect(answer).toMatchObject({ status: 503, body: { ok: false, database: 'down' } })
  })
})
