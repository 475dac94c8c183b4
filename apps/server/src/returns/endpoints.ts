import type { Actor } from '@qingmei/core/access/actor'
import { monthOf } from '@qingmei/core/inspection/coverage'
import { refusal } from '@qingmei/core/kernel/result'
import { shanghaiDate, startOfDay } from '@qingmei/core/kernel/dates'
import type { Plan } from '@qingmei/core/plan/plan'
import { IN_WORDS, monthlyFigure, MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import { z } from 'zod'
import { type ApiContext, notThere, regionOf, titleOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import type { Vault } from '../platform/files/vault.ts'
import { systemActor } from '../platform/ledger/access.ts'
import { coverageByOrganisation } from './coverage-query.ts'
import { DERIVED, membersBehind } from './derived-lines.ts'
import { type Behind, rowsBehind } from './figure-query.ts'
import { type ChangedRecord, differenceOf } from './frozen.ts'
import { frozenFor, frozenNow, meetingEndpoint, namedRecords } from './meeting-sheet.ts'
import { screeningBaseEndpoints } from './screening-base.ts'
import { progressEndpoint } from './progress.ts'
import { periodOf, sheetOf } from './sheet.ts'
import { type Sheeted, sheetPaper, sheetWorkbook } from './sheet-files.ts'
import { told } from './told-line.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const params = z.strictObject({ id: z.uuid() })
/** Who reads the whole county's figures: the office, the leading group, and the heads of its organisations. */
const READERS = 'role:office,lghead,member'
const MOST_ROWS = 200

export interface ReturnsContext extends ApiContext {
  readonly vault: Vault
  planOf(campaign: string): Promise<Plan | null>
}

/** The monthly data sheet, its workbook, the records behind each figure, and coverage. */
export function returnsEndpoints(context: ReturnsContext): Endpoint[] {
  const { store } = context
  const opened = async (actor: Actor, id: string) => {
    const campaign = await store.read(actor, 'campaign', id)
    const plan = campaign && (await context.planOf(id))
    if (!campaign || !plan || campaign.region !== regionOf(actor)) throw notThere()
    return { plan, region: campaign.region, campaign: id }
  }
  const sheet = async (actor: Actor, id: string, asked: string | undefined) => {
    const it = await opened(actor, id)
    const now = await context.now()
    const at = asked ?? monthOf(shanghaiDate(now))
    const ask = { ...it, house: store.house, month: at, now }
    const held = await frozenFor(context, ask)
    const current = held && (await frozenNow(context, ask))
    const difference = held && current ? differenceOf(held.sheet, current) : null
    // The sheet is the county's: its totals hold for everybody, whoever reads it.
    const lines = current?.lines ?? (await store.as(systemActor(it.region), (tx) => sheetOf(tx, ask, 'tally')))
    return { ...it, month: at, now, lines, held, difference, names: Object.fromEntries(await context.names(it.region)) }
  }
  /** The sheet for a file: as it was frozen, and as it is now. */
  const sheeted = async (actor: Actor, id: string, asked: string | undefined): Promise<Sheeted> => {
    const { month: at, now, lines, names, held } = await sheet(actor, id, asked)
    const words = await context.dictionaries(id)
    const tell = (of: typeof lines) => of.map((line) => told(line, store.house, words))
    return {
      month: at,
      now,
      names,
      lines: tell(lines),
      held: held && { at: held.sheet.at, outlook: held.outlook, lines: tell(held.sheet.lines) },
    }
  }
  return [
    meetingEndpoint(context),
    progressEndpoint(context),
    ...screeningBaseEndpoints(context),
    endpoint({
      method: 'GET',
      path: '/api/campaigns/:id/sheet',
      summary:
        'The monthly data sheet: every indicator, the month and since the start, each organisation and the whole',
      permission: READERS,
      audit: 'sheet.read',
      params,
      query: z.strictObject({ month: month.optional() }),
      async handle({ params: at, query, actor }) {
        const { plan, held, difference, ...it } = await sheet(actor, at.id, query.month)
        const words = await context.dictionaries(at.id)
        return {
          month: it.month,
          now: it.now,
          names: it.names,
          from: monthOf(plan.from),
          until: monthOf(plan.to),
          lines: it.lines.map((line) => ({
            ...told(line, store.house, words),
            ...(line.id === IN_WORDS && held?.outlook ? { text: held.outlook } : {}),
          })),
          frozen:
            held && difference
              ? {
                  meeting: held.meeting,
                  heldAt: held.heldAt,
                  at: held.sheet.at,
                  outlook: held.outlook,
                  cells: difference.cells,
                  ...(await shownRecords(context, actor, difference.records)),
                }
              : null,
        }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/campaigns/:id/sheet/rows',
      summary: 'The records that a figure counts; those that one may not see are told as a number',
      permission: READERS,
      audit: 'sheet.opened',
      params,
      query: z.strictObject({
        figure: z.string().max(40),
        month,
        cumulative: z.enum(['1']).optional(),
        org: z.uuid().optional(),
        group: z.string().max(60).optional(),
      }),
      async handle({ params: at, query, actor }) {
        const it = await opened(actor, at.id)
        const derived = DERIVED[query.figure]
        const figure = MONTHLY_FIGURES.find((each) => each.id === query.figure)
        if (!figure && !derived) throw new Refused(422, refusal('sheet.figure.unknown', null, { figure: query.figure }))
        const now = await context.now()
        const [org, group] = [query.org ?? null, query.group ?? null]
        const period = periodOf(query.month)
        const rows = await store.as(systemActor(it.region), async (tx): Promise<Behind[]> => {
          if (figure)
            return rowsBehind(tx, store.house, figure, {
              region: it.region,
              campaign: it.campaign,
              period: query.cumulative ? { from: startOfDay(it.plan.from), to: period.to } : period,
              org,
              group,
              limit: MOST_ROWS,
            })
          const which = query.cumulative ? 'cumulative' : 'month'
          const found = await membersBehind(tx, { ...it, month: query.month, period, now }, query.figure, {
            org,
            group,
            which,
          })
          return found.slice(0, MOST_ROWS).map(({ id }) => ({ id, no: null, total: found.length }))
        })
        const ledger = store.house.ledger(figure?.ledger ?? derived?.ledger ?? '')
        const seen = new Map(
          (await store.readMany(actor, ledger.name, [...new Set(rows.map((row) => row.id))])).map((each) => [
            each.id,
            each,
          ]),
        )
        const shown = rows.flatMap((row) => {
          const record = seen.get(row.id)
          return record
            ? [
                {
                  id: row.id,
                  no: row.no,
                  title: titleOf(ledger, record),
                  number: record.number,
                  status: ledger.life[record.status]?.label ?? record.status,
                },
              ]
            : []
        })
        const total = rows[0]?.total ?? 0
        return {
          ledger: ledger.name,
          ledgerLabel: ledger.label,
          total,
          rows: shown,
          restricted: rows.length - shown.length,
          more: total > rows.length,
        }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/campaigns/:id/sheet.xlsx',
      summary: 'The monthly data sheet as a workbook: the whole and each organisation',
      permission: READERS,
      audit: 'sheet.exported',
      params,
      query: z.strictObject({ month: month.optional() }),
      handle: async ({ params: at, query, actor }) => sheetWorkbook(await sheeted(actor, at.id, query.month)),
    }),
    endpoint({
      method: 'GET',
      path: '/api/campaigns/:id/sheet.docx',
      summary: 'The monthly data sheet as a Word file, with the problems and next steps of the minutes',
      permission: READERS,
      audit: 'sheet.exported',
      params,
      query: z.strictObject({ month: month.optional() }),
      handle: async ({ params: at, query, actor }) => sheetPaper(await sheeted(actor, at.id, query.month)),
    }),
    endpoint({
      method: 'GET',
      path: '/api/campaigns/:id/coverage',
      summary: 'Coverage of screening: each organisation and group, month by month, and what is short',
      permission: READERS,
      audit: 'coverage.read',
      params,
      async handle({ params: at, actor }) {
        const it = await opened(actor, at.id)
        const rows = await store.as(systemActor(it.region), (tx) => coverageByOrganisation(tx, it))
        return {
          rows,
          names: Object.fromEntries(await context.names(it.region)),
          targets: it.plan.coverage.targets.map(({ id, label, percent }) => ({ id, label, percent })),
        }
      },
    }),
  ]
}

const MOST_CHANGES = 100

/** The records that changed since the freeze, those that the actor may see; the rest is told as a number. */
async function shownRecords(context: ReturnsContext, actor: Actor, changed: readonly ChangedRecord[]) {
  const records = changed.slice(0, MOST_CHANGES)
  const named = await namedRecords(context, actor, records, (figure) => monthlyFigure(figure).ledger)
  const shown = records.flatMap((it) => {
    const record = named.get(it.id)
    return record ? [{ ...it, ...record }] : []
  })
  return { records: shown, restricted: changed.length - shown.length }
}
