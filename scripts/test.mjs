#!/usr/bin/env node
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { ensureHouse } from './house.mjs'
import { ROOT, checkNode, ensureInstalled, run } from './install.mjs'
import { say } from './say.mjs'

/**
 * `npm test`: installs what is missing, then lint, types, pages and every test. With arguments only vitest, with
 * those arguments. The last line is `N passed, N failed`; lint, the type check and the build count as one each.
 */
checkNode()
process.chdir(ROOT)
await ensureInstalled()
ensureHouse()

const total = { passed: 0, failed: 0 }
const count = ({ passed, failed }) => {
  total.passed += passed
  total.failed += failed
}
const wishes = process.argv.slice(2)

if (wishes.length > 0) {
  count(await vitest(wishes))
} else {
  for (const [zh, script] of [
    ['代码检查', 'lint'],
    ['类型检查', 'typecheck'],
  ]) {
    say(`${zh}…`, `${script}…`)
    const code = await run('npm', ['run', '--silent', script])
    count(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
  }
  await ensureBuilt()
  // What needs a server or a browser gets the machine to itself: beside all the others it only waits.
  const projects = [...readFileSync('vitest.config.ts', 'utf8').matchAll(/\bname: '([a-z-]+)'/g)].map(
    ([, name]) => name,
  )
  const light = projects.filter((name) => name !== 'db' && name !== 'journeys')
  count(await vitest(light.map((name) => `--project=${name}`)))
  count(await vitest(['--project=db']))
  count(await vitest(['--project=journeys', '--passWithNoTests']))
}

console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

/** Runs vitest and counts; a file that cannot even be loaded, or an error outside all tests, counts as one failed. */
async function vitest(args) {
  say('测试…', `vitest ${args.join(' ')}`)
  const folder = mkdtempSync(join(tmpdir(), 'qingmei-results-'))
  const file = join(folder, 'results.json')
  const program = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const code = await run(process.execPath, [
    program,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ])
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }
  rmSync(folder, { recursive: true, force: true })
  const tests = results.testResults.flatMap(({ assertionResults }) => assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const unloadable = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length
  const failed = tests.filter(({ status }) => status === 'failed').length + unloadable
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}
