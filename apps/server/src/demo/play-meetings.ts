import type { Uuid } from '@qingmei/core/kernel/ids'
import type { DemoContext } from './load-demo.ts'
import { actAs } from './act-as.ts'
import type { Stage, Step } from './play-leads.ts'

interface Meeting {
  readonly month: string
  /** The day on which it is held, and those on which its minutes are written and issued. */
  readonly days: readonly [called: string, held: string, issued: string]
  readonly outlook: string
  readonly items: readonly { readonly task: string; readonly owner: 'health' | 'market'; readonly dueOn: string }[]
  /** How many of its items were reported and closed. */
  readonly done: number
}

const MEETINGS: readonly Meeting[] = [
  {
    month: '2026-06',
    days: ['2026-06-22', '2026-06-29', '2026-07-01'],
    outlook: '网络营销线索少，下步由市场监管局加强平台巡查。',
    items: [
      { task: '梳理网上团购平台医美商户名单并移送', owner: 'market', dueOn: '2026-07-15' },
      { task: '统一现场检查笔录格式', owner: 'health', dueOn: '2026-07-10' },
    ],
    done: 2,
  },
  {
    month: '2026-07',
    days: ['2026-07-22', '2026-07-30', '2026-08-03'],
    outlook: '个别街道移送超时，下步每周通报时限。',
    items: [
      { task: '每周通报各单位移送时限', owner: 'health', dueOn: '2026-08-14' },
      { task: '核查游医线索三条并反馈', owner: 'health', dueOn: '2026-08-25' },
    ],
    done: 1,
  },
  {
    month: '2026-08',
    days: ['2026-08-21', '2026-08-28', '2026-08-31'],
    outlook: '仍有街道排查未达四分之一，9 月补齐。',
    items: [{ task: '9 月 10 日前补查从未排查的场所', owner: 'market', dueOn: '2026-09-10' }],
    done: 0,
  },
]

/** The monthly meetings: called, held over the frozen sheet, minuted; what they asked for and what became of it. */
export function meetingSteps(context: DemoContext, stage: Stage): Step[] {
  const office = actAs(context, stage, 'linlan')
  const officerOf = { health: 'zhoumin', market: 'hanlei' } as const
  return MEETINGS.flatMap((it) => {
    const made = { id: '' as Uuid, items: [] as Uuid[] }
    const [called, held, issued] = it.days
    const at = (day: string, hour: string) => `${day}T${hour}:00.000Z`
    const plannedAt = at(held, '01:30')
    return [
      { at: `${it.month}-01T01:30:00.000Z`, run: () => context.begin() },
      {
        at: at(called, '02:00'),
        run: async () => {
          const title = `${Number(it.month.slice(5))} 月碰头会`
          const input = { title, plannedAt, place: '区政府二楼会议室', chair: '领导小组副组长' }
          made.id = await theMeeting(context, stage, it.month)
          await office('meeting', 'amend', made.id, input)
          for (const unit of [stage.health, stage.market, ...stage.towns])
            await office('meeting', 'invite', made.id, { unit })
        },
      },
      {
        at: at(held, '02:30'),
        run: async () => {
          const actor = stage.cast.get('linlan')?.actor ?? context.system
          await context.holdMeeting(actor, made.id, plannedAt)
          for (const no of [1, 2, 3, 4, 5, 6, 7, 8])
            await office('meeting', 'attend', made.id, { no, person: null, present: no !== 5 })
          for (const { owner, ...item } of it.items)
            made.items.push(
              await office('action-item', 'open', undefined, { ...item, meeting: made.id, owner: stage[owner] }),
            )
        },
      },
      {
        at: at(issued, '01:00'),
        run: async () => {
          const minutes = `会议听取了 ${Number(it.month.slice(5))} 月排查、移送、查处情况，研究了难点问题，部署了下步工作。`
          await office('meeting', 'minute', made.id, { minutes, outlook: it.outlook })
          await office('meeting', 'issue', made.id, { issueNo: `专班纪要〔2026〕${Number(it.month.slice(5)) - 5}号` })
        },
      },
      ...it.items.slice(0, it.done).map((item, i) => ({
        at: at(item.dueOn, '03:00'),
        run: async () => {
          const id = made.items[i] ?? ''
          await actAs(context, stage, officerOf[item.owner])('action-item', 'report', id, {
            report: '已落实，情况已报专班办公室。',
          })
          await office('action-item', 'close', id, {})
        },
      })),
    ]
  })
}

/** The meeting that the calendar put there. */
async function theMeeting(context: DemoContext, stage: Stage, month: string): Promise<Uuid> {
  const actor = stage.cast.get('linlan')?.actor ?? context.system
  const filters = [{ field: 'month', value: month }]
  const [found] = (await context.store.list({ actor, ledger: 'meeting', list: 'listed', filters, limit: 1 })).rows
  if (!found) throw new Error(`no meeting in ${month}`)
  return found.id
}
