import type { Explanation, FieldEvidence, Override } from '../comparison.ts'

const FIELD_WORDS: Readonly<Record<FieldEvidence['field'], string>> = {
  code: '统一社会信用代码',
  name: '名称',
  trade: '行业用语',
  region: '所在乡镇街道',
  address: '地址',
  principal: '负责人',
  phone: '电话',
  dates: '日期',
}

/** What each level says, by field; `{a}` and `{b}` are the two values as they were compared. */
const LEVEL_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  code: {
    equal: '统一社会信用代码一致',
    organisation: '登记号含同一机构代码',
    'equal-broken': '代码写法相同（校验位不符）',
    near: '代码只差一两位',
    'different-broken': '代码不同（其中一个校验位不符）',
    different: '统一社会信用代码不同',
  },
  name: {
    equal: '名称核心词相同“{a}”',
    'sounds-equal': '名称核心词同音“{a}”“{b}”',
    alike: '名称核心词一字形近或音近“{a}”“{b}”',
    'alike-short': '名称核心词一字形近或音近“{a}”“{b}”',
    contained: '名称核心词互相包含“{a}”“{b}”',
    'contained-short': '名称核心词互相包含“{a}”“{b}”',
    'one-off-long': '名称核心词只差一字“{a}”“{b}”',
    'one-off': '名称核心词差一字“{a}”“{b}”',
    half: '名称核心词一半相同“{a}”“{b}”',
    'one-shared': '名称核心词只有一字相同“{a}”“{b}”',
    different: '名称核心词不同“{a}”“{b}”',
  },
  trade: {
    'same-word': '行业用语相同',
    'same-kind': '行业相近“{a}”“{b}”',
    'other-kind': '一为医疗一为美容“{a}”“{b}”',
    'by-scope': '经营范围属同一行业',
    'other-trade': '行业不同',
  },
  region: {
    'same-town': '同一乡镇街道',
    'same-county': '同一县区',
    'other-town': '乡镇街道不同',
    'other-county': '县区不同',
  },
  address: {
    'same-room': '地址同为{b}',
    'same-house': '地址同在{b}',
    'other-room': '同一门牌、房号不同（{a}；{b}）',
    'other-sub': '同一门牌、附号不同（{a}；{b}）',
    'room-elsewhere': '路名或门牌有出入而房号相同（{a}；{b}）',
    'near-road': '路名差一字、门牌相同（{a}；{b}）',
    'near-number': '同一条路、门牌差一位（{a}；{b}）',
    'same-road': '同在一条路（{b}）',
    'same-building': '同一建筑',
    'other-number': '同一条路、门牌不同（{a}；{b}）',
    different: '地址不同（{a}；{b}）',
    branch: '店名所指的地点与登记地址相符（{b}）',
  },
  principal: {
    equal: '负责人相同“{a}”',
    near: '负责人姓名差一字“{a}”“{b}”',
    'same-surname': '负责人同姓不同名',
    different: '负责人不同',
  },
  phone: { equal: '电话一致', near: '电话差一位', different: '电话不同' },
  dates: { fits: '日期先后相符', before: '发证早于成立' },
}

const CROWD_WORDS: Readonly<Record<string, string>> = {
  code: '该代码登记 {n} 户',
  name: '同名 {n} 户',
  address: '该处登记 {n} 户',
  principal: '同名负责人 {n} 人',
  phone: '该号码登记 {n} 户',
}
/** From here on a shared value says little. */
const CROWDED = 50

/** Whether the words of a level name the two values. */
export const saysValues = (field: string, level: string): boolean => /\{[ab]\}/.test(LEVEL_WORDS[field]?.[level] ?? '')

/** What a level says, with `{a}` and `{b}` for the two values as they were compared. */
export const levelWords = (field: FieldEvidence['field'], level: string): string =>
  LEVEL_WORDS[field]?.[level] ?? `${FIELD_WORDS[field]}：${level}`

/** What follows it in brackets: the crowd where it weighs, and the bits. */
export function weightWords(field: FieldEvidence['field'], crowd: number | null, bits: number): string {
  const many =
    crowd === null || field === 'code' ? '' : `${(CROWD_WORDS[field] ?? '{n} 户').replace('{n}', String(crowd))}，`
  const weak = crowd !== null && crowd >= CROWDED ? '证据弱 ' : ''
  return `（${many}${weak}${signed(bits)}）`
}

/** One piece of evidence in words: `电话一致（该号码登记 1 户，+17.9）`. */
export function evidenceWords(it: FieldEvidence): string {
  const words = levelWords(it.field, it.level).replace('{a}', it.normalA).replace('{b}', it.normalB)
  return words + weightWords(it.field, it.crowd, it.bits)
}

const signed = (bits: number): string => (bits < 0 ? `−${(-bits).toFixed(1)}` : `+${bits.toFixed(1)}`)
const percent = (share: number): string => `${(share * 100).toFixed(share > 0.999 || share < 0.001 ? 2 : 1)}%`

/** Why a record is linked as it is, in one Chinese sentence; the strongest evidence first. */
export function explainLink(it: Explanation): string {
  const evidence = it.evidence
    .filter((each) => each.level !== 'missing')
    .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
    .map(evidenceWords)
    .join('；')
  const rival =
    it.runnerUp === null || it.runnerUp.probability < 0.001
      ? ''
      : `；其次是“${it.runnerUp.name}”（${percent(it.runnerUp.probability)}）`
  const ruled = overrideWords(it.override, evidence)
  if (ruled !== null) return ruled
  if (it.other !== null) return `${linkedWords(it.probability)}${evidence}${rival}`
  if (it.record.kind === 'market' && it.evidence.length === 0) return '登记主体'
  return aloneWords(it.probability, evidence)
}

/** What a rule decided; null where the score did. */
export function overrideWords(override: Override | null, evidence: string): string | null {
  switch (override) {
    case 'same-key':
      return '与同一文件中编号相同的一行重复'
    case 'decided-same':
      return '人工认定为同一场所'
    case 'decided-different':
      return '人工认定不是同一场所，另无可对应的登记'
    case 'same-code':
      return `代码一致并有另一项相符，直接认定：${evidence}`
    case null:
      return null
  }
}

export const linkedWords = (probability: number): string => `综合判断为同一场所（${percent(probability)}）：`

export const aloneWords = (probability: number, evidence: string): string =>
  evidence === ''
    ? `没有找到可对应的登记（${percent(probability)}）`
    : `没有找到可对应的登记（${percent(probability)}）；最接近的一户：${evidence}`
