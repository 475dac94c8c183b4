import { describe, expect, it } from 'vitest'
import type { Actor, Seat } from './actor.ts'
import { sightOf } from './actor.ts'
import { conflictingRoles } from './roles.ts'
import { canSee, type Seen } from './sees.ts'

const REGION = '410503'
const seat = (over: Partial<Seat>): Seat => ({
  org: 'town',
  role: 'townadm',
  region: REGION,
  campaign: null,
  under: ['town', 'grid'],
  ...over,
})
const who = (...seats: Seat[]): Actor => ({ person: 'p', name: 'p', seats })
const row: Seen & { org: string; to: string } = {
  id: 'r',
  region: REGION,
  campaign: 'c1',
  status: 'draft',
  org: 'town',
  to: 'health',
}
const grid: typeof row = { ...row, org: 'grid' }
const sees = { roles: ['office'] as const, orgs: { org: 'always' as const, to: ['sent'] } }

describe('who sees a record', () => {
  it('is nobody without a seat', () => {
    expect(canSee({ ...sees, staff: true }, row, sightOf(who()))).toBe(false)
  })
  it('is the organisation that owns it, and those above it', () => {
    expect(canSee(sees, row, sightOf(who(seat({}))))).toBe(true)
    expect(canSee(sees, grid, sightOf(who(seat({}))))).toBe(true)
    expect(canSee(sees, row, sightOf(who(seat({ org: 'grid', under: ['grid'] }))))).toBe(false)
  })
  it('is the receiver only once it was sent', () => {
    const receiver = sightOf(who(seat({ org: 'health', under: ['health'] })))
    expect(canSee(sees, row, receiver)).toBe(false)
    expect(canSee(sees, { ...row, status: 'sent' }, receiver)).toBe(true)
  })
  it('is the office of its own campaign, not of another', () => {
    const office = (campaign: string | null) => sightOf(who(seat({ role: 'office', org: 'o', under: ['o'], campaign })))
    expect(canSee(sees, row, office('c1'))).toBe(true)
    expect(canSee(sees, row, office(null))).toBe(true)
    expect(canSee(sees, row, office('c2'))).toBe(false)
    expect(canSee(sees, { ...row, campaign: null }, office('c1'))).toBe(false)
  })
  it('is never somebody of another region', () => {
    expect(canSee({ staff: true }, { ...row, region: '410502' }, sightOf(who(seat({}))))).toBe(false)
  })
  it('is not the system administrator, even where all staff see it', () => {
    const admin = sightOf(who(seat({ role: 'sysadm' })))
    expect(canSee({ staff: true, orgs: { org: 'always' } }, row, admin)).toBe(false)
    expect(canSee({ staff: true, roles: ['sysadm'] }, row, admin)).toBe(true)
  })
})

describe('the three officers', () => {
  it('are never one person', () => {
    expect(conflictingRoles(['sysadm', 'auditor'])?.code).toBe('access.seat.three-officers')
  })
  it('never read content as well', () => {
    expect(conflictingRoles(['secadm', 'hcenf'])?.code).toBe('access.seat.officer-reads-content')
    expect(conflictingRoles(['secadm'])).toBeNull()
    expect(conflictingRoles(['hcenf', 'member'])).toBeNull()
  })
})
