import type { PlainDate } from '../../kernel/dates.ts'
import { type CodeFault, cleanCode, parseMedicalLicence, parseUscc } from '../../kernel/identifiers.ts'
import { type DateFault, cleanOptional, cleanPhone, cleanText, parseLooseDate } from './clean.ts'
import type { RegisterField, RegisterProfile } from './profiles.ts'
import { type LicenceStanding, type OpeningState, licenceStanding, openingState } from './standing.ts'

/** A row as a table reader gives it: cells by canonical field, and the letters under which they stand. */
export interface RegisterRow {
  readonly sheet: string | null
  readonly row: number
  readonly values: Readonly<Record<string, string>>
  readonly columns?: Readonly<Record<string, string>>
}

/** What is wrong with a row. `refused`: the row stays out. `noted`: it comes in without the value named. */
export interface RegisterFault {
  readonly file: string
  readonly sheet: string | null
  readonly row: number
  readonly column: string | null
  readonly value: string | null
  readonly code: string
  readonly reason: string
  readonly remedy: string
  readonly level: 'refused' | 'noted'
}

/** A row of a register, cleaned. `number` tells it from the other rows of its register. */
export interface RegisterEntry {
  readonly sheet: string | null
  readonly row: number
  readonly number: string
  /** The unified social credit code, if there is a sound one. */
  readonly uscc: string | null
  readonly name: string
  readonly address: string | null
  readonly principal: string | null
  readonly phone: string | null
  readonly scope: string | null
  readonly issuedOn: PlainDate | null
  readonly expiresOn: PlainDate | null
  readonly issuer: string | null
  readonly standing: LicenceStanding
  readonly openingState: OpeningState
}

export interface ReadRow {
  readonly entry: RegisterEntry | null
  readonly faults: readonly RegisterFault[]
}

/** Cleans and judges one row; `entry` is null when a fault keeps it out. `today` decides what has expired. */
export function readRegisterRow(profile: RegisterProfile, file: string, row: RegisterRow, today: PlainDate): ReadRow {
  const faults: RegisterFault[] = []
  const blame = (field: RegisterField, level: RegisterFault['level'], words: Words): void => {
    const value = row.values[field]
    faults.push({
      file,
      sheet: row.sheet,
      row: row.row,
      column: row.columns?.[field] ?? null,
      value: value === undefined || value === '' ? null : value.slice(0, 200),
      level,
      ...words,
    })
  }
  const optional = (field: RegisterField, longest: number): string | null => cleanOptional(row.values[field], longest)
  const date = (field: 'issuedOn' | 'expiresOn'): PlainDate | null => {
    const read = parseLooseDate(row.values[field])
    if (read.ok) return read.value
    blame(field, 'noted', DATE_WORDS[read.error])
    return null
  }

  const name = optional('name', 200)
  if (name === null) blame('name', 'refused', BLANK_NAME)
  const uscc = readCode(profile, row.values.code ?? '', (level, words) => blame('code', level, words))
  const number =
    profile.numberField === 'code' ? (uscc ?? cleanCode(row.values.code ?? '')) : cleanNumber(row.values.number)
  if (number === '' && profile.numberField === 'number') blame('number', 'refused', BLANK_NUMBER)
  if (profile.source === 'medical-licence' && number !== '' && !parseMedicalLicence(number).ok)
    blame('number', 'noted', ODD_LICENCE)
  const issuedOn = date('issuedOn')
  const expiresOn = date('expiresOn')
  const state = optional('state', 40)
  const standing = licenceStanding(state, expiresOn, today)
  if (standing === null) blame('state', 'noted', UNKNOWN_STATE)
  if (name === null || number === '' || faults.some((fault) => fault.level === 'refused'))
    return { entry: null, faults }
  const entry: RegisterEntry = {
    sheet: row.sheet,
    row: row.row,
    number: number.slice(0, 60),
    uscc,
    name,
    address: optional('address', 300),
    principal: optional('principal', 60),
    phone: cleanPhone(row.values.phone),
    scope: optional('scope', 4000),
    issuedOn,
    expiresOn,
    issuer: optional('issuer', 200),
    standing: standing ?? 'unknown',
    openingState: openingState(state),
  }
  return { entry, faults }
}

interface Words {
  readonly code: string
  readonly reason: string
  readonly remedy: string
}

/** The market register stands and falls with its code; elsewhere a broken code only means that nothing is joined by it. */
function readCode(
  profile: RegisterProfile,
  text: string,
  blame: (level: RegisterFault['level'], words: Words) => void,
): string | null {
  const parsed = parseUscc(text)
  if (parsed.ok) return parsed.value
  const { fault } = parsed.error
  const isKey = profile.numberField === 'code'
  if (fault === 'empty' && !isKey) return null
  const level = profile.makesPlaces || (fault === 'empty' && isKey) ? 'refused' : 'noted'
  const what = fault === 'empty' ? '统一社会信用代码是空的' : `统一社会信用代码${CODE_WORDS[fault](parsed.error)}`
  const stays = profile.isCompared ? '；本行照常参加比对，只是不凭代码归并' : '；本行保留，但不按代码归户'
  const kept = level === 'noted' ? stays : ''
  const again = profile.isCompared ? '上传' : '导入'
  const remedy = `对照营业执照核对 18 位代码，改正后重新${again}；代码不含字母 I、O、S、V、Z`
  blame(level, { code: `registers.code.${fault}`, reason: `${what}${kept}`, remedy })
  return null
}

const CODE_WORDS: Readonly<Record<CodeFault['fault'], (fault: CodeFault) => string>> = {
  empty: () => '是空的',
  length: (fault) => `应为 18 位，这里是 ${fault.code.length} 位`,
  alphabet: (fault) => `第 ${fault.at ?? '?'} 位“${fault.code.charAt((fault.at ?? 1) - 1)}”不是代码可用的字符`,
  shape: () => '第 3 至 8 位应为行政区划数字',
  'check-digit': (fault) => `校验位不符${fault.expected ? `，末位应为 ${fault.expected}` : ''}，有一位写错`,
}

const DATE_WORDS: Readonly<Record<DateFault, Words>> = {
  form: {
    code: 'registers.date.form',
    reason: '看不出是哪一天；本行保留，日期留空',
    remedy: '写成 2026-05-18 的样子，年份用四位',
  },
  'no-such-day': {
    code: 'registers.date.no-such-day',
    reason: '没有这一天；本行保留，日期留空',
    remedy: '对照证照原件改正日期',
  },
  'out-of-range': {
    code: 'registers.date.out-of-range',
    reason: '年份不合理；本行保留，日期留空',
    remedy: '对照证照原件改正年份',
  },
}

const BLANK_NAME: Words = { code: 'registers.name.blank', reason: '名称是空的', remedy: '补上名称，或删去这一行' }
const BLANK_NUMBER: Words = {
  code: 'registers.number.blank',
  reason: '证照编号是空的',
  remedy: '补上编号，或删去这一行',
}
const ODD_LICENCE: Words = {
  code: 'registers.licence.odd',
  reason: '不是 22 位的医疗机构登记号；本行保留',
  remedy: '对照执业许可证副本核对登记号',
}
const UNKNOWN_STATE: Words = {
  code: 'registers.state.unknown',
  reason: '不认识的登记状态；本行保留，状态记为不详',
  remedy: '写成存续、注销、吊销、停业等通行说法',
}

/** Document numbers keep their Chinese brackets; blanks inside them mean nothing. */
const cleanNumber = (text: string | undefined): string => cleanText(text ?? '').replace(/\s/g, '')
