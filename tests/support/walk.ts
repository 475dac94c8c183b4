import { randomUUID } from 'node:crypto'
import type { Actor } from '@qingmei/core/access/actor'
import { ROLES } from '@qingmei/core/access/roles'
import { qingmei } from '@qingmei/core/house'
import type { Action } from '@qingmei/core/ledger/action'
import { fieldsOf } from '@qingmei/core/ledger/field'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { DERIVED } from '../../apps/server/src/returns/derived-lines.ts'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import type { Endpoint } from '../../apps/server/src/platform/api/endpoint.ts'
import type { County } from './county.ts'
import { type Ask, type Found, type Shown, sees } from './verdict.ts'

/** Somebody at the doors. */
export interface Caller {
  readonly name: string
  readonly actor: Actor
}

/** What stands behind the doors: every record, and a file and an import that one of the callers brought. */
export interface World extends Shown {
  readonly owner: string
  readonly file: string
  readonly import: string
}

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

/** Whether the declared `who` of an action lets somebody act: by their seat, or at an organisation of a record. */
function mayAct(action: Action, at: { record: AnyRecord | null; locked: AnyRecord | null }, actor: Actor): boolean {
  return (action.who ?? []).some((who) => {
    const record = who.at.includes('.') ? at.locked : at.record
    const field = who.at.split('.').at(-1) ?? ''
    return actor.seats.some((seat) => {
      if (!who.roles.includes(seat.role) || (record && seat.region !== record.region)) return false
      return who.at === 'seat' || (record !== null && seat.under.includes(String(record[field])))
    })
  })
}

/**
 * Whose turn it is among so many: of what is all the same answer to somebody who does not see a record, each is asked
 * one in turn, and all are asked by somebody. Whoever is not signed in is asked everything.
 */
const isTurn = (actor: Actor | null, at: number, of: number, which: number): boolean =>
  actor === null || (turnOf(actor) + at) % of === which

/** A caller's number stands at the end of their id. */
export const personNumbered = (n: number): string => `0198b000-0000-7000-8000-${String(n).padStart(12, '0')}`
const turnOf = (actor: Actor): number => Number(actor.person.slice(-12))

type Walk = (it: { endpoint: Endpoint; world: World; actor: Actor | null }) => Ask[]

const NOWHERE = randomUUID()
const JUNK = { 'no-such-field': 1 }

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

/** The first record of each ledger: there for whom the definitions say so. */
const eachRecord: Walk = ({ endpoint, world, actor }) =>
  qingmei.ledgers.map((ledger) => {
    const { id } = firstOf(world, ledger.name)
    const visible = sees(ledger, firstOf(world, ledger.name), actor)
    const url = `/api/ledgers/${ledger.name}/records/${id}`
    return { method: endpoint.method, url, expect: visible ? 'seen' : 'absent', ledger: ledger.name }
  })

const PARTS = 4

/** What belongs to a record: there for whom the record is. */
const eachPart =
  (which: number, tail: string, body?: unknown): Walk =>
  ({ endpoint, world, actor }) =>
    qingmei.ledgers.flatMap((ledger, at) => {
      const record = firstOf(world, ledger.name)
      const visible = sees(ledger, record, actor)
      if (!visible && !isTurn(actor, at, PARTS, which)) return []
      return [
        {
          method: endpoint.method,
          url: `/api/ledgers/${ledger.name}/records/${record.id}${tail}`,
          expect: visible ? ('in' as const) : ('absent' as const),
          ...(body === undefined ? {} : { body }),
          ledger: ledger.name,
        },
      ]
    })

/**
 * Each action with an input that no action takes: who may is judged before it. Where an action is for those who
 * hold another record (`lead.holder`), the input names that record; unseen, it is as good as not held.
 */
const eachAction: Walk = ({ endpoint, world, actor }) => {
  const creates = !endpoint.path.includes('/records/')
  return qingmei.ledgers.flatMap((ledger) => {
    const record = creates ? null : firstOf(world, ledger.name)
    const visible = record === null || sees(ledger, record, actor)
    return [...ledger.actions.values()]
      .filter((action) => action.creates === creates)
      .filter((_, which, all) => visible || isTurn(actor, 0, all.length, which))
      .map((action): Ask => {
        const lock = action.who?.find(({ at }) => at.includes('.'))?.at.split('.')[0]
        const held = lock === undefined ? null : firstOf(world, targetOf(action, lock))
        const locked =
          lock !== undefined && held && sees(qingmei.ledger(targetOf(action, lock)), held, actor) ? held : null
        const allowed = actor !== null && mayAct(action, { record, locked }, actor)
        return {
          method: 'POST',
          url: `/api/ledgers/${ledger.name}${record ? `/records/${record.id}` : ''}/actions/${action.name}`,
          body: { input: { ...JUNK, ...(lock !== undefined && held ? { [lock]: held.id } : {}) } },
          expect: !visible ? 'absent' : allowed ? 'in' : 'refused',
        }
      })
  })
}

