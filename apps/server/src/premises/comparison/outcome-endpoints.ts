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
import { entriesToLeave, heldLines } from './held-lines.ts'
import { missingOf, publicationOf, stepsFor } from './publish-run.ts'
import { READERS, type RunRecord } from './run-endpoints.ts'

const params = z.strictObject({ id: z.uuid() })
const PAGE = 50
const BATCH = 500

/** What comes of a run: how it differs from another, what publishing would do, and codes that belong to others. */
export function outcomeEndpoints(context: ComparisonContext): Endpoint[] {
  const { store } = context
  const runOf = async (actor: Actor, id: string): Promise<RunRecord> => {
    const run = (await store.read(actor, 'comparison', id)) as RunRecord | null
    if (!run) throw notThere()
    if (run.artefact === null) throw new Refused(422, refusal('comparison.result.not-yet'))
    return run
  }
  const end = (run: RunRecord) => ({ id: run.id, today: shanghaiDate(run.startedAt), startedAt: run.startedAt })
  return [
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/diff',
      summary: 'What entered, left or changed its list since another run, and why',
      permission: READERS,
      audit: 'comparison.diff-read',
      params,
      query: z.strictObject({
        with: z.uuid(),
        change: z.enum(['entered', 'left', 'class-changed']).optional(),
        after: z.coerce.number().int().min(0).max(1_000_000).optional(),
      }),
      async handle({ params: at, query, actor }) {
        const [from, to] = [await runOf(actor, query.with), await runOf(actor, at.id)]
        const page = await store.as(systemActor(to.region), (tx) =>
          diffOf(
            tx,
            { region: to.region, from: end(from), to: end(to) },
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
      async handle({ params: at, actor }) {
        const run = await runOf(actor, at.id)
        const by = await publicationOf(context, run)
        const where = { region: run.region, run: run.id, campaign: run.campaign }
        const counts = { entered: 0, changed: 0, relisted: 0, left: 0, places: 0, licences: 0, uncertain: 0 }
        const standing = new Set<string>()
        for (let after = 0; after >= 0; ) {
          const next = await store.as(systemActor(run.region), (tx) => heldLines(tx, where, after, BATCH))
          for (const line of next.lines) {
            if (!line.certain) counts.uncertain++
            for (const { ledger, action } of stepsFor(line, by, standing)) {
              if (ledger === 'premises') counts.places++
              else if (ledger === 'licence') counts.licences++
              else if (action === 'enter') counts.entered++
              else if (action === 'relist') counts.relisted++
              else counts.changed++
            }
            if (line.premises !== null) standing.add(line.premises)
          }
          after = next.lines.length < BATCH ? -1 : next.last
        }
        const keeps = missingOf(run)
        if (!keeps)
          counts.left = (await store.as(systemActor(run.region), (tx) => entriesToLeave(tx, where, standing))).length
        return { ...counts, provisional: run.provisional, provisionalWhy: run.provisionalWhy, keepsAll: keeps }
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
