import type { Actor } from '@qingmei/core/access/actor'
import { refusal } from '@qingmei/core/kernel/result'
import { formatShanghai } from '@qingmei/core/kernel/dates'
import type { AnyRecord, RecordOf } from '@qingmei/core/ledger/ledger'
import type { comparison } from '@qingmei/core/premises/comparison'
import { COMPARERS } from '@qingmei/core/premises/register-source'
import type { OutSheet } from '@qingmei/office'
import type pg from 'pg'
import { z } from 'zod'
import { namesFor, notThere, regionOf } from '../../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../../platform/api/endpoint.ts'
import { jobOf } from '../../platform/jobs/queue.ts'
import { type ComparisonContext, within } from './context.ts'
import { tableAnswer } from './file-endpoints.ts'
import { countLines, everyLine, facetsOf, lineFilters, lineOf, linesOf, type RunAt } from './lines.ts'
import { questionCounts } from './questions.ts'
import { shownWork } from './work.ts'

export type RunRecord = RecordOf<typeof comparison>

/** Who reads comparisons: those who compare, and the leading group. */
export const READERS: `role:${string}` = `role:${[...COMPARERS, 'lghead'].join(',')}`
const params = z.strictObject({ id: z.uuid() })
const after = z.coerce.number().int().min(0).optional()
const PAGE = 50

/** Opens a run for somebody: its rows show in this transaction. 404 when it is not there or not for them. */
export const openRun =
  (context: ComparisonContext) =>
  async <T>(
    actor: Actor,
    id: string,
    work: (tx: pg.PoolClient, at: RunAt, run: RunRecord) => Promise<T>,
  ): Promise<T> => {
    const found = await context.store.opened(actor, 'comparison', id, async (tx, record) => ({
      value: await work(tx, { region: record.region, run: record.id }, record as unknown as RunRecord),
    }))
    if (!found) throw notThere()
    return found.value
  }

