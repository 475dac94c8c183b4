import type { Uuid } from '@qingmei/core/kernel/ids'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { type Act, actAs } from './act-as.ts'
import type { DemoContext } from './load-demo.ts'
import type { Stage, Step } from './play-leads.ts'

/** How many institutions the health commission screens, and how many of them by when. */
const INSTITUTIONS = 24
const VISITED: readonly (readonly [month: string, n: number])[] = [
  ['2026-06', 7],
  ['2026-07', 6],
  ['2026-08', 6],
]
const FREEZE = '2026-06-01T01:20:00.000Z'

/** Inspections: the day, the checklist's officers, what was not in order, and what was seen. */
const INSPECTIONS: readonly {
  readonly day: string
  readonly officer: 'zhoumin' | 'hanlei'
  readonly checklist: 'health-inspection' | 'market-inspection'
  readonly bad: string | null
  readonly situation: string
}[] = [
  {
    day: '2026-06-18',
    officer: 'zhoumin',
    checklist: 'health-inspection',
    bad: 'consent',
    situation: '抽查手术病历二十份，其中三份未见知情同意书。',
  },
  {
    day: '2026-07-09',
    officer: 'zhoumin',
    checklist: 'health-inspection',
    bad: null,
    situation: '执业许可证在有效期内，人员、科目与登记相符。',
  },
  {
    day: '2026-07-22',
    officer: 'hanlei',
    checklist: 'market-inspection',
    bad: 'purchase',
    situation: '冷藏柜内针剂不能提供进货查验记录。',
  },
  {
    day: '2026-08-20',
    officer: 'zhoumin',
    checklist: 'health-inspection',
    bad: 'staff',
    situation: '两名操作人员未能出示卫生技术人员资格证明。',
  },
]

/** The health commission's screening of institutions, inspections with their checklists, one technical opinion. */
export function inspectionSteps(context: DemoContext, stage: Stage, places: readonly (readonly AnyRecord[])[]): Step[] {
  const group = context.plan.coverage.targets.find((it) => it.owners.includes('health'))
  const institutions = places
    .flat()
    .filter((it) => group?.premises.includes(String(it.kind)) && it.openingState === 'open')
    .slice(0, INSTITUTIONS)
  if (!group || institutions.length === 0) return []
  const health = actAs(context, stage, 'zhoumin')
  const targets = new Map<string, Uuid>()
  const freeze: Step = {
    at: FREEZE,
    run: async () => {
      for (const { id } of institutions) {
        const input = { premises: id, group: group.id, assignee: stage.health, inBase: true, since: '2026-06-01' }
        targets.set(id, await health('screening-target', 'list', undefined, input))
      }
    },
  }
  let next = 0
  const visits = VISITED.flatMap(([month, n]) =>
    institutions.slice(next, (next += n)).map((place, i): Step => {
      const at = `${month}-${String(3 + i * 3).padStart(2, '0')}T0${2 + (i % 6)}:40:00.000Z`
      return { at, run: () => aVisit(health, targets.get(place.id) ?? '', at) }
    }),
  )
  const inspections = INSPECTIONS.flatMap((it, i) => {
    const place = institutions[(i * 5) % institutions.length]
    const premises =
      it.officer === 'zhoumin' ? place?.id : places.flat().find((each) => each.kind === 'beauty-shop')?.id
    return premises === undefined ? [] : anInspection(context, actAs(context, stage, it.officer), premises, it)
  })
  return [freeze, ...visits, ...inspections, ...anOpinion(context, stage)]
}

async function aVisit(act: Act, target: Uuid, at: string): Promise<void> {
  await act('visit', 'record', undefined, {
    target,
    premises: null,
    subject: null,
    visitedAt: at,
    position: null,
    photo: null,
    noPhoto: '演示数据不附照片',
    checklist: 'health-inspection',
    found: [],
    result: 'no-problem',
    note: null,
  })
}

