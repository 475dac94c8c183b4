import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QuestionPage, QuestionRow } from '@qingmei/contract/comparison'
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
const compared = async (): Promise<string> => {
  const { id } = await office.post<{ id: string }>('/api/comparisons', { campaign: app.campaign, files })
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
})
