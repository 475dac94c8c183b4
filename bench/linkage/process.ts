import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A child process that came to its end. */
export interface Ran {
  readonly seconds: number
  /** Seconds that its threads were computing, whatever else the machine did; NaN where the system does not tell. */
  readonly cpu: number
  /** Largest resident memory of the process, in megabytes; NaN where the system does not tell. */
  readonly peakMb: number
  readonly output: string
}

/** Runs a program and watches its memory; what it says on stderr is told when it fails. */
export async function runWatched(program: string, args: readonly string[]): Promise<Ran> {
  const start = performance.now()
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let [output, errors, peak, cpu] = ['', '', Number.NaN, Number.NaN]
  child.stdout.on('data', (it: Buffer) => (output += it.toString()))
  child.stderr.on('data', (it: Buffer) => (errors = (errors + it.toString()).slice(-4_000)))
  const watch = setInterval(() => {
    peak = peakOf(child.pid) ?? peak
    cpu = cpuOf(child.pid) ?? cpu
  }, 25)
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  clearInterval(watch)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${errors || output}`)
  return { seconds: (performance.now() - start) / 1000, cpu, peakMb: peak, output }
}

/** The kernel's own high-water mark. */
function peakOf(pid: number | undefined): number | null {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) / 1024
  } catch {
    return null
  }
}

/** User and system time in hundredths, as the kernel counts it. */
function cpuOf(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}

/** A file of ours in a process of its own. */
export const runOurs = (file: string, args: readonly string[]): Promise<Ran> =>
  runWatched(process.execPath, ['--import', 'tsx', `bench/linkage/${file}`, ...args])
