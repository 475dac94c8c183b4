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

  it('leaves what another run had decided standing, and the next run follows that without asking', async () => {
    const [older, newer] = [await compared(), await compared()]
    const question = await first(newer)
    const sameOn = (page: QuestionPage) => page.rows.find((it) => it.record.key === question.record.key)
    const old = sameOn(await desk(older))
    if (!old) throw new Error('the older run does not ask it')
    const { decisions } = await answer(newer, question.no, 'none')
    await apply(newer)
    const statusOf = async (id: string) =>
      (await office.get<{ record: { status: string } }>(`/api/ledgers/pair-decision/records/${id}`)).record.status
    const mine = await answer(older, old.no, 0)
    const replaced = await Promise.all(decisions.map(statusOf))
    expect(replaced.filter((it) => it === 'withdrawn')).toHaveLength(1)
    expect(await undo(older, old.no)).toMatchObject({ withdrawn: mine.decisions })
    expect(await statusOf(mine.decisions[0] ?? '')).toBe('withdrawn')
    expect(new Set(await Promise.all(decisions.map(statusOf)))).toEqual(new Set(['standing']))
    expect((await desk(newer)).pending).toBe(0)
    const refused = await office.refused('POST', `${older}/questions/${old.no}/undo`, { reason: '再点一次' })
    expect(refused.code).toBe('comparison.question.not-decided')
    const next = await compared()
    expect(sameOn(await desk(next))).toBeUndefined()
    const { rows } = await office.get<{ rows: DiffRow[] }>(`${next}/diff?with=${newer.split('/').at(-1)}`)
    expect(rows).toEqual([])
  })
})
