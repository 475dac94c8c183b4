/** A cell for programs: it never holds a comma, a quotation mark or a line end. */
export const bareCell = (text: string): string => text.replace(/[\s,"]+/gu, ' ').trim()

/** A cell of running text: quoted where it must be, and of a kind that a spreadsheet does not compute. */
export function quotedCell(text: string): string {
  // Asked one by one: several times as fast as a pattern, and nearly every text is plain.
  const isPlain = !STARTS.includes(text.charAt(0)) && SIGNS.every((sign) => !text.includes(sign))
  if (isPlain || text === '') return text
  const safe = STARTS.includes(text.charAt(0)) ? `'${text}` : text
  return SIGNS.some((sign) => safe.includes(sign)) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What makes a spreadsheet compute a cell, in front of it; and what ends a cell or a row. */
const STARTS = '=+-@\t\r'
const SIGNS = ['"', ',', '\n', '\r'] as const
