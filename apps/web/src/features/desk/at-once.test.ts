import { qingmei } from '@qingmei/core/house'
import { describe, expect, it } from 'vitest'
import { doneAtOnce } from './at-once.ts'

const entries = qingmei.ledger('list-entry')

describe('what the desk offers to do for many at once', () => {
  it('is what discharges it, for whom it is', () => {
    expect(doneAtOnce(entries, 'assign', ['office'])).toBe('listed')
    expect(doneAtOnce(entries, 'assign', ['hcenf'])).toBe('listed')
    expect(doneAtOnce(entries, 'assign', ['townadm'])).toBeNull()
  })
  it('is not to hand on or give back what one owes oneself', () => {
    for (const role of ['hcenf', 'member', 'grid']) expect(doneAtOnce(entries, 'check', [role]), role).toBeNull()
    expect(doneAtOnce(entries, 'no-such', ['office'])).toBeNull()
  })
})
