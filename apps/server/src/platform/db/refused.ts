/**
 * Why the database cannot be opened or migrated. Start-up has nobody to answer but the operator, so it throws
 * this one error: a stable code, and a message in Chinese and English that says what to do next.
 */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused'
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    message: { readonly zh: string; readonly en: string },
    facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${message.zh}\n${message.en}`)
    this.code = code
    this.facts = facts
  }
}

/** The SQLSTATE of an error of the driver, or the code of a socket error; empty when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code
  return ''
}
