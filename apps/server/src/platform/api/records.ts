import { refusal } from '@qingmei/core/kernel/result'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import { COMMON } from '@qingmei/core/ledger/ledger'
import { z } from 'zod'
import { seatOf } from '../ledger/access.ts'
import { UnknownList } from '../ledger/create-store.ts'
import type { ListQuery } from '../ledger/store.ts'
import { type ApiContext, ledgerAt, namesFor, notThere } from './context.ts'
import { type Endpoint, endpoint, Refused } from './endpoint.ts'
import { manyEndpoint } from './many.ts'

const uuid = z.uuid()
export const listQuery = z.strictObject({
  list: z.string().optional(),
  /** `status:sent`; repeated, rows have all of it. */
  filter: z.union([z.string().max(200), z.array(z.string().max(200)).max(8)]).optional(),
  q: z.string().trim().max(100).optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  campaign: uuid.optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
})

/** A list as the query string asks for it: `filter=status:sent&filter=to:…`. */
export function asked(ledger: AnyLedger, query: z.infer<typeof listQuery>, actor: ListQuery['actor']): ListQuery {
  const filters = [query.filter ?? []].flat().flatMap((said) => {
    const [field = '', ...rest] = said.split(':')
    const value = rest.join(':')
    const isFlag = ledger.info.find((it) => it.name === field)?.kind === 'boolean'
    return said === '' ? [] : [{ field, value: isFlag ? value === 'true' : value }]
  })
  return {
    actor,
    ledger: ledger.name,
    list: query.list ?? ledger.lists[0]?.name ?? '',
    filters,
    ...(query.q ? { q: query.q } : {}),
    ...(query.after ? { after: query.after } : {}),
    ...(query.limit ? { limit: query.limit } : {}),
    ...(query.campaign ? { campaign: query.campaign } : {}),
    ...(query.from ? { from: query.from } : {}),
    ...(query.until ? { until: query.until } : {}),
  }
}

/** Turns a list that does not exist into an answer a person can use. */
export async function orUnknownList<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnknownList)
      throw new Refused(422, refusal('ledger.list.unknown', null, { why: error.message }))
    throw error
  }
}

const ledgerParams = z.strictObject({ ledger: z.string() })
const recordParams = z.strictObject({ ledger: z.string(), id: uuid })
const actInput = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  version: z.int().optional(),
  requestKey: z.string().min(8).max(100).optional(),
  campaign: uuid.nullable().optional(),
})

/** The actions of a record as this actor may do them now: what is offered, and what the state offers to others. */
function actionsFor(context: ApiContext, actor: ListQuery['actor'], ledger: AnyLedger, record: AnyRecord) {
  const offered = ledger.life[record.status]?.actions ?? []
  return offered.flatMap((name) => {
    const action = ledger.actions.get(name)
    if (!action?.who) return []
    const lockFree = action.who.every((who) => !who.at.includes('.'))
    const allowed =
      !lockFree ||
      seatOf({
        action,
        actor,
        region: record.region,
        campaign: record.campaign,
        self: record,
        input: {},
        locked: new Map(),
      }) !== null
    void context
    return [{ name, label: action.label, about: action.about, confirm: action.confirm, allowed }]
  })
}

/** The endpoints that every ledger has: its lists, its records, its actions. */
export function recordEndpoints(context: ApiContext): Endpoint[] {
  const { store } = context
  return [
    endpoint({
      method: 'GET',
      path: '/api/ledgers/:ledger',
      summary: 'A page of a list',
      permission: 'session',
      audit: 'ledger.listed',
      params: ledgerParams,
      query: listQuery,
      async handle({ params, query, actor }) {
        const ledger = ledgerAt(context, params.ledger)
        const page = await orUnknownList(() => store.list(asked(ledger, query, actor)))
        return {
          ...page,
          names: await namesFor(context, actor, ledger, page.rows, [...ledger.columns, 'org', 'updatedBy']),
        }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/ledgers/:ledger/count',
      summary: 'How many rows a list has, up to 1,000',
      permission: 'session',
      audit: 'ledger.counted',
      params: ledgerParams,
      query: listQuery,
      handle: ({ params, query, actor }) =>
        orUnknownList(() => store.count(asked(ledgerAt(context, params.ledger), query, actor))),
    }),
    endpoint({
      method: 'GET',
      path: '/api/ledgers/:ledger/records/:id',
      summary: 'A record with its children, its deadlines and what may be done with it',
      permission: 'session',
      audit: 'record.read',
      params: recordParams,
      async handle({ params, actor }) {
        const ledger = ledgerAt(context, params.ledger)
        const found = await store.readWhole(actor, ledger.name, params.id)
        if (!found) throw notThere()
        const { record, deadlines } = found
        const fields = [...COMMON, ...ledger.info.map((field) => field.name)]
        return {
          record,
          names: await namesFor(context, actor, ledger, [record], fields),
          actions: actionsFor(context, actor, ledger, record),
          deadlines,
        }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/ledgers/:ledger/actions/:action',
      summary: 'Make a record by one of the ledger’s creating actions',
      permission: 'session',
      audit: 'record.made',
      params: z.strictObject({ ledger: z.string(), action: z.string() }),
      body: actInput,
      handle: ({ params, body, actor }) => done(context, actor, params, body),
    }),
    endpoint({
      method: 'POST',
      path: '/api/ledgers/:ledger/records/:id/actions/:action',
      summary: 'Do an action on a record',
      permission: 'session',
      audit: 'record.changed',
      params: z.strictObject({ ledger: z.string(), id: uuid, action: z.string() }),
      body: actInput,
      handle: ({ params, body, actor }) => done(context, actor, params, body),
    }),
    manyEndpoint(context),
  ]
}

async function done(
  context: ApiContext,
  actor: ListQuery['actor'],
  at: { ledger: string; action: string; id?: string },
  body: z.infer<typeof actInput>,
) {
  const { id } = at
  const ledger = ledgerAt(context, at.ledger)
  const action = ledger.actions.get(at.action)
  if (!action || action.creates !== (id === undefined))
    throw new Refused(404, refusal('action.unknown', null, { ledger: ledger.label, name: at.action }))
  const result = await context.store.act({
    actor,
    ledger: ledger.name,
    action: action.name,
    input: body.input,
    ...(id === undefined ? {} : { id }),
    ...(body.version === undefined ? {} : { version: body.version }),
    ...(body.requestKey === undefined ? {} : { requestKey: body.requestKey }),
    ...(body.campaign === undefined ? {} : { campaign: body.campaign }),
  })
  if (!result.ok) {
    const { status, current, ...why } = result.error
    throw new Refused(status, why, current ? { current } : {})
  }
  return { record: result.value.record }
}
