import type { Uuid } from '@qingmei/core/kernel/ids'
import { actAs } from './act-as.ts'
import type { DemoContext } from './load-demo.ts'
import type { Stage, Step } from './play-leads.ts'

/** Old complaints and what monitoring and comparison said, as the campaign's office put them into one ledger. */
const KEY_LEADS: readonly (readonly [
  subject: string,
  family: string,
  on: string,
  violations: readonly string[],
  fact: string,
  priority: string,
])[] = [
  ['花容纹绣工作室', 'complaint', '2021-11-03', ['V01'], '投诉人称在店内注射后红肿，店方退款了结', 'medium'],
  ['某皮肤管理中心（曙光路）', 'complaint', '2022-06-18', ['V02'], '操作人员出示的证书查无登记', 'high'],
  ['悦己轻医美', 'supervision', '2024-09-12', ['V05'], '日常检查两次发现超出登记项目的仪器', 'medium'],
  ['素手美学（网络店铺）', 'monitoring', '2026-04-22', ['V21'], '团购页面长期销售“水光针”项目，地址为居民楼', 'high'],
  [
    '两家店共用一个信用代码',
    'comparison',
    '2026-06-05',
    ['V01'],
    '信息比对发现两处经营者使用同一信用代码，疑为借照',
    'high',
  ],
]

const UNSAID = { originalNo: null, premises: null, uscc: null, address: null, town: null, problem: null, entry: null }

/** The lists and key leads of the demo: a shop that stopped and is guided, a product traced, two records of one shop. */
export function listSteps(context: DemoContext, stage: Stage): Step[] {
  const [office, health, head] = ['linlan', 'zhoumin', 'hejianguo'].map((name) => actAs(context, stage, name)) as [
    ReturnType<typeof actAs>,
    ReturnType<typeof actAs>,
    ReturnType<typeof actAs>,
  ]
  const market = actAs(context, stage, 'hanlei')
  const clerk = actAs(context, stage, 'jiefang-jingban')
  const made: Record<'shop' | 'entry' | 'key' | 'guidance', Uuid> = { shop: '', entry: '', key: '', guidance: '' }
  const place = (name: string, address: string, kind: string) => ({
    name,
    tradeName: null,
    uscc: null,
    kind,
    town: stage.towns[0] ?? null,
    address,
    principal: null,
    phone: null,
    scope: null,
    openingState: 'open',
    registeredOn: null,
    sources: ['排查登记'],
  })
  const steps: readonly (readonly [at: string, run: () => Promise<unknown>])[] = [
    [
      '2026-06-08T02:00:00.000Z',
      async () => {
        for (const [subject, family, originalOn, violations, fact, priority] of KEY_LEADS)
          made.key = await office('key-lead', 'register', undefined, {
            ...UNSAID,
            subject,
            family,
            originalOn,
            violations,
            fact,
            priority,
            severity: 'serious',
          })
        made.key = await market('key-lead', 'register', undefined, {
          ...UNSAID,
          subject: '无中文标识注射产品',
          family: 'supervision',
          originalOn: '2026-06-03',
          violations: ['V16'],
          fact: '检查中查获无中文标签的注射产品 12 盒，店方称从微信联系人处购入',
          priority: 'high',
          severity: 'serious',
        })
      },
    ],
    [
      '2026-06-15T02:00:00.000Z',
      async () => {
        made.shop = await clerk(
          'premises',
          'register',
          undefined,
          place('云舒美肤中心', '解放大道 218 号', 'aesthetic-clinic'),
        )
        made.entry = await health('list-entry', 'enter', undefined, {
          premises: made.shop,
          subject: null,
          address: null,
          uscc: null,
          town: null,
          class: 'neither',
          doesMedical: true,
          provisional: false,
          run: null,
          basis: '网格排查发现，登记和许可名单中均没有；须现场核查',
        })
        await office('list-entry', 'assign', made.entry, { holder: stage.health })
      },
    ],
    [
      '2026-06-23T03:00:00.000Z',
      async () => {
        const checkNote = '有治疗床和冷藏柜，无针剂；经营者称五月起已停做医疗项目，愿转做生活美容'
        await health('list-entry', 'check', made.entry, { checkResult: 'stopped', checkNote })
        const why = { circumstances: '停做前开展光子嫩肤约三个月', harm: '未接到损害投诉' }
        await health('list-entry', 'classify', made.entry, { disposal: 'guide-transform', ...why })
        await head('list-entry', 'approve', made.entry, {})
        const measure = { on: '2026-06-23', measure: '责令不得开展医疗美容，移走仪器', document: null }
        await health('list-entry', 'dispose', made.entry, measure)
        made.guidance = await health('guidance', 'start', undefined, {
          premises: made.shop,
          entry: made.entry,
          stoppedOn: '2026-05-20',
          toKind: 'beauty-shop',
          wish: '转为皮肤护理，不再开展侵入性项目',
        })
        for (const step of ['撤除医疗仪器和宣传', '办理营业执照', '办理公共场所卫生许可证'])
          await health('guidance', 'addStep', made.guidance, { step, dueOn: '2026-08-31' })
      },
    ],
    [
      '2026-07-02T02:30:00.000Z',
      async () => {
        await office('key-lead', 'assign', made.key, { holder: stage.market, priority: 'high' })
        const product = { kind: 'device-3', registrationNo: null, lot: null, verdict: 'unregistered' }
        await market('key-lead', 'addProduct', made.key, { ...product, name: '注射用填充产品', quantity: '12 盒' })
        const link = { product: 1, premises: null, uscc: null, place: null, quantity: null, on: null }
        const supplier = { direction: 'upstream', name: '微信联系人“医美供应链”', proof: '聊天记录和转账记录' }
        await market('key-lead', 'trace', made.key, { ...link, ...supplier, place: '外省', stage: 'outside' })
        const user = { direction: 'downstream', name: '云舒美肤中心', proof: '快递面单', stage: 'checked' }
        await market('key-lead', 'trace', made.key, { ...link, ...user, premises: made.shop, quantity: '2 盒' })
        const other = { direction: 'downstream', name: '悦己轻医美', proof: '快递面单', stage: 'found' }
        await market('key-lead', 'trace', made.key, { ...link, ...other, quantity: '4 盒' })
      },
    ],
    [
      '2026-07-20T02:30:00.000Z',
      async () => {
        await health('guidance', 'doStep', made.guidance, { no: 1, doneOn: '2026-07-03', note: '现场查看，已撤除' })
        await health('guidance', 'doStep', made.guidance, { no: 2, doneOn: '2026-07-18', note: null })
      },
    ],
    [
      '2026-08-27T02:30:00.000Z',
      async () => {
        const gone = await clerk(
          'premises',
          'register',
          undefined,
          place('云舒美肤', '解放大道 218 号附 1', 'beauty-shop'),
        )
        const grounds = '门牌相邻、同一经营者，巡查时按招牌又登记了一次'
        const along = { licences: [], entries: [], kin: [made.entry] }
        await health('merger', 'propose', undefined, { kept: made.shop, gone, grounds, ...along })
      },
    ],
  ]
  return steps.map(([at, run]) => ({ at, run: async () => void (await run()) }))
}
