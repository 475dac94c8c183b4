import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FILES } from './county.ts'

/**
 * The reference limit L: read every register, decode it and split it into cells, in one thread, and nothing else.
 * Run by itself, so that no other work has warmed or crowded the process: prints seconds and how many cells there were.
 */
const [folder = ''] = process.argv.slice(2)
const start = performance.now()
const before = process.cpuUsage()
let cells = 0
for (const file of Object.values(FILES)) {
  const text = new TextDecoder(file === FILES.market ? 'gb18030' : 'utf-8').decode(readFileSync(join(folder, file)))
  for (const line of text.split('\r\n')) {
    if (line.startsWith('{')) cells += Object.keys(JSON.parse(line) as object).length
    else cells += line.split(',').length
  }
}
const { user, system } = process.cpuUsage(before)
process.stdout.write(
  JSON.stringify({ seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1_000_000, cells }),
)
