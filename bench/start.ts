import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Bench, median, type Verdict } from './place.ts'

const PROGRAM = fileURLToPath(new URL('../apps/cli/bin/qingmei.mjs', import.meta.url))
const AIM_S = 10

/** From the process's start to the first answer: on an empty folder, with the demo loaded, and after a kill. */
export async function run({ isSmoke, say }: Bench): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'qingmei-bench-'))
  chmodSync(folder, 0o711)
  try {
    const first = await started(folder, 'SIGINT', isSmoke)
    const rounds = isSmoke ? 1 : 5
    const later: number[] = []
    const killed: number[] = []
    for (let i = 0; i < rounds; i++) later.push(await started(folder, 'SIGINT', isSmoke))
    for (let i = 0; i < rounds; i++) killed.push(await started(folder, 'SIGKILL', isSmoke))
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
    say(
      `first start${isSmoke ? ', empty' : ' with the demo'} ${seconds(first)}; later ${seconds(median(later))}; after kill -9 ${seconds(median(killed))} (medians of ${rounds})`,
    )
    return [{ aim: `a later start within ${AIM_S} s`, met: isSmoke || median([...later, ...killed]) < AIM_S * 1000 }]
  } finally {
    // The last start was killed: whoever comes next takes its database over and ends it in order.
    await started(folder, 'SIGINT', isSmoke).catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds until a fresh process answers; then it is ended by this signal. */
async function started(folder: string, end: NodeJS.Signals, isEmpty: boolean): Promise<number> {
  const begin = performance.now()
  const child = spawn(
    process.execPath,
    [PROGRAM, 'start', '--port', '0', '--json', ...(isEmpty ? ['--no-demo'] : [])],
    {
      env: { ...process.env, QINGMEI_DATA: folder, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString()))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  const { url } = JSON.parse(line) as { url: string }
  const answer = await fetch(`${url}/api/health`)
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  const ms = performance.now() - begin
  child.kill(end)
  await ended
  return ms
}
