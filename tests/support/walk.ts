import { randomUUID } from 'node:crypto'
import { type Actor, sightOf } from '@qingmei/core/access/actor'
import { ROLES } from '@qingmei/core/access/roles'
import { canSee } from '@qingmei/core/access/sees'
import { qingmei } from '@qingmei/core/house'
import type { Action } from '@qingmei/core/ledger/action'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import type { Endpoint } from '../../apps/server/src/platform/api/endpoint.ts'
import type { County } from './county.ts'

/** Somebody at the doors. */
export interface Caller {
  readonly name: string
  readonly actor: Actor
}

/**
 * What a call must come to. `in`: past the door, whatever the rest says. `seen`: answered with the record. `absent`:
 * as if it did not exist. `refused`: known, but not allowed. `stranger`: not signed in. `shut`: any of the last three.
 */
export type Expectation = 'in' | 'seen' | 'absent' | 'refused' | 'stranger' | 'shut'

/** One call at an endpoint, and what the definitions say it must come to. */
export interface Ask {
  readonly method: Endpoint['method']
  readonly url: string
  readonly body?: unknown
  readonly expect: Expectation
  readonly ledger?: string
}

/** Every record that there is, by ledger. */
export type Found = ReadonlyMap<string, readonly AnyRecord[]>

/** All records of a county, read past every policy. */
export async function recordsOf(county: County): Promise<Found> {
  const superuser = county.database.pool('superuser')
  const found = new Map<string, readonly AnyRecord[]>()
  for (const ledger of qingmei.ledgers) {
    const { rows } = await superuser.query<{ id: string }>(
      `select id from qm.${ledger.name.replaceAll('-', '_')} order by created_at, id`,
    )
    const records = await Promise.all(rows.map((row) => county.store.read(county.system, ledger.name, row.id)))
    found.set(
      ledger.name,
      records.filter((it) => it !== null),
    )
  }
  return found
}

const mayEnter = (endpoint: Endpoint, actor: Actor): boolean => {
  const { permission } = endpoint
  if (permission === 'staff') return actor.seats.some((seat) => ROLES[seat.role].content)
  if (permission.startsWith('role:'))
    return actor.seats.some((seat) => permission.slice(5).split(',').includes(seat.role))
  return true
}

/** Whether the declared `who` of an action lets somebody act on a record: by their seat, or at an organisation it names. */
function mayAct(action: Action, record: AnyRecord | null, actor: Actor): boolean {
  const seats = actor.seats.filter((seat) => record === null || seat.region === record.region)
  return (action.who ?? []).some(({ at, roles }) =>
    seats.some((seat) => {
      if (!roles.includes(seat.role)) return false
      return at === 'seat' || (record !== null && seat.under.includes(String(record[at])))
    }),
  )
}

/** Names a record that the action locks: who may depends on it, and a call without it is shut or refused anyway. */
const isByLock = (action: Action): boolean => (action.who ?? []).some(({ at }) => at.includes('.'))

type Walk = (it: { endpoint: Endpoint; found: Found; actor: Actor | null }) => Ask[]

const NOWHERE = randomUUID()
const JUNK = { input: { 'no-such-field': 1 } }

const plainly =
  (url: string, body?: unknown): Walk =>
  ({ endpoint }) => [{ method: endpoint.method, url, expect: 'in', ...(body === undefined ? {} : { body }) }]

/** Each ledger's list; the ledger is named so that the rows are judged. */
const eachLedger =
  (tail: string): Walk =>
  ({ endpoint }) =>
    qingmei.ledgers.map((ledger) => ({
      method: endpoint.method,
      url: `/api/ledgers/${ledger.name}${tail}`,
      expect: 'in',
      ledger: ledger.name,
    }))

const sees = (ledger: AnyLedger, record: AnyRecord, actor: Actor | null): boolean =>
  actor !== null && canSee(ledger.sees, record, sightOf(actor))

/** A path under the first record of each ledger: there for whom the record is there. */
const eachRecord =
  (tail: string, inside: Expectation, body?: unknown): Walk =>
  ({ endpoint, found, actor }) =>
    qingmei.ledgers.flatMap((ledger) => {
      const [record] = found.get(ledger.name) ?? []
      if (!record) throw new Error(`the walk has no ${ledger.name}`)
      return [
        {
          method: endpoint.method,
          url: `/api/ledgers/${ledger.name}/records/${record.id}${tail}`,
          expect: sees(ledger, record, actor) ? inside : ('absent' as const),
          ...(body === undefined ? {} : { body }),
          ledger: ledger.name,
        },
      ]
    })

