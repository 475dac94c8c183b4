import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApplication, type Application } from '../support/app.ts'
import { type Client, clientOf, takeIn } from '../support/comparing.ts'
import { smallRegisters } from '../support/small-registers.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
let app: Application
let office: Client
const files: string[] = []

beforeAll(async () => {
  app = await anApplication()
  await app.person('linlan', '林岚', 'office', 'office')
  office = await clientOf(app, 'linlan')
  for (const file of smallRegisters(800)) files.push((await takeIn(app, office, 'linlan', file)).id)
}, 120_000)
afterAll(() => app.stop())

/** A worker in a process of its own; killed when its work comes to a stage, or left to come to its end. */
function workUntil(stage: RegExp | null): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const seen: string[] = []
    const child = spawn(process.execPath, ['--import', 'tsx', 'tests/faults/comparison-host.ts'], {
      cwd: ROOT,
      env: { ...process.env, ...app.environment },
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { stage?: string; idle?: boolean }
      if (said.stage !== undefined) seen.push(said.stage)
      if (stage?.test(said.stage ?? '')) child.kill('SIGKILL')
    })
    let complaint = ''
    child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString()))
    child.once('exit', (code, signal) => {
      if (stage === null ? code === 0 : signal === 'SIGKILL') resolve(seen)
      else reject(new Error(`ended by ${signal ?? code} after ${seen.join(', ')}: ${complaint}`))
    })
  })
}

const start = async () =>
  (await office.post<{ id: string }>('/api/comparisons', { campaign: app.campaign, files, seed: 7 })).id
const resultOf = async (run: string) =>
  (await office.get<{ run: { status: string; sha256: string | null; version: number } }>(`/api/comparisons/${run}`)).run

/** What the tables have of a run, in one text. */
async function rowsOf(run: string): Promise<string> {
  const client = await app.pool.connect()
  try {
    await client.query(`begin read only; set local app.scopes = '{system}'`)
    const parts: string[] = []
    for (const [table, order] of [
      ['line', 'no'],
      ['member', 'line, no'],
      ['question', 'no'],
      ['sample', 'no'],
    ] as const) {
      const { rows } = await client.query<{ all: string | null }>(
        `select string_agg((to_jsonb(t) - 'run')::text, E'\n' order by ${order}) as "all" from qm.comparison_${table} t where run = $1`,
        [run],
      )
      parts.push(rows[0]?.all ?? '')
    }
    await client.query('commit')
    return parts.join('\n')
  } finally {
    client.release()
  }
}

it('ends with the same result, byte for byte, when the worker is killed in the middle of a run', async () => {
  const undisturbed = await start()
  await workUntil(null)
  const expected = await resultOf(undisturbed)
  expect(expected).toMatchObject({ status: 'matched', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string })

  const run = await start()
  // Stages of a small county pass quickly: whichever is told first, it is in the middle of the run.
  for (const stage of [/running starting/, /running (read|compare|group)/]) {
    await workUntil(stage)
    expect((await resultOf(run)).status).not.toBe('matched')
  }
  await workUntil(null)
  expect(await resultOf(run)).toMatchObject({ status: 'matched', sha256: expected.sha256 })
  expect(await rowsOf(run)).toBe(await rowsOf(undisturbed))
}, 300_000)

it('goes on publishing where it was killed, and lists every place once', async () => {
  const run = await start()
  await workUntil(null)
  const act = (action: string) =>
    office.post(`/api/ledgers/comparison/records/${run}/actions/${action}`, {
      input: action === 'closeReview' ? { reviewNote: null } : {},
    })
  await act('closeReview')
  const { entered } = await office.get<{ entered: number }>(`/api/comparisons/${run}/publication`)
  await act('publish')
  await workUntil(/running publish/)
  const half = await countOf('select count(*)::int as n from qm.list_entry')
  expect((await resultOf(run)).status).toBe('publishing')
  expect(half).toBeLessThan(entered)
  await workUntil(null)
  expect(await resultOf(run)).toMatchObject({ status: 'published', entered })
  expect(await countOf('select count(*)::int as n from qm.list_entry')).toBe(entered)
  expect(await countOf('select count(distinct premises)::int as n from qm.list_entry')).toBe(entered)
}, 300_000)

async function countOf(text: string): Promise<number> {
  const client = await app.pool.connect()
  try {
    await client.query(`begin read only; set local app.scopes = '{system}'`)
    const { rows } = await client.query<{ n: number }>(text)
    await client.query('commit')
    return rows[0]?.n ?? -1
  } finally {
    client.release()
  }
}
