import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LineDetail, LinePage } from '../../apps/server/src/premises/comparison/shapes.ts'
import { anApplication, type Application } from '../support/app.ts'
import { type Client, clientOf, demoFile, takeIn } from '../support/comparing.ts'

let app: Application
let office: Client
const NAMES = [
  'market-entities.csv',
  'medical-licences.xlsx',
  'beauty-permits.xlsx',
  'platform-merchants.jsonl',
  'tax-payers.csv',
]
const files: string[] = []
let run: string

beforeAll(async () => {
  app = await anApplication()
  await app.person('linlan', '林岚', 'office', 'office')
  office = await clientOf(app, 'linlan')
}, 120_000)
afterAll(() => app.stop())

describe('the five registers of a county', () => {
  it('are known by their headers, confirmed, and counted row by row', async () => {
    const seen: unknown[] = []
    for (const name of NAMES) {
      const { id, look, progress } = await takeIn(app, office, 'linlan', demoFile(name))
      files.push(id)
      seen.push([look.kind, progress.status, progress.counts])
      console.log(
        name,
        look.kind,
        look.asOf,
        progress.status,
        JSON.stringify(progress.counts),
        progress.note,
        progress.work.error,
      )
    }
    expect(seen).toHaveLength(5)
  }, 120_000)

  it('are compared in the background', async () => {
    const started = await office.post<{ id: string; status: string }>('/api/comparisons', {
      campaign: app.campaign,
      files,
    })
    run = started.id
    expect(started.status).toBe('received')
    const t = Date.now()
    await app.worker.run()
    console.log('run', Date.now() - t)
    const found = await office.get<{
      run: Record<string, unknown>
      facets: unknown
      questions: unknown
      work: unknown
    }>(`/api/comparisons/${run}`)
    console.log(
      JSON.stringify({ ...found.run, inputs: undefined }),
      JSON.stringify(found.questions),
      JSON.stringify(found.work),
    )
    expect(found.run.status).toBe('matched')
    const page = await office.get<LinePage>(`/api/comparisons/${run}/lines?class=neither`)
    console.log(page.total, JSON.stringify(page.rows.slice(0, 3)))
    const line = await office.get<LineDetail>(`/api/comparisons/${run}/lines/${page.rows[0]?.no}`)
    console.log(JSON.stringify(line).slice(0, 3000))
  }, 300_000)
})
