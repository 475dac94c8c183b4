import { type Result, err, ok } from './result.ts'

/** Why a code is not a valid one, so that the clerk is told what to look at. */
export interface CodeFault {
  readonly fault: 'empty' | 'length' | 'alphabet' | 'shape' | 'check-digit'
  /** The code after cleaning. */
  readonly code: string
  /** The first wrong place, counted from 1. */
  readonly at?: number
  /** The character that would be right there. */
  readonly expected?: string
}

/** Full width to half width, tabs, blanks, zero-width signs and quotation marks removed, upper case. */
export const cleanCode = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}'"‘’“”`]/gu, '')
    .toUpperCase()

/** GB 32100-2015: 31 characters, without I O S V Z. */
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The check character of the first 17 characters of a unified social credit code; null if one is not in the alphabet. */
export function usccCheckCharacter(first17: string): string | null {
  let sum = 0
  for (let i = 0; i < 17; i++) {
    const value = USCC_ALPHABET.indexOf(first17.charAt(i))
    if (value < 0 || first17.charAt(i) === '') return null
    sum += value * (USCC_WEIGHTS[i] ?? 0)
  }
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** Cleans and checks a unified social credit code (统一社会信用代码, GB 32100-2015). */
export function parseUscc(text: string): Result<string, CodeFault> {
  const code = cleanCode(text)
  if (code === '') return err({ fault: 'empty', code })
  if (code.length !== 18) return err({ fault: 'length', code })
  const wrong = code.search(/[^0-9A-HJ-NPQRTUWXY]/)
  if (wrong >= 0) return err({ fault: 'alphabet', code, at: wrong + 1 })
  if (!/^[0-9A-Y]{2}\d{6}/.test(code)) return err({ fault: 'shape', code, at: 3 })
  const expected = usccCheckCharacter(code)
  if (expected === null || expected !== code.charAt(17))
    return err({ fault: 'check-digit', code, at: 18, ...(expected === null ? {} : { expected }) })
  return ok(code)
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of an organisation code (GB 11714, places 9–17 of a credit code): `0`–`9` or `X`. */
export function organisationCheckCharacter(first8: string): string {
  let sum = 0
  for (let i = 0; i < 8; i++) sum += Number.parseInt(first8.charAt(i), 36) * (ORGANISATION_WEIGHTS[i] ?? 0)
  const rest = 11 - (sum % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/** A medical institution's licence number; `legacy` numbers are kept and not judged. */
export interface MedicalLicenceNumber {
  readonly code: string
  readonly form: 'registration' | 'legacy'
  /** GB/T 2260 code of the registering place; only of the 22-character form. */
  readonly region?: string
  /** WS 218 kind, such as `D216` aesthetic clinic; only of the 22-character form. */
  readonly institutionKind?: string
}

const LICENCE = /^([0-9A-Z]{8}[0-9X])(\d{6})(\d{2})([A-Z]\d{3})([129])$/

/**
 * Cleans and reads the registration number of a medical institution's practice licence: 22 characters =
 * organisation code 9, region 6, economic type 2, kind 4, management class 1. Older licences carry a hyphen or
 * begin with PDY, and some offices number their own: 8 characters or more of those are taken as `legacy`.
 */
export function parseMedicalLicence(text: string): Result<MedicalLicenceNumber, CodeFault> {
  const code = cleanCode(text)
  if (code === '') return err({ fault: 'empty', code })
  const match = LICENCE.exec(code)
  if (match) {
    const [, , region = '', , institutionKind = ''] = match
    return ok({ code, form: 'registration', region, institutionKind })
  }
  if (/^PDY[0-9A-Z-]{5,}$/.test(code) || (code.includes('-') && /^[0-9A-Z-]{8,30}$/.test(code)))
    return ok({ code, form: 'legacy' })
  return err({ fault: code.length === 22 ? 'shape' : 'length', code })
}

const USCC_WORDS: Readonly<Record<CodeFault['fault'], string>> = {
  empty: '统一社会信用代码是空的',
  length: '统一社会信用代码应为 18 位',
  alphabet: '统一社会信用代码含有不可用的字符',
  shape: '统一社会信用代码第 3 至 8 位应为行政区划数字',
  'check-digit': '统一社会信用代码校验位不符，有一位写错',
}

/** What is wrong with a unified social credit code, in words; null when it is sound. */
export function usccFault(text: string): string | null {
  const parsed = parseUscc(text)
  return parsed.ok ? null : USCC_WORDS[parsed.error.fault]
}
