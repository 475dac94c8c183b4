import { expect, it } from 'vitest'
import { endedRegistrations } from './ended-registration.ts'

const market = (state: string) => ({ kind: 'market', state })

it('are told of a place with neither, each with how it ended', () => {
  const found = endedRegistrations('neither', [
    { kind: 'platform', state: null },
    market('注销'),
    market('吊销，未注销'),
    market('迁出'),
  ])
  expect(found.map(({ record, how }) => [record.state, how])).toEqual([
    ['注销', 'cancelled'],
    ['吊销，未注销', 'revoked'],
    ['迁出', 'ended'],
  ])
})

it('are none where no registration was found, or where another one stands', () => {
  expect(endedRegistrations('neither', [{ kind: 'tax', state: '注销' }])).toEqual([])
  expect(endedRegistrations('registered-only', [market('注销'), market('存续')])).toEqual([])
})
