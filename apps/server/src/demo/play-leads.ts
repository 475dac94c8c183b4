import type { Actor } from '@qingmei/core/access/actor'
import type { Uuid } from '@qingmei/core/kernel/ids'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { must } from '../campaign/open-campaign.ts'
import { FINDINGS } from './findings.ts'
import type { Cast, DemoContext } from './load-demo.ts'
import { caseSteps, screeningSteps } from './play-field-work.ts'
import { inspectionSteps } from './play-inspections.ts'
import { listSteps } from './play-lists.ts'
import { meetingSteps } from './play-meetings.ts'
import { registerSteps } from './play-registers.ts'
import { demoPhoto, demoRecord } from './pictures.ts'
import type { DemoLead } from './scenario.ts'
import { DEMO_NOW } from './scenario.ts'

export interface Stage {
  readonly leads: readonly DemoLead[]
  readonly cast: Cast
  readonly campaign: Uuid
  readonly towns: readonly Uuid[]
  readonly health: Uuid
  readonly market: Uuid
  readonly police: Uuid
  readonly region: string
}

/** One thing that somebody does at a moment of the demo. */
export interface Step {
  readonly at: string
  run(): Promise<void>
}

const KINDS = ['on-site-record', 'imagery', 'interview-record'] as const
const hoursAfter = (instant: string, hours: number) => new Date(Date.parse(instant) + hours * 3_600_000).toISOString()

/** Plays the field work, the leads and the cases in the order of time, the clock moving with them. */
export async function playAll(context: DemoContext, stage: Stage): Promise<void> {
  const places = await placesByTown(context, stage)
  const steps = [
    ...screeningSteps(context, stage, places),
    ...stage.leads.flatMap((lead) => stepsOf(context, stage, lead, places)),
    ...inspectionSteps(context, stage, places),
    ...caseSteps(context, stage),
    ...listSteps(context, stage),
    ...meetingSteps(context, stage),
    ...registerSteps(context, stage, places),
  ]
  steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (const step of steps) {
    if (step.at > DEMO_NOW) continue
    await context.setClock(step.at)
    await step.run()
  }
}

async function placesByTown(context: DemoContext, stage: Stage): Promise<AnyRecord[][]> {
  const reader = stage.cast.get('hanlei')?.actor ?? context.system
  return Promise.all(
    stage.towns.map(async (town) => {
      const page = await context.store.list({
        actor: reader,
        ledger: 'premises',
        list: 'all',
        filters: [{ field: 'town', value: town }],
        limit: 100,
      })
      return [...page.rows]
    }),
  )
}

