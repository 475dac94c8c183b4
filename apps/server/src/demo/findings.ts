/** What may be found in the demo: invented, in the words of the field. `{place}` is the shop. */
export interface Finding {
  readonly violations: readonly string[]
  /** The kind of department the plan's routing should name. */
  readonly owner: 'health' | 'market'
  readonly facts: string
}

export const FINDINGS: readonly Finding[] = [
  {
    violations: ['V01'],
    owner: 'health',
    facts: '操作间发现一次性针头、透明质酸钠包装 11 盒，价目表列“水光针 380 元/次”，未见医疗机构执业许可证。',
  },
  { violations: ['V01', 'V02'], owner: 'health', facts: '店员现场为顾客做“线雕”，不能出示医师资格证书和执业证书。' },
  { violations: ['V02'], owner: 'health', facts: '预约群内称“院长亲自打针”，操作者为店主，无医师资格。' },
  { violations: ['V01'], owner: 'health', facts: '居民楼内设治疗床两张、射频仪一台，顾客自述做过“溶脂针”。' },
  { violations: ['V04'], owner: 'health', facts: '外地医师周末到店为顾客做双眼皮手术，场所为生活美容店。' },
  { violations: ['V05'], owner: 'health', facts: '诊所备案为美容皮肤科，广告与价目含“隆鼻”“吸脂”。' },
  {
    violations: ['V08', 'V09'],
    owner: 'health',
    facts: '抽查病历 12 份，5 份缺知情同意书，3 份手术记录时间早于登记时间。',
  },
  { violations: ['V15'], owner: 'market', facts: '冷藏柜内有无中文标识肉毒素 6 支，不能提供进货票据。' },
  { violations: ['V16'], owner: 'market', facts: '在用激光脱毛仪无医疗器械注册证编号，铭牌被撕去。' },
  { violations: ['V15', 'V18'], owner: 'market', facts: '玻尿酸 23 支过期，进货查验记录自 4 月起空白。' },
  { violations: ['V21'], owner: 'market', facts: '店门灯箱发布“热玛吉”疗效广告，未见医疗广告审查证明。' },
  { violations: ['V23'], owner: 'market', facts: '短视频账号称“一针年轻十岁”“零风险”，评论区统一口径。' },
  { violations: ['V25'], owner: 'market', facts: '平台页面招收“医美速成班”学员，承诺三天上手注射。' },
]

export const RETURN_REASONS = [
  '场所地址与现场不符，请核实门牌后再移送。',
  '询问笔录缺当事人签名，请补正。',
  '检查笔录未记载现场负责人身份，请补充。',
]

export const FEEDBACK = [
  { result: 'true', text: '现场核查属实，已立案调查，责令立即停止诊疗活动。' },
  { result: 'true', text: '查实违法事实，已下达责令改正通知书并拟作出行政处罚。' },
  { result: 'untrue', text: '现场为生活美容项目，未见侵入性操作和药械，线索不属实。' },
  { result: 'unverifiable', text: '两次到场均已停业搬离，房东不知去向，暂无法查实。' },
] as const
