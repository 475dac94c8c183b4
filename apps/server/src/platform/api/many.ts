import type { Actor } from '@qingmei/core/access/actor'
import { refusal } from '@qingmei/core/kernel/result'
import { z } from 'zod'
import { problemOf } from '../http/problem.ts'
import type { ActRefusal } from '../ledger/store.ts'
import { type ApiContext, ledgerAt, titleOf } from './context.ts'
import { type Endpoint, endpoint, Refused } from './endpoint.ts'

/** So many records in one request, so that no request takes long: a longer selection is sent in pieces. */
const MOST = 100

const manyInput = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  records: z
    .array(z.strictObject({ id: z.uuid(), version: z.int().optional() }))
    .min(1)
    .max(MOST),
  /** The same key acts once on each record. */
  requestKey: z.string().min(8).max(60).optional(),
})

/**
 * One action on many records with one input. Each is an action of its own, in the order in which they were sent: its
 * own transaction, history, audit and refusal, and none waits for another or is undone by it.
 */
export function manyEndpoint(context: ApiContext): Endpoint {
  const { store } = context
  return endpoint({
    method: 'POST',
    path: '/api/ledgers/:ledger/actions/:action/many',
    summary: 'Do one action on many records, each decided by itself: which were done, which were refused and why',
    permission: 'session',
    audit: 'records.changed',
    params: z.strictObject({ ledger: z.string(), action: z.string() }),
    body: manyInput,
    async handle({ params, body, actor }) {
      const ledger = ledgerAt(context, params.ledger)
      const action = ledger.actions.get(params.action)
      if (!action)
        throw new Refused(404, refusal('action.unknown', null, { ledger: ledger.label, name: params.action }))
      if (!action.many)
        throw new Refused(422, refusal('action.many.not-offered', null, { ledger: ledger.label, action: action.label }))
      const done: { id: string; version: number; status: string }[] = []
      const refused: { id: string; error: ActRefusal }[] = []
      for (const { id, version } of body.records) {
        const result = await store.act({
          actor,
          ledger: ledger.name,
          action: action.name,
          input: body.input,
          id,
          ...(version === undefined ? {} : { version }),
          ...(body.requestKey === undefined ? {} : { requestKey: `${body.requestKey}-${id}` }),
        })
        if (result.ok) {
          const { record } = result.value
          done.push({ id, version: record.version, status: record.status })
        } else refused.push({ id, error: result.error })
      }
      return { done, refused: await told(actor, ledger.name, refused) }
    },
  })

  /** Refusals beside what the records are called, of those that the actor may see. */
  async function told(actor: Actor, name: string, refused: readonly { id: string; error: ActRefusal }[]) {
    const ids = refused.map((it) => it.id)
    const records = new Map((await store.readMany(actor, name, ids)).map((record) => [record.id, record]))
    return refused.map(({ id, error: { status, current: _current, ...why } }) => {
      const record = records.get(id)
      return {
        id,
        title: record ? titleOf(store.house.ledger(name), record) : '',
        number: record?.number ?? null,
        problem: problemOf(status, why),
      }
    })
  }
}
