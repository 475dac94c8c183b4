import { execFileSync } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseRefused } from '../refused.ts'
import { type Account, canReach, isRoot, unprivilegedAccount } from './account.ts'
import { type Binaries, MAJOR, findBinaries } from './binaries.ts'

/** Where root keeps what an unprivileged account must reach although the data folder itself is out of its reach. */
const SHELF = '/var/lib/qingmei'
const POINTER = 'postgres.place'

/** A cluster on disk. */
export interface Cluster {
  /** PostgreSQL's own data folder. */
  readonly data: string
  /** Whom the server runs as; null when that is this process's own account. */
  readonly account: Account | null
  readonly binaries: Binaries
  /** Unique to the data folder, stays the same when the folder is renamed, differs in a copy. */
  readonly name: string
}

/**
 * The cluster of `dataDir`, made when there is none. It stands in `dataDir/postgres`; if this process is root and
 * an unprivileged account cannot get there (a repository under /root), below /var/lib/qingmei with a pointer file
 * in `dataDir`. Call it alone (`presence.ts`). Throws when the cluster is of another major version, belongs to
 * another account, or the pointer leads nowhere: it never replaces data that it cannot find by an empty cluster.
 */
export function openCluster(dataDir: string, log: (line: string) => void): Cluster {
  mkdirSync(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 })
  const pointer = join(dataDir, POINTER)
  const pointed = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : null
  let data = pointed ?? join(dataDir, 'postgres')
  if (existsSync(data)) return existing(data, dataDir)
  if (pointed !== null)
    throw new DatabaseRefused(
      'database.start.data-gone',
      {
        zh: `${pointer} 指向的数据库目录 ${pointed} 不存在。请恢复该目录；确认要放弃原有数据时，才删除 ${pointer} 后重新启动。`,
        en: `${pointer} names the database folder ${pointed}, which does not exist. Restore it; remove ${pointer} only if its data may be given up.`,
      },
      { pointer, data: pointed },
    )

  const account = isRoot() ? unprivilegedAccount() : null
  const binaries = findBinaries(account, isRoot() ? SHELF : dataDir)
  const elsewhere = account !== null && !canReach(account, dataDir, 0o1)
  if (elsewhere) {
    data = join(SHELF, randomBytes(6).toString('hex'), 'postgres')
    mkdirSync(dirname(data), { recursive: true, mode: 0o711 })
    chmodSync(SHELF, 0o755)
  }
  log('正在创建数据库 · creating the database')
  create(data, account, binaries)
  if (elsewhere) {
    const temporary = `${pointer}.${randomUUID()}`
    writeFileSync(temporary, `${data}\n`)
    renameSync(temporary, pointer)
    log(`数据库位于 · the database is in ${data}`)
  }
  return existing(data, dataDir)
}

function existing(data: string, dataDir: string): Cluster {
  const { uid, gid, dev, ino } = statSync(data, { bigint: true })
  const mine = process.getuid?.() ?? 0
  if (!isRoot() && Number(uid) !== mine)
    throw new DatabaseRefused(
      'database.start.other-account',
      {
        zh: `数据库目录 ${data} 属于另一个系统账户（uid ${uid}），当前账户（uid ${mine}）不能使用。请用首次启动时的账户（或 root）启动。`,
        en: `The database folder ${data} belongs to another account (uid ${uid}) than this one (uid ${mine}). Start with the account of the first start, or as root.`,
      },
      { data, owner: Number(uid) },
    )
  const major = existsSync(join(data, 'PG_VERSION')) ? readFileSync(join(data, 'PG_VERSION'), 'utf8').trim() : '?'
  if (major !== MAJOR)
    throw new DatabaseRefused(
      'database.start.other-major',
      {
        zh: `数据库目录 ${data} 是 PostgreSQL ${major} 的，本程序内置的是 PostgreSQL ${MAJOR}，未做任何改动。请用原版本的程序导出数据后再升级。`,
        en: `The database folder ${data} is of PostgreSQL ${major}; this program holds PostgreSQL ${MAJOR}. Nothing was touched. Export with the program that made it, then upgrade.`,
      },
      { data, found: major, expected: MAJOR },
    )
  const account = isRoot() ? { uid: Number(uid), gid: Number(gid) } : null
  if (account?.uid === 0) throw new Error(`the database folder ${data} belongs to root; PostgreSQL refuses that`)
  const name = `qm-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 12)}`
  return { data: realpathSync(data), account, binaries: findBinaries(account, isRoot() ? SHELF : dataDir), name }
}

/** initdb beside, then rename: after a kill there is either a whole cluster or none. */
function create(data: string, account: Account | null, binaries: Binaries): void {
  const parent = dirname(data)
  for (const name of readdirSync(parent)) {
    // An initdb that outlives the process that started it may still write there: what cannot go now goes next time.
    if (name.startsWith('postgres.new-'))
      try {
        rmSync(join(parent, name), { recursive: true, force: true })
      } catch {}
  }
  const temporary = join(parent, `postgres.new-${randomBytes(6).toString('hex')}`)
  mkdirSync(temporary, { mode: 0o700 })
  if (account) chownSync(temporary, account.uid, account.gid)
  const args = [
    `--pgdata=${temporary}`,
    '--username=postgres',
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
  try {
    execFileSync(binaries.initdb, args, {
      ...account,
      cwd: temporary,
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  } catch (cause) {
    rmSync(temporary, { recursive: true, force: true })
    throw Object.assign(
      new DatabaseRefused('database.start.initdb-failed', {
        zh: `创建数据库失败：${cause instanceof Error ? cause.message : String(cause)}`,
        en: 'initdb failed; its own words are above.',
      }),
      { cause },
    )
  }
  renameSync(temporary, data)
  const folder = openSync(parent, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** What the database's processes get of our environment: nothing of it, since it may hold secrets. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
