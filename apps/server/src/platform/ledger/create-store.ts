import { createHash, randomBytes } from 'node:crypto'
import { type Actor, type Sight, sightOf } from '@qingmei/core/access/actor'
import { addDays, endOfDay, shanghaiDate, startOfDay } from '@qingmei/core/kernel/dates'
import { uuidV7 } from '@qingmei/core/kernel/ids'
import type { OrgDirectory } from '@qingmei/core/ledger/action'
import { fieldsOf } from '@qingmei/core/ledger/field'
import type { House } from '@qingmei/core/ledger/house'
import { type AnyLedger, type AnyRecord, fieldOf, filtersOf } from '@qingmei/core/ledger/ledger'
import pg from 'pg'
import { act } from './act.ts'
import { underNewNames } from './canonical.ts'
import { childFields, selectList, tableOf, withoutChildren } from './columns.ts'
import { countOf, COUNT_LIMIT, filtered, pageOf } from './lists.ts'
import type { Machinery, PinnedPlan } from './machinery.ts'
import { beginAs, openRecord } from './policy.ts'
import { auditRefusal } from './refusals.ts'
import { readChildren, readRow } from './rows.ts'
import { matches, searchStatement } from './search.ts'
import type { DeadlineRow, ListQuery, Store, Version } from './store.ts'

export interface StoreOptions {
  readonly house: House
  /** The serving role's pool. */
  readonly pool: pg.Pool
  readonly now: () => Promise<string> | string
  readonly planOf: (campaign: string | null) => Promise<PinnedPlan | null>
  readonly organisations: (region: string) => Promise<OrgDirectory>
  readonly seats: Machinery['seats']
  /** The days on which a record counts in figures: what the tally is to count anew. */
  readonly touched?: Machinery['touched']
  /** Called after each commit with the names of the ledgers it wrote. */
  readonly committed?: (ledgers: readonly string[]) => void
}

const newId = (): string => uuidV7(Date.now(), randomBytes(10))
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A refused list or filter is a fault of the caller, said plainly. */
export class UnknownList extends Error {}

