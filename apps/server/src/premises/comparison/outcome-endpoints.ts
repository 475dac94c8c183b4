import { DIFF_CHANGES, PUBLICATION_CHANGES } from '@qingmei/contract/comparison-outcome'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import { refusal } from '@qingmei/core/kernel/result'
import type { Actor } from '@qingmei/core/access/actor'
import type { BorrowedCode } from '@qingmei/linkage'
import { z } from 'zod'
import { notThere, regionOf } from '../../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../../platform/api/endpoint.ts'
import { systemActor } from '../../platform/ledger/access.ts'
import type { ComparisonContext } from './context.ts'
import { diffOf } from './diff-runs.ts'
import { decidedOtherwise, followedDecisions } from './manifest.ts'
import { publicationCounts, publicationRows } from './preview.ts'
import { READERS, type RunRecord } from './run-endpoints.ts'

const params = z.strictObject({ id: z.uuid() })
const PAGE = 50

/** What comes of a run: how it differs from another, what publishing would do, and codes that belong to others. */
export function outcomeEndpoints(context: ComparisonContext): Endpoint[] {
  const { store } = context
  const runOf = async (actor: Actor, id: string): Promise<RunRecord> => {
    const run = (await store.read(actor, 'comparison', id)) as RunRecord | null
    if (!run) throw notThere()
    if (run.artefact === null) throw new Refused(422, refusal('comparison.result.not-yet'))
    return run
  }
  const end = ({ id, startedAt, rules }: RunRecord) => ({ id, today: shanghaiDate(startedAt), rules })
  return [
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/diff',
      summary: 'What entered, left, changed its list or its mark of medical work since another run, and why',
      permission: READERS,
      audit: 'comparison.diff-read',
      params,
      query: z.strictObject({
        with: z.uuid(),
        change: z.enum(DIFF_CHANGES).optional(),
        after: z.coerce.number().int().min(0).max(1_000_000).optional(),
      }),
      async handle({ params: at, query, actor }) {
        const [from, to] = [await runOf(actor, query.with), await runOf(actor, at.id)]
        const decided = decidedOtherwise(await followedDecisions(context, from), await followedDecisions(context, to))
        const page = await store.as(systemActor(to.region), (tx) =>
          diffOf(
            tx,
            { region: to.region, from: end(from), to: end(to), decided },
            { change: query.change ?? null, offset: query.after ?? 0, limit: PAGE },
          ),
        )
        const named = ({ id, number, title, asOf }: RunRecord) => ({ id, number, title, asOf })
        return { ...page, from: named(from), to: named(to) }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/publication',
      summary: 'What publishing this run would do to the lists, places and licences, counted without doing it',
      permission: READERS,
      audit: 'comparison.publication-read',
      params,
      handle: async ({ params: at, actor }) => publicationCounts(context, await runOf(actor, at.id)),
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/publication/entries',
      summary: 'Whose entry publishing this run would make, move, bring back, take off or leave undecided',
      permission: READERS,
      audit: 'comparison.publication-entries-read',
      params,
      query: z.strictObject({
        change: z.enum(PUBLICATION_CHANGES),
        after: z.coerce.number().int().min(0).max(1_000_000).optional(),
      }),
      async handle({ params: at, query, actor }) {
        const run = await runOf(actor, at.id)
        const page = await publicationRows(context, run, {
          change: query.change,
          offset: query.after ?? 0,
          limit: PAGE,
        })
        return { ...page, names: Object.fromEntries(await context.names(regionOf(actor))) }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/borrowed-codes',
      summary: 'Records that show a code registered to somebody else: leads to look into, each ready to be entered',
      permission: READERS,
      audit: 'comparison.borrowed-codes-read',
      params,
      async handle({ params: at, actor }) {
        const run = await runOf(actor, at.id)
        const { borrowedCodes = [] } = JSON.parse(run.report ?? '{}') as { borrowedCodes?: readonly BorrowedCode[] }
        const words = await context.dictionaries(run.campaign)
        return {
          rows: borrowedCodes.map((it) => ({
            record: it.record,
            name: it.name,
            code: it.code,
            owner: it.owner,
            ownerName: it.ownerName,
            /** What the action `key-lead.register` takes; a person looks at it first. */
            keyLead: {
              subject: it.name.slice(0, 200),
              family: 'comparison',
              originalNo: `${it.record.kind}:${it.record.key}`.slice(0, 80),
              originalOn: shanghaiDate(run.startedAt),
              premises: null,
              uscc: it.code,
              address: null,
              town: null,
              violations: [],
              fact: `${words['register-kind']?.[it.record.kind] ?? it.record.kind}“${it.name}”（${it.record.key}）所示统一社会信用代码 ${it.code} 登记在“${it.ownerName}”名下，名称、地址、电话均不相符。比对 ${run.number ?? ''} 发现，待核实是否冒用。`,
              severity: 'ordinary',
              priority: 'medium',
              problem: null,
              entry: null,
            },
          })),
          names: Object.fromEntries(await context.names(regionOf(actor))),
        }
      },
    }),
  ]
}