/** Comparison runs: asked for, followed, read line by line, taken away as a table. */
export function runEndpoints(context: ComparisonContext): Endpoint[] {
  const { store } = context
  const opened = openRun(context)
  const named = async (actor: Actor, run: RunRecord) => {
    const ledger = store.house.ledger('comparison')
    const record = run as unknown as AnyRecord
    const fields = ['org', 'operator', 'createdBy', 'updatedBy', 'campaign']
    return { ...(await namesFor(context, actor, ledger, [record], fields)), ...(await townNames(context, actor)) }
  }
  return [
    endpoint({
      method: 'POST',
      path: '/api/comparisons',
      summary: 'Start a comparison of registers; it runs in the background',
      permission: READERS,
      audit: 'comparison.started',
      body: z.strictObject({
        campaign: z.uuid(),
        files: z.array(z.uuid()).min(1).max(50),
        title: z.string().nullable().optional(),
        seed: z.int().nullable().optional(),
        twoReaders: z.boolean().nullable().optional(),
      }),
      async handle({ body, actor }) {
        const { campaign, files, title = null, seed = null, twoReaders = null } = body
        const run = await store.as(actor, (tx) =>
          within(context, tx, {
            actor,
            ledger: 'comparison',
            action: 'start',
            region: regionOf(actor),
            campaign,
            input: { files, title, seed, twoReaders },
          }),
        )
        return { id: run.id, number: run.number, status: run.status }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id',
      summary: 'A run: its files, how far it is, its counts by list and town, its report',
      permission: READERS,
      audit: 'comparison.read',
      params,
      async handle({ params: at, actor }) {
        const found = await opened(actor, at.id, async (tx, where, run) => {
          const { report, ...shown } = run
          return {
            run: shown,
            work: shownWork(await jobOf(tx, where.region, where.run)),
            facets: await facetsOf(tx, where),
            questions: await questionCounts(tx, where, actor.person),
            report: report === null ? null : (JSON.parse(report) as unknown),
          }
        })
        return { ...found, names: await named(actor, found.run as RunRecord) }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/progress',
      summary: 'How far a run is: cheap, to be asked every second or two',
      permission: READERS,
      audit: 'comparison.progress-read',
      params,
      handle: ({ params: at, actor }) =>
        opened(actor, at.id, async (tx, where, run) => ({
          id: run.id,
          status: run.status,
          work: shownWork(await jobOf(tx, where.region, where.run)),
          pending: run.pending,
          note: run.note,
        })),
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/lines',
      summary: 'The places of a run, page by page, by list, town, medical work, certainty or words',
      permission: READERS,
      audit: 'comparison.lines-read',
      params,
      query: lineFilters.extend({ after }),
      async handle({ params: at, query: { after: from = 0, ...filters }, actor }) {
        const page = await opened(actor, at.id, async (tx, where) => ({
          ...(await linesOf(tx, where, filters, { after: from, limit: PAGE })),
          total: await countLines(tx, where, filters),
        }))
        return { ...page, names: await townNames(context, actor) }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/lines/:no',
      summary: 'One place of a run: its records, why they belong together, its questions and decisions',
      permission: READERS,
      audit: 'comparison.line-read',
      params: params.extend({ no: z.coerce.number().int().positive() }),
      async handle({ params: at, actor }) {
        const line = await opened(actor, at.id, (tx, where) => lineOf(tx, where, at.no, actor.person))
        return { ...line, names: Object.fromEntries(await context.names(regionOf(actor))) }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/export',
      summary: 'The places of a run under the same filters, as a workbook or csv',
      permission: READERS,
      audit: 'comparison.lines-exported',
      params,
      query: lineFilters.extend({ format: z.enum(['xlsx', 'csv']) }),
      async handle({ params: at, query: { format, ...filters }, actor }) {
        const run = (await store.read(actor, 'comparison', at.id)) as RunRecord | null
        if (!run) throw notThere()
        if (run.artefact === null) throw new Refused(422, refusal('comparison.result.not-yet'))
        const words = await context.dictionaries(run.campaign)
        const towns = await townNames(context, actor)
        const lines = everyLine((from) =>
          opened(actor, at.id, (tx, where) => linesOf(tx, where, filters, { after: from, limit: 1000 })),
        )
        const sheet: OutSheet = {
          name: '比对结果',
          title: `${run.title}（${run.number ?? ''}，数据日期 ${run.asOf}，${formatShanghai(await context.now()).slice(0, 10)} 导出）${run.provisional ? '【暂定】' : ''}无照无证为待现场核实线索，不作认定`,
          columns: EXPORTED.map((header) => ({ header })),
          rows: (async function* () {
            for await (const it of lines)
              yield [
                it.no,
                it.name,
                `${words['premises-class']?.[it.class] ?? it.class}${it.class === 'neither' ? '（待现场核实）' : ''}`,
                it.certain ? '是' : '否',
                it.doubt === null ? null : (DOUBTS[it.doubt] ?? it.doubt),
                it.medical ? '是' : '否',
                it.address,
                it.town === null ? null : (towns[it.town] ?? it.town),
                it.uscc,
                it.sources.map((kind) => words['register-kind']?.[kind] ?? kind).join('、'),
              ]
          })(),
        }
        return tableAnswer(sheet, format, `${run.title}-${run.number ?? ''}`)
      },
    }),
  ]
}

const EXPORTED = ['序号', '名称', '清单', '已定', '未定原因', '涉医疗美容', '地址', '乡镇街道', '信用代码', '见于']
/** Why a line is not certain, in words. */
export const DOUBTS: Readonly<Record<string, string>> = {
  'unsure-link': '归并没有把握',
  'weak-evidence': '依据不足',
  'register-missing': '缺一类登记',
  'licence-unlinked': '附近有未归并的许可证',
}

async function townNames(context: ComparisonContext, actor: Actor): Promise<Record<string, string>> {
  const all = await context.directory.all(regionOf(actor))
  return Object.fromEntries(all.filter((org) => org.kind === 'town').map((org) => [org.id, org.shortName ?? org.name]))
}