/** Everything that happens to one lead; the records' ids are known once the earlier step ran. */
function stepsOf(context: DemoContext, stage: Stage, it: DemoLead, places: AnyRecord[][]): Step[] {
  const { store } = context
  const usernames = [...stage.cast.keys()]
  const townNames = usernames.filter((name) => name.endsWith('-jingban')).map((name) => name.replace('-jingban', ''))
  const townWord = townNames[it.town] ?? townNames[0] ?? ''
  const actor = (username: string): Actor => {
    const found = stage.cast.get(username)
    if (!found) throw new Error(`nobody is called ${username}`)
    return found.actor
  }
  const desk = {
    clerk: { finds: `${townWord}-jingban`, handles: `${townWord}-jingban`, approves: `${townWord}-fuze` },
    grid: { finds: `${townWord}-wangge`, handles: `${townWord}-jingban`, approves: `${townWord}-fuze` },
    health: { finds: 'zhoumin', handles: 'zhoumin', approves: 'hejianguo' },
    market: { finds: 'hanlei', handles: 'hanlei', approves: 'dujuan' },
  }[it.finder]
  const finding = FINDINGS[it.finding % FINDINGS.length] ?? FINDINGS[0]
  if (!finding) return []
  const place = places[it.town]?.[(it.key * 7) % Math.max(1, places[it.town]?.length ?? 1)]
  const to = finding.owner === 'health' ? stage.health : stage.market
  const receiver = finding.owner === 'health' ? 'zhoumin' : 'hanlei'
  const own = it.fate === 'own' || it.finder === finding.owner
  const made = { lead: '', transfer: '', again: '', evidence: [] as Uuid[] }

  const act = (username: string, ledger: string, action: string, id: string | undefined, input: object) =>
    must(store, {
      actor: actor(username),
      ledger,
      action,
      ...(id ? { id } : {}),
      region: stage.region,
      campaign: stage.campaign,
      input,
    })
  const step = (at: string, run: () => Promise<void>): Step => ({ at, run })
  const attach = async (kind: (typeof KINDS)[number]) => {
    const isPhoto = kind === 'imagery'
    const stamp = `${String(it.key).padStart(4, '0')}`
    const name = {
      'on-site-record': `检笔${stamp}.pdf`,
      imagery: `IMG_${stamp}.png`,
      'interview-record': `询笔${stamp}.pdf`,
    }[kind]
    const file = await context.storeFile(actor(desk.finds), {
      name,
      type: isPhoto ? 'image/png' : 'application/pdf',
      content: isPhoto ? demoPhoto(it.key) : demoRecord(`Demo ${kind} ${stamp}`),
    })
    const input = {
      lead: made.lead,
      kind,
      file,
      takenAt: hoursAfter(it.discoveredAt, 0.5),
      takenBy: stage.cast.get(desk.finds)?.person.name ?? desk.finds,
      place: (place?.address as string | null) ?? null,
      device: isPhoto ? '执法记录仪' : null,
      note: null,
    }
    made.evidence.push(await act(desk.finds, 'evidence', 'file', undefined, input))
  }

  const register = step(hoursAfter(it.discoveredAt, 0.6), async () => {
    made.lead = await act(desk.finds, 'lead', 'register', undefined, {
      subject: (place?.name as string) ?? '无名场所',
      premises: place?.id ?? null,
      address: (place?.address as string | null) ?? null,
      town: stage.towns[it.town] ?? null,
      source: it.source,
      discoveredAt: it.discoveredAt,
      violations: [...finding.violations],
      facts: finding.facts,
      urgency: it.urgency,
    })
  })
  const assess = step(hoursAfter(it.discoveredAt, 1.2), async () => {
    await act(desk.handles, 'lead', 'assess', made.lead, {
      competent: own ? await holderOf(made.lead) : to,
      note: null,
    })
  })
  const holderOf = async (lead: Uuid) => (await store.read(actor(desk.handles), 'lead', lead))?.holder as Uuid
  const missing = it.fate === 'exempted' ? 1 : it.fate === 'unsent' ? (it.key % 3) + (it.finder === 'clerk' ? 1 : 0) : 0
  const gather = KINDS.slice(0, Math.max(0, KINDS.length - Math.min(missing, 2))).map((kind, i) =>
    step(hoursAfter(it.discoveredAt, 1.4 + i * 0.4), () => attach(kind)),
  )
  const base = [register, assess, ...gather]
  if (own) {
    const close = it.fate === 'own' || it.fate === 'closed'
    return [
      ...base,
      ...(close
        ? [
            step(hoursAfter(it.discoveredAt, 80), () =>
              act(desk.handles, 'lead', 'conclude', made.lead, {
                result: it.feedback.result,
                resultNote: it.feedback.text,
              }).then(() => undefined),
            ),
            step(hoursAfter(it.discoveredAt, 100), () =>
              act(desk.handles, 'lead', 'close', made.lead, {}).then(() => undefined),
            ),
          ]
        : []),
    ]
  }
  if (it.fate === 'unsent') return base

  const draftAt = Math.max(3, it.sentAfterHours - 2)
  const send = (key: 'transfer' | 'again', hours: number): Step[] => [
    step(hoursAfter(it.discoveredAt, hours - 1.5), async () => {
      made[key] = await act(desk.handles, 'transfer', 'draft', undefined, {
        lead: made.lead,
        to,
        letter: '现将上述线索及证据移送你单位，请依法处理并反馈结果。',
        evidence: made.evidence,
        again: key === 'again' ? made.transfer : null,
      })
    }),
    ...(it.fate === 'exempted'
      ? [
          step(hoursAfter(it.discoveredAt, hours - 1.2), async () => {
            const asked = await act(desk.handles, 'exemption', 'request', undefined, {
              transfer: made[key],
              kind: 'interview-record',
              reason: '检查时当事人不在场，街道无询问权限，已多次电话联系未果。',
            })
            await act(desk.approves, 'exemption', 'approve', asked, { opinion: '情况属实，同意免附。' })
          }),
        ]
      : []),
    step(hoursAfter(it.discoveredAt, hours - 0.7), () =>
      act(desk.approves, 'transfer', 'approve', made[key], {}).then(() => undefined),
    ),
    step(hoursAfter(it.discoveredAt, hours), () =>
      act(desk.handles, 'transfer', 'send', made[key], {}).then(() => undefined),
    ),
  ]
  const answer = (key: 'transfer' | 'again', action: string, hours: number, input: object, by = receiver): Step =>
    step(hoursAfter(it.discoveredAt, hours), () => act(by, 'transfer', action, made[key], input).then(() => undefined))
  const sentAt = draftAt + 2
  const journey = [...base, ...send('transfer', sentAt)]
  if (it.fate === 'waiting') return it.key % 2 ? [...journey, answer('transfer', 'receive', sentAt + 3, {})] : journey
  if (it.fate === 'forwarded')
    return [
      ...journey,
      answer('transfer', 'forward', sentAt + 8, {
        to: stage.police,
        reason: '涉嫌犯罪，转公安机关依法处理。',
      }),
    ]
  const accepted = (key: 'transfer' | 'again', hours: number): Step[] => [
    answer(key, 'receive', hours + 2, {}),
    answer(key, 'accept', hours + 20, {}),
  ]
  if (it.fate === 'returned')
    return [
      ...journey,
      answer('transfer', 'return', sentAt + 12, { reason: it.returnReason }),
      ...send('again', sentAt + 70),
      ...accepted('again', sentAt + 70),
    ]
  const taken = [...journey, ...accepted('transfer', sentAt)]
  if (it.fate === 'accepted' || it.fate === 'late') return taken
  return [
    ...taken,
    answer('transfer', 'feedBack', sentAt + 150, { result: it.feedback.result, feedback: it.feedback.text }),
    answer('transfer', 'close', sentAt + 170, {}, desk.handles),
    step(hoursAfter(it.discoveredAt, sentAt + 172), () =>
      act(receiver, 'lead', 'close', made.lead, {}).then(() => undefined),
    ),
  ]
}
