import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const engine = new URL('../index.ts', import.meta.url).href
const folder = mkdtempSync(join(tmpdir(), 'qingmei-team-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A program of its own: nothing but the comparison keeps it from ending. */
function ran(code: string) {
  const path = join(folder, 'program.mts')
  writeFileSync(path, code)
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  return spawnSync(process.execPath, ['--import', 'tsx', path], { cwd, encoding: 'utf8' })
}

it('a program that compares on two threads comes to its end, and one that never closes its team as well', () => {
  const compare = `
    import { compareRegisters, tableOf, Team } from ${JSON.stringify(engine)}
    const register = (kind) => ({ file: kind + '.csv', kind, proves: 'nothing', asOf: null,
      table: tableOf(Array.from({ length: 50 }, (_, i) => ({ key: kind + i, name: '北关区美颜' + i + '美容院' }))) })
    const registers = [register('market'), register('platform')]`
  for (const options of ['{ threads: 2 }', '{ threads: 2, withoutEvaluation: true }', '{ team: new Team(2) }']) {
    const { status, stdout, stderr } = ran(`${compare}
      for (let i = 0; i < 3; i++) console.log((await compareRegisters({ registers }, ${options})).links.count)`)
    expect([options, status, stdout, stderr]).toEqual([options, 0, '100\n100\n100\n', ''])
  }
}, 60_000)
