import type { Role } from '@qingmei/core/access/roles'

/** One invented person of the demo: a log-in and a post. `org` is the id of an organisation in the plan. */
export interface DemoPerson {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly org: string
  readonly title: string
  readonly duty?: string
}

/** One password for all demo log-ins. They exist only where an installation runs on the demo's stored clock. */
export const DEMO_PASSWORD = 'qingmei-demo-2026'

/** The towns whose people the demo plays, by their ids in the plan. */
export const DEMO_TOWNS: readonly {
  readonly id: string
  readonly pinyin: string
  readonly names: readonly [string, string, string]
}[] = [
  { id: 'jiefanglu', pinyin: 'jiefang', names: ['李晓东', '王倩', '赵小满'] },
  { id: 'hongqilu', pinyin: 'hongqi', names: ['孙立群', '吴桐', '钱一帆'] },
  { id: 'baizhuang', pinyin: 'baizhuang', names: ['马春生', '郑岚', '周小禾'] },
  { id: 'dengtalu', pinyin: 'dengta', names: ['冯雪', '陈松', '褚阳'] },
  { id: 'huanbei', pinyin: 'huanbei', names: ['卫东林', '蒋玉', '沈星'] },
  { id: 'shuguanglu', pinyin: 'shuguang', names: ['韩露', '杨柳青', '朱远'] },
]

const townPeople = ({ id, pinyin, names }: (typeof DEMO_TOWNS)[number]): DemoPerson[] => [
  {
    username: `${pinyin}-jingban`,
    name: names[0],
    role: 'townadm',
    org: id,
    title: '综合执法办经办',
    duty: 'responsible',
  },
  { username: `${pinyin}-fuze`, name: names[1], role: 'member', org: id, title: '分管副职', duty: 'deputy' },
  { username: `${pinyin}-wangge`, name: names[2], role: 'grid', org: id, title: '网格员', duty: 'grid-worker' },
]

/** Who works in the demo county; organisations by their ids in the plan. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  ...DEMO_TOWNS.flatMap(townPeople),
  { username: 'zhoumin', name: '周敏', role: 'hcenf', org: 'health', title: '卫生执法大队执法员', duty: 'enforcement' },
  { username: 'hejianguo', name: '何建国', role: 'member', org: 'health', title: '分管副主任', duty: 'deputy' },
  {
    username: 'hanlei',
    name: '韩磊',
    role: 'msaenf',
    org: 'market',
    title: '广告与药械监管股执法员',
    duty: 'enforcement',
  },
  { username: 'dujuan', name: '杜娟', role: 'member', org: 'market', title: '分管副局长', duty: 'deputy' },
  { username: 'linlan', name: '林岚', role: 'office', org: 'office', title: '专班办公室秘书', duty: 'liaison' },
  { username: 'qiaoan', name: '乔安', role: 'aablo', org: 'office', title: '行政审批联络员', duty: 'liaison' },
  { username: 'chenqiming', name: '陈启明', role: 'lghead', org: 'office', title: '领导小组组长', duty: 'principal' },
  { username: 'xitong', name: '罗工', role: 'sysadm', org: 'office', title: '系统管理员' },
  { username: 'anquan', name: '宋工', role: 'secadm', org: 'office', title: '安全保密管理员' },
  { username: 'shenji', name: '田工', role: 'auditor', org: 'office', title: '安全审计员' },
]

/** The region of the demo: Beiguan, Anyang. */
export const DEMO_REGION = '410503'