const eachAction: Walk = ({ endpoint, found, actor }) => {
  const creates = !endpoint.path.includes('/records/')
  return qingmei.ledgers.flatMap((ledger) => {
    const [record] = found.get(ledger.name) ?? []
    if (!record) throw new Error(`the walk has no ${ledger.name}`)
    return [...ledger.actions.values()]
      .filter((action) => action.creates === creates)
      .map((action): Ask => {
        const at = creates ? '' : `/records/${record.id}`
        const allowed = actor !== null && mayAct(action, creates ? null : record, actor)
        const visible = creates || sees(ledger, record, actor)
        const expect = !visible ? 'absent' : isByLock(action) ? 'shut' : allowed ? 'in' : 'refused'
        return { method: 'POST', url: `/api/ledgers/${ledger.name}${at}/actions/${action.name}`, body: JUNK, expect }
      })
  })
}

const campaignOf = (found: Found): AnyRecord => {
  const [campaign] = found.get('campaign') ?? []
  if (!campaign) throw new Error('the walk has no campaign')
  return campaign
}

/** What belongs to a campaign is there for the staff of its region. */
const ofCampaign =
  (url: (id: string) => string): Walk =>
  ({ endpoint, found, actor }) => {
    const campaign = campaignOf(found)
    const inside = sees(qingmei.ledger('campaign'), campaign, actor)
    return [{ method: endpoint.method, url: url(campaign.id), expect: inside ? 'in' : 'absent' }]
  }

/** A file without a record that shows it, of somebody else: there for nobody. */
const nobodysFile =
  (tail: string, body?: unknown): Walk =>
  ({ endpoint }) => [
    {
      method: endpoint.method,
      url: `/api/files/${NOWHERE}${tail}`,
      expect: 'absent',
      ...(body === undefined ? {} : { body }),
    },
  ]

/** Evidence whose content is gone from the disk: who sees the evidence gets as far as that. */
const evidenceFile: Walk = ({ endpoint, found, actor }) => {
  const [evidence] = found.get('evidence') ?? []
  if (!evidence) throw new Error('the walk has no evidence')
  const inside = sees(qingmei.ledger('evidence'), evidence, actor)
  const url = `/api/files/${String(evidence.file)}/content`
  return [{ method: endpoint.method, url, expect: inside ? 'in' : 'absent' }]
}

const noImport =
  (tail: string): Walk =>
  ({ endpoint }) => [{ method: endpoint.method, url: `/api/imports/${NOWHERE}${tail}`, expect: 'absent' }]

/** Every endpoint and how it is called. One that is missing here makes the walk fail by its name. */
const WALKS: Readonly<Record<string, Walk>> = {
  'POST /api/sign-in': plainly('/api/sign-in', { username: 'nobody-here', password: 'wrong' }),
  'POST /api/sign-out': plainly('/api/sign-out'),
  'GET /api/sessions': plainly('/api/sessions'),
  'DELETE /api/sessions/:id': ({ endpoint }) => [
    { method: endpoint.method, url: `/api/sessions/${NOWHERE}`, expect: 'in' },
  ],
  'POST /api/password': plainly('/api/password', {}),
  'POST /api/totp/enrol': plainly('/api/totp/enrol'),
  'POST /api/totp/confirm': plainly('/api/totp/confirm', {}),
  'GET /api/me': plainly('/api/me'),
  'GET /api/dictionaries': plainly('/api/dictionaries'),
  'GET /api/organisations': plainly('/api/organisations'),
  'GET /api/people': plainly('/api/people'),
  'GET /api/plan': ofCampaign((id) => `/api/plan?campaign=${id}`),
  'POST /api/clock': plainly('/api/clock', { advanceHours: 1 }),
  'GET /api/search': plainly(`/api/search?q=${encodeURIComponent('初见')}`),
  'GET /api/desk': plainly('/api/desk'),
  'GET /api/notices': plainly('/api/notices'),
  'POST /api/notices/:id/read': plainly(`/api/notices/${NOWHERE}/read`),
  'GET /api/audit': plainly('/api/audit'),
  'GET /api/accounts': plainly('/api/accounts'),
  'POST /api/accounts': plainly('/api/accounts', {}),
  'POST /api/accounts/:id/disabled': plainly(`/api/accounts/${NOWHERE}/disabled`, { disabled: true }),
  'GET /api/ledgers/:ledger': eachLedger(''),
  'GET /api/ledgers/:ledger/count': eachLedger('/count'),
  'GET /api/ledgers/:ledger/export': eachLedger('/export?format=csv'),
  'GET /api/ledgers/:ledger/records/:id': eachRecord('', 'seen'),
  'GET /api/ledgers/:ledger/records/:id/timeline': eachRecord('/timeline', 'in'),
  'POST /api/ledgers/:ledger/records/:id/comments': eachRecord('/comments', 'in', { text: '备注' }),
  'GET /api/ledgers/:ledger/records/:id/attachments': eachRecord('/attachments', 'in'),
  'POST /api/ledgers/:ledger/records/:id/attachments': eachRecord('/attachments', 'in', {
    file: NOWHERE,
    title: '附件',
  }),
  'POST /api/ledgers/:ledger/actions/:action': eachAction,
  'POST /api/ledgers/:ledger/records/:id/actions/:action': eachAction,
  'POST /api/files': plainly('/api/files', {}),
  'GET /api/files/:id': nobodysFile(''),
  'PATCH /api/files/:id': nobodysFile('', 'piece'),
  'POST /api/files/:id/finish': nobodysFile('/finish'),
  'GET /api/files/:id/content': evidenceFile,
  'POST /api/imports': plainly('/api/imports', {}),
  'GET /api/imports/:id': noImport(''),
  'GET /api/imports/:id/bad': noImport('/bad'),
  'GET /api/imports/:id/bad.csv': noImport('/bad.csv'),
  'POST /api/imports/:id/commit': noImport('/commit'),
  'GET /api/campaigns/:id/position': ofCampaign((id) => `/api/campaigns/${id}/position`),
  'GET /api/health': plainly('/api/health'),
  'GET /api/openapi.json': plainly('/api/openapi.json'),
  'GET /api/demo-logins': plainly('/api/demo-logins'),
}

