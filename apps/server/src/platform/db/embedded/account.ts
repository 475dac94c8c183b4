import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseRefused } from '../refused.ts'

/** The account that PostgreSQL runs under when this process is root; it refuses to run as root itself. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

export const isRoot = (): boolean => process.getuid?.() === 0

/** The account of our own, else `nobody`, else one that is made now. For root on Linux only. */
export function unprivilegedAccount(): Account {
  if (process.platform !== 'linux')
    throw new DatabaseRefused('database.start.root', {
      zh: '请不要以 root 身份在本系统上启动；请改用普通账户。',
      en: 'On this system start it from an ordinary account, not as root.',
    })
  const found = lookUp('qingmei') ?? lookUp('nobody')
  if (found) return found
  for (const [command, args] of [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'qingmei']],
    ['adduser', ['-S', '-D', '-H', 'qingmei']],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
    } catch {
      continue
    }
    const made = lookUp('qingmei')
    if (made) return made
  }
  throw new DatabaseRefused('database.start.no-account', {
    zh: 'PostgreSQL 不能以 root 运行，且系统中没有 nobody 账户，也无法新建账户。请新建系统账户 qingmei 后重试。',
    en: 'PostgreSQL cannot run as root, there is no account “nobody” and none could be made. Make a system account “qingmei”.',
  })
}

function lookUp(name: string): Account | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
    const account = { uid: id('-u'), gid: id('-g') }
    return account.uid > 0 ? account : null
  } catch {
    return null
  }
}

/** Whether `account` can walk down to `folder` (and list it, unless told otherwise), by the permission bits on the way. */
export function canReach(account: Account, folder: string, leaf = 0o5): boolean {
  for (let at = resolve(folder), bits = leaf; ; at = dirname(at), bits = 0o1) {
    const { mode, uid, gid } = statSync(at)
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
    if (((mode >> shift) & bits) !== bits) return false
    if (at === dirname(at)) return true
  }
}
