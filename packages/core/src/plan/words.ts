import { z } from 'zod'
import { isPlainDate } from '../kernel/dates.ts'

/** The small shapes that every part of a plan pack is made of. */

export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower case letters, digits and hyphens')
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'letters, digits, dots and hyphens')
/** A violation type of the dictionary: V01 … */
export const violationCode = z.string().regex(/^V\d{2}$/, 'V and two digits')
/** The key of a time limit: `slice.what`. */
export const ruleKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/, 'words joined by dots, as in lead.transfer')
export const label = z.string().trim().min(1).max(300)
/** Where a figure stands in the signed text, or why it does not: `五`, `奖励方案三（一）`. */
export const clause = z.string().trim().min(1).max(200)
export const date = z.string().refine(isPlainDate, 'a date YYYY-MM-DD that exists')
export const fen = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
/** The word for an organisation by which rules name it: `health`, `market`, `town`. */
export const kind = slug
/** An organisation's id, or `kind:town` for all of a kind. */
export const party = z.string().regex(/^(kind:)?[a-z0-9][a-z0-9-]*$/, 'an organisation id, or kind:… for all of a kind')

export const dictionaryEntry = z.strictObject({ code, label, help: label.optional() })
export type DictionaryEntry = z.infer<typeof dictionaryEntry>
