import { expect, it } from 'vitest'
import { onDesk, putBack, putOff, type Queue, settle, takeIn } from './desk-queue.ts'

const q = (...no: number[]) => no.map((it) => ({ no: it }))
const shown = ({ waiting, later }: Queue<{ no: number }>) => [waiting.map((it) => it.no), later.map((it) => it.no)]

it('puts a question off to the end, and shows it again when the others are through', () => {
  let queue: Queue<{ no: number }> = { waiting: q(1, 2), later: [] }
  queue = putOff(queue)
  expect(onDesk(queue)?.no).toBe(2)
  queue = settle(queue, 2)
  expect(onDesk(queue)?.no).toBe(1)
  expect(shown(putOff(queue))).toEqual([[], [1]])
})

it('goes round among those that were put off', () => {
  const queue = putOff({ waiting: [], later: q(1, 2, 3) })
  expect(shown(queue)).toEqual([[], [2, 3, 1]])
})

it('takes in fresh questions without those that were put off, and drops what others settled', () => {
  const queue = { waiting: q(1), later: q(5, 6) }
  expect(shown(takeIn(queue, q(1, 2, 5), true))).toEqual([[1, 2], [5]])
  expect(shown(takeIn(queue, q(1, 2, 5), false))).toEqual([
    [1, 2],
    [5, 6],
  ])
})

it('puts a question back on top when its decision is taken back', () => {
  expect(shown(putBack({ waiting: q(2, 3), later: q(4) }, { no: 4 }))).toEqual([[4, 2, 3], []])
})
