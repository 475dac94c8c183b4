/**
 * Neutralises a text that a spreadsheet would compute (`=cmd|…`, `+…`, `-…`, `@…`, also full width, also behind a tab):
 * an apostrophe is set before it. Plain numbers and dashes stay as they are. Reading takes the mark away again, so a
 * round trip loses nothing.
 */
export function guarded(text: string): string {
  if (!/^'*[=+\-@\t\r＝＋－＠]/.test(text)) return text
  if (/^[+-]?\d+(\.\d+)?$/.test(text) || /^[-－]+$/.test(text)) return text
  return `'${text}`
}

/** Takes away the mark that `guarded` set. */
export const unguarded = (cell: string): string =>
  cell.charCodeAt(0) === 39 && /^'+[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell
