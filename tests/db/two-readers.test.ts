import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QuestionPage } from '@qingmei/contract/comparison'
import { anApplication, type Application } from '../support/app.ts'
import { type Client, clientOf, demoFile, takeIn } from '../support/comparing.ts'

let app: Application
let first: Client
let second: Client
let run: string

/** So many rows of a register, as its file has them. */
const beginning = (name: string, rows: number) => {
  const { content } = demoFile(name)
  let end = -1
  for (let i = 0; i <= rows; i++) end = content.indexOf(0x0a, end + 1)
  return { name, content: content.subarray(0, end) }
}

beforeAll(async () => {
  app = await anApplication()
  await app.person('mishu', '林岚', 'office', 'office')
  await app.person('zhifa', '周敏', 'hcenf', 'health')
  first = await clientOf(app, 'mishu')
  second = await clientOf(app, 'zhifa')
  const market = await takeIn(app, first, 'mishu', beginning('market-entities.csv', 6000))
  const platform = await takeIn(app, first, 'mishu', beginning('platform-merchants.jsonl', 400))
  const started = await first.post<{ id: string }>('/api/comparisons', {
    campaign: app.campaign,
    files: [market.id, platform.id],
    twoReaders: true,
  })
  run = `/api/comparisons/${started.id}`
  await app.worker.run()
})
afterAll(() => app.stop())

const asked = (client: Client) => client.get<QuestionPage>(`${run}/questions?open=1`)
const answer = (client: Client, no: number, choice: number | 'none') =>
  client.post<{ decisions: string[] }>(`${run}/questions/${no}/decide`, { choice })
const stateOf = async (id: string) =>
  (await first.get<{ record: { status: string } }>(`/api/ledgers/pair-decision/records/${id}`)).record.status

describe('where two readers are asked for', () => {
  it('a question that one answered is asked of the other only, who is not told the answer', async () => {
    const before = await asked(first)
    const [question] = before.rows
    if (!question) throw new Error('nothing is doubtful')
    const { decisions } = await answer(first, question.no, 0)
    const [mine, theirs] = [await asked(first), await asked(second)]
    expect(mine.rows.map((it) => it.no)).not.toContain(question.no)
    expect(mine).toMatchObject({ open: before.open - 1, settled: before.settled + 1 })
    expect(theirs.rows.find((it) => it.no === question.no)).toMatchObject({ decisions: [] })
    expect(theirs.open).toBe(before.open)
    expect(await stateOf(decisions[0] ?? '')).toBe('pending')

    expect(await answer(second, question.no, 0)).toEqual({ decisions })
    expect(await stateOf(decisions[0] ?? '')).toBe('standing')
    expect((await asked(second)).rows.map((it) => it.no)).not.toContain(question.no)
  })

  it('what they read differently is open again to both, and decides nothing', async () => {
    const [question] = (await asked(first)).rows
    if (!question) throw new Error('nothing is doubtful')
    const { decisions } = await answer(first, question.no, 0)
    await answer(second, question.no, 'none')
    expect(await stateOf(decisions[0] ?? '')).toBe('disputed')
    for (const reader of [first, second]) expect((await asked(reader)).rows.map((it) => it.no)).toContain(question.no)
  })
})
