import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Host } from './launcher-rounds.ts'

/**
 * `npx tsx tests/faults/write-kill.ts [host script] [rounds] [writes]`: kills a process that writes, in the middle
 * of its writes, alone and together with its database in turn; ends with 1 if an acknowledged write is missing.
 *
 * A host script takes `<folder> <first number>`, says one JSON object a line on stdout (`{"ready":{"pid":…}}` with
 * the number of the database's process, then `{"written":n}` for every write that was acknowledged), and with
 * `check <folder>` reads the numbers from stdin and says `{"missing":[…]}`. The bare one is `launcher-host.ts`;
 * one that carries out the application's own actions is driven in the same way.
 */
const [script = fileURLToPath(new URL('launcher-host.ts', import.meta.url)), rounds = '20', writes = '1000'] =
  process.argv.slice(2)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const dataDir = mkdtempSync(join(tmpdir(), 'qingmei-faults-'))
chmodSync(dataDir, 0o711)
const written: number[] = []
let lost = 0

for (let round = 1; round <= Number(rounds); round++) {
  const host = new Host(dataDir, { script: resolve(script), first: round * 1_000_000 })
  const { pid } = await host.ready()
  await host.writes(randomInt(1, Number(writes)))
  await host.kill()
  const withDatabase = round % 2 === 0
  if (withDatabase) process.kill(pid, 'SIGKILL')
  written.push(...host.written)
  const missing = check()
  lost += missing.length
  console.log(
    `round ${round} of ${rounds}: killed ${withDatabase ? 'with' : 'without'} its database after ` +
      `${host.written.length} writes; ${written.length} acknowledged so far, ${missing.length} missing`,
  )
}
rmSync(dataDir, { recursive: true, force: true })
console.log(lost === 0 ? 'nothing was lost' : `${lost} acknowledged writes were lost`)
process.exitCode = lost === 0 ? 0 : 1

/** Starts again and asks for everything that was ever acknowledged. */
function check(): number[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', resolve(script), 'check', dataDir],
    { cwd: ROOT, input: JSON.stringify(written), encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const line = stdout.split('\n').find((text) => text.startsWith('{"missing"'))
  if (status !== 0 || line === undefined) throw new Error(`it did not start again: ${stderr}`)
  return (JSON.parse(line) as { missing: number[] }).missing
}
