const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g
const PLAIN: Readonly<Record<string, string>> = {
  '　': ' ',
  '—': '-',
  '–': '-',
  '－': '-',
  '─': '-',
  '~': '-',
  '～': '-',
  '＃': '#',
  '﹟': '#',
  '。': ' ',
  '，': ',',
  '、': ',',
  '；': ' ',
  '：': ':',
  '“': '',
  '”': '',
}
const UNPLAIN = /[\u3000\u2013\u2014\u2500~＃﹟。，、；：“”\uff01-\uff5e]/
const NOTHING = /null|undefined|NULL|<[^>]*>|[\u200b\ufeff]/g
const SPACE = /\s+/g
/** Between two numbers a blank says that they are two (之二 二楼). */
const COUNTS = '[\\dA-Za-z〇零一二三四五六七八九十]'
const BETWEEN = new RegExp(`(?<=${COUNTS})\\s+(?=${COUNTS})`, 'g')

/** Half width, no blanks, no `null` that a form left behind. Characters are not simplified here: the caller's tables are. */
export function plain(text: string): string {
  let out = text
  if (UNPLAIN.test(out))
    out = out
      .replace(/[\u3000\u2013\u2014\u2500~＃﹟。，、；：“”]/g, (it) => PLAIN[it] ?? it)
      .replace(FULL_WIDTH, (it) => String.fromCharCode(it.charCodeAt(0) - 0xfee0))
  if (/[nuN<\u200b\ufeff]/.test(out)) out = out.replace(NOTHING, '')
  if (!/\s/.test(out)) return out
  return out.replace(BETWEEN, '\u0000').replace(SPACE, '').replaceAll('\u0000', ' ')
}

const DIGIT: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const UNIT: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 四五一 → 451, 十二 → 12, 三百零五 → 305. */
export function numeral(text: string): string {
  if (!/[十百千]/.test(text)) return [...text].map((it) => DIGIT[it]).join('')
  let [sum, last] = [0, 0]
  for (const it of text) {
    const unit = UNIT[it]
    if (unit === undefined) last = DIGIT[it] ?? 0
    else {
      sum += (last === 0 ? 1 : last) * unit
      last = 0
    }
  }
  return String(sum + last)
}

const NUMERALS = '[〇零○一二两三四五六七八九十百]'
/** Chinese numerals that count something. */
export const COUNTED = new RegExp(
  `${NUMERALS}+(?=号(?!大街|路|街)|幢|栋|座|单元|层|楼|室|弄|#|组(?!织)|-?\\d|-${NUMERALS})|(?<=[路街巷道弄])${NUMERALS}{2,}$|(?<=\\d-|之)${NUMERALS}+`,
  'g',
)

/** Writes Chinese numerals that count something as digits; those of names (五一路, 三里屯) stay. */
export function digits(text: string): string {
  return /[〇零○一二两三四五六七八九十]/.test(text) ? text.replace(COUNTED, numeral) : text
}
