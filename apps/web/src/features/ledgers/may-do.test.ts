import { qingmei } from '@qingmei/core/house'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../api/types.ts'
import { isFor, mayDo } from './may-do.ts'

const organisations = [
  { id: 'office', parent: null },
  { id: 'health', parent: 'office' },
  { id: 'squad', parent: 'health' },
]
const somebody = (role: string, org: string) => ({ seats: [{ role, org }], organisations })
const entry = (over: object): Row => ({ id: 'e', status: 'assigned', org: 'office', holder: 'squad', ...over }) as never
const assign = qingmei.action('list-entry', 'assign')

describe('what a list offers to do with many', () => {
  it('is for whom the action is for, by role', () => {
    expect(isFor(assign, somebody('office', 'office'))).toBe(true)
    expect(isFor(assign, somebody('townadm', 'office'))).toBe(false)
    expect(isFor(qingmei.action('list-entry', 'leave'), somebody('office', 'office'))).toBe(false)
  })
  it('is offered where the state and the organisations of the record say so, down from above', () => {
    expect(mayDo(assign, entry({}), somebody('office', 'elsewhere'))).toBe(true)
    expect(mayDo(assign, entry({ status: 'closed' }), somebody('office', 'office'))).toBe(false)
    expect(mayDo(assign, entry({}), somebody('member', 'health'))).toBe(true)
    expect(mayDo(assign, entry({ holder: 'market' }), somebody('member', 'health'))).toBe(false)
    expect(mayDo(assign, entry({ holder: null }), somebody('member', 'health'))).toBe(false)
  })
})
