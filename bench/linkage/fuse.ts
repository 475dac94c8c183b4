import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../place.ts'
import { csvRows } from './score.ts'

const PACKAGE = 'fuse.js@7.1.0'
interface Fuse {
  search(text: string, options: { limit: number }): { item: string }[]
}

/** Seconds that Fuse.js takes for one query over the market register's names; null when it cannot be had. */
export async function fusePerQuery(folder: string, queries = 9): Promise<number | null> {
  const home = join(tmpdir(), `qingmei-peers-${PACKAGE.replace('@', '-')}`)
  const require = createRequire(join(home, 'from-here.cjs'))
  const load = (): (new (list: string[], options: object) => Fuse) | null => {
    try {
      return require('fuse.js')
    } catch {
      return null
    }
  }
  if (!load()) spawnSync('npm', ['install', '--silent', '--prefix', home, PACKAGE], { timeout: 120_000 })
  const Index = load()
  if (!Index) return null
  const names: string[] = []
  for await (const [name = ''] of csvRows(join(folder, 'peers-market.csv'), ['name'])) names.push(name)
  const asked: string[] = []
  for await (const [name = ''] of csvRows(join(folder, 'peers-rest.csv'), ['name']))
    if (asked.push(name) >= queries * 50) break
  const fuse = new Index(names, { threshold: 0.4 })
  const times = asked
    .filter((_, i) => i % 50 === 0)
    .map((name) => {
      const start = performance.now()
      fuse.search(name, { limit: 12 })
      return (performance.now() - start) / 1000
    })
  return median(times)
}
