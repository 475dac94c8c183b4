import { compose } from './compose.ts'
import { installDemo } from './demo/install-demo.ts'
import { DatabaseRefused } from './platform/db/refused.ts'
import { buildApp } from './platform/http/app.ts'

const log = (line: string): void => void process.stdout.write(`${line}\n`)
const port = Number(process.env.PORT ?? '8080')
const host = process.env.HOST ?? '127.0.0.1'
const SEAL_MS = 1000
const LADDER_MS = 30_000

/** Starts an installation and serves it until it is told to stop. */
async function main(): Promise<void> {
  const it = await compose({ env: process.env, log, demo: process.env.QINGMEI_DEMO !== 'off' })
  if (process.env.QINGMEI_DEMO !== 'off') await installDemo(it, log)
  const app = await buildApp({
    endpoints: it.endpoints,
    session: (token) => it.accounts.bySession(token),
    actorOf: it.actorOf,
    refused: it.refused,
    webFolder: it.webFolder,
    log: (message, error) =>
      void process.stderr.write(
        `${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error ?? '')}\n`,
      ),
  })
  await app.listen({ port, host })
  const complain = (error: unknown) => void process.stderr.write(`${String(error)}\n`)
  const sealing = every(SEAL_MS, () => it.clock.refresh().then(() => it.sealAll()), complain)
  const climbing = every(LADDER_MS, () => it.climbed(), complain)
  log(`\n  清美已启动 · QingMei is running:  http://localhost:${port}\n`)

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    sealing()
    climbing()
    app
      .close()
      .then(() => it.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Runs a job again and again, never two at once; answers how to end it. */
function every(ms: number, work: () => Promise<unknown>, complain: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null
  let ended = false
  const again = (): void => {
    if (!ended) timer = setTimeout(run, ms)
  }
  const run = (): void => void work().catch(complain).finally(again)
  run()
  return () => {
    ended = true
    if (timer) clearTimeout(timer)
  }
}

main().catch((error: unknown) => {
  if (error instanceof DatabaseRefused) process.stderr.write(`${error.message}\n`)
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
