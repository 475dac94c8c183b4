/** The five registers that departments hand over. */
export type RegisterSource = 'market' | 'medical-licence' | 'beauty-permit' | 'tax' | 'platform'

/** A canonical field of a register row. */
export type RegisterField =
  | 'code'
  | 'number'
  | 'name'
  | 'address'
  | 'principal'
  | 'phone'
  | 'scope'
  | 'state'
  | 'issuedOn'
  | 'expiresOn'
  | 'issuer'

/** A column by its canonical field and the headers it goes by; the first label is the one to teach. */
export interface RegisterColumn {
  readonly key: RegisterField
  readonly labels: readonly string[]
  readonly required?: boolean
}

/** What a register looks like and what its rows become. */
export interface RegisterProfile {
  readonly source: RegisterSource
  /** What people call the file; the source that records name. */
  readonly label: string
  readonly licenceKind: 'business' | 'practice' | 'hygiene' | 'tax' | 'merchant'
  /** The field that tells one row of this register from another. */
  readonly numberField: 'code' | 'number'
  /** Its rows speak of every trade: only beauty and medical ones come in. */
  readonly everyTrade: boolean
  /** Its rows make places; the rows of the others only join places that are there. */
  readonly makesPlaces: boolean
  /** Its rows are compared and not imported: what is said of a row says what becomes of it there. */
  readonly isCompared?: true
  readonly columns: readonly RegisterColumn[]
}

const required = (key: RegisterField, ...labels: string[]): RegisterColumn => ({ key, labels, required: true })
const optional = (key: RegisterField, ...labels: string[]): RegisterColumn => ({ key, labels })

const CODE = ['统一社会信用代码', '统一社会信用代码/注册号', '注册号/统一社会信用代码', '社会信用代码', '信用代码']
const PHONE = ['联系电话', '电话', '手机', '联系方式', '手机号码', '联系人电话']

/** Most particular first: a file is the first profile whose required columns it has. */
export const REGISTER_PROFILES: readonly RegisterProfile[] = [
  {
    source: 'medical-licence',
    label: '医疗机构执业许可登记',
    licenceKind: 'practice',
    numberField: 'number',
    everyTrade: false,
    makesPlaces: false,
    columns: [
      required('number', '登记号', '许可证登记号', '医疗机构登记号', '执业许可证登记号', '执业许可证号'),
      required('name', '机构名称', '医疗机构名称', '单位名称'),
      optional('code', ...CODE),
      required('address', '地址', '执业地址', '机构地址'),
      optional('principal', '主要负责人', '负责人', '法定代表人'),
      optional('phone', ...PHONE),
      required('scope', '诊疗科目', '核准诊疗科目'),
      optional('issuedOn', '有效期限/自', '有效期自', '发证日期', '批准日期', '自'),
      optional('expiresOn', '有效期限/至', '有效期至', '有效期限', '有效期', '至'),
      optional('state', '状态', '机构状态', '执业状态'),
      optional('issuer', '发证机关', '登记机关', '审批机关'),
    ],
  },
  {
    source: 'beauty-permit',
    label: '公共场所卫生许可',
    licenceKind: 'hygiene',
    numberField: 'number',
    everyTrade: false,
    makesPlaces: false,
    columns: [
      required('number', '许可证号', '卫生许可证号', '许可证编号', '备案编号'),
      required('name', '单位名称', '名称', '场所名称', '字号名称', '店名'),
      optional('code', ...CODE),
      required('address', '经营地址', '地址', '经营场所', '单位地址'),
      optional('principal', '负责人', '经营者', '法定代表人', '法定代表人/负责人'),
      optional('phone', ...PHONE),
      optional('scope', '类别', '许可项目', '经营项目', '许可类别'),
      optional('issuedOn', '发证日期', '有效期自', '有效期限/自', '许可日期'),
      optional('expiresOn', '有效期至', '有效期限/至', '有效期限'),
      optional('state', '状态', '许可状态'),
      optional('issuer', '发证机关', '审批机关'),
    ],
  },
  {
    source: 'platform',
    label: '平台商户',
    licenceKind: 'merchant',
    numberField: 'number',
    everyTrade: false,
    makesPlaces: false,
    columns: [
      required('number', 'id', '商户编号', '商户ID', '店铺ID', '商家ID'),
      required('name', 'name', '商户名称', '店铺名称', '商家名称'),
      required('issuer', 'platform', '平台', '平台名称'),
      optional('code', 'licenceNo', '营业执照号', '营业执照', ...CODE),
      optional('address', 'address', '地址', '门店地址'),
      optional('phone', 'phone', ...PHONE),
      optional('scope', 'services', '服务项目', '在售项目', '项目'),
      optional('state', 'status', '状态', '营业状态'),
    ],
  },
  {
    source: 'tax',
    label: '税务登记',
    licenceKind: 'tax',
    numberField: 'code',
    everyTrade: true,
    makesPlaces: false,
    columns: [
      required('code', '纳税人识别号', '社会信用代码（纳税人识别号）', '纳税人识别号（统一社会信用代码）'),
      required('name', '纳税人名称', '名称'),
      optional('address', '生产经营地址', '经营地址', '注册地址', '地址'),
      optional('principal', '法定代表人', '负责人', '法定代表人（负责人）', '经营者'),
      optional('phone', ...PHONE),
      optional('scope', '经营范围', '行业'),
      optional('state', '纳税人状态', '登记状态', '状态'),
      optional('issuedOn', '登记日期', '税务登记日期'),
      optional('issuer', '主管税务机关', '主管税务所'),
    ],
  },
  {
    source: 'market',
    label: '市场主体登记',
    licenceKind: 'business',
    numberField: 'code',
    everyTrade: true,
    makesPlaces: true,
    columns: [
      required('code', ...CODE),
      required('name', '企业（字号）名称', '企业名称', '名称', '字号名称', '市场主体名称', '经营主体名称', '主体名称'),
      required('address', '住所（经营场所）', '住所', '经营场所', '住所/经营场所', '地址', '注册地址'),
      optional('principal', '法定代表人/经营者', '法定代表人', '经营者', '法定代表人（负责人）', '负责人', '投资人'),
      optional('phone', ...PHONE),
      required('scope', '经营范围', '经营范围及方式'),
      required('state', '登记状态', '状态', '经营状态', '主体状态', '企业状态'),
      optional('issuedOn', '成立日期', '注册日期', '登记日期', '开业日期'),
      optional('expiresOn', '经营期限至', '营业期限至'),
      optional('issuer', '登记机关', '核准机关'),
    ],
  },
]

/** The profile of a source. */
export function profileOf(source: RegisterSource): RegisterProfile {
  const found = REGISTER_PROFILES.find((profile) => profile.source === source)
  if (!found) throw new RangeError(`no such register: ${source}`)
  return found
}
