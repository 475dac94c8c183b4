import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT, run } from './install.mjs'
import { giveUp, say } from './say.mjs'

/** Builds every application with a page of its own (an index.html), unless its sources are those of the last build. */
export async function ensureBuilt() {
  const apps = readdirSync(join(ROOT, 'apps')).filter((name) => existsSync(join(ROOT, 'apps', name, 'index.html')))
  for (const app of apps) {
    const folder = join(ROOT, 'apps', app)
    const stamp = join(folder, 'dist', '.sources')
    const hash = hashOf([folder, join(ROOT, 'packages'), join(ROOT, 'package-lock.json')])
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue
    say(`正在构建界面 ${app}…`, `Building ${app}…`)
    // First away with the stamp: a build that is cut off must not pass for the one before.
    rmSync(stamp, { force: true })
    const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
    const code = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: folder })
    if (code !== 0) giveUp(`界面 ${app} 构建失败，原因见上。`, `${app} could not be built; the reason is above.`)
    writeFileSync(stamp, hash)
  }
}

/** One hash over names and contents, so that neither a checkout's times nor an older branch deceive it. */
function hashOf(paths) {
  const hash = createHash('sha256')
  const add = (path) => {
    hash
      .update(`${relative(ROOT, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && !/\.test\.[a-z]+$/.test(entry.name)) add(path)
    }
  }
  for (const path of paths) {
    if (path.endsWith('.json')) add(path)
    else walk(path)
  }
  return hash.digest('hex')
}
