/** 0 done, 1 refused or found wrong, 2 not understood. */
export type ExitCode = 0 | 1 | 2

/** What a command may touch of the world around it; tests give their own. */
export interface Io {
  /** Results: what a script reads. */
  out(text: string): void
  /** Messages: what a person reads. */
  err(text: string): void
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Results as one JSON value. */
  readonly json: boolean
}

export interface Command {
  /** `plan lint`: the words by which it is called. */
  readonly name: string
  /** One line of the overview. */
  readonly summary: string
  /** How it is called, its options and an example, several lines. */
  readonly usage: string
  run(args: readonly string[], io: Io): Promise<ExitCode>
}

/** Thrown where the command line cannot be understood; where the usage stands is told and the exit code is 2. */
export class UsageError extends Error {}

/** Writes one result: the value for machines, the text for people. */
export function print(io: Io, value: unknown, text: string): void {
  io.out(io.json ? JSON.stringify(value, null, 2) : text)
}