/** What may be done to many at once, to one record of each ledger: let in, and told of the record as at its own door. */
const eachMany: Walk = ({ endpoint, world, actor }) =>
  qingmei.ledgers.flatMap((ledger) =>
    [...ledger.actions.values()]
      .filter((action) => action.many)
      .map((action): Ask => {
        const record = firstOf(world, ledger.name)
        const allowed = actor !== null && mayAct(action, { record, locked: null }, actor)
        return {
          method: endpoint.method,
          url: `/api/ledgers/${ledger.name}/actions/${action.name}/many`,
          body: { input: JUNK, records: [{ id: record.id }] },
          expect: 'in',
          says: !sees(ledger, record, actor)
            ? 'action.record.unknown'
            : allowed
              ? 'action.input.invalid'
              : 'action.actor.not-allowed',
        }
      }),
  )

/** The ledger of a record that an action's input names. */
function targetOf(action: Action, input: string): string {
  const target = fieldsOf(action.input).find((field) => field.name === input)?.target
  if (target === undefined) throw new Error(`${action.ledger.name}.${action.name} is for whom ${input} says: name it`)
  return target
}

function firstOf({ found }: World, ledger: string): AnyRecord {
  const [record] = found.get(ledger) ?? []
  if (!record) throw new Error(`the walk has no ${ledger}: make one in tests/support/cases.ts`)
  return record
}

/** What belongs to a campaign is there for the staff of its region. */
const ofCampaign =
  (url: (id: string) => string): Walk =>
  ({ endpoint, world, actor }) => {
    const campaign = firstOf(world, 'campaign')
    const inside = sees(qingmei.ledger('campaign'), campaign, actor)
    return [{ method: endpoint.method, url: url(campaign.id), expect: inside ? 'seen' : 'absent' }]
  }

/** What is particular about a place: there for whom the place is. */
const ofPlace =
  (tail: string, body?: unknown): Walk =>
  ({ endpoint, world, actor }) => {
    const place = firstOf(world, 'premises')
    const visible = sees(qingmei.ledger('premises'), place, actor)
    const expect = visible ? (body === undefined ? 'seen' : 'in') : 'absent'
    const url = `/api/premises/${place.id}${tail}`
    return [{ method: endpoint.method, url, expect, ...(body === undefined ? {} : { body }) }]
  }

/** A file that nobody here brought, and one that somebody did: there for whoever brought it. */
const ownFile =
  (tail: string, body?: unknown): Walk =>
  ({ endpoint, world, actor }) =>
    [String(firstOf(world, 'evidence').file), world.file].map((id) => ({
      method: endpoint.method,
      url: `/api/files/${id}${tail}`,
      expect: id === world.file && actor?.person === world.owner ? 'in' : 'absent',
      ...(body === undefined ? {} : { body }),
    }))

/** Evidence whose content is gone from the disk: who sees the evidence gets as far as that. */
const evidenceFile: Walk = ({ endpoint, world, actor }) => {
  const evidence = firstOf(world, 'evidence')
  const { method } = endpoint
  const ofEvidence = sees(qingmei.ledger('evidence'), evidence, actor)
  return [
    { method, url: `/api/files/${String(evidence.file)}/content`, expect: ofEvidence ? 'in' : 'absent' },
    { method, url: `/api/files/${world.file}/content`, expect: actor?.person === world.owner ? 'in' : 'absent' },
  ]
}

/** An import that somebody previewed: there for nobody else. */
const ownImport =
  (tail: string): Walk =>
  ({ endpoint, world, actor }) => [
    {
      method: endpoint.method,
      url: `/api/imports/${world.import}${tail}`,
      expect: actor?.person === world.owner ? 'seen' : 'absent',
    },
  ]

/** What belongs to a comparison, or to a register's file: there for whom its definition says so. */
const ofRecord =
  (ledger: string, url: (id: string) => string, expect: 'in' | 'seen' = 'seen', body?: unknown): Walk =>
  ({ endpoint, world, actor }) => {
    const record = firstOf(world, ledger)
    const visible = sees(qingmei.ledger(ledger), record, actor)
    return [
      {
        method: endpoint.method,
        url: url(record.id),
        expect: visible ? expect : 'absent',
        ...(body === undefined ? {} : { body }),
      },
    ]
  }
const ofRun = (tail: string, expect: 'in' | 'seen' = 'seen', body?: unknown): Walk =>
  ofRecord('comparison', (id) => `/api/comparisons/${id}${tail.replaceAll(':id', id)}`, expect, body)

