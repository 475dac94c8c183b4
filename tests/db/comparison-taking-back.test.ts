import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QuestionPage, QuestionRow } from '@qingmei/contract/comparison'
import type { DiffRow } from '@qingmei/contract/comparison-outcome'
import { anApplication, type Application } from '../support/app.ts'
import { type Client, clientOf, demoFile, takeIn } from '../support/comparing.ts'

let app: Application
let office: Client
const files: string[] = []

/** So many rows of a register, as its file has them. */
const beginning = (name: string, rows: number) => {
  const { content } = demoFile(name)
  let end = -1
  for (let i = 0; i <= rows; i++) end = content.indexOf(0x0a, end + 1)
  return { name, content: content.subarray(0, end) }
}

beforeAll(async () => {
  app = await anApplication()
  await app.person('linlan', '林岚', 'office', 'office')
  office = await clientOf(app, 'linlan')
  for (const file of [beginning('market-entities.csv', 6000), beginning('platform-merchants.jsonl', 400)])
    files.push((await takeIn(app, office, 'linlan', file)).id)
})
afterAll(() => app.stop())

/** A new run over the same files, as its path. */
const compared = async (of = files): Promise<string> => {
  const { id } = await office.post<{ id: string }>('/api/comparisons', { campaign: app.campaign, files: of })
  await app.worker.run()
  return `/api/comparisons/${id}`
}
const apply = async (run: string) => {
  await office.post(`/api/ledgers/comparison/records/${run.split('/').at(-1)}/actions/rematch`, { input: {} })
  await app.worker.run()
}
const desk = (run: string) => office.get<QuestionPage>(`${run}/questions?open=1`)
const first = async (run: string): Promise<QuestionRow> => {
  const [question] = (await desk(run)).rows
  if (!question) throw new Error('nothing is doubtful')
  return question
}
const answer = (run: string, no: number, choice: number | 'none' | 'unsure') =>
  office.post<{ decisions: string[] }>(`${run}/questions/${no}/decide`, { choice })
const undo = (run: string, no: number) => office.post(`${run}/questions/${no}/undo`, { reason: '点错' })

describe('an answer that is taken back', () => {
  it('is not waiting to be applied any more, and is once it had been applied', async () => {
    const run = await compared()
    const { no } = await first(run)
    const { decisions } = await answer(run, no, 'none')
    expect((await desk(run)).pending).toBe(decisions.length)
    await undo(run, no)
    expect((await desk(run)).pending).toBe(0)
    const again = await answer(run, no, 0)
    await apply(run)
    expect((await desk(run)).pending).toBe(0)
    await office.post(`/api/ledgers/pair-decision/records/${again.decisions[0]}/actions/withdraw`, {
      input: { withdrawnWhy: '看错' },
    })
    expect((await desk(run)).pending).toBe(1)
  })

  it('leaves what another run had decided standing, and the next run follows that without asking', async () => {
    const [older, newer] = [await compared(), await compared()]
    const question = await first(newer)
    const sameOn = (page: QuestionPage) => page.rows.find((it) => it.record.key === question.record.key)
    const before = await desk(older)
    const old = sameOn(before)
    if (!old) throw new Error('the older run does not ask it')
    const { decisions } = await answer(newer, question.no, 'none')
    await apply(newer)
    const statusOf = async (id: string) =>
      (await office.get<{ record: { status: string } }>(`/api/ledgers/pair-decision/records/${id}`)).record.status
    // What is decided in one run is decided on the desk of the other.
    const there = await desk(older)
    expect(there.open).toBe(before.open - 1)
    expect(there.settled).toBe(before.settled + 1)
    expect(sameOn(there)).toBeUndefined()
    const mine = await answer(older, old.no, 0)
    const replaced = await Promise.all(decisions.map(statusOf))
    expect(replaced.filter((it) => it === 'withdrawn')).toHaveLength(1)
    expect(await undo(older, old.no)).toMatchObject({ withdrawn: mine.decisions })
    expect(await statusOf(mine.decisions[0] ?? '')).toBe('withdrawn')
    expect(new Set(await Promise.all(decisions.map(statusOf)))).toEqual(new Set(['standing']))
    expect((await desk(newer)).pending).toBe(0)
    expect(await desk(older)).toMatchObject({ open: there.open, settled: there.settled })
    const refused = await office.refused('POST', `${older}/questions/${old.no}/undo`, { reason: '再点一次' })
    expect(refused.code).toBe('comparison.question.not-decided')
    const next = await compared()
    expect(sameOn(await desk(next))).toBeUndefined()
    const { rows } = await office.get<{ rows: DiffRow[] }>(`${next}/diff?with=${newer.split('/').at(-1)}`)
    expect(rows).toEqual([])
  })
})

describe('what cannot be told', () => {
  it('is left for the check on the spot, and asked again once a record says something else', async () => {
    const run = await compared()
    const before = await desk(run)
    const question = before.rows.find(
      (it) => it.candidates[0]?.record.kind === 'market' && it.candidates[0].record.scope,
    )
    const shop = question?.candidates[question.chosen ?? 0]?.record
    if (!question || !shop?.scope) throw new Error('no shop is doubtful')
    const asks = (page: QuestionPage) => page.rows.some((it) => it.record.key === question.record.key)
    await answer(run, question.no, 'unsure')
    await apply(run)
    const reviewOf = async (path: string) => (await office.get<{ run: { review: number } }>(path)).run.review
    for (const path of [run, await compared()]) {
      const page = await desk(path)
      expect(asks(page)).toBe(false)
      expect(page.open).toBe(before.open - 1)
      expect(await reviewOf(path)).toBe(page.open)
    }
    const { name, content } = beginning('market-entities.csv', 6000)
    const lines = new TextDecoder('gb18030').decode(content).split('\n')
    const at = lines.findIndex((line) => line.includes(shop.key))
    const start = shop.scope.slice(0, 6)
    lines[at] = lines[at]?.replace(start, `企业管理；${start}`) ?? ''
    const market = await takeIn(app, office, 'linlan', { name: `新-${name}`, content: Buffer.from(lines.join('\n')) })
    const page = await desk(await compared([market.id, files[1] ?? '']))
    expect(asks(page)).toBe(true)
    expect(page.open).toBe(before.open)
  })
})