/** The calls that somebody makes at an endpoint. Throws for an endpoint that the walk does not know. */
export function asksOf(endpoint: Endpoint, found: Found, actor: Actor | null): Ask[] {
  const name = `${endpoint.method} ${endpoint.path}`
  const walk = WALKS[name]
  if (!walk) throw new Error(`${name} is not in the walk: say in tests/support/walk.ts how it is called`)
  return walk({ endpoint, found, actor }).map((ask) => {
    if (endpoint.permission === 'open') return ask
    if (actor === null) return { ...ask, expect: 'stranger' as const }
    return mayEnter(endpoint, actor) ? ask : { ...ask, expect: 'refused' as const }
  })
}

const SHUT: Partial<Record<Expectation, readonly number[]>> = {
  absent: [404],
  refused: [403],
  stranger: [401],
  shut: [403, 404, 409, 422],
  seen: [200],
}

/** What is wrong with an answer, or null. Nothing of a record that the caller may not see may stand in it. */
export function verdictOf(it: {
  endpoint: Endpoint
  ask: Ask
  caller: Actor | null
  found: Found
  status: number
  text: string
}): string | null {
  const { ask, caller, found, status, text } = it
  if (status >= 500) return `failed: ${text.slice(0, 200)}`
  const wanted = SHUT[ask.expect]
  if (wanted && !wanted.includes(status)) return `should have been ${ask.expect}`
  if (ask.expect === 'in' && it.endpoint.permission !== 'open' && status === 401) return 'should have let them in'
  if (ask.expect === 'in' && (status === 403 || (status === 404 && ask.ledger !== undefined)))
    return `should have let them in: ${text.slice(0, 120)}`
  const known = knownTo(caller, found)
  for (const ledger of qingmei.ledgers)
    for (const record of found.get(ledger.name) ?? [])
      if (!sees(ledger, record, caller) && tells(text, ledger, record, known))
        return `tells of ${ledger.name} ${record.id}`
  if (ask.ledger !== undefined && ask.expect === 'in' && it.endpoint.path === '/api/ledgers/:ledger') {
    const shown = new Set((JSON.parse(text) as { rows: { id: string }[] }).rows.map((row) => row.id))
    const ledger = qingmei.ledger(ask.ledger)
    const missing = (found.get(ask.ledger) ?? []).filter(
      (record) => sees(ledger, record, caller) && isListed(ledger, record) && !shown.has(record.id),
    )
    if (missing.length > 0) return `does not list ${missing.map((record) => record.id).join(', ')}`
  }
  return null
}

/** Organisations and people of a region are known to all who work there: their names stand in other records. */
const KNOWN_BY_NAME = new Set(['organisation', 'post', 'campaign'])

const told = new WeakMap<Actor, string>()

/** All that somebody may see, as one text: what stands there is no secret to them wherever else it stands. */
function knownTo(caller: Actor | null, found: Found): string {
  if (caller === null) return ''
  const had = told.get(caller)
  if (had !== undefined) return had
  const visible = qingmei.ledgers.flatMap((ledger) =>
    (found.get(ledger.name) ?? []).filter((record) => sees(ledger, record, caller)),
  )
  const text = JSON.stringify(visible)
  told.set(caller, text)
  return text
}

/** Whether a text gives away a record's words. Its id alone says nothing, and the caller may have named it. */
function tells(text: string, ledger: AnyLedger, record: AnyRecord, known: string): boolean {
  if (KNOWN_BY_NAME.has(ledger.name)) return false
  const secrets = [record[ledger.title], record.number, record.facts].filter(
    (it): it is string => typeof it === 'string' && it.length > 3,
  )
  return secrets.some((secret) => text.includes(secret) && !known.includes(secret))
}

/** Some lists show only what stands in certain states; the first list of a ledger is judged when it shows all. */
const isListed = (ledger: AnyLedger, _record: AnyRecord): boolean => {
  const [list] = ledger.lists
  return list !== undefined && list.name === 'all'
}
