import type { Chance } from './chance.ts'

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANISATION_SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

const weigh = (text: string, signs: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * signs.indexOf(text.charAt(i)), 0)

/** A unified social credit code (GB 32100) whose two check signs hold. */
export function creditCode(kind: '91' | '92' | '93', county: string, chance: Chance): string {
  let body = 'MA'
  while (body.length < 8) body += chance.of(SIGNS)
  const check = 11 - (weigh(body, ORGANISATION_SIGNS, ORGANISATION_WEIGHTS) % 11)
  const organisation = body + (check === 10 ? 'X' : check === 11 ? '0' : String(check))
  const head = kind + county + organisation
  return head + checkSign(head)
}

/** The last sign of a code, from the seventeen before it. */
export const checkSign = (head: string): string => SIGNS.charAt((31 - (weigh(head, SIGNS, WEIGHTS) % 31)) % 31)

/** The fifteen digits of a registration number from before 2015, which some still show. */
export function oldNumber(county: string, chance: Chance): string {
  let digits = county
  while (digits.length < 14) digits += String(chance.below(10))
  let p = 10
  for (const digit of digits) {
    const s = (p + Number(digit)) % 10 || 10
    p = (s * 2) % 11
  }
  return digits + String((11 - p) % 10)
}
