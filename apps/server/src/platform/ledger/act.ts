import { type Actor, sightOf } from '@qingmei/core/access/actor'
import { refusal } from '@qingmei/core/kernel/result'
import type { Action } from '@qingmei/core/ledger/action'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { lockTargets, resolve } from '@qingmei/core/ledger/resolve'
import type pg from 'pg'
import { codeOf } from '../db/refused.ts'
import { seatOf } from './access.ts'
import { Batch } from './batch.ts'
import { fileFacts, heldPosts } from './facts.ts'
import { giveNumbers } from './numbers.ts'
import { beginAs, WRITE_AS_SYSTEM } from './policy.ts'
import { readChildren, readRow } from './rows.ts'
import type { ActRefusal, ActRequest, ActResult } from './store.ts'
import type { Machinery } from './machinery.ts'
import { isSameRequest, takenKey } from './taken.ts'
import { writeOutcome } from './write.ts'

type Refusing = { readonly ok: false; readonly error: ActRefusal }

const refuseWith = (
  status: ActRefusal['status'],
  code: string,
  facts: object = {},
  current: AnyRecord | null = null,
): Refusing => ({
  ok: false,
  error: { ...refusal(code, null, facts as Record<string, unknown>), status, current },
})

/** Codes of decisions that lost against somebody else: the state they were made on is gone. */
const CONFLICTS = new Set(['action.status.closed'])

/** Carries an action out in one transaction, or says why not; tried again when the database asks for it. */
export async function act(it: Machinery, request: ActRequest): Promise<ActResult> {
  if (request.tx) return inside(it, request, request.tx)
  for (let attempt = 1; ; attempt++) {
    const result = await once(it, request, attempt < ATTEMPTS)
    if (result === null) continue
    if (result.ok) it.committed(result.value.outcome)
    // Only now: a connection held while another is asked for would starve under load.
    else await it.refused(request, result.error)
    return result
  }
}

const ATTEMPTS = 5
const AGAIN = new Set(['40001', '40P01'])
const TWICE = '23505'

/** One try in one transaction; null when the database asks for another. */
async function once(it: Machinery, request: ActRequest, mayTryAgain: boolean): Promise<ActResult | null> {
  const client = await it.pool.connect()
  try {
    await client.query(beginAs(sightOf(request.actor)))
    const result = await inside(it, request, client)
    await client.query(result.ok ? 'commit' : 'rollback')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (mayTryAgain && (AGAIN.has(codeOf(error)) || isSameRequest(error))) return null
    if (codeOf(error) !== TWICE) throw error
    const taken = takenKey(it.house, error)
    // What may be there once is there already: a fault of what was asked, not of the installation.
    if (taken === null) return refuseWith(409, 'action.record.twice', { ledger: it.house.ledger(request.ledger).label })
    const { name, ...said } = taken
    return refuseWith(409, 'action.key.taken', {
      ...said,
      value: (request.input as Record<string, unknown>)?.[name] ?? '',
    })
  } finally {
    client.release()
  }
}

async function inside(it: Machinery, request: ActRequest, client: pg.ClientBase): Promise<ActResult> {
  const action = it.house.action(request.ledger, request.action)
  const regions = regionsOf(request.actor, request.region)
  const before = await repeated(it, request, client)
  if (before) return before
  const found = await lockAll(it, request, action, client, regions)
  if (!found) return refuseWith(404, 'action.record.unknown')
  const { self, locked } = found
  if (self && request.version !== undefined && request.version !== self.version)
    return refuseWith(409, 'action.version.stale', { version: self.version }, self)
  const input = (request.input ?? {}) as Record<string, unknown>
  const region = self?.region ?? request.region ?? request.actor.seats[0]?.region ?? ''
  const governor = action.ledger.governedBy
    ? locked.get(String(lockTargets(action.ledger.governedBy, self, input)))?.record
    : undefined
  const campaign = self?.campaign ?? governor?.campaign ?? (action.ledger.standing ? null : (request.campaign ?? null))
  const seat =
    action.who === null && !request.actor.system
      ? null
      : seatOf({ action, actor: request.actor, region, campaign, self, input, locked })
  if (seat === null)
    return refuseWith(403, 'action.actor.not-allowed', { action: action.label, ledger: action.ledger.label }, null)
  const now = await it.now()
  const plan = await it.planOf(campaign)
  if (action.creates && !action.ledger.standing && plan?.region !== region)
    return refuseWith(422, campaign === null ? 'action.campaign.needed' : 'action.campaign.unknown', {
      ledger: action.ledger.label,
    })
  const around = {
    actor: request.actor,
    org: seat,
    plan: plan?.facts ?? null,
    orgs: await it.organisations(region),
    now,
    due: (rule: string, from: string) => plan?.due(rule, from) ?? { due: null, clause: null },
    file: await fileFacts(client, action, input, region),
    ...(await heldPosts(it, client, action, input)),
    label: (dictionary: string, code: string) => it.label(plan, dictionary, code),
    hash: it.hash,
    newId: it.newId,
  }
  const result = resolve(it.house, { action, self: self?.id ?? null, input, locked, region, campaign }, around)
  if (!result.ok) {
    const status = CONFLICTS.has(result.error.code) ? 409 : 422
    return { ok: false, error: { ...result.error, status, current: status === 409 ? self : null } }
  }
  await client.query(WRITE_AS_SYSTEM)
  const outcome = await giveNumbers(client, result.value, around.orgs, now)
  const batch = new Batch()
  writeOutcome(batch, outcome, {
    actor: request.actor,
    seat,
    now,
    planHash: plan?.facts.hash ?? null,
    newId: it.newId,
    touched: it.touched,
    stageOf: (owed) => it.stageOf(plan, owed, now),
  })
  const record = outcome.records.find((write) =>
    self ? write.after.id === self.id : write.ledger === action.ledger && write.before === null,
  )?.after
  if (!record) throw new Error(`${action.ledger.name}.${action.name} wrote no record of its own`)
  if (request.requestKey !== undefined)
    batch.insert(
      'qm.request',
      [
        ['region', 'text'],
        ['key', 'text'],
        ['person', 'uuid'],
        ['at', 'timestamptz'],
        ['ledger', 'text'],
        ['record', 'uuid'],
        ['version', 'bigint'],
      ],
      [[region, request.requestKey, request.actor.person, now, action.ledger.name, record.id, record.version]],
    )
  await batch.run(client)
  if (request.tx) await client.query(beginAs(sightOf(request.actor)).replace(/^begin; /, ''))
  return { ok: true, value: { record, outcome } }
}

