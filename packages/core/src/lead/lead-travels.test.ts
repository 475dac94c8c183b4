import { describe, expect, it } from 'vitest'
import type { Actor } from '../access/actor.ts'
import type { Role } from '../access/roles.ts'
import { qingmei } from '../house.ts'
import type { Surroundings } from '../ledger/action.ts'
import type { AnyLedger, AnyRecord } from '../ledger/ledger.ts'
import { type Outcome, resolve } from '../ledger/resolve.ts'

const TOWN = '0198a000-0000-7000-8000-00000000000a'
const HEALTH = '0198a000-0000-7000-8000-00000000000b'
const MARKET = '0198a000-0000-7000-8000-00000000000c'
const FILE = '0198a000-0000-7000-8000-0000000000f1'
const KINDS = ['on-site-record', 'imagery', 'interview-record']
const DISCOVERED = '2026-08-29T08:00:00.000Z'
const DUE = '2026-08-31T08:00:00.000Z'

const at = (role: Role, org: string): Actor => ({
  person: `${role}@${org}`,
  name: role,
  seats: [{ org, role, region: '410503', campaign: null, under: [org] }],
})

/** A county in memory: what the server does around `resolve`, without a database. */
class County {
  readonly records = new Map<string, { ledger: AnyLedger; record: AnyRecord }>()
  #made = 0

  surroundings(actor: Actor, now: string): Surroundings {
    const orgs = [
      { id: TOWN, name: '解放路街道办事处', shortName: '解放路街道', short: '解', kind: 'town', parent: null },
      { id: HEALTH, name: '区卫健委', shortName: null, short: '卫', kind: 'health', parent: null },
      { id: MARKET, name: '区市场监管局', shortName: null, short: '市', kind: 'market', parent: null },
    ]
    return {
      actor,
      org: actor.seats[0]?.org ?? '',
      plan: {
        id: 'toy',
        hash: 'x',
        routing: { V01: { to: ['health'], clause: '五' }, V15: { to: ['market'], clause: '五' } },
        transfer: { clause: '五', evidence: KINDS, exemption: { allowed: true, clause: '五' } },
        checklists: [],
        statutes: {},
        violations: {},
        limits: { 'lead.transfer': { clause: '五' } },
      },
      orgs: { get: (id) => orgs.find((it) => it.id === id), ofKind: (kind) => orgs.filter((it) => it.kind === kind) },
      now,
      due: (_rule, from) => ({ due: new Date(Date.parse(from) + 48 * 3_600_000).toISOString(), clause: '五' }),
      file: (id) => ({ id, name: '检笔.pdf', type: 'application/pdf', bytes: 1000, sha256: 'ab'.repeat(32) }),
      rolesOf: () => [],
      worksAt: () => false,
      label: () => undefined,
      hash: (text) => `h${text.length}`,
      newId: () => `0198a000-0000-7000-8000-${String(++this.#made).padStart(12, '0')}`,
    }
  }

  act(actor: Actor, name: string, id: string | null, input: unknown, now = '2026-08-30T02:00:00.000Z') {
    const [ledger = '', action = ''] = name.split('.')
    const result = resolve(
      qingmei,
      {
        action: qingmei.action(ledger, action),
        self: id,
        input,
        locked: this.records,
        region: '410503',
        campaign: null,
      },
      this.surroundings(actor, now),
    )
    if (!result.ok) return { refused: result.error }
    for (const write of result.value.records)
      this.records.set(write.after.id, { ledger: write.ledger, record: write.after })
    return { outcome: result.value }
  }

  done(...args: Parameters<County['act']>): Outcome {
    const { outcome, refused } = this.act(...args)
    if (!outcome) throw new Error(`refused: ${refused?.code}`)
    return outcome
  }

  get(id: string): AnyRecord {
    const found = this.records.get(id)
    if (!found) throw new Error(`no ${id}`)
    return found.record
  }
}

const clerk = at('townadm', TOWN)
const head = at('member', TOWN)
const officer = at('hcenf', HEALTH)

