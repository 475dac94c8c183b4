import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Progress } from './queue.ts'

/** Where the loader lies that runs our source as it is, whoever started this process and how. */
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const LOWER = 10

type Said =
  | { readonly progress: Progress }
  | { readonly done: unknown }
  | { readonly failed: { readonly message: string; readonly refused: unknown } }

/** What a process beside us refused: the work cannot be done, and trying again would not help. */
export class RefusedBeside extends Error {
  constructor(
    message: string,
    readonly refused: unknown,
  ) {
    super(message)
  }
}

/**
 * Runs a script in a process of its own, below our priority, so that pages stay quick while it calculates; answers
 * what it answers. It ends with us, and when `signal` says so.
 */
export function runBeside<T>(
  script: URL,
  input: unknown,
  options: { readonly signal: AbortSignal; readonly megabytes: number; progress(it: Progress): void },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(fileURLToPath(script), [], {
      execArgv: ['--import', LOADER, `--max-old-space-size=${options.megabytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    try {
      if (child.pid !== undefined) setPriority(child.pid, LOWER)
    } catch {
      // A system that knows no priorities runs it as it is.
    }
    let complaint = ''
    child.stderr?.on('data', (piece: Buffer) => {
      complaint = (complaint + piece.toString('utf8')).slice(-2000)
    })
    const stop = () => void child.kill('SIGKILL')
    options.signal.addEventListener('abort', stop, { once: true })
    let answer: Exclude<Said, { progress: Progress }> | null = null
    child.on('message', (said: Said) => {
      if ('progress' in said) options.progress(said.progress)
      else answer = said
    })
    child.once('error', reject)
    child.once('exit', (code, how) => {
      options.signal.removeEventListener('abort', stop)
      if (answer && 'done' in answer) resolve(answer.done as T)
      else if (answer?.failed.refused) reject(new RefusedBeside(answer.failed.message, answer.failed.refused))
      else reject(new Error(answer?.failed.message ?? `ended by ${how ?? code}: ${complaint.trim()}`))
    })
    if (options.signal.aborted) stop()
    else child.send(input as object)
  })
}

/** The other side: what a script that runs beside does with its input. */
export function serveBeside<I>(work: (input: I, progress: (it: Progress) => void) => Promise<unknown>): void {
  const say = (said: Said) => new Promise<void>((resolve) => process.send?.(said, () => resolve()))
  // Whoever asked is gone: nobody would hear the answer.
  process.once('disconnect', () => process.exit(1))
  process.once('message', (input: unknown) => {
    const progress = (it: Progress) => void say({ progress: it })
    work(input as I, progress)
      .then(
        (done) => say({ done }),
        (error: unknown) =>
          say({
            failed: {
              message: error instanceof Error ? (error.stack ?? error.message) : String(error),
              refused: error instanceof RefusedBeside ? error.refused : null,
            },
          }),
      )
      .finally(() => process.exit(0))
  })
}
