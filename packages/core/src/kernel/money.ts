import { type Result, err, ok, refusal } from './result.ts'

/** Money in whole fen; never a fraction, never yuan. */
export type Fen = number

/** `part / whole` rounded half up, away from minus infinity, on integers only: no binary fraction takes part. */
function divideHalfUp(part: bigint, whole: bigint): bigint {
  const doubled = 2n * part + whole
  const divisor = 2n * whole
  const quotient = doubled / divisor
  return doubled < 0n && quotient * divisor !== doubled ? quotient - 1n : quotient
}

/**
 * The share of an amount given in basis points (5 % = 500), rounded half up to the fen.
 * Computed on big integers, so that no amount of a county's budget loses a fen.
 */
export const shareOf = (amount: Fen, basisPoints: number): Fen =>
  Number(divideHalfUp(BigInt(amount) * BigInt(basisPoints), 10_000n))

export const clampFen = (amount: Fen, min: Fen, max: Fen): Fen => Math.min(Math.max(amount, min), max)

/** Rounds an amount half up to whole yuan, still in fen. */
export const roundToYuan = (amount: Fen): Fen => Number(divideHalfUp(BigInt(amount), 100n)) * 100

/** Equal shares that add up exactly; the last one absorbs the remainder (E-29). */
export function splitEvenly(amount: Fen, parts: number): Fen[] {
  const share = Math.floor(amount / parts)
  return Array.from({ length: parts }, (_, i) => (i === parts - 1 ? amount - share * (parts - 1) : share))
}

const YUAN = /^(-?)(\d+)(?:\.(\d{1,2}))?$/

/** Reads yuan as people write them (`1,234.5`, `¥300`, full width too) into fen. */
export function parseYuan(text: string): Result<Fen> {
  const cleaned = text.normalize('NFKC').replace(/[\s,¥元]/g, '')
  const match = YUAN.exec(cleaned)
  if (!match) return err(refusal('kernel.money.malformed', null, { text }))
  const [, sign = '', yuan = '', cents = ''] = match
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, '0'))
  if (!Number.isSafeInteger(fen)) return err(refusal('kernel.money.too-large', null, { text }))
  return ok(sign === '-' && fen !== 0 ? -fen : fen)
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** `1234500` → `12,345.00`. */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`
}

/** In 万元 with 2 to 4 decimals, converted once from the sum (R-197): `1976000` → `1.98`, with 4 → `1.9760`. */
export function formatTenThousand(amount: Fen, decimals = 2): string {
  const scaled = Number(divideHalfUp(BigInt(amount) * 10n ** BigInt(decimals), 1_000_000n))
  const digits = String(Math.abs(scaled)).padStart(decimals + 1, '0')
  return `${scaled < 0 ? '-' : ''}${grouped(digits.slice(0, -decimals))}.${digits.slice(-decimals)}`
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟'] as const
const GROUPS = ['', '万', '亿', '万亿'] as const

/** Four digits in capitals: `1003` → `壹仟零叁`. */
function fourInCapitals(four: number): string {
  let said = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(four / 10 ** place) % 10
    if (digit === 0) gap = said !== ''
    else {
      said += `${gap ? '零' : ''}${DIGITS[digit] ?? ''}${PLACES[place] ?? ''}`
      gap = false
    }
  }
  return said
}

/** An amount in capitals as decisions print it: `6400050` → `陆万肆仟元伍角整`. */
export function inCapitals(amount: Fen): string {
  let yuan = Math.floor(amount / 100)
  const [jiao, fen] = [Math.floor(amount / 10) % 10, amount % 10]
  const groups: number[] = []
  for (; yuan > 0; yuan = Math.floor(yuan / 10_000)) groups.push(yuan % 10_000)
  let said = ''
  let gap = false
  for (let i = groups.length - 1; i >= 0; i--) {
    const group = groups[i] ?? 0
    if (group === 0) {
      gap = said !== ''
      continue
    }
    if (said !== '' && (gap || group < 1000)) said += '零'
    said += fourInCapitals(group) + (GROUPS[i] ?? '')
    gap = false
  }
  const whole = said === '' ? '' : `${said}元`
  if (jiao === 0 && fen === 0) return whole === '' ? '零元整' : `${whole}整`
  const tenths = jiao === 0 ? (whole === '' ? '' : '零') : `${DIGITS[jiao] ?? ''}角`
  return `${whole}${tenths}${fen === 0 ? '整' : `${DIGITS[fen] ?? ''}分`}`
}
