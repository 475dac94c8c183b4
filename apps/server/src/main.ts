import { compose } from './compose.ts'
import { installDemo } from './demo/install-demo.ts'
import { DatabaseRefused } from './platform/db/refused.ts'
import { serve, stopWhenTold } from './serve.ts'

const log = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)
const demo = process.env.QINGMEI_DEMO !== 'off'

/** Starts an installation and serves it until it is told to stop. */
async function main(): Promise<void> {
  const it = await compose({ env: process.env, log, demo })
  if (demo) await installDemo(it, log)
  const at = { port: Number(process.env.PORT ?? '8080'), host: process.env.HOST ?? '127.0.0.1' }
  const { port, stop } = await serve(it, at, complain)
  log(`\n  清美已启动 · QingMei is running:  http://localhost:${port}\n`)
  await stopWhenTold(stop)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof DatabaseRefused) complain(error.message)
    else complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exit(1)
  },
)
