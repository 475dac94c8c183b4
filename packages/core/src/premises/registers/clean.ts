import { listIn } from '../../kernel/list.ts'
import { isPlainDate, type PlainDate, plainDate } from '../../kernel/dates.ts'
import { type Result, err, ok } from '../../kernel/result.ts'

/** What offices write into a cell that holds nothing. */
const NOTHING = /^([-—–_/\\*.。、]+|无|暂无|不详|未知|空|null|none|n\/a|#n\/a|undefined)$/i

/** Full-width letters, digits and the signs of house numbers; Chinese brackets and commas stay Chinese. */
const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ＃－／．＠＋＆]/g
const FULL_TO_HALF = 0xfee0

/** A cell as text: full width to half, tabs, control and zero-width signs removed, blanks between Chinese dropped. */
export function cleanText(text: string): string {
  return text
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_TO_HALF))
    .replace(/(?<=[\p{Script=Han}（）；：，、]) | (?=[\p{Script=Han}（）；：，、])/gu, '')
    .trim()
}

/** A cleaned cell, or null when it is blank or says that there is nothing. */
export function cleanOptional(text: string | undefined, longest: number): string | null {
  const clean = cleanText(text ?? '')
  return clean === '' || NOTHING.test(clean) ? null : clean.slice(0, longest)
}

/** A telephone cell: half width, blanks out, several numbers parted by `、`; a number that a spreadsheet computed loses `.0`. */
export function cleanPhone(text: string | undefined): string | null {
  const clean = cleanOptional(text, 200)
  if (clean === null) return null
  const numbers = listIn(clean.replace(/\.0+$/, '').replace(/\s+(?=\d{7,})/g, '、')).map((it) => it.replace(/\s/g, ''))
  return numbers.join('、').slice(0, 40) || null
}

/** Why a text is no date; the words for people are chosen by the reader of the row. */
export type DateFault = 'form' | 'no-such-day' | 'out-of-range'

const UNLIMITED = /^(长期|永久|无固定期限|无期限|长期有效|至长期)$/
const DATE = /^(\d{4})(?:[-/.年_]|\s)+(\d{1,2})(?:[-/.月_]|\s)+(\d{1,2})日?(?:[T\s]+\d{1,2}[:时].*)?$/
const SERIAL_EPOCH_DAY = -25_569

/**
 * Reads a date as offices write it: `2021-12-10`, `2021.3.4`, `2021/03/04`, `2021年3月4日`, `20210304`, with a time
 * behind it, or the bare day count of a spreadsheet (`44540`). Blank and 长期 give null.
 */
export function parseLooseDate(text: string | undefined): Result<PlainDate | null, DateFault> {
  const clean = cleanOptional(text, 60)
  if (clean === null || UNLIMITED.test(clean)) return ok(null)
  const match = DATE.exec(clean) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(clean)
  if (match) return inRange(`${match[1]}-${pad(match[2])}-${pad(match[3])}`)
  // Five digits lie between 1954 and 2119: a date cell that lost its format.
  if (/^[2-7]\d{4}(\.\d+)?$/.test(clean))
    return ok(plainDate(1970, 1, 1 + SERIAL_EPOCH_DAY + Math.floor(Number(clean))))
  return err('form')
}

function inRange(date: string): Result<PlainDate, DateFault> {
  if (!isPlainDate(date)) return err('no-such-day')
  return date < '1949-10-01' || date > '2199-12-31' ? err('out-of-range') : ok(date)
}

const pad = (digits: string | undefined): string => (digits ?? '').padStart(2, '0')

/** The date on which a file stands, out of a title such as `填报单位：某委   截止日期：2026年5月18日`; null without one. */
export function asOfIn(title: string): PlainDate | null {
  const match =
    /(?:截止|截至|统计|数据|导出|填报|制表)(?:日期|时间)?[:：]?\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})/.exec(
      cleanText(title),
    )
  if (!match) return null
  const date = parseLooseDate((match[1] ?? '').replace(/\s/g, ''))
  return date.ok ? date.value : null
}

const DAY_IN_NAME = /(?<!\d)(20\d{2})(?:[-_.年](\d{1,2})[-_.月](\d{1,2})(?!\d)|(\d{2})(\d{2})(?:\d{4}|\d{6})?(?!\d))/g

/**
 * The day in the name of a file, `市场主体登记_2026-05-18.csv` or `market-20260518.csv`; null where there is none, or two
 * that differ.
 */
export function asOfInName(name: string): PlainDate | null {
  const days = [...cleanText(name).matchAll(DAY_IN_NAME)].flatMap(([, year, month, day, mm, dd]) => {
    const date = `${year}-${pad(month ?? mm)}-${pad(day ?? dd)}`
    return isPlainDate(date) ? [date] : []
  })
  const [first = null, ...others] = days
  return others.every((it) => it === first) ? first : null
}
