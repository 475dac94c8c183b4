#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureHouse } from './house.mjs'
import { ROOT, checkNode, ensureInstalled } from './install.mjs'
import { giveUp, say } from './say.mjs'

/**
 * `npm start`: installs and builds what is missing, then becomes the server. One process from here on, so that
 * Ctrl-C, a service manager's signal or a kill reaches the server itself and nothing is left behind.
 */
checkNode()
process.chdir(ROOT)
const port = portOf(process.env.PORT || '8080')
await ensureInstalled()
ensureHouse()
await ensureBuilt()
await waitForPort()

process.env.PORT = String(port)
const main = join(ROOT, 'apps', 'server', 'src', 'main.ts')
process.argv[1] = main
endWithNpm()
announce()
say('正在启动服务…', 'Starting the server…')
const { register } = await import('tsx/esm/api')
register()
await import(pathToFileURL(main).href)

function portOf(text) {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0 && number < 65536) return number
  return giveUp(`PORT 应为 1–65535 的整数，现在是“${text}”。`, `PORT must be a number from 1 to 65535, not “${text}”.`)
}

/** A server that is just ending (killed, or told to stop a moment ago) still holds its port for a moment. */
async function waitForPort() {
  for (let attempt = 0; attempt < 40; attempt++) {
    if (await isFree()) return
    if (attempt === 0) say(`端口 ${port} 正被占用，等待其释放…`, `Port ${port} is in use, waiting for it…`)
    await sleep(250)
  }
  giveUp(
    `端口 ${port} 被另一程序占用。请先停止它，或换一个端口：PORT=8081 npm start`,
    `Port ${port} is used by another program. Stop it, or choose another port: PORT=8081 npm start`,
  )
}

function isFree() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}

/** When npm was killed, nobody would hear our Ctrl-C any more and the port would stay taken: end as if it had come. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return
  // From us up to npm: a shell may stand between.
  const line = [process.pid]
  for (let pid = process.pid; line.length < 4; ) {
    pid = parentOf(pid)
    if (pid <= 1) return
    line.push(pid)
    if (commandOf(pid).startsWith('npm')) break
  }
  const watch = setInterval(() => {
    if (line.every((pid, index) => index === 0 || parentOf(line[index - 1]) === pid)) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 300)
  watch.unref()
}

function parentOf(pid) {
  if (pid === process.pid) return process.ppid
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

/** npm calls itself `npm start` there; where the system has no /proc, our parent has to do for npm. */
function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return 'npm'
  }
}

/** Says where to look as soon as somebody answers there. */
function announce() {
  const ask = () => {
    const socket = connect({ port, host: 'localhost' })
    socket.once('connect', () => {
      socket.destroy()
      console.log(`\n✓ 清美已启动，请用浏览器打开  QingMei is running:  http://localhost:${port}\n`)
      say('按 Ctrl-C 停止', 'Ctrl-C stops it')
    })
    socket.once('error', () => setTimeout(ask, 200).unref())
  }
  setTimeout(ask, 200).unref()
}
