import type { AddressInfo } from 'node:net'
import type { Installation } from './compose.ts'
import { buildApp } from './platform/http/app.ts'

const SEAL_MS = 1000
const LADDER_MS = 30_000
const REFRESH_MS = 3_000
const OUTWARD_MS = 5_000
const WORK_MS = 1_000

/** Serves an installation: HTTP, the sealer, the ladder of deadlines. Answers where, and how to end it. */
export async function serve(
  it: Installation,
  at: { readonly port: number; readonly host: string },
  complain: (line: string) => void,
): Promise<{ port: number; stop(): Promise<void> }> {
  const app = await buildApp({
    endpoints: it.endpoints,
    session: (token) => it.accounts.bySession(token),
    actorOf: it.actorOf,
    refused: it.refused,
    webFolder: it.webFolder,
    log: (message, error) => complain(`${message}: ${textOf(error)}`),
  })
  await it.calendarCame()
  await app.listen(at)
  const jobs = [
    every(SEAL_MS, () => it.clock.refresh().then(() => it.sealAll()), complain),
    every(REFRESH_MS, () => it.directory.refresh(), complain),
    every(LADDER_MS, () => it.climbed(), complain),
    every(OUTWARD_MS, () => it.out.run(), complain),
    every(WORK_MS, () => it.worker.run(), complain),
  ]
  return {
    port: (app.server.address() as AddressInfo).port,
    async stop() {
      // Long work is given up, not waited for: the next start takes it up again.
      it.worker.stop()
      await Promise.all(jobs.map((end) => end()))
      await app.close()
      await it.close()
    },
  }
}

/** Runs a job again and again, never two at once; ending it waits for the one that runs. */
function every(ms: number, work: () => Promise<unknown>, complain: (line: string) => void): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let ended = false
  let running: Promise<unknown> = Promise.resolve()
  const run = (): void => {
    running = work()
      .catch((error: unknown) => complain(textOf(error)))
      .finally(() => {
        if (!ended) timer = setTimeout(run, ms)
      })
  }
  run()
  return async () => {
    ended = true
    clearTimeout(timer)
    await running
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error ?? '')

/** Ends a process once, in order, when it is told to. */
export function stopWhenTold(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false
    const once = (): void => {
      if (stopping) return
      stopping = true
      stop().then(resolve, reject)
    }
    process.on('SIGINT', once)
    process.on('SIGTERM', once)
  })
}
