import { parseUscc } from '../kernel/identifiers.ts'

/** The files that departments hand over, by what they are: which headers they have and what a row says. */
export type FileKind = 'market' | 'practice' | 'hygiene' | 'merchant' | 'tax'

export interface WantedColumn {
  readonly key: string
  readonly labels: readonly string[]
  readonly required?: boolean
}

export interface DepartmentFile {
  readonly kind: FileKind
  /** What people call the file, and the source that records name. */
  readonly label: string
  readonly columns: readonly WantedColumn[]
}

const column = (key: string, labels: readonly string[], required = false): WantedColumn => ({ key, labels, required })

/** Most particular first: a file is the first kind whose required columns it has. */
export const DEPARTMENT_FILES: readonly DepartmentFile[] = [
  {
    kind: 'practice',
    label: '医疗机构执业许可登记',
    columns: [
      column('licenceNo', ['登记号', '许可证登记号', '医疗机构登记号'], true),
      column('holder', ['机构名称', '医疗机构名称'], true),
      column('address', ['地址', '执业地址'], true),
      column('principal', ['主要负责人', '负责人']),
      column('scope', ['诊疗科目']),
      column('issuedOn', ['有效期限/自', '自', '发证日期']),
      column('expiresOn', ['有效期限/至', '至', '有效期至']),
      column('phone', ['联系电话', '电话']),
    ],
  },
  {
    kind: 'hygiene',
    label: '公共场所卫生许可',
    columns: [
      column('licenceNo', ['许可证号', '卫生许可证号'], true),
      column('holder', ['单位名称', '名称'], true),
      column('address', ['经营地址', '地址'], true),
      column('principal', ['负责人', '经营者']),
      column('phone', ['电话', '联系电话']),
      column('scope', ['类别', '许可项目']),
      column('issuedOn', ['发证日期']),
    ],
  },
  {
    kind: 'merchant',
    label: '平台商户',
    columns: [
      column('licenceNo', ['id', '商户编号'], true),
      column('issuer', ['platform', '平台'], true),
      column('holder', ['name', '商户名称'], true),
      column('address', ['address', '地址']),
      column('phone', ['phone', '电话']),
      column('code', ['licenceNo', '营业执照号', '统一社会信用代码']),
      column('scope', ['services', '服务项目']),
    ],
  },
  {
    kind: 'tax',
    label: '税务登记',
    columns: [
      column('code', ['纳税人识别号'], true),
      column('holder', ['纳税人名称'], true),
      column('address', ['生产经营地址', '经营地址']),
      column('principal', ['法定代表人', '负责人']),
      column('state', ['纳税人状态', '状态']),
    ],
  },
  {
    kind: 'market',
    label: '市场主体登记',
    columns: [
      column('code', ['统一社会信用代码', '注册号/统一社会信用代码'], true),
      column('holder', ['企业（字号）名称', '企业名称', '名称', '字号名称'], true),
      column('address', ['住所（经营场所）', '住所', '经营场所'], true),
      column('principal', ['法定代表人/经营者', '法定代表人', '经营者', '负责人']),
      column('phone', ['联系电话', '电话']),
      column('scope', ['经营范围'], true),
      column('state', ['登记状态', '状态'], true),
      column('issuedOn', ['成立日期', '注册日期']),
      column('issuer', ['登记机关']),
    ],
  },
]

const BEAUTY_NAME = /美容|美体|美甲|美睫|纹绣|纹眉|皮肤管理|医美|整形|养生|SPA|门诊|诊所|医院|卫生(室|站|院)/i
const BEAUTY_SCOPE = /(美容|美甲|美体|美睫|纹绣|养生保健|诊所|诊疗|医疗|互联网医院)服务|医疗美容/

/** Whether a market entity belongs to the world of the campaign: beauty and medical; the rest stays out (SYS-07). */
export const isBeautyOrMedical = (name: string, scope: string): boolean =>
  BEAUTY_NAME.test(name) || BEAUTY_SCOPE.test(scope)

/** The kind of place, read from its name and scope; what is beautiful without a clinic's word is a beauty shop. */
export function placeKind(name: string, scope: string): string {
  const isAesthetic = /医疗美容|医美|整形/.test(`${name}${scope}`)
  if (/医院/.test(name)) return isAesthetic ? 'aesthetic-hospital' : 'medical-institution'
  if (/门诊/.test(name)) return isAesthetic ? 'aesthetic-outpatient' : 'medical-institution'
  if (/诊所|卫生(室|站|院)/.test(name)) return isAesthetic ? 'aesthetic-clinic' : 'medical-institution'
  if (/诊所服务|诊疗服务/.test(scope) && !/美容/.test(name)) return 'medical-institution'
  return 'beauty-shop'
}

/** 存续 → open; 注销 keeps the place, without a licence (a cancelled registration counts as 无照). */
export function openingState(state: string): string {
  if (/注销/.test(state)) return 'cancelled'
  if (/吊销|撤销/.test(state)) return 'closed'
  if (/歇业|停业/.test(state)) return 'paused'
  return /存续|在业|开业|正常|在营/.test(state) ? 'open' : 'unknown'
}

/** The standing of a registration or licence by its state and expiry. */
export function standingOf(state: string, expiresOn: string | null, today: string): string {
  if (/注销/.test(state)) return 'cancelled'
  if (/吊销|撤销/.test(state)) return 'revoked'
  if (/非正常|异常/.test(state)) return 'abnormal'
  if (expiresOn !== null && expiresOn < today) return 'expired'
  return 'valid'
}

/** `2021.03.04`, `2021-3-4`, `2021年3月4日` → `2021-03-04`; empty and unreadable → null. */
export function looseDate(text: string): string | null {
  const found = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(text.trim())
  if (!found) return null
  const [month, day] = [Number(found[2]), Number(found[3])]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${found[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The code when it is a sound one; a broken code matches nothing and is kept only as it was written. */
export function soundCode(text: string): string | null {
  const parsed = parseUscc(text)
  return parsed.ok ? parsed.value : null
}

/** The town a text names, by the names and short names of the region's towns. */
export function townIn(
  text: string,
  towns: readonly { readonly id: string; readonly names: readonly string[] }[],
): string | null {
  return towns.find((town) => town.names.some((name) => text.includes(name)))?.id ?? null
}
