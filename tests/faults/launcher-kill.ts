import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killDuringFirstStart, killWhileWriting } from './launcher-rounds.ts'

/** The long version, by hand: `npx tsx tests/faults/launcher-kill.ts [rounds]`. Ends with 1 if anything was lost. */
const rounds = Number(process.argv[2] ?? 20)
let lost = 0

/** Root's server runs as another account, which has to get there. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'qingmei-faults-'))
  chmodSync(made, 0o711)
  return made
}

for (let round = 1; round <= rounds; round++) {
  const dataDir = folder()
  const gone = await killDuringFirstStart(dataDir, 2500)
  lost += gone.length
  console.log(`first start killed, round ${round} of ${rounds}: started again, ${gone.length} rows missing`)
  rmSync(dataDir, { recursive: true, force: true })
}

for (const victims of ['host', 'host-and-database', 'database-and-host'] as const) {
  const dataDir = folder()
  for (let round = 1; round <= rounds; round++) {
    const { written, missing, adopted } = await killWhileWriting(dataDir, round * 1_000_000, victims)
    lost += missing.length
    const how = adopted ? 'adopted' : 'started'
    console.log(
      `${victims} killed, round ${round} of ${rounds}: ${how}, ${written} acknowledged, ${missing.length} missing`,
    )
  }
  rmSync(dataDir, { recursive: true, force: true })
}

console.log(lost === 0 ? 'nothing was lost' : `${lost} acknowledged rows were lost`)
process.exitCode = lost === 0 ? 0 : 1
