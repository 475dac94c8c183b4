import { refusal } from '@qingmei/core/kernel/result'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { accuracyOf, isotonic } from '@qingmei/core/premises/accuracy'
import type pg from 'pg'
import { z } from 'zod'
import { regionOf } from '../../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../../platform/api/endpoint.ts'
import { WRITE_AS_SYSTEM } from '../../platform/ledger/policy.ts'
import { besideOf } from './beside.ts'
import type { ComparisonContext } from './context.ts'
import { deciding } from './decide.ts'
import { standingDecisions } from './decisions.ts'
import type { RunAt } from './lines.ts'
import { openRun, READERS } from './run-endpoints.ts'
import { sentenceOf } from './sentence.ts'
import type { Explanation, ShownRecord } from '@qingmei/contract/comparison'

const params = z.strictObject({ id: z.uuid() })
const PAGE = 20

interface SampleRow {
  readonly no: number
  readonly band: number
  readonly probability: number
  readonly a: ShownRecord
  readonly b: ShownRecord | null
  readonly why: Explanation
  readonly right: boolean | null
  readonly by: string | null
  readonly at: string | null
}

const SAMPLE =
  'no, band, probability::float8 as probability, a, b, why, is_right as "right", labelled_by as "by", labelled_at as "at"'

/** How right a run is: a random sample that people label, and what the run found out by hiding codes from itself. */
export function accuracyEndpoints(context: ComparisonContext): Endpoint[] {
  const opened = openRun(context)
  return [
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/accuracy',
      summary: 'Estimated precision of a run with its interval, band by band, and what hidden codes showed',
      permission: READERS,
      audit: 'comparison.accuracy-read',
      params,
      handle: ({ params: at, actor }) =>
        opened(actor, at.id, async (tx, where, run) => {
          const report = JSON.parse(run.report ?? '{}') as { registers?: readonly object[] }
          const decisions = await standingDecisions(tx, where.region)
          const judged = decisions.flatMap(({ probability, verdict }) =>
            probability === null ? [] : [{ probability, isSame: verdict === 'same' }],
          )
          return {
            ...accuracyOf(await bandsOf(tx, where)),
            /** By register: recall and precision where codes were hidden and the rest had to find the partner. */
            hidden: report.registers ?? [],
            /** What a probability was worth so far: [said, found]; empty while few pairs were decided. */
            calibration: isotonic(judged),
            judged: judged.length,
          }
        }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/samples',
      summary: 'The links that were drawn at random, to be labelled; without what the run thinks of them when blind',
      permission: READERS,
      audit: 'comparison.samples-read',
      params,
      query: z.strictObject({
        open: z.enum(['1']).optional(),
        blind: z.enum(['1']).optional(),
        after: z.coerce.number().int().min(0).optional(),
      }),
      async handle({ params: at, query, actor }) {
        const rows = await opened(actor, at.id, async (tx, where) => {
          const found = await tx.query<SampleRow>(
            `select ${SAMPLE} from qm.comparison_sample where region = $1 and run = $2 and no > $3
             ${query.open ? 'and is_right is null' : ''} order by no limit $4`,
            [where.region, where.run, query.after ?? 0, PAGE + 1],
          )
          return found.rows
        })
        const laid = rows.slice(0, PAGE).map((it) => ({
          ...it,
          /** The two beside each other: what differs says nothing of what the run thinks of them. */
          beside: it.b === null ? null : besideOf(it.a, it.b, regionOf(actor)),
        }))
        const shown = laid.map((it) => {
          if (!query.blind) return { ...it, sentence: sentenceOf(it.why) }
          const { why: _why, probability: _probability, band: _band, ...bare } = it
          return bare
        })
        return {
          rows: shown,
          next: rows.length > PAGE ? (shown.at(-1)?.no ?? null) : null,
          names: Object.fromEntries(await context.names(regionOf(actor))),
        }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/comparisons/:id/samples/:no/label',
      summary: 'Say whether a link that was drawn is right; it is kept as a decision as well',
      permission: READERS,
      audit: 'comparison.sample-labelled',
      params: params.extend({ no: z.coerce.number().int().positive() }),
      body: z.strictObject({
        right: z.boolean().nullable(),
        reason: z.string().trim().max(4000).nullable().optional(),
      }),
      async handle({ params: at, body, actor }) {
        const now = await context.now()
        return opened(actor, at.id, async (tx, where, run) => {
          const keys = [where.region, where.run, at.no]
          const { rows } = await tx.query<SampleRow>(
            `select ${SAMPLE} from qm.comparison_sample where region = $1 and run = $2 and no = $3`,
            keys,
          )
          const [drawn] = rows
          if (!drawn) throw new Refused(404, refusal('comparison.sample.unknown'))
          const other = drawn.b
          const { right } = body
          const decision =
            other === null || right === null
              ? null
              : await deciding(context, tx, actor, run as unknown as AnyRecord, (_at, decide) =>
                  decide({
                    a: drawn.a,
                    b: other,
                    verdict: right ? 'same' : 'different',
                    reason: body.reason ?? null,
                    probability: drawn.probability,
                    sampled: true,
                  }),
                )
          await tx.query(WRITE_AS_SYSTEM)
          await tx.query(
            `update qm.comparison_sample set is_right = $4, labelled_by = $5, labelled_at = $6 where region = $1 and run = $2 and no = $3`,
            [...keys, right, right === null ? null : actor.person, right === null ? null : now],
          )
          return { no: at.no, right, decision }
        })
      },
    }),
  ]
}

async function bandsOf(tx: pg.ClientBase, at: RunAt) {
  const { rows } = await tx.query<{ from: number; to: number; population: number; labelled: number; right: number }>(
    `select band_from::float8 as "from", band_to::float8 as "to", max(population)::int as population, count(is_right)::int as labelled,
       count(*) filter (where is_right)::int as "right"
     from qm.comparison_sample where region = $1 and run = $2 group by band, band_from, band_to order by band`,
    [at.region, at.run],
  )
  return rows
}
