/** Trades that borrow the words: groomed dogs, polished cars, doctored animals. */
const BORROWED = /宠物|动物|兽医|犬|猫咪|汽车|车辆|汽修|洗车|轮胎|家具|园林|盆景/
const BEAUTY_NAME =
  /美容|美发|理发|美体|美甲|美睫|(美|嫩)肤(馆|中心|店|院|会所|管理)|护肤|皮肤|祛痘|祛斑|脱毛|纹绣|纹眉|半永久|形象设计|发艺|造型|养生馆|养生会所|轻医美|医美|整形|\bspa\b|SPA/i
const MEDICAL_NAME =
  /医院|门诊|诊所|卫生(室|站|院|所|服务中心)|医疗(?!器械|设备|用品|科技)|中医馆|国医馆|护理院|体检中心|血液透析/
const BEAUTY_SCOPE = /(美容|美发|理发|美甲|美体|美睫|纹绣|养生保健|美容美发)服务|生活美容|足浴美容/
const MEDICAL_SCOPE = /(诊所|诊疗|医疗|医院|门诊部?|卫生院|医疗美容)服务|医疗美容|整形/

/** Scope without what it expressly leaves out (`不含诊疗服务`, `非医疗`) and without the trades that borrow the words. */
function ownScope(scope: string): string {
  return scope
    .replace(/[（(][^（）()]*(不含|不包括|不得|除外|非医疗|除[^（）()]*外)[^（）()]*[）)]/g, '')
    .split(/[；;，,。、\s]+/)
    .filter((clause) => !BORROWED.test(clause) && !/^(不含|不包括|不得|除)/.test(clause))
    .join('；')
}

const ownName = (name: string): string => (BORROWED.test(name) ? '' : name)

/** Whether a registered entity belongs to the campaign: beauty, hairdressing and medical work; the rest stays out. */
export function isBeautyOrMedical(name: string, scope: string | null): boolean {
  const own = ownName(name)
  if (BEAUTY_NAME.test(own) || MEDICAL_NAME.test(own)) return true
  // A name of a borrowed trade says what it is; its scope is often copied from a neighbour.
  if (own === '' && name !== '') return false
  const scoped = ownScope(scope ?? '')
  return BEAUTY_SCOPE.test(scoped) || MEDICAL_SCOPE.test(scoped)
}

/** Kinds of place, codes of the dictionary `premises-kind`. */
export type PlaceKind =
  | 'aesthetic-hospital'
  | 'aesthetic-outpatient'
  | 'aesthetic-clinic'
  | 'medical-institution'
  | 'beauty-shop'
  | 'product-trader'
  | 'training-school'
  | 'hotel'
  | 'other'
  | 'unknown'

const AESTHETIC = /医疗美容|医美|整形|美容(医院|门诊|诊所)/

/** The kind of place that a name and a scope speak of; hairdressers are beauty shops, as the plans count them. */
export function placeKind(name: string, scope: string | null): PlaceKind {
  const own = ownName(name)
  const scoped = ownScope(scope ?? '')
  if (own === '') return name.trim() === '' ? 'unknown' : 'other'
  if (/(培训|学校|教育)/.test(own)) return isBeautyOrMedical(own, null) ? 'training-school' : 'other'
  if (/(美容|美发|美甲|医疗|护肤)[^店]{0,4}(用品|器械|器材|仪器|设备|产品|化妆品|商贸|贸易)/.test(own))
    return 'product-trader'
  const aesthetic = AESTHETIC.test(own) || /医疗美容/.test(scoped)
  if (/医院/.test(own)) return aesthetic ? 'aesthetic-hospital' : 'medical-institution'
  if (/门诊/.test(own)) return aesthetic ? 'aesthetic-outpatient' : 'medical-institution'
  if (/诊所/.test(own)) return aesthetic ? 'aesthetic-clinic' : 'medical-institution'
  if (MEDICAL_NAME.test(own)) return aesthetic ? 'aesthetic-clinic' : 'medical-institution'
  if (BEAUTY_NAME.test(own)) return 'beauty-shop'
  if (/酒店|宾馆|旅馆|民宿|客栈/.test(own)) return 'hotel'
  if (MEDICAL_SCOPE.test(scoped)) return aesthetic ? 'aesthetic-clinic' : 'medical-institution'
  return BEAUTY_SCOPE.test(scoped) ? 'beauty-shop' : 'other'
}

const MEDICAL_WORK =
  /医疗美容|医美|整形|水光|热玛吉|超声炮|光子|皮秒|激光|玻尿酸|肉毒|瘦脸|除皱针|美白针|溶脂|微针|线雕|埋线|双眼皮|隆鼻|吸脂|点痣|注射/

/**
 * Whether words of a name, scope or list of services hint at medical aesthetics in a place that is no medical
 * institution. A hint for the one who looks, never a finding.
 */
export const hintsAtMedicalWork = (name: string, words: string | null): boolean =>
  MEDICAL_WORK.test(ownName(name)) || MEDICAL_WORK.test(ownScope(words ?? ''))