/** Every endpoint and how it is called. One that is missing here makes the walk fail by its name. */
const WALKS: Readonly<Record<string, Walk>> = {
  'POST /api/sign-in': plainly('/api/sign-in', { username: 'nobody-here', password: 'wrong' }),
  'POST /api/sign-out': plainly('/api/sign-out'),
  'GET /api/sessions': plainly('/api/sessions'),
  'DELETE /api/sessions/:id': ({ endpoint }) => [
    { method: endpoint.method, url: `/api/sessions/${NOWHERE}`, expect: 'in' },
  ],
  'POST /api/password': plainly('/api/password', {}),
  'GET /api/oidc': plainly('/api/oidc'),
  'GET /api/oidc/begin': plainly('/api/oidc/begin'),
  'GET /api/oidc/return': plainly('/api/oidc/return'),
  'GET /api/account/mail': plainly('/api/account/mail'),
  'POST /api/account/mail': plainly('/api/account/mail', {}),
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
  'GET /api/audit.csv': plainly('/api/audit.csv?outcome=escalated'),
  'POST /api/accounts/:id/password': plainly(`/api/accounts/${NOWHERE}/password`, {}),
  'GET /api/accounts': plainly('/api/accounts'),
  'POST /api/accounts': plainly('/api/accounts', {}),
  'POST /api/accounts/:id/disabled': plainly(`/api/accounts/${NOWHERE}/disabled`, { disabled: true }),
  'GET /api/ledgers/:ledger': eachLedger(''),
  'GET /api/ledgers/:ledger/count': eachLedger('/count'),
  'GET /api/ledgers/:ledger/export': eachLedger('/export?format=csv'),
  'GET /api/ledgers/:ledger/records/:id': eachRecord,
  'GET /api/ledgers/:ledger/records/:id/timeline': eachPart(0, '/timeline'),
  'POST /api/ledgers/:ledger/records/:id/comments': eachPart(1, '/comments', { text: '备注' }),
  'GET /api/ledgers/:ledger/records/:id/attachments': eachPart(2, '/attachments'),
  'POST /api/ledgers/:ledger/records/:id/attachments': eachPart(3, '/attachments', {
    file: NOWHERE,
    title: '附件',
  }),
  'GET /api/ledgers/:ledger/records/:id/papers/:kind': eachPart(3, '/papers/decision'),
  'POST /api/ledgers/:ledger/actions/:action': eachAction,
  'POST /api/ledgers/:ledger/records/:id/actions/:action': eachAction,
  'POST /api/ledgers/:ledger/actions/:action/many': eachMany,
  'POST /api/files': plainly('/api/files', {}),
  'GET /api/files/:id': ownFile(''),
  'PATCH /api/files/:id': ownFile('', 'piece'),
  'POST /api/files/:id/finish': ownFile('/finish'),
  'GET /api/files/:id/content': evidenceFile,
  'POST /api/imports': plainly('/api/imports', {}),
  'GET /api/imports/:id': ownImport(''),
  'GET /api/imports/:id/bad': ownImport('/bad'),
  'GET /api/imports/:id/bad.csv': ownImport('/bad.csv'),
  'POST /api/imports/:id/commit': ({ endpoint, world, actor }) => [
    // Its only row is bad: it is theirs, and it is not done.
    {
      method: endpoint.method,
      url: `/api/imports/${world.import}/commit`,
      expect: actor?.person === world.owner ? 'in' : 'absent',
    },
  ],
  'POST /api/register-files/look': plainly('/api/register-files/look', {}),
  'POST /api/register-files': plainly('/api/register-files', {}),
  'GET /api/register-files/:id/progress': ofRecord('register-file', (id) => `/api/register-files/${id}/progress`),
  'GET /api/register-files/:id/faults': ofRecord('register-file', (id) => `/api/register-files/${id}/faults`),
  'GET /api/register-files/:id/faults.csv': ofRecord('register-file', (id) => `/api/register-files/${id}/faults.csv`),
  'GET /api/register-files/:id/faults.xlsx': ofRecord('register-file', (id) => `/api/register-files/${id}/faults.xlsx`),
  'POST /api/comparisons': plainly('/api/comparisons', {}),
  'GET /api/comparisons/:id': ofRun(''),
  'GET /api/comparisons/:id/progress': ofRun('/progress'),
  'GET /api/comparisons/:id/lines': ofRun('/lines'),
  'GET /api/comparisons/:id/lines/:no': ofRun('/lines/1'),
  'GET /api/comparisons/:id/export': ofRun('/export?format=csv'),
  'GET /api/comparisons/:id/questions': ofRun('/questions'),
  'GET /api/comparisons/:id/questions/:no': ofRun('/questions/1'),
  'POST /api/comparisons/:id/questions/:no/decide': ofRun('/questions/1/decide', 'in', { choice: 99 }),
  'POST /api/comparisons/:id/questions/:no/undo': ofRun('/questions/99/undo', 'in', { reason: '试' }),
  'POST /api/comparisons/:id/pairs': ofRun('/pairs', 'in', {
    a: { kind: 'market', key: 'none' },
    b: { kind: 'market', key: 'none' },
    verdict: 'same',
  }),
  'GET /api/comparisons/:id/accuracy': ofRun('/accuracy'),
  'GET /api/comparisons/:id/samples': ofRun('/samples'),
  'POST /api/comparisons/:id/samples/:no/label': ofRun('/samples/99/label', 'in', { right: true }),
  'GET /api/comparisons/:id/diff': ofRun('/diff?with=:id'),
  'GET /api/comparisons/:id/publication': ofRun('/publication'),
  'GET /api/comparisons/:id/publication/entries': ofRun('/publication/entries?change=entered'),
  'GET /api/comparisons/:id/borrowed-codes': ofRun('/borrowed-codes'),
  'GET /api/campaigns/:id/position': ofCampaign((id) => `/api/campaigns/${id}/position`),
  'GET /api/campaigns/:id/roll': ofCampaign((id) => `/api/campaigns/${id}/roll`),
  'GET /api/campaigns/:id/sheet': ofCampaign((id) => `/api/campaigns/${id}/sheet`),
  'GET /api/campaigns/:id/sheet.xlsx': ofCampaign((id) => `/api/campaigns/${id}/sheet.xlsx`),
  'GET /api/campaigns/:id/sheet.docx': ofCampaign((id) => `/api/campaigns/${id}/sheet.docx`),
  'GET /api/campaigns/:id/sheet/rows': (it) =>
    [...MONTHLY_FIGURES.map(({ id }) => id), ...Object.keys(DERIVED)]
      .slice(0, it.actor && mayEnter(it.endpoint, it.actor) ? undefined : 1)
      .flatMap((figure) =>
        ofCampaign((id) => `/api/campaigns/${id}/sheet/rows?figure=${figure}&month=2026-08&cumulative=1`)(it),
      ),
  'GET /api/campaigns/:id/screening-base': ofCampaign((id) => `/api/campaigns/${id}/screening-base`),
  'POST /api/campaigns/:id/screening-base': ofCampaign((id) => `/api/campaigns/${id}/screening-base`),
  'GET /api/campaigns/:id/progress': ofCampaign((id) => `/api/campaigns/${id}/progress`),
  'GET /api/campaigns/:id/coverage': ofCampaign((id) => `/api/campaigns/${id}/coverage`),
  'POST /api/meetings/:id/hold': ({ endpoint, world, actor }) => {
    const meeting = firstOf(world, 'meeting')
    const visible = sees(qingmei.ledger('meeting'), meeting, actor)
    const body = { heldAt: '2099-01-01T00:00:00Z' }
    return [
      { method: endpoint.method, url: `/api/meetings/${meeting.id}/hold`, body, expect: visible ? 'in' : 'absent' },
    ]
  },
  'GET /api/premises/:id/file': ofPlace('/file'),
  'POST /api/premises/:id/merger': ofPlace('/merger', { kept: NOWHERE, grounds: '同址' }),
  'POST /api/premises/like': plainly('/api/premises/like', { name: '若莲美容' }),
  'GET /api/premises/spread': plainly('/api/premises/spread'),
  'GET /api/premises/roads': plainly('/api/premises/roads'),
  'GET /api/products/check': plainly('/api/products/check?q=透明质酸'),
  'GET /api/catalogue': plainly('/api/catalogue?q=sgz'),
  'GET /api/catalogue/items/:item': plainly('/api/catalogue/items/ipl'),
  'GET /api/catalogue/export': plainly('/api/catalogue/export?format=csv&grade=4'),
  'POST /api/catalogue/classify': plainly('/api/catalogue/classify', { services: ['水光针'] }),
  'GET /api/health': plainly('/api/health'),
  'GET /api/openapi.json': plainly('/api/openapi.json'),
  'GET /api/demo-logins': plainly('/api/demo-logins'),
}

/** The calls that somebody makes at an endpoint. Throws for an endpoint that the walk does not know. */
export function asksOf(endpoint: Endpoint, world: World, actor: Actor | null): Ask[] {
  const name = `${endpoint.method} ${endpoint.path}`
  const walk = WALKS[name]
  if (!walk) throw new Error(`${name} is not in the walk: say in tests/support/walk.ts how it is called`)
  return walk({ endpoint, world, actor }).map((ask) => {
    if (endpoint.permission === 'open') return ask
    if (actor === null) return { ...ask, expect: 'stranger' as const }
    return mayEnter(endpoint, actor) ? ask : { ...ask, expect: 'refused' as const }
  })
}
