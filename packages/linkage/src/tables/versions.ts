import { LOOK_ALIKES } from './words/looks.ts'
import { SOUNDS } from './words/sounds.ts'
import { TRADITIONAL } from './words/traditional.ts'
import { FORM_WORDS, GOODS_WORDS, SCOPE_WORDS, TRADE_WORDS } from './words/trades.ts'

/** Eight hexadecimal figures over a table: two runs with the same figures were normalised alike. */
function versionOf(...texts: readonly string[]): string {
  let hash = 0x811c9dc5
  for (const text of texts)
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** The normalisation tables by name and version, as every explanation and report names them. */
export const TABLES: Readonly<Record<string, string>> = {
  traditional: versionOf(TRADITIONAL),
  sounds: versionOf(...SOUNDS),
  looks: versionOf(...LOOK_ALIKES),
  trades: versionOf(...Object.values(TRADE_WORDS)),
  forms: versionOf(FORM_WORDS),
  scope: versionOf(SCOPE_WORDS, GOODS_WORDS),
}
