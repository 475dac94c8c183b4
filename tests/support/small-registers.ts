import { usccCheckCharacter } from '@qingmei/core/kernel/identifiers'

/** The nth sound credit code of the county. */
export function codeOf(n: number): string {
  const first = `92410503MA${String(n).padStart(7, '0')}`
  return `${first}${usccCheckCharacter(first) ?? ''}`
}

const FIRST = '丽姿婉颜诗雅俏妍莲馨'
const SECOND = '美华秀芳兰萱琪娜蓓薇'
const brand = (n: number): string =>
  `${FIRST.charAt(n % 10)}${SECOND.charAt(Math.floor(n / 10) % 10)}${FIRST.charAt(Math.floor(n / 100) % 10)}`
const ROADS = ['安漳路', '光和路', '永明路', '彰德路', '德隆街']
const addressOf = (n: number): string => `河南省安阳市北关区洹北街道${ROADS[n % 5]}${100 + n}号`
const phoneOf = (n: number): string => `1${87_000_000_00 + n}`

const csv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`${rows.map((row) => row.join(',')).join('\n')}\n`)

/** Invented registers of so many shops: all registered but every tenth, a third permitted, some licensed, some on a platform. */
export function smallRegisters(shops: number): { name: string; content: Buffer; asOf: string }[] {
  const all = Array.from({ length: shops }, (_, n) => n)
  const asOf = '2026-08-20'
  const market = all.filter((n) => n % 10 !== 9)
  return [
    {
      name: '市场主体.csv',
      asOf,
      content: csv([
        ['统一社会信用代码', '企业名称', '经营场所', '经营者', '联系电话', '经营范围', '登记状态', '成立日期'],
        ...market.map((n) => [
          codeOf(n),
          `北关区${brand(n)}美容院`,
          addressOf(n),
          `某${SECOND.charAt(n % 10)}`,
          phoneOf(n),
          '生活美容服务',
          n % 50 === 0 ? '注销' : '存续',
          '2021-03-04',
        ]),
      ]),
    },
    {
      name: '执业许可.csv',
      asOf,
      content: csv([
        ['登记号', '机构名称', '地址', '主要负责人', '电话', '诊疗科目', '有效期至'],
        ...all
          .filter((n) => n % 7 === 0)
          .map((n) => [
            `PDY${String(10_000 + n)}41050315D1542`,
            `北关区${brand(n)}美容院`,
            addressOf(n),
            `某${SECOND.charAt(n % 10)}`,
            phoneOf(n),
            '医疗美容科',
            n % 70 === 0 ? '2026-10-01' : '2029-01-01',
          ]),
      ]),
    },
    {
      name: '卫生许可.csv',
      asOf,
      content: csv([
        ['许可证号', '单位名称', '统一社会信用代码', '经营地址', '负责人', '电话'],
        ...all
          .filter((n) => n % 3 === 0)
          .map((n) => [
            `北卫公字〔2024〕第${String(n).padStart(4, '0')}号`,
            `${brand(n)}美容院`,
            n % 2 === 0 ? codeOf(n) : '',
            addressOf(n),
            `某${SECOND.charAt(n % 10)}`,
            phoneOf(n),
          ]),
      ]),
    },
    {
      name: '纳税人.csv',
      asOf,
      content: csv([
        ['纳税人识别号', '纳税人名称', '生产经营地址', '法定代表人', '纳税人状态'],
        ...market
          .filter((n) => n % 2 === 0)
          .map((n) => [codeOf(n), `北关区${brand(n)}美容院`, addressOf(n), `某${SECOND.charAt(n % 10)}`, '正常']),
      ]),
    },
    {
      name: '平台商户.jsonl',
      asOf,
      content: Buffer.from(
        all
          .filter((n) => n % 4 === 1)
          .map((n) =>
            JSON.stringify({
              id: `m${String(n).padStart(6, '0')}`,
              platform: '点评',
              name: `${brand(n)}·美容SPA`,
              address: addressOf(n).replace('河南省安阳市', ''),
              phone: phoneOf(n),
              licenceNo: n % 40 === 1 ? codeOf(n + 1) : '',
              services: n % 8 === 1 ? ['水光针', '脱毛'] : ['精油SPA'],
            }),
          )
          .join('\n'),
      ),
    },
  ]
}
