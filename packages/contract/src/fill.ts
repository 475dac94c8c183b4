/** Puts facts into a sentence: `{name}` is a fact; several values stand one after the other. */
export const fill = (template: string, facts: Readonly<Record<string, unknown>>, between = '、'): string =>
  template.replace(/\{(\w+)\}/g, (_all, name: string) => shown(facts[name], between))

const shown = (value: unknown, between: string): string => {
  if (Array.isArray(value)) return value.map((it) => shown(it, between)).join(between)
  const text = String(value ?? '')
  // An instant is told in the county's time.
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(text))
    return new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  return text
}
