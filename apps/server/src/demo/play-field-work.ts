import type { Uuid } from '@qingmei/core/kernel/ids'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { type Act, actAs } from './act-as.ts'
import type { DemoContext } from './load-demo.ts'
import type { Stage, Step } from './play-leads.ts'

/** How many places of each town the demo screens, and how many of them in each month. */
const A_TOWN = 40
const BY_MONTH: readonly (readonly [string, number])[] = [
  ['2026-06', 12],
  ['2026-07', 11],
  ['2026-08', 8],
]
const FREEZE = '2026-06-01T01:00:00.000Z'

interface Shop {
  readonly id: string
  readonly name: string
}

/** The screening of the towns from the freeze of the base on: visits, problems, what was ordered and put right. */
export function screeningSteps(context: DemoContext, stage: Stage, places: readonly (readonly AnyRecord[])[]): Step[] {
  const clerks = [...stage.cast.keys()].filter((name) => name.endsWith('-jingban'))
  return places.flatMap((ofTown, town) => {
    const clerk = clerks[town]
    const assignee = stage.towns[town]
    if (clerk === undefined || assignee === undefined) return []
    const shops = ofTown
      .filter((it) => it.kind === 'beauty-shop' && it.openingState === 'open')
      .slice(0, A_TOWN)
      .map((it): Shop => ({ id: it.id, name: String(it.name) }))
    const targets = new Map<string, Uuid>()
    const act = actAs(context, stage, clerk)
    const freeze: Step = {
      at: FREEZE,
      run: async () => {
        for (const shop of shops) {
          const input = { premises: shop.id, group: 'market-entities', assignee, inBase: true, since: '2026-06-01' }
          targets.set(shop.id, await act('screening-target', 'list', undefined, input))
        }
      },
    }
    let next = 0
    const visits = BY_MONTH.flatMap(([month, most]) =>
      // Towns differ: some fall short of their quarter.
      shops.slice(next, (next += most - (town % 3) * 2)).map((shop, i): Step => {
        const day = String(2 + Math.floor((i * 26) / most)).padStart(2, '0')
        const at = `${month}-${day}T0${1 + (i % 7)}:${String((town * 7 + i * 3) % 60).padStart(2, '0')}:00.000Z`
        return {
          at,
          run: () => oneVisit(act, { shop, target: targets.get(shop.id) ?? '', at, isBad: (i + town) % 6 === 0 }),
        }
      }),
    )
    return [freeze, ...visits]
  })
}

async function oneVisit(act: Act, it: { shop: Shop; target: Uuid; at: string; isBad: boolean }): Promise<void> {
  const visit = await act('visit', 'record', undefined, {
    target: it.target,
    premises: null,
    subject: null,
    visitedAt: it.at,
    position: null,
    photo: null,
    noPhoto: '演示数据不附照片',
    checklist: 'town-patrol',
    found: it.isBad ? ['town-patrol.advertising'] : [],
    result: it.isBad ? 'problem' : 'no-problem',
    note: null,
  })
  if (!it.isBad) return
  const problem = await act('problem', 'find', undefined, {
    visit,
    inspection: null,
    premises: null,
    subject: null,
    finding: '店内张贴“光子嫩肤”宣传，未见广告审查证明',
    violations: ['V21'],
    severity: 'ordinary',
  })
  const dueOn = new Date(Date.parse(it.at) + 12 * 86_400_000).toISOString().slice(0, 10)
  const orderNo = `责改〔2026〕${problem.slice(-4)}号`
  await act('problem', 'order', problem, { order: 'correction-order', orderNo, dueOn })
  if (problem.charCodeAt(problem.length - 1) % 2 === 0) await act('problem', 'verify', problem, {})
}

