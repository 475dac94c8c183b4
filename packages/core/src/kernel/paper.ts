import { shanghaiDate } from './dates.ts'

/** A document for people, before it is Word: what it says and in what order, nothing of how it looks. */
export interface Paper {
  readonly title: string
  /** The number under the title: 北卫医罚〔2026〕1号. */
  readonly number: string | null
  readonly blocks: readonly Block[]
  /** Printed at the end, to the right: who signs, and the day. */
  readonly signed: readonly string[]
}

export type Block =
  | { readonly heading: string }
  | { readonly text: string }
  /** Labels and what they say, as a form with two columns. */
  | { readonly fields: readonly (readonly [label: string, said: string])[] }
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Lines to be signed by hand: 当事人签名、执法人员签名. */
  | { readonly lines: readonly string[] }

/** What a paper needs of the world: names of organisations, labels of codes. */
export interface PaperWords {
  name(id: string): string
  label(dictionary: string, code: string): string
}

/** `2026年8月31日`; a line to fill in where the day is not known. */
export function longDate(at: unknown): string {
  if (typeof at !== 'string') return '    年  月  日'
  const [year, month, day] = (at.length === 10 ? at : shanghaiDate(at)).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** `2026年8月31日9时05分`. */
export function longTime(at: unknown): string {
  if (typeof at !== 'string') return `${longDate(at)}  时  分`
  const wall = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  return `${longDate(at)}${Number(wall.slice(11, 13))}时${wall.slice(14, 16)}分`
}

/** What is not known is left as a blank to fill in by hand. */
export const orBlank = (said: unknown): string => (typeof said === 'string' && said !== '' ? said : '＿＿＿＿＿＿')
