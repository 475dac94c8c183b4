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

const town = (pinyin: string, org: string, names: readonly [string, string, string]): DemoPerson[] => [
  { username: `${pinyin}-jingban`, name: names[0], role: 'townadm', org, title: '综合执法办经办', duty: 'handler' },
  { username: `${pinyin}-fuze`, name: names[1], role: 'member', org, title: '分管副主任', duty: 'deputy' },
  { username: `${pinyin}-wangge`, name: names[2], role: 'grid', org, title: '网格员' },
]

/** Who works in the demo county, given the plan's ids of its health and market departments, its office and its towns. */
export function demoPeople(orgs: {
  health: string
  market: string
  office: string
  towns: readonly string[]
}): DemoPerson[] {
  const townNames: readonly [string, readonly [string, string, string]][] = [
    ['jiefang', ['李晓东', '王倩', '赵小满']],
    ['hongqi', ['孙立群', '吴桐', '钱一帆']],
    ['baizhuang', ['马春生', '郑岚', '周小禾']],
    ['dengta', ['冯雪', '陈松', '褚阳']],
    ['huanbei', ['卫东林', '蒋玉', '沈星']],
    ['shuguang', ['韩露', '杨柳青', '朱远']],
  ]
  return [
    {
      username: 'zhoumin',
      name: '周敏',
      role: 'hcenf',
      org: orgs.health,
      title: '卫生执法大队执法员',
      duty: 'handler',
    },
    { username: 'hejianguo', name: '何建国', role: 'member', org: orgs.health, title: '分管副主任', duty: 'deputy' },
    {
      username: 'hanlei',
      name: '韩磊',
      role: 'msaenf',
      org: orgs.market,
      title: '广告与药械监管股执法员',
      duty: 'handler',
    },
    { username: 'dujuan', name: '杜娟', role: 'member', org: orgs.market, title: '分管副局长', duty: 'deputy' },
    { username: 'linlan', name: '林岚', role: 'office', org: orgs.office, title: '专班办公室秘书' },
    { username: 'chenqiming', name: '陈启明', role: 'lghead', org: orgs.office, title: '领导小组组长' },
    ...orgs.towns.flatMap((org, i) => {
      const [pinyin, names] = townNames[i] ?? [`town${i}`, [`甲${i}`, `乙${i}`, `丙${i}`] as const]
      return town(pinyin, org, names as [string, string, string])
    }),
    { username: 'xitong', name: '罗工', role: 'sysadm', org: orgs.office, title: '系统管理员' },
    { username: 'anquan', name: '宋工', role: 'secadm', org: orgs.office, title: '安全保密管理员' },
    { username: 'shenji', name: '田工', role: 'auditor', org: orgs.office, title: '安全审计员' },
  ]
}

/** The region of the demo: Beiguan, Anyang. */
export const DEMO_REGION = '410503'
