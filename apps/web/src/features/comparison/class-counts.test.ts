import { expect, it } from 'vitest'
import { byTown } from './class-counts.ts'

it('lays counts out by town and class, the largest town first and the unknown one last', () => {
  const lines = byTown([
    { class: 'neither', town: null, count: 90, uncertain: 0 },
    { class: 'neither', town: '灯塔路街道', count: 2, uncertain: 1 },
    { class: 'registered-only', town: '红旗路街道', count: 30, uncertain: 0 },
    { class: 'neither', town: '红旗路街道', count: 4, uncertain: 4 },
  ])
  expect(lines.map((it) => [it.town, it.total, it.by.neither, it.by['licensed-only'].count])).toEqual([
    ['红旗路街道', 34, { count: 4, uncertain: 4 }, 0],
    ['灯塔路街道', 2, { count: 2, uncertain: 1 }, 0],
    [null, 90, { count: 90, uncertain: 0 }, 0],
  ])
})
