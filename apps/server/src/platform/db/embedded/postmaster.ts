import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { DatabaseRefused, codeOf } from '../refused.ts'
import { type Cluster, SERVER_ENVIRONMENT } from './place.ts'
import { lifeOf, processesOf, signal } from './processes.ts'
import { settingsFor } from './settings.ts'

export const SUPERUSER = 'postgres'
const SOCKET_PREFIX = 'qingmei-'
const LOG_LIMIT = 10 * 1024 * 1024

/** A server that answers. */
export interface Running {
  readonly pid: number
  readonly life: string
  /** The folder of its socket, which is the `host` of a connection. */
  readonly host: string
  /** Whether it ran already, left behind by a process that was killed or shared with another one. */
  readonly adopted: boolean
}

/**
 * The running server of `cluster`: the one that runs already, else a new one. Call it alone. `wantedHost` keeps
 * the socket where open pools look for it when a server that died is started again.
 */
export async function ensureRunning(
  cluster: Cluster,
  options: { log: (line: string) => void; settings: Readonly<Record<string, string>>; wantedHost?: string },
): Promise<Running> {
  const old = await adoptOrClear(cluster, options.log)
  if (old) return old
  const host = socketFolder(cluster, options.wantedHost ?? readPidFile(cluster.data)?.host ?? null)
  // Nobody of this cluster lives: what its lock files say is history, and their numbers may be others' by now.
  rmSync(join(cluster.data, 'postmaster.pid'), { force: true })
  return launch(cluster, host, options.settings)
}

/** The first lines of postmaster.pid: the number, … the folder of the socket, … the state. */
function readPidFile(data: string): { pid: number; host: string; status: string } | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), host: lines[4] ?? '', status: (lines[7] ?? '').trim() }
  } catch {
    return null
  }
}

/** Waits for a live server to answer, for a dying one to be gone; null when nothing of the cluster lives. */
async function adoptOrClear(cluster: Cluster, log: (line: string) => void): Promise<Running | null> {
  const since = Date.now()
  let asked = false
  let told = 0
  for (;;) {
    const { postmaster, children } = processesOf(cluster.name)
    if (postmaster === null && children.length === 0) return null
    const waited = Date.now() - since
    if (postmaster === null) {
      // Its children notice at once, except one that is busy in a long statement; only the dead hold no locks.
      if (waited > 3000) for (const child of children) signal(child, 'SIGKILL')
    } else {
      const file = readPidFile(cluster.data)
      const life = lifeOf(postmaster)
      if (file?.pid === postmaster && life !== null && file.status !== 'stopping' && (await answers(file.host)))
        return { pid: postmaster, life, host: file.host, adopted: true }
      // Up but out of reach (somebody emptied the folder of its socket): end it decently and start it anew.
      const recovering = file?.status === 'starting'
      if (!asked && !recovering && file?.status !== 'stopping' && waited > 10_000) {
        asked = true
        signal(postmaster, 'SIGINT')
      }
      if (waited > told + 5000) {
        told = waited
        log(
          recovering
            ? '数据库正在恢复上次未完成的写入 · the database is recovering'
            : '正在等待数据库 · waiting for the database',
        )
      }
    }
    await sleep(25)
  }
}

/** A folder for the socket: short, since a socket's path holds at most 103 bytes, and closed to everybody else. */
function socketFolder(cluster: Cluster, old: string | null): string {
  const uid = cluster.account?.uid ?? process.getuid?.() ?? 0
  if (old !== null && basename(old).startsWith(SOCKET_PREFIX) && existsSync(old)) {
    const { uid: owner, mode } = lstatSync(old)
    if (owner === uid && (mode & 0o170777) === 0o040700) {
      for (const name of readdirSync(old)) rmSync(join(old, name), { force: true })
      return old
    }
  }
  const parent = existsSync('/tmp') ? '/tmp' : tmpdir()
  const folder = mkdtempSync(join(parent, SOCKET_PREFIX))
  if (cluster.account) chownSync(folder, cluster.account.uid, cluster.account.gid)
  return folder
}

async function launch(cluster: Cluster, host: string, extra: Readonly<Record<string, string>>): Promise<Running> {
  const settings = {
    ...settingsFor(),
    ...extra,
    cluster_name: cluster.name,
    unix_socket_directories: host,
  }
  const logFile = join(dirname(cluster.data), 'postgres.log')
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(logFile, `${logFile}.1`)
  const output = openSync(logFile, 'a', 0o600)
  // In a session of its own: a Ctrl-C in the terminal is for the application, which stops the database last.
  const child = spawn(
    cluster.binaries.postgres,
    ['-D', cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...cluster.account,
      cwd: cluster.data,
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output, output],
    },
  )
  closeSync(output)
  let failed: Error | null = null
  child.once('error', (error) => (failed = error))
  child.once('exit', (code, by) => (failed = new Error(`postgres ended (${code ?? by})`)))
  child.unref()
  while (!(await answers(host))) {
    if (failed !== null) {
      const words = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n') : ''
      throw Object.assign(
        new DatabaseRefused(
          'database.start.failed',
          {
            zh: `数据库未能启动，其日志（${logFile}）最后几行是：`,
            en: `The database did not start; the end of its log:\n${words}`,
          },
          { logFile },
        ),
        { cause: failed },
      )
    }
    await sleep(15)
  }
  const pid = child.pid
  const life = pid === undefined ? null : lifeOf(pid)
  if (pid === undefined || life === null) throw new Error('postgres ended as soon as it had answered')
  return { pid, life, host, adopted: false }
}

/** Whether a server takes connections there. Any refusal that says “not now” counts as no. */
async function answers(host: string): Promise<boolean> {
  if (!existsSync(join(host, '.s.PGSQL.5432'))) return false
  const client = new pg.Client({ host, user: SUPERUSER, database: 'postgres', connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (['28000', '3D000'].includes(codeOf(error))) throw error
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk when this returns. */
export async function shutDown(running: Running): Promise<void> {
  const gone = () => lifeOf(running.pid) !== running.life
  const since = Date.now()
  if (!gone()) signal(running.pid, 'SIGINT')
  let forced = false
  while (!gone()) {
    if (!forced && Date.now() - since > 60_000) {
      forced = true
      // Immediate shutdown: recovery at the next start does the rest, nothing acknowledged is lost.
      signal(running.pid, 'SIGQUIT')
    }
    await sleep(10)
  }
  if (basename(running.host).startsWith(SOCKET_PREFIX)) rmSync(running.host, { recursive: true, force: true })
}