/** Puts the store together over a pool of the serving role. */
export function createStore(options: StoreOptions): Store {
  const { house, pool } = options
  const machinery: Machinery = {
    house,
    pool,
    now: async () => options.now(),
    newId,
    hash: sha256,
    planOf: options.planOf,
    organisations: options.organisations,
    label: (plan, dictionary, code) => plan?.label(dictionary, code),
    stageOf(plan, owed, now) {
      if (owed.state !== 'open') return { stage: owed.state, next: null }
      return plan?.stage(owed.rule, owed, now) ?? { stage: 'open', next: null }
    },
    seats: options.seats,
    touched: options.touched ?? (() => []),
    targetOf: (action, lock) => targetOf(house, action.ledger, action.input, lock),
    committed: (outcome) => options.committed?.([...new Set(outcome.records.map((write) => write.ledger.name))]),
    refused: (request, refusal) => auditRefusal(pool, request, refusal, newId, options.now),
  }

  const as = async <T>(actor: Actor, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      await client.query(beginAs(sightOf(actor)))
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }

  const readMany = async (actor: Actor, name: string, ids: readonly string[]) =>
    ids.length === 0
      ? []
      : as(actor, (tx) => readRow(tx, house.ledger(name), { ids, regions: regionsOf(actor) }, false))

  const opened = async <T>(
    actor: Actor,
    name: string,
    id: string,
    work: (tx: pg.PoolClient, record: AnyRecord) => Promise<T>,
  ) =>
    as(actor, async (tx) => {
      const ledger = house.ledger(name)
      const [row] = UUID.test(id) ? await readRow(tx, ledger, { ids: [id], regions: regionsOf(actor) }, false) : []
      if (!row) return null
      await tx.query(openRecord(id))
      return work(tx, await readChildren(tx, ledger, row))
    })

  const readWhole: Store['readWhole'] = (actor, name, id) =>
    opened(actor, name, id, async (tx, record) => {
      const { rows } = await tx.query<DeadlineRow>(
        `select region, ledger, record, key, rule, label, clause, owner, roles, start, due, state, met_at as "metAt", stage, campaign from qm.deadline where region = $1 and ledger = $2 and record = $3 order by due nulls last`,
        [record.region, name, id],
      )
      return { record, deadlines: rows }
    })

  return {
    house,
    act: (request) => act(machinery, request),
    as,
    opened,
    read: (actor, name, id) => opened(actor, name, id, async (_tx, record) => record),
    readMany,
    async list(query) {
      const asked = listAsk(house, query)
      const limit = Math.min(Math.max(query.limit ?? 50, 1), 200)
      if (query.q?.trim()) return { rows: await search(as, house, query, limit), next: null }
      const statement = pageOf({ ...asked, after: cursorOf(query.after), limit: limit + 1 })
      const { rows } = await ofItsKind(as(query.actor, (tx) => tx.query<Record<string, unknown>>(statement)))
      const found = rows.slice(0, limit).map((row) => withoutChildren(asked.ledger, row))
      const last = found.at(-1)
      const next = rows.length > limit && last ? `${String((last as AnyRecord)[asked.list.order])}|${last.id}` : null
      return { rows: found, next }
    },
    async count(query) {
      if (query.q?.trim()) {
        const rows = await search(as, house, query, 200)
        return { count: rows.length, more: rows.length === 200 }
      }
      const statement = countOf({ ...listAsk(house, query), after: null, limit: 0 })
      const { rows } = await ofItsKind(as(query.actor, (tx) => tx.query<{ n: number }>(statement)))
      const n = rows[0]?.n ?? 0
      return { count: Math.min(n, COUNT_LIMIT), more: n > COUNT_LIMIT }
    },
    async search(actor, typed, ledger, limit = 60) {
      const found: { ledger: string; record: AnyRecord }[] = []
      for (const { name, ids } of await candidates(as, actor, typed, ledger ?? null, limit * 2))
        for (const record of await readMany(actor, name, ids))
          if (matches(house.ledger(name), record, typed)) found.push({ ledger: name, record })
      return found.slice(0, limit)
    },
    async history(actor, name, id) {
      const versions = await opened(actor, name, id, async (tx, record) => {
        const { rows } = await tx.query<Version>(
          `select version, at, by, actions, snapshot as record from qm.history where region = $1 and ledger = $2 and record = $3 order by version desc limit 500`,
          [record.region, name, id],
        )
        const ledger = house.ledger(name)
        return rows.map((row) => ({ ...row, record: underNewNames(ledger, row.record) as AnyRecord }))
      })
      return versions ?? []
    },
    readWhole,
    deadlines: async (actor, name, id) => (await readWhole(actor, name, id))?.deadlines ?? [],
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const regionsOf = (actor: Actor): string[] => [...new Set(actor.seats.map((seat) => seat.region))]

function cursorOf(after: string | undefined): { order: string; id: string } | null {
  if (after === undefined) return null
  const at = after.lastIndexOf('|')
  const [order, id] = [after.slice(0, at), after.slice(at + 1)]
  if (at < 1 || !UUID.test(id)) throw new UnknownList('the cursor is none of ours')
  return { order, id }
}

/** A list's query holds nothing but what was asked for: what the database cannot read in it is the caller's fault. */
async function ofItsKind<T>(rows: Promise<T>): Promise<T> {
  try {
    return await rows
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code?.startsWith('22'))
      throw new UnknownList('the value of a filter, or the cursor, is not of its kind', { cause: error })
    throw error
  }
}

function listAsk(house: House, query: Omit<ListQuery, 'after' | 'limit'>) {
  const ledger = house.ledger(query.ledger)
  const list = ledger.lists.find((it) => it.name === query.list)
  if (!list) throw new UnknownList(`${query.ledger} has no list ${query.list}`)
  const { filters = [] } = query
  for (const { field } of filters)
    if (!filtersOf(list).includes(field))
      throw new UnknownList(`${query.ledger}.${query.list} is not filtered by ${field}`)
  const sight: Sight = sightOf(query.actor)
  const isDate = fieldOf(ledger, list.order).kind === 'date'
  const within = {
    from: query.from === undefined ? null : isDate ? query.from : startOfDay(query.from),
    before: query.until === undefined ? null : isDate ? addDays(query.until, 1) : endOfDay(query.until),
  }
  return { ledger, list, sight, filters, campaign: query.campaign ?? null, within }
}

type As = Store['as']

async function candidates(as: As, actor: Actor, typed: string, ledger: string | null, limit: number) {
  const sight = sightOf(actor)
  return as(actor, async (tx) => {
    const found = new Map<string, string[]>()
    for (const region of sight.regions) {
      const { rows: ends } = await tx.query<{ min: string | null; max: string | null }>(
        // One look at each end of the key for each ledger: over several at once it would sort them all.
        `select min(l.first::text) as min, max(l.last::text) as max from unnest($2::text[]) n(name) cross join lateral (select
          (select record from qm.search_gram where region = $1 and ledger = n.name order by record limit 1) as first,
          (select record from qm.search_gram where region = $1 and ledger = n.name order by record desc limit 1) as last) l`,
        [region, ledger === null ? await ledgersWithTokens(tx, region) : [ledger]],
      )
      const [end] = ends
      if (!end?.min || !end.max) continue
      const statement = searchStatement({ sight, typed, ledger, region, ids: { min: end.min, max: end.max }, limit })
      if (!statement) continue
      const { rows } = await tx.query<{ ledger: string; record: string }>(statement)
      for (const row of rows) found.set(row.ledger, [...(found.get(row.ledger) ?? []), row.record])
    }
    return [...found].map(([name, ids]) => ({ name, ids }))
  })
}

async function ledgersWithTokens(tx: pg.ClientBase, region: string): Promise<string[]> {
  const { rows } = await tx.query<{ ledger: string }>(
    `with recursive step as ((select ledger from qm.search_gram where region = $1 order by ledger limit 1)
      union all select (select g.ledger from qm.search_gram g where g.region = $1 and g.ledger > step.ledger order by g.ledger limit 1) from step where step.ledger is not null)
      select ledger from step where ledger is not null`,
    [region],
  )
  return rows.map((row) => row.ledger)
}

async function search(as: As, house: House, query: Omit<ListQuery, 'after'>, limit: number): Promise<AnyRecord[]> {
  const asked = listAsk(house, query)
  const { ledger } = asked
  const typed = query.q ?? ''
  const [found] = await candidates(as, query.actor, typed, query.ledger, limit * 2)
  if (!found) return []
  const values: unknown[] = [regionsOf(query.actor), found.ids]
  const ways = filtered(asked, (value, type) => `$${values.push(value)}::${type}`)
  const narrowed = ['t.region = any($1::text[])', 't.id = any($2::uuid[])', ...ways].join(' and ')
  const statement = `select ${selectList(ledger, 't')} from ${tableOf(ledger)} t where ${narrowed} order by t.id desc`
  const { rows } = await ofItsKind(as(query.actor, (tx) => tx.query<Record<string, unknown>>(statement, values)))
  return rows
    .map((row) => withoutChildren(ledger, row))
    .filter((record) => matches(ledger, record, typed) && isWithin(query, ledger, record))
    .slice(0, limit)
}

/** What was found by its words lies in the days that were asked for, too. */
function isWithin(query: Omit<ListQuery, 'after'>, ledger: AnyLedger, record: AnyRecord): boolean {
  const order = ledger.lists.find((it) => it.name === query.list)?.order ?? ''
  const said = String(record[order] ?? '')
  const day = said.length === 10 ? said : shanghaiDate(said)
  return (query.from === undefined || day >= query.from) && (query.until === undefined || day <= query.until)
}

/** The ledger that a lock points into: a ref of the input, of the record, or of a child. */
function targetOf(house: House, ledger: AnyLedger, input: Parameters<typeof fieldsOf>[0], lock: string): string {
  const [childName = '', field] = lock.split('.')
  const child = field === undefined ? undefined : ledger.children[childName]
  const fields = child ? childFields(child) : [...fieldsOf(input), ...ledger.info]
  const target = fields.find((it) => it.name === (child ? field : lock))?.target
  if (!target) throw new Error(`${ledger.name}: lock ${lock} points nowhere`)
  return house.ledger(target).name
}
