import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'

/** A process as far as the launcher cares. */
interface Process {
  readonly pid: number
  /** The command line; PostgreSQL's children rewrite theirs to `postgres: <cluster name>: <what they do>`. */
  readonly command: readonly string[]
}

/**
 * A mark of one life of a process: its start time. Process numbers come round again, so a number alone never
 * tells whether the process that wrote it still lives. Null when there is no such process or it is a zombie,
 * which answers signals but does nothing (an init that reaps late, as in many containers, leaves them lying).
 */
export function lifeOf(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The second field is the command in brackets and may itself hold blanks and brackets.
      const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const [state] = rest
      return state === 'Z' || state === 'X' ? null : (rest[19] ?? null)
    } catch {
      return null
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '').replace(/[^0-9A-Za-z]/g, '')
  } catch {
    return null
  }
}

/** The live PostgreSQL processes, told by their command lines: those can be read where working folders cannot. */
function postgresProcesses(): Process[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return []
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
        return isPostgres(command) && lifeOf(Number(name)) !== null ? [{ pid: Number(name), command }] : []
      } catch {
        return []
      }
    })
  }
  const table = execFileSync('ps', ['-axo', 'pid=,stat=,command='], { encoding: 'utf8', maxBuffer: 1 << 26 })
  return table.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line)
    if (!match || match[2]?.startsWith('Z')) return []
    const command = (match[3] ?? '').split(' ')
    return isPostgres(command) ? [{ pid: Number(match[1]), command }] : []
  })
}

const isPostgres = ([name = '']: readonly string[]): boolean =>
  name.startsWith('postgres:') || basename(name) === 'postgres'

/**
 * What runs of the cluster named `clusterName`: its postmaster, if one lives, and the rest. The name is unique
 * to a data folder, is passed as `cluster_name`, and so stands in the title of every child.
 */
export function processesOf(clusterName: string): { postmaster: number | null; children: number[] } {
  let postmaster: number | null = null
  const children: number[] = []
  const setting = `cluster_name=${clusterName}`
  const candidates: number[] = []
  for (const { pid, command } of postgresProcesses()) {
    if (command.join(' ').startsWith(`postgres: ${clusterName}: `)) children.push(pid)
    else if (command.includes(setting)) candidates.push(pid)
  }
  // A child that was forked a moment ago still shows its parent's command line.
  for (const pid of candidates) {
    const parent = parentOf(pid)
    if (parent !== null && candidates.includes(parent)) children.push(pid)
    else postmaster = pid
  }
  return { postmaster, children }
}

function parentOf(pid: number): number | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    }
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  } catch {
    return null
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
