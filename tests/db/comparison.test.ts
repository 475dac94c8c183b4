import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LineDetail, LinePage, QuestionPage, QuestionRow } from '@qingmei/contract/comparison'
import type { DiffRow } from '@qingmei/contract/comparison-outcome'
import { anApplication, type Application } from '../support/app.ts'
import { type Client, clientOf, demoFile, takeIn } from '../support/comparing.ts'

let app: Application
let office: Client
let health: Client
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
  await app.person('zhoumin', '周敏', 'hcenf', 'health')
  office = await clientOf(app, 'linlan')
  health = await clientOf(app, 'zhoumin')
}, 120_000)
afterAll(() => app.stop())

interface Summary {
  readonly run: {
    readonly status: string
    readonly places: number
    readonly pending: number
    readonly sha256: string
    readonly review: number
    readonly entered: number
    readonly number: string
    readonly note: string | null
  }
  readonly questions: { readonly open: number; readonly settled: number }
}
const summary = () => office.get<Summary>(`/api/comparisons/${run}`)
const act = (ledger: string, id: string, action: string, input: object = {}) =>
  office.post(`/api/ledgers/${ledger}/records/${id}/actions/${action}`, { input })

describe('the five registers of a county', () => {
  it('are known by their headers, confirmed, and counted row by row', async () => {
    const seen: unknown[] = []
    for (const name of NAMES) {
      const { id, look, progress } = await takeIn(app, office, 'linlan', demoFile(name))
      files.push(id)
      seen.push([look.kind, progress.status, progress.counts.rows])
      expect(progress.counts.refused).toBe(0)
    }
    expect(seen).toEqual([
      ['market', 'validated', 20010],
      ['medical-licence', 'validated', 190],
      ['beauty-permit', 'validated', 1022],
      ['platform', 'validated', 841],
      ['tax', 'validated', 13965],
    ])
  }, 120_000)

  it('are compared in the background', async () => {
    const started = await office.post<{ id: string; status: string }>('/api/comparisons', {
      campaign: app.campaign,
      files,
    })
    run = started.id
    expect(started.status).toBe('received')
    await app.worker.run()
    const found = await summary()
    expect(found.run.status).toBe('matched')
    expect(found.run.places).toBeGreaterThan(1500)
    expect(found.questions).toEqual({ open: found.run.review, settled: 0 })
  }, 300_000)

  it('are read line by line, by list and words, each with why its records belong together', async () => {
    const all = await office.get<LinePage>(`/api/comparisons/${run}/lines`)
    expect(all.rows).toHaveLength(50)
    const second = await office.get<LinePage>(`/api/comparisons/${run}/lines?after=${all.next}`)
    expect(second.rows[0]?.no).toBeGreaterThan(all.rows.at(-1)?.no ?? 0)
    const neither = await office.get<LinePage>(`/api/comparisons/${run}/lines?class=neither`)
    expect(neither.total).toBeGreaterThan(0)
    expect(neither.rows.every((it) => it.class === 'neither')).toBe(true)
    const name = all.rows[7]?.name.slice(2, 6) ?? ''
    const found = await office.get<LinePage>(`/api/comparisons/${run}/lines?q=${encodeURIComponent(name)}`)
    expect(found.rows.map((it) => it.no)).toContain(all.rows[7]?.no)
    const linked = all.rows.find((it) => it.sources.length > 2)
    const line = await office.get<LineDetail>(`/api/comparisons/${run}/lines/${linked?.no}`)
    expect(line.members.length).toBeGreaterThan(2)
    expect(line.members.map((it) => it.sentence).join()).toMatch(/名称|代码|电话/)
    const table = await office.raw(`/api/comparisons/${run}/export?format=csv&class=neither`)
    expect(table.status).toBe(200)
    expect(table.bytes.toString('utf8')).toContain('待现场核实')
    expect(table.bytes.toString('utf8').trim().split('\n').length).toBeGreaterThan(neither.total)
  })

  it('ask a person what is doubtful; an answer is taken up when the run links again, and can be taken back', async () => {
    const page = await office.get<QuestionPage>(`/api/comparisons/${run}/questions?open=1`)
    const [first, second] = page.rows
    if (!first || !second) throw new Error('the demo asks nothing')
    expect(first.priority).toBeGreaterThanOrEqual(second.priority)
    await office.post(`/api/comparisons/${run}/questions/${first.no}/decide`, {
      choice: 0,
      reason: '同一电话，店主确认',
    })
    await office.post(`/api/comparisons/${run}/questions/${second.no}/decide`, { choice: 'none', reason: '隔壁另一家' })
    expect((await summary()).questions.settled).toBe(2)
    await office.post(`/api/comparisons/${run}/questions/${second.no}/undo`, { reason: '点错' })
    const after = await summary()
    expect(after.questions.settled).toBe(1)
    expect(after.run.pending).toBeGreaterThan(0)
    const refused = await office.refused('POST', `/api/ledgers/comparison/records/${run}/actions/closeReview`, {
      input: { reviewNote: null },
    })
    expect(refused.code).toBe('comparison.close-review.pending')
    await act('comparison', run, 'rematch')
    await app.worker.run()
    const again = await summary()
    expect(again.run).toMatchObject({ status: 'matched', pending: 0 })
    const { record, candidates } = first
    const line = await office.get<LinePage>(
      `/api/comparisons/${run}/lines?q=${encodeURIComponent(record.key.toLowerCase())}`,
    )
    const detail = await office.get<LineDetail>(`/api/comparisons/${run}/lines/${line.rows[0]?.no}`)
    expect(detail.members.map((it) => it.record.key)).toEqual(
      expect.arrayContaining([record.key, candidates[0]?.record.key]),
    )
    expect(detail.members.map((it) => it.sentence)).toContain('人工认定为同一场所')
  }, 300_000)

  it('take one at the same address for the answer, that was no candidate, checked and taken back like a candidate', async () => {
    const { question, neighbour } = await withNeighbour()
    const { record, beside } = question.neighbours[neighbour] ?? {}
    if (!record || !beside) throw new Error('no such neighbour')
    expect(beside.address?.is).not.toBe('missing')
    const decide = `/api/comparisons/${run}/questions/${question.no}/decide`
    const strange = await office.refused('POST', decide, { choice: { neighbour: 99 } })
    expect(strange).toMatchObject({ status: 422, code: 'comparison.question.no-candidate' })
    // Beyond the candidates there is nobody; who is chosen by mistake must not be somebody else.
    const beyond = { choice: question.candidates.length }
    expect((await office.refused('POST', decide, beyond)).code).toBe('comparison.question.no-candidate')
    const said = await office.post<{ decisions: string[] }>(decide, { choice: { neighbour }, reason: '同一店，两块牌' })
    expect(said.decisions).toHaveLength(1)
    const read = () =>
      office.get<{ record: Record<string, unknown> }>(`/api/ledgers/pair-decision/records/${said.decisions[0]}`)
    expect((await read()).record).toMatchObject({
      aKey: question.record.key,
      bKey: record.key,
      verdict: 'same',
      status: 'standing',
      probability: null,
      reason: '同一店，两块牌',
    })
    const asked = () => office.get<{ question: QuestionRow }>(`/api/comparisons/${run}/questions/${question.no}`)
    expect((await asked()).question).toMatchObject({ settled: said.decisions[0], decisions: [{ bKey: record.key }] })
    // It is taken up like any other decision.
    await act('comparison', run, 'rematch')
    await app.worker.run()
    const { rows } = await office.get<LinePage>(
      `/api/comparisons/${run}/lines?q=${encodeURIComponent(record.key.toLowerCase())}`,
    )
    const line = await office.get<LineDetail>(`/api/comparisons/${run}/lines/${rows[0]?.no}`)
    expect(line.members.map((it) => it.record.key)).toEqual(expect.arrayContaining([record.key, question.record.key]))
  }, 300_000)

  it('open a question again whose neighbour was chosen, and leave alone what was said on another occasion', async () => {
    const { question, neighbour } = await withNeighbour()
    const path = `/api/comparisons/${run}/questions/${question.no}`
    const { decisions } = await office.post<{ decisions: string[] }>(`${path}/decide`, { choice: { neighbour } })
    await office.post(`${path}/decide`, { choice: 'none' })
    const undone = await office.post<{ withdrawn: string[] }>(`${path}/undo`, { reason: '点错' })
    expect(undone.withdrawn).not.toContain(decisions[0])
    const status = async () =>
      (await office.get<{ record: { status: string } }>(`/api/ledgers/pair-decision/records/${decisions[0]}`)).record
        .status
    expect(await status()).toBe('standing')
    await office.post(`${path}/decide`, { choice: { neighbour } })
    // The same pair was decided anew: one at most stands.
    expect(await status()).toBe('withdrawn')
    const taken = await office.post<{ withdrawn: string[] }>(`${path}/undo`, { reason: '点错' })
    expect(taken.withdrawn).toHaveLength(1)
    const { question: open } = await office.get<{ question: QuestionRow }>(path)
    expect(open).toMatchObject({ settled: null, decisions: [] })
    await act('comparison', run, 'rematch')
    await app.worker.run()
  }, 300_000)

  it('ask a second person about a neighbour that the first one chose, where two are asked for', async () => {
    const body = { campaign: app.campaign, files, twoReaders: true }
    const { id } = await office.post<{ id: string }>('/api/comparisons', body)
    await app.worker.run()
    const { question, neighbour } = await withNeighbour(id)
    const path = `/api/comparisons/${id}/questions/${question.no}`
    const choice = { choice: { neighbour } }
    const { decisions } = await office.post<{ decisions: string[] }>(`${path}/decide`, choice)
    const status = async () =>
      (await office.get<{ record: { status: string } }>(`/api/ledgers/pair-decision/records/${decisions[0]}`)).record
        .status
    expect(await status()).toBe('pending')
    // It is not told to the second one what the first one said.
    expect((await health.get<{ question: QuestionRow }>(path)).question.decisions).toEqual([])
    await health.post(`${path}/decide`, { choice: 'none' })
    expect(await status()).toBe('disputed')
    await office.post(`${path}/undo`, { reason: '再看' })
    expect(await status()).toBe('withdrawn')
    const again = await office.post<{ decisions: string[] }>(`${path}/decide`, choice)
    const read = await health.post<{ decisions: string[] }>(`${path}/decide`, choice)
    expect(read.decisions).toEqual(again.decisions)
    const { record } = await office.get<{ record: { status: string } }>(
      `/api/ledgers/pair-decision/records/${again.decisions[0]}`,
    )
    expect(record.status).toBe('standing')
    await office.post(`${path}/undo`, { reason: '还原' })
    // What was decided in the first run shows beside the second one, each change with its reason.
    const { rows } = await office.get<{ rows: DiffRow[] }>(`/api/comparisons/${id}/diff?with=${run}`)
    for (const row of rows) expect(row.reasons.length, row.name).toBeGreaterThan(0)
  }, 300_000)

  it('are published into the lists once somebody answers for the review', async () => {
    await act('comparison', run, 'closeReview', { reviewNote: '其余待现场核实' })
    const expected = await office.get<{ entered: number; uncertain: number }>(`/api/comparisons/${run}/publication`)
    await act('comparison', run, 'publish')
    await app.worker.run()
    const { run: done } = await summary()
    expect(done.note).toBeNull()
    expect(done).toMatchObject({ status: 'published', entered: expected.entered })
    expect(expected.entered).toBe(done.places - expected.uncertain)
  }, 300_000)
})

/** An open question beside whose record somebody stands at the same address who is no candidate of it. */
async function withNeighbour(of = run): Promise<{ question: QuestionRow; neighbour: number }> {
  for (let after: number | null = 0; after !== null; ) {
    const page: QuestionPage = await office.get<QuestionPage>(`/api/comparisons/${of}/questions?open=1&after=${after}`)
    for (const question of page.rows) {
      const isCandidate = (key: string) => question.candidates.some((it) => it.record.key === key)
      const neighbour = question.neighbours.findIndex(({ record }) => !isCandidate(record.key))
      if (neighbour >= 0 && question.decisions.length === 0) return { question, neighbour }
    }
    after = page.next
  }
  throw new Error('nobody has a neighbour')
}