const regionsOf = (actor: Actor, region?: string): string[] => [
  ...new Set([...actor.seats.map((seat) => seat.region), ...(actor.system && region !== undefined ? [region] : [])]),
]

/** What an earlier request with the same key did; the same person's only. */
async function repeated(it: Machinery, request: ActRequest, client: pg.ClientBase): Promise<ActResult | null> {
  if (request.requestKey === undefined) return null
  const { rows } = await client.query<{ ledger: string; record: string; person: string; region: string }>({
    name: 'request_seen',
    text: 'select ledger, record, person, region from qm.request where region = any($1::text[]) and key = $2',
    values: [regionsOf(request.actor, request.region), request.requestKey],
  })
  const seen = rows[0]
  if (!seen) return null
  if (seen.person !== request.actor.person || seen.ledger !== request.ledger)
    return refuseWith(409, 'action.request.key-used')
  const ledger = it.house.ledger(seen.ledger)
  const [row] = await readRow(client, ledger, { ids: [seen.record], regions: [seen.region] }, false)
  if (!row) return refuseWith(404, 'action.record.unknown')
  return { ok: true, value: { record: await readChildren(client, ledger, row), outcome: { records: [], notices: [] } } }
}

interface Found {
  readonly self: AnyRecord | null
  readonly locked: Map<string, { ledger: Action['ledger']; record: AnyRecord }>
}

/** Locks the record and everything the action names, in one order for all actions: ledger name, then id. */
async function lockAll(
  it: Machinery,
  request: ActRequest,
  action: Action,
  client: pg.ClientBase,
  regions: readonly string[],
): Promise<Found | null> {
  const input = (request.input ?? {}) as Record<string, unknown>
  const wanted = new Map<string, Set<string>>()
  const want = (ledger: string, id: unknown) => {
    if (typeof id !== 'string' || !UUID.test(id)) return
    wanted.set(ledger, (wanted.get(ledger) ?? new Set()).add(id))
  }
  let peek: AnyRecord | null = null
  if (!action.creates) {
    if (request.id === undefined || !UUID.test(request.id)) return null
    want(action.ledger.name, request.id)
    if (action.locks.some((name) => !Object.hasOwn(input, name))) {
      const [row] = await readRow(client, action.ledger, { ids: [request.id], regions }, false)
      if (!row) return null
      peek = await readChildren(client, action.ledger, row)
    }
  }
  const lockName = (name: string) => it.targetOf(action, name)
  for (const name of action.locks) for (const id of [lockTargets(name, peek, input)].flat()) want(lockName(name), id)
  const locked: Found['locked'] = new Map()
  for (const name of [...wanted.keys()].sort()) {
    const ledger = it.house.ledger(name)
    const rows = await readRow(client, ledger, { ids: [...(wanted.get(name) ?? [])].sort(), regions }, true)
    for (const row of rows) locked.set(row.id, { ledger, record: await readChildren(client, ledger, row) })
  }
  const self = request.id === undefined ? null : (locked.get(request.id)?.record ?? null)
  if (!action.creates && !self) return null
  // What the record pointed to may have changed between the look and the lock: then it is tried again.
  if (peek && self && peek.version !== self.version)
    for (const name of action.locks)
      for (const id of [lockTargets(name, self, input)].flat())
        if (typeof id === 'string' && !locked.has(id))
          throw Object.assign(new Error('moved while locking'), { code: '40001' })
  return { self, locked }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
