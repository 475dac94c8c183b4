/** What a person typed or a scanner read. */
export interface ProductAsked {
  /** As it was given, in plain signs. */
  readonly text: string
  /** The device identifier of a scanned code. */
  readonly udi: string | null
  readonly lot: string | null
  /** The day after which the goods themselves are too old. */
  readonly expiresOn: string | null
}

/** What of a product's record says whether it is registered. */
export interface ProductKnown {
  readonly registrationNo: string | null
  readonly registeredUntil: string | null
  readonly status: string
}

/** What the register says: `cancelled` is registered once, by nobody's calendar but the regulator's. */
export type ProductOutcome = 'registered' | 'expired' | 'cancelled' | 'unregistered' | 'not-found'

/** The check digit of a GS1 number: weights 3 and 1 from the right. */
function checkDigit(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, it, i) => total + Number(it) * (i % 2 === 0 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

/** What is wrong with a device identifier; null when nothing is. */
export function identifierFault(said: string): string | null {
  if (!/^\d{14}$/.test(said)) return '器械标识是 14 位数字'
  return checkDigit(said.slice(0, 13)) === said[13] ? null : '校验位不符，请核对是否抄错'
}

/** The last day of goods from `YYMMDD`; a day of 00 is the last of the month. Null where there is no such day. */
function dayOf(said: string): string | null {
  const [year, month, day] = [2000 + Number(said.slice(0, 2)), Number(said.slice(2, 4)), Number(said.slice(4, 6))]
  if (month < 1 || month > 12) return null
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day > last) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day || last).padStart(2, '0')}`
}

/** Application identifiers that say how long they are; the others run to a separator or the end. */
const FIXED: Readonly<Record<string, number>> = { '01': 14, '11': 6, '17': 6 }
const OPEN = ['10', '21']

/** What a scanner puts behind a part that has no length of its own. */
const END = '\u001d'
const pastEnd = (code: string): string => (code.startsWith(END) ? code.slice(1) : code)

/** The parts of a GS1 code, with brackets as printed or as a scanner gives it. Null when it is none. */
function partsOf(code: string): Map<string, string> | null {
  const parts = new Map<string, string>()
  if (code.startsWith('(')) {
    for (const [, name = '', value = ''] of code.matchAll(/\((\d{2,4})\)([^(]*)/g)) parts.set(name, value.trim())
    return parts
  }
  let rest = pastEnd(code)
  while (rest !== '') {
    const name = rest.slice(0, 2)
    const long = FIXED[name]
    if (long === undefined && !OPEN.includes(name)) return null
    const end = rest.indexOf(END)
    const value = long === undefined ? rest.slice(2, end === -1 ? undefined : end) : rest.slice(2, 2 + long)
    parts.set(name, value)
    rest = pastEnd(rest.slice(2 + value.length))
  }
  return parts
}

/** Reads what was asked: a scanned or printed UDI, a bare device identifier, or a number or name as it stands. */
export function readAsked(said: string): ProductAsked {
  const text = said.normalize('NFKC').trim()
  const none = { text, udi: null, lot: null, expiresOn: null }
  if (identifierFault(text) === null) return { ...none, udi: text }
  const code = pastEnd(text.replace(/^\]d2/i, ''))
  const parts = /^(\(01\)|01)\d{14}/.test(code) ? partsOf(code) : null
  const udi = parts?.get('01') ?? ''
  if (!parts || identifierFault(udi) !== null) return none
  return { text, udi, lot: parts.get('10') ?? parts.get('21') ?? null, expiresOn: dayOf(parts.get('17') ?? '') }
}

/** A registration number as it compares: signs of one width, no blanks, no difference of case. */
export const plainNumber = (said: string): string => said.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()

/** What the register says of one product on a day. */
export function outcomeOf(known: ProductKnown, today: string): ProductOutcome {
  if (known.status !== 'held') return 'cancelled'
  if (known.registrationNo === null) return 'unregistered'
  return known.registeredUntil !== null && known.registeredUntil < today ? 'expired' : 'registered'
}

const BEST: readonly ProductOutcome[] = ['registered', 'expired', 'cancelled', 'unregistered']

/** What the register says of all that was found: the best of them, or that there is nothing. */
export const outcomeOfAll = (outcomes: readonly ProductOutcome[]): ProductOutcome =>
  BEST.find((it) => outcomes.includes(it)) ?? 'not-found'
