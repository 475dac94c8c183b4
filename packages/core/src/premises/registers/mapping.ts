import { REGISTER_PROFILES, type RegisterField, type RegisterProfile } from './profiles.ts'

/** Which header stands for which field: `{ name: '企业（字号）名称', code: '统一社会信用代码' }`. */
export type ColumnChoice = Readonly<Partial<Record<RegisterField, string>>>

const FIELDS: readonly RegisterField[] = [
  'code',
  'number',
  'name',
  'address',
  'principal',
  'phone',
  'scope',
  'state',
  'issuedOn',
  'expiresOn',
  'issuer',
]

/** What a comparison cannot do without, whatever else a register has: a name, and what tells a row from the others. */
export function neededFields(profile: RegisterProfile | null, columns: ColumnChoice = {}): readonly RegisterField[] {
  return [profile?.numberField ?? (columns.code === undefined ? 'number' : 'code'), 'name']
}

/** The profile of a kind of register, or null for a kind that has none of its own. */
export const profileOfKind = (kind: string): RegisterProfile | null =>
  REGISTER_PROFILES.find((it) => it.source === kind) ?? null

/** Reads what was confirmed; null when the text is no such choice. */
export function readColumns(text: string): ColumnChoice | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
  const entries = Object.entries(parsed)
  const isSound = entries.every(
    ([field, header]) => (FIELDS as readonly string[]).includes(field) && typeof header === 'string' && header !== '',
  )
  return isSound ? (parsed as ColumnChoice) : null
}

/** Why a choice of columns cannot be taken for a kind of register, or null. */
export function columnsFault(
  kind: string,
  text: string,
): { readonly code: string; readonly facts: Readonly<Record<string, unknown>> } | null {
  const columns = readColumns(text)
  if (!columns) return { code: 'register-file.columns.malformed', facts: {} }
  const profile = profileOfKind(kind)
  const missing = neededFields(profile, columns).filter((field) => columns[field] === undefined)
  if (missing.length > 0)
    return {
      code: 'register-file.columns.missing',
      facts: { fields: missing.map((field) => fieldLabel(profile, field)) },
    }
  const headers = Object.values(columns)
  const twice = headers.find((header, i) => headers.indexOf(header) !== i)
  return twice === undefined ? null : { code: 'register-file.columns.twice', facts: { header: twice } }
}

/** What people call a field in this register. */
export const fieldLabel = (profile: RegisterProfile | null, field: RegisterField): string =>
  profile?.columns.find((it) => it.key === field)?.labels[0] ?? WORDS[field]

const WORDS: Readonly<Record<RegisterField, string>> = {
  code: '统一社会信用代码',
  number: '编号',
  name: '名称',
  address: '地址',
  principal: '负责人',
  phone: '电话',
  scope: '经营范围或项目',
  state: '状态',
  issuedOn: '发证或成立日期',
  expiresOn: '有效期至',
  issuer: '发证机关或平台',
}