function anInspection(context: DemoContext, act: Act, premises: Uuid, it: (typeof INSPECTIONS)[number]): Step[] {
  const lines = context.plan.checklists.find((each) => each.id === it.checklist)?.items ?? []
  const items = lines.map((each) => `${it.checklist}.${each.id}`)
  const bad = it.bad === null ? null : `${it.checklist}.${it.bad}`
  const violation = lines.find((each) => each.id === it.bad)?.violation
  const made = { id: '' as Uuid, problem: '' as Uuid }
  const at = (hour: string) => `${it.day}T${hour}:00.000Z`
  const no = it.day.slice(5).replace('-', '')
  const dueOn = new Date(Date.parse(it.day) + 15 * 86_400_000).toISOString().slice(0, 10)
  return [
    {
      at: at('01:00'),
      run: async () => {
        made.id = await act('inspection', 'plan', undefined, {
          premises,
          subject: null,
          kind: 'special',
          purposes: [it.officer === 'zhoumin' ? 'K2' : 'K3'],
          plannedFor: at('02:00'),
          checklist: it.checklist,
        })
        for (const [name, certificate] of [
          ['执法人员甲', `1605${no}1`],
          ['执法人员乙', `1605${no}2`],
        ])
          await act('inspection', 'assign', made.id, { name, certificate })
      },
    },
    {
      at: at('02:05'),
      run: async () =>
        void (await act('inspection', 'start', made.id, { startedAt: at('02:05'), contact: '现场负责人' })),
    },
    {
      at: at('03:30'),
      run: async () => {
        await act('inspection', 'answer', made.id, {
          good: items.filter((each) => each !== bad),
          bad: bad === null ? [] : [bad],
          na: [],
        })
        await act('inspection', 'record', made.id, { endedAt: at('03:30'), situation: it.situation })
        await act('inspection', 'issue', made.id, { kind: 'on-site-record', number: `检笔〔2026〕${no}号` })
        if (it.bad === null) return
        made.problem = await act('problem', 'find', undefined, {
          visit: null,
          inspection: made.id,
          premises: null,
          subject: null,
          finding: it.situation.replace(/。$/, ''),
          violations: violation === undefined ? [] : [violation],
          severity: 'ordinary',
        })
        await act('problem', 'order', made.problem, {
          order: 'correction-order',
          orderNo: `责改〔2026〕${no}号`,
          dueOn,
        })
      },
    },
    {
      at: `${dueOn}T02:00:00.000Z`,
      run: async () => {
        if (made.problem) await act('problem', 'verify', made.problem, {})
        await act('inspection', 'finish', made.id, { followUp: it.bad === null ? null : '已责令改正并复核。' })
      },
    },
  ]
}

/** The health commission asks the market regulator what is in an ampoule, and is told. */
function anOpinion(context: DemoContext, stage: Stage): Step[] {
  const [health, market] = [actAs(context, stage, 'zhoumin'), actAs(context, stage, 'hanlei')]
  const made = { id: '' as Uuid }
  return [
    {
      at: '2026-07-10T02:00:00.000Z',
      run: async () => {
        made.id = await health('opinion', 'request', undefined, {
          lead: null,
          case: null,
          subject: '无标识针剂三支',
          kind: 'product-test',
          provider: stage.market,
          question: '请检验是否含有肉毒毒素或透明质酸成分，是否按药品、医疗器械管理。',
          materials: null,
        })
      },
    },
    { at: '2026-07-13T01:30:00.000Z', run: async () => void (await market('opinion', 'accept', made.id, {})) },
    {
      at: '2026-07-21T03:00:00.000Z',
      run: async () => {
        await market('opinion', 'issue', made.id, {
          opinion: '检出交联透明质酸钠，应按第三类医疗器械管理；产品无注册证信息。',
          signer: '杜娟',
          document: null,
        })
      },
    },
  ]
}
