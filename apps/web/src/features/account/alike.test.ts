import { describe, expect, it } from 'vitest'
import { alike, type Notice } from './alike.ts'

const notice = (over: Partial<Notice>): Notice => ({
  id: 'n',
  at: '2026-08-31T02:00:00.000Z',
  code: 'list-entry.assigned',
  text: '请现场核查',
  facts: {},
  ledger: 'list-entry',
  record: 'r',
  read: false,
  ...over,
})

describe('notices', () => {
  it('of one kind that came together are told once; others stay apart and in their order', () => {
    const [a, b, c, d, e] = [
      notice({ id: 'a' }),
      notice({ id: 'b', at: '2026-08-31T01:58:00.000Z' }),
      notice({ id: 'c', code: 'lead.taken' }),
      notice({ id: 'd', at: '2026-08-31T01:57:00.000Z' }),
      notice({ id: 'e', at: '2026-08-31T01:57:00.000Z', read: true }),
    ]
    expect(alike([a, b, c, d, e])).toEqual([[a, b], [c], [d], [e]])
    expect(alike([notice({}), notice({ at: '2026-08-31T01:00:00.000Z' })])).toHaveLength(2)
    expect(alike([])).toEqual([])
  })
})
