import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { z } from 'zod'
import { regionOf } from '../../platform/api/context.ts'
import { type Endpoint, endpoint } from '../../platform/api/endpoint.ts'
import type { ComparisonContext } from './context.ts'
import { answerQuestion, decideOnPair } from './decide.ts'
import { questionAt, questionCounts, questionsOf, shownQuestion, toldTo } from './questions.ts'
import { decisionsOn } from './decisions.ts'
import { openRun, READERS } from './run-endpoints.ts'
import { takeBack } from './take-back.ts'

const params = z.strictObject({ id: z.uuid() })
const no = z.coerce.number().int().positive()
const side = z.strictObject({ kind: z.string().max(40), key: z.string().max(120) })
const reason = z.string().trim().max(4000).nullable().optional()
const choice = z.union([
  z.int().min(0),
  z.literal('none'),
  z.literal('unsure'),
  z.strictObject({ neighbour: z.int().min(0) }),
])
const PAGE = 20

/** The review desk of a run: what to look at next, what a person says, and taking it back. */
export function questionEndpoints(context: ComparisonContext): Endpoint[] {
  const opened = openRun(context)
  return [
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/questions',
      summary: 'Records to look at, the next best first; those of one address together',
      permission: READERS,
      audit: 'comparison.questions-read',
      params,
      query: z.strictObject({
        group: z.string().max(200).optional(),
        reason: z.string().max(40).optional(),
        open: z.enum(['1']).optional(),
        after: z.coerce.number().int().min(0).max(100_000).optional(),
      }),
      async handle({ params: at, query, actor }) {
        const offset = query.after ?? 0
        const found = await opened(actor, at.id, async (tx, where, run) => {
          const rows = await questionsOf(tx, where, {
            group: query.group,
            reason: query.reason,
            open: query.open === '1',
            reader: actor.person,
            offset,
            limit: PAGE + 1,
          })
          return { rows, ...(await questionCounts(tx, where, actor.person)), pending: run.pending }
        })
        return {
          ...found,
          rows: found.rows.slice(0, PAGE),
          next: found.rows.length > PAGE ? offset + PAGE : null,
          names: Object.fromEntries(await context.names(regionOf(actor))),
        }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/comparisons/:id/questions/:no',
      summary: 'One record to look at, with the others at the same address',
      permission: READERS,
      audit: 'comparison.question-read',
      params: params.extend({ no }),
      async handle({ params: at, actor }) {
        const found = await opened(actor, at.id, async (tx, where) => {
          const question = await questionAt(tx, where, at.no)
          const decisions = toldTo(actor.person, await decisionsOn(tx, where.region, [question]))
          const beside = await questionsOf(tx, where, {
            group: question.group,
            open: false,
            reader: actor.person,
            offset: 0,
            limit: PAGE,
          })
          return {
            question: shownQuestion(question, decisions, where.region),
            beside: beside.filter((it) => it.no !== question.no),
          }
        })
        return { ...found, names: Object.fromEntries(await context.names(regionOf(actor))) }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/comparisons/:id/questions/:no/decide',
      summary: 'Say which candidate or neighbour a record is, that it is none of them, or that it cannot be told',
      permission: READERS,
      audit: 'comparison.question-decided',
      params: params.extend({ no }),
      body: z.strictObject({ choice, reason }),
      handle: ({ params: at, body, actor }) =>
        opened(actor, at.id, (tx, _where, run) =>
          answerQuestion(context, tx, actor, {
            run: run as unknown as AnyRecord,
            no: at.no,
            said: { choice: body.choice, reason: body.reason ?? null },
          }),
        ),
    }),
    endpoint({
      method: 'POST',
      path: '/api/comparisons/:id/questions/:no/undo',
      summary: 'Take back what was answered on this run; what stood before in another one stands again',
      permission: READERS,
      audit: 'comparison.question-undone',
      params: params.extend({ no }),
      body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
      handle: ({ params: at, body, actor }) =>
        opened(actor, at.id, (tx, _where, run) =>
          takeBack(context, tx, actor, { run: run as unknown as AnyRecord, no: at.no, reason: body.reason }),
        ),
    }),
    endpoint({
      method: 'POST',
      path: '/api/comparisons/:id/pairs',
      summary: 'Decide on two records of a run that no question asks about: a member that does not belong, two that do',
      permission: READERS,
      audit: 'comparison.pair-decided',
      params,
      body: z.strictObject({ a: side, b: side, verdict: z.enum(['same', 'different', 'unsure']), reason }),
      handle: ({ params: at, body, actor }) =>
        opened(actor, at.id, (tx, _where, run) =>
          decideOnPair(context, tx, actor, {
            run: run as unknown as AnyRecord,
            a: body.a,
            b: body.b,
            verdict: body.verdict,
            reason: body.reason ?? null,
          }),
        ),
    }),
  ]
}