function foundLead(county: County, violations = ['V01']): string {
  const made = county.done(clerk, 'lead.register', null, {
    subject: '初见皮肤管理',
    premises: null,
    address: '安漳路 173 号',
    town: null,
    source: 'screening',
    discoveredAt: DISCOVERED,
    violations,
    facts: '操作间发现针剂',
    urgency: null,
  })
  const id = made.records[0]?.after.id ?? ''
  county.done(clerk, 'lead.assess', id, { competent: HEALTH, note: null })
  return id
}

function attach(county: County, lead: string, kinds: readonly string[]): string[] {
  return kinds.map((kind) => {
    const made = county.done(clerk, 'evidence.file', null, {
      lead,
      kind,
      file: FILE,
      takenAt: DISCOVERED,
      takenBy: '李晓东',
      place: null,
      device: null,
      note: null,
    })
    return made.records[0]?.after.id ?? ''
  })
}

function approved(county: County, lead: string, evidence: readonly string[]): string {
  const made = county.done(clerk, 'transfer.draft', null, {
    lead,
    to: HEALTH,
    letter: '请依法查处',
    evidence,
    again: null,
  })
  const id = made.records[0]?.after.id ?? ''
  county.done(head, 'transfer.approve', id, {})
  return id
}

describe('a lead on its way', () => {
  it('is routed to the department the plan names, and its clock starts at its discovery', () => {
    const county = new County()
    const id = foundLead(county)
    expect(county.get(id)).toMatchObject({ status: 'to-transfer', competent: HEALTH, holder: TOWN })
  })

  it('owes its transfer 48 clock hours after discovery, to whoever holds it', () => {
    const county = new County()
    const outcome = county.done(clerk, 'lead.register', null, {
      subject: '某店',
      premises: null,
      address: null,
      town: null,
      source: 'screening',
      discoveredAt: '2026-08-29T16:00:00+08:00',
      violations: ['V15'],
      facts: '…',
      urgency: null,
    })
    expect(outcome.records[0]?.owed).toMatchObject([
      { key: 'transfer', owner: TOWN, start: DISCOVERED, due: DUE, state: 'open' },
    ])
  })

  it('cannot be sent while a demanded kind of evidence is missing, and says which', () => {
    const county = new County()
    const lead = foundLead(county)
    const id = approved(county, lead, attach(county, lead, ['imagery']))
    expect(county.act(clerk, 'transfer.send', id, {}).refused).toMatchObject({
      code: 'transfer.send.evidence-missing',
      clause: '五',
      facts: { missing: ['on-site-record', 'interview-record'], kinds: ['on-site-record', 'interview-record'] },
    })
  })

  it('can be sent without one kind when its head, who did not ask for it, exempted it', () => {
    const county = new County()
    const lead = foundLead(county)
    const id = approved(county, lead, attach(county, lead, KINDS.slice(0, 2)))
    const asked = county.done(clerk, 'exemption.request', null, {
      transfer: id,
      kind: 'interview-record',
      reason: '当事人不在场',
    })
    county.done(head, 'exemption.approve', asked.records[0]?.after.id ?? '', { opinion: null })
    county.done(clerk, 'transfer.send', id, {})
    expect(county.get(id)).toMatchObject({ status: 'sent', onTime: true })
  })

  it('is on time at the due instant and late one millisecond after, and goes through either way', () => {
    for (const [now, onTime] of [
      [DUE, true],
      ['2026-08-31T08:00:00.001Z', false],
    ] as const) {
      const county = new County()
      const lead = foundLead(county)
      const id = approved(county, lead, attach(county, lead, KINDS))
      const sent = county.done(clerk, 'transfer.send', id, {}, now)
      expect(county.get(id)).toMatchObject({ status: 'sent', onTime, sentAt: now })
      expect(sent.records.find((it) => it.ledger.name === 'lead')?.owed).toMatchObject([{ state: 'met', metAt: now }])
    }
  })

  it('takes its evidence and their keeping with it', () => {
    const county = new County()
    const lead = foundLead(county)
    const pieces = attach(county, lead, KINDS)
    const id = approved(county, lead, pieces)
    county.done(clerk, 'transfer.send', id, {})
    for (const piece of pieces) expect(county.get(piece)).toMatchObject({ holder: HEALTH })
    expect(county.get(id).manifest).toBeTruthy()
  })

  it('comes back with its old clock when it is returned, and is sent again by a new transfer', () => {
    const county = new County()
    const lead = foundLead(county)
    const pieces = attach(county, lead, KINDS)
    const first = approved(county, lead, pieces)
    county.done(clerk, 'transfer.send', first, {})
    const back = county.done(officer, 'transfer.return', first, { reason: '地址不清' })
    expect(county.get(lead)).toMatchObject({ status: 'to-transfer', holder: TOWN })
    expect(back.records.find((it) => it.ledger.name === 'lead')?.owed).toMatchObject([
      { key: 'transfer', owner: TOWN, start: DISCOVERED, due: DUE, state: 'open' },
    ])
    const second = approved(county, lead, pieces)
    county.done(clerk, 'transfer.send', second, {}, '2026-09-01T00:00:00.000Z')
    expect(county.get(second)).toMatchObject({ status: 'sent', onTime: false })
    expect(county.get(first)).toMatchObject({ status: 'returned' })
  })

  it('is accepted, verified by the feedback, and closed', () => {
    const county = new County()
    const lead = foundLead(county)
    const id = approved(county, lead, attach(county, lead, KINDS))
    county.done(clerk, 'transfer.send', id, {})
    county.done(officer, 'transfer.receive', id, {})
    county.done(officer, 'transfer.accept', id, {})
    expect(county.get(lead)).toMatchObject({ status: 'verifying', holder: HEALTH })
    county.done(officer, 'transfer.feedBack', id, { result: 'true', feedback: '查实，已立案' })
    expect(county.get(lead)).toMatchObject({ status: 'verified', result: 'true' })
    county.done(officer, 'lead.close', lead, {})
    expect(county.get(lead)).toMatchObject({ status: 'closed' })
  })

  it('is forwarded with its evidence, its discovery and its clock', () => {
    const county = new County()
    const lead = foundLead(county)
    const pieces = attach(county, lead, KINDS)
    const id = approved(county, lead, pieces)
    county.done(clerk, 'transfer.send', id, {})
    const forwarded = county.done(officer, 'transfer.forward', id, { to: MARKET, reason: '属药械' })
    const onward = forwarded.records.find((it) => it.before === null)?.after
    expect(onward).toMatchObject({ org: HEALTH, to: MARKET, status: 'sent', discoveredAt: DISCOVERED, dueAt: DUE })
    expect(onward?.evidence).toHaveLength(3)
    expect(county.get(lead)).toMatchObject({ holder: MARKET, status: 'transferred' })
    expect(county.get(pieces[0] ?? '')).toMatchObject({ holder: MARKET })
  })

  it('refuses what its state does not offer, naming the state', () => {
    const county = new County()
    const lead = foundLead(county)
    const id = approved(county, lead, attach(county, lead, KINDS))
    county.done(clerk, 'transfer.send', id, {})
    expect(county.act(clerk, 'transfer.send', id, {}).refused).toMatchObject({
      code: 'action.status.closed',
      facts: { status: '已发出', action: '发出移送' },
    })
  })

  it('is merged into the first one and owes nothing more', () => {
    const county = new County()
    const first = foundLead(county)
    const second = foundLead(county)
    const merged = county.done(clerk, 'lead.merge', second, { into: first })
    expect(merged.records[0]).toMatchObject({
      after: { status: 'merged', mergedInto: first },
      owed: [{ state: 'waived' }],
    })
    expect(county.act(clerk, 'lead.merge', first, { into: first }).refused?.code).toBe('lead.merge.itself')
  })
})
