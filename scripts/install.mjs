import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { giveUp, say } from './say.mjs'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Runs a program of this tree, its output to our terminal; answers its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 1))
  })
}

/** Refuses Nodes that the code was not written for, before anything fails in a way that nobody can read. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    giveUp(
      `需要 Node.js 20.19 或更高版本，现在是 ${process.versions.node}。`,
      `Node.js 20.19 or later is needed; this is ${process.versions.node}.`,
    )
}

/** Installs what package-lock.json names, unless exactly that is installed already. */
export async function ensureInstalled() {
  if (isInstalled()) return
  say('正在安装依赖，首次约需一到两分钟…', 'Installing packages, a minute or two the first time…')
  const started = Date.now()
  const beat = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000)
    say(`仍在安装，已用 ${seconds} 秒`, `still installing, ${seconds} s`)
  }, 10_000)
  // The tools that run and build the source are development packages; a NODE_ENV must not leave them out.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const code = await (npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run('npm', args)).catch(() => 1)
  clearInterval(beat)
  if (code !== 0)
    giveUp(
      '依赖安装失败，原因见上。请检查能否访问 npm 镜像（npm config get registry）后重试。',
      'The packages could not be installed; the reason is above. Check that the npm registry can be reached, then try again.',
    )
  say(`依赖已安装（${Math.round((Date.now() - started) / 1000)} 秒）`, 'packages installed')
}

/**
 * Compares the lock with npm's own record of what it installed. npm writes the record last, so that an install
 * that was cut off counts as none, and one that was made by hand counts.
 */
function isInstalled() {
  const record = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = packagesOf(join(ROOT, 'package-lock.json'))
  const found = packagesOf(record)
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const there = found[path]
    // What is optional may be meant for another machine.
    if (there === undefined) return entry.optional === true
    return there.version === entry.version && there.integrity === entry.integrity
  })
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
