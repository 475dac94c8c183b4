import { expect, it } from 'vitest'
import { answered, onDesk, putOff, takenBack } from './desk-queue.ts'

const q = (...no: number[]) => no.map((it) => ({ no: it }))
const page = { rows: q(1, 2, 3), open: 9, settled: 4, pending: 4, names: {} }

it('shows the best question, and one that was put off when the others are through', () => {
  expect(onDesk(q(1, 2), [])?.no).toBe(1)
  expect(onDesk(q(1, 2), q(1))?.no).toBe(2)
  expect(onDesk(q(1, 2), q(2, 1))?.no).toBe(2)
  expect(onDesk([], [])).toBeUndefined()
})

it('goes round among those that were put off', () => {
  const later = putOff(putOff(q(1), { no: 2 }), { no: 1 })
  expect(later.map((it) => it.no)).toEqual([2, 1])
})

it('counts an answer, and the same back when it is taken back', () => {
  const after = answered(page, 2, 3)
  expect(after).toEqual({ rows: q(1, 3), open: 8, settled: 5, pending: 7, names: {} })
  expect(takenBack(after, { no: 2 }, 3)).toEqual({ rows: q(2, 1, 3), open: 9, settled: 4, pending: 4, names: {} })
})
