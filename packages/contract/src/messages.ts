import { fill } from './fill.ts'
import { messages, notices, remedies } from './messages.zh-CN.ts'

/** The sentence of a refusal. A code without one is a fault that a test finds; here it is at least shown. */
export const messageOf = (code: string, facts: Readonly<Record<string, unknown>> = {}): string =>
  fill(messages[code] ?? `未能办理（${code}）`, facts)

/** What a person can do about it, or null. */
export const remedyOf = (code: string, facts: Readonly<Record<string, unknown>> = {}): string | null => {
  const remedy = remedies[code]
  return remedy === undefined ? null : fill(remedy, facts)
}

/** The sentence of a notice. */
export const noticeOf = (code: string, facts: Readonly<Record<string, unknown>> = {}): string =>
  fill(notices[code] ?? code, facts)
