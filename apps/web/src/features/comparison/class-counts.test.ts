import { expect, it } from 'vitest'
import { byTown } from './class-counts.ts'

it('lays counts out by town and list, the largest town first and the unknown one last', () => {
  const lines = byTown([
    { class: 'neither', certain: true, town: null, n: 90 },
    { class: 'neither', certain: true, town: '灯塔路街道', n: 1 },
    { class: 'neither', certain: false, town: '灯塔路街道', n: 1 },
    { class: 'registered-only', certain: true, town: '红旗路街道', n: 30 },
    { class: 'neither', certain: false, town: '红旗路街道', n: 4 },
  ])
  expect(lines.map((it) => [it.town, it.total, it.by.neither, it.by['licensed-only'].count])).toEqual([
    ['红旗路街道', 34, { count: 4, open: 4 }, 0],
    ['灯塔路街道', 2, { count: 2, open: 1 }, 0],
    [null, 90, { count: 90, open: 0 }, 0],
  ])
})
