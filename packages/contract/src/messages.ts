import { messages, notices, remedies } from './messages.zh-CN.ts'

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(shown).join('、')
  const text = String(value ?? '')
  // An instant is told in the county's time.
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(text))
    return new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  return text
}

const filled = (template: string, facts: Readonly<Record<string, unknown>>): string =>
  template.replace(/\{(\w+)\}/g, (_all, name: string) => shown(facts[name]))

/** The sentence of a refusal. A code without one is a fault that a test finds; here it is at least shown. */
export const messageOf = (code: string, facts: Readonly<Record<string, unknown>> = {}): string =>
  filled(messages[code] ?? `未能办理（${code}）`, facts)

/** What a person can do about it, or null. */
export const remedyOf = (code: string): string | null => remedies[code] ?? null

/** The sentence of a notice. */
export const noticeOf = (code: string, facts: Readonly<Record<string, unknown>> = {}): string =>
  filled(notices[code] ?? code, facts)
