import { parseUscc } from '../../kernel/identifiers.ts'
import { cleanOptional, parseLooseDate } from './clean.ts'
import type { RegisterField, RegisterProfile } from './profiles.ts'

/** A column as it is shown to whoever confirms: its header and some of what stands in it. */
export interface SampledColumn {
  readonly header: string
  readonly samples: readonly string[]
}

/** What the values of a column look like. */
export type Shape = 'code' | 'phone' | 'date' | 'address' | 'person' | 'number' | 'words' | 'list' | 'empty'

/** How a field was found for a column. */
export interface Guess {
  readonly field: RegisterField
  readonly by: 'remembered' | 'header' | 'values'
}

const MOSTLY = 0.7
const ADDRESS =
  /(路|街|巷|弄|道|号|村|小区|大厦|广场|楼|室|镇|乡|区).*\d|\d.*(号|室|层|楼|栋|单元)|(市|区|县).*(路|街|镇|乡|村)/
const PERSON = /^[\p{Script=Han}·]{2,4}$/u
const PHONE = /^(\+?86[- ]?)?(1\d{10}|0\d{2,3}[- ]?\d{7,8}|\d{7,8})([、,，;；/ ].*)?$/

/** The shape that most of the values have. */
export function shapeOf(samples: readonly string[]): Shape {
  const values = samples.flatMap((it) => cleanOptional(it, 400) ?? [])
  if (values.length === 0) return 'empty'
  const most = (is: (text: string) => boolean): boolean => values.filter(is).length >= values.length * MOSTLY
  if (most((it) => /^[0-9A-Z]{18}$/i.test(it.replace(/\s/g, '')) && /\d{6}/.test(it))) return 'code'
  if (most((it) => PHONE.test(it.replace(/\.0+$/, '')))) return 'phone'
  if (most(isDate)) return 'date'
  if (most((it) => ADDRESS.test(it) && it.length >= 6)) return 'address'
  if (most((it) => PERSON.test(it))) return new Set(values).size > Math.min(3, values.length / 4) ? 'person' : 'list'
  if (most((it) => /\d{4,}/.test(it) && it.length <= 40)) return 'number'
  // Few words that come again and again: a state, a kind.
  return values.length >= 8 && new Set(values).size <= values.length / 4 ? 'list' : 'words'
}

const isDate = (text: string): boolean => {
  const read = parseLooseDate(text)
  return /\d/.test(text) && read.ok && read.value !== null
}

/** Words of a header that speak for a field; the first that fits counts, so the narrower stand first. */
const WORDS: readonly (readonly [RegisterField, RegExp, readonly Shape[]])[] = [
  ['phone', /电话|手机|联系方式|座机/, ['phone', 'number', 'empty']],
  ['code', /信用代码|机构代码|识别号|执照号|注册号|税号/, ['code', 'number', 'empty']],
  [
    'number',
    /(许可|备案|登记|执业|证|商户|店铺|商家|机构).{0,6}(编?号|号码|id)$|^(编号|证号|id)$/i,
    ['number', 'code', 'words', 'list'],
  ],
  ['expiresOn', /(有效|期限|经营期|到期|截止).{0,6}(至|止|期)?$|至$/, ['date', 'list', 'words', 'empty']],
  ['issuedOn', /(成立|注册|登记|发证|核准|开业|批准|许可|备案).{0,2}(日期|时间)|有效.{0,4}自$/, ['date', 'empty']],
  ['issuer', /(发证|登记|审批|主管|许可|税务).{0,4}(机关|部门|单位|局|所)|^平台/, ['words', 'list', 'empty', 'person']],
  ['state', /状态|存续/, ['list', 'words', 'person']],
  ['principal', /法定代表|法人|负责人|经营者|业主|投资人|店长|姓名/, ['person', 'list', 'words']],
  ['address', /地址|住所|场所(?!名)|地点|位置/, ['address', 'words']],
  ['scope', /范围|项目|科目|服务|业务|类别|业态/, ['words', 'list', 'address', 'person']],
  ['name', /名称|字号|店名|商户|店铺|单位|机构|企业|主体/, ['words', 'address', 'list', 'person']],
]

/**
 * What each column is likely to be. `sure` holds the columns whose header is one that the register is known by. The
 * rest is guessed from words in the header, checked against what stands below, then from the values alone. A field is
 * given once.
 */
export function guessColumns(
  columns: readonly SampledColumn[],
  sure: ReadonlyMap<number, RegisterField>,
  profile: RegisterProfile | null,
): Map<number, Guess> {
  const guesses = new Map<number, Guess>([...sure].map(([at, field]) => [at, { field, by: 'header' }]))
  const taken = new Set<RegisterField>(sure.values())
  const shapes = columns.map((it) => shapeOf(it.samples))
  const give = (at: number, field: RegisterField, by: Guess['by']) => {
    guesses.set(at, { field, by })
    taken.add(field)
  }
  for (const [field, words, allowed] of WORDS)
    for (const [at, column] of columns.entries()) {
      if (taken.has(field) || guesses.has(at)) continue
      const header = column.header.normalize('NFKC').replace(/\s/g, '')
      if (words.test(header) && allowed.includes(shapes[at] ?? 'empty')) give(at, field, 'header')
    }
  const wanted: readonly (readonly [RegisterField, (at: number) => boolean])[] = [
    ['code', (at) => shapes[at] === 'code' && columns[at]?.samples.some((it) => parseUscc(it).ok) === true],
    ['phone', (at) => shapes[at] === 'phone'],
    ['address', (at) => shapes[at] === 'address'],
    ['principal', (at) => shapes[at] === 'person'],
    ['name', (at) => shapes[at] === 'words'],
  ]
  for (const [field, fits] of wanted) {
    const at = columns.findIndex((_, index) => !guesses.has(index) && fits(index))
    if (at >= 0 && !taken.has(field)) give(at, field, 'values')
  }
  // A register without a number of its own is told row from row by the credit code.
  if (profile?.numberField === 'number' && !taken.has('number')) {
    const at = columns.findIndex((_, index) => !guesses.has(index) && shapes[index] === 'number')
    if (at >= 0) give(at, 'number', 'values')
  }
  return guesses
}