/** Four cases, each with its shop and a person: two closed, one decided and then corrected, one filed. */
const CASES: readonly {
  readonly start: string
  readonly officer: string
  readonly head: string
  readonly shop: string
  readonly until: number
  /** The day on which the fine was lowered. */
  readonly corrected?: string
}[] = [
  { start: '2026-06-10', officer: 'zhoumin', head: 'hejianguo', shop: '初见皮肤管理中心', until: 99 },
  { start: '2026-06-24', officer: 'hanlei', head: 'dujuan', shop: '若莲美容养生馆', until: 99 },
  {
    start: '2026-07-08',
    officer: 'zhoumin',
    head: 'hejianguo',
    shop: '花容纹绣工作室',
    until: 13,
    corrected: '2026-08-30',
  },
  { start: '2026-08-05', officer: 'zhoumin', head: 'hejianguo', shop: '悦己轻医美', until: 5 },
]

/** What happens to the demo's cases, one step every few days. */
export function caseSteps(context: DemoContext, stage: Stage): Step[] {
  return CASES.flatMap(({ start, officer, head, shop, until, corrected }) => {
    const made = { id: '' }
    const does = (who: string, action: string, input: object): (() => Promise<void>) => {
      const act = actAs(context, stage, who)
      return async () => {
        const id = await act('case', action, made.id || undefined, input)
        if (made.id === '') made.id = id
      }
    }
    const [person, drugs] = ['某某（操作人员）', officer === 'hanlei']
    const all = [
      does(officer, 'propose', {
        lead: null,
        premises: null,
        subject: shop,
        cause: drugs ? '使用未取得批准证明文件的药品' : '未取得医疗机构执业许可证擅自执业',
        facts: '现场查见治疗床、针剂空瓶和收费记录',
      }),
      does(officer, 'addParty', { name: shop, kind: 'organisation', role: 'institution', identity: null }),
      does(officer, 'addParty', { name: person, kind: 'person', role: 'beautician', identity: null }),
      does(officer, 'addViolation', {
        party: 1,
        violation: drugs ? 'V15' : 'V01',
        statute: drugs ? 'D06' : 'H01',
        note: null,
      }),
      does(head, 'file', { opinion: null }),
      does(officer, 'investigate', {}),
      does(officer, 'addGoods', {
        name: drugs ? '针剂' : '激光仪',
        quantity: drugs ? 11 : 1,
        unit: drugs ? '支' : '台',
        value: 300_000,
        confiscated: true,
        storage: '涉案物品库',
      }),
      does(officer, 'value', {
        income: 1_280_000,
        goodsValue: 600_000,
        goodsBasis: '按标价计算',
        adCost: null,
        heavier: false,
        heavierNote: null,
      }),
      does(officer, 'closeEvidence', {}),
      does(officer, 'addPenalty', { line: 1, kind: 'fine', amount: drugs ? 12_000_000 : 6_400_000, unusual: null }),
      does(officer, 'addPenalty', { line: 1, kind: 'confiscate-income', amount: 1_280_000, unusual: null }),
      does(head, 'review', { opinion: '事实清楚，证据确凿' }),
      does(head, 'decide', { decisionNo: `北罚〔2026〕${start.slice(5).replace('-', '')}号` }),
    ]
    const later = [
      (at: string) => does(officer, 'serve', { servedAt: at }),
      (at: string) =>
        does(officer, 'pay', {
          penalty: 1,
          paidOn: at.slice(0, 10),
          amount: drugs ? 12_000_000 : 6_400_000,
          receipt: null,
        }),
      (at: string) => does(officer, 'pay', { penalty: 2, paidOn: at.slice(0, 10), amount: 1_280_000, receipt: null }),
      () => does(officer, 'execute', {}),
      (at: string) => does(head, 'close', { report: `结案〔2026〕${at.slice(5, 10).replace('-', '')}号` }),
    ]
    const steps = [...all.map((run) => () => run), ...later]
    const played = steps.slice(0, until).map((step, i): Step => {
      // In office hours, every three or four days.
      const day = new Date(Date.parse(start) + Math.round(i * 3.4) * 86_400_000).toISOString().slice(0, 10)
      const at = `${day}T0${1 + (i % 8)}:${10 + ((i * 7) % 50)}:00.000Z`
      return { at, run: () => step(at)() }
    })
    const lower = does(head, 'correct', { penalty: 1, amount: 5_000_000, reason: '当事人主动退赔，集体讨论后减轻' })
    return corrected === undefined ? played : [...played, { at: `${corrected}T08:00:00.000Z`, run: lower }]
  })
}
