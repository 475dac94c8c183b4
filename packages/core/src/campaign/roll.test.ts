import { describe, expect, it } from 'vitest'
import type { Plan } from '../plan/plan.ts'
import { rollGaps } from './roll.ts'

const plan = {
  organisations: [
    {
      name: '领导小组',
      posts: [{ post: 'head', label: '组长', count: 2, clause: '方案二' }],
      clause: '方案二',
    },
    {
      name: '区卫健委',
      posts: [
        { post: 'principal', label: '主要负责人', count: 1, clause: '方案七（一）' },
        { post: 'responsible', label: '责任人' },
      ],
      clause: '方案四（二）',
    },
    { name: '区税务局', clause: '方案四' },
  ],
} as unknown as Pick<Plan, 'organisations'>

describe('the roll of a campaign', () => {
  it('names whom each unit has not named, with the clause that asks for them', () =>
    expect(rollGaps(plan, [{ organisation: '区卫健委', duty: 'principal' }])).toEqual([
      { organisation: '领导小组', missing: [{ post: 'head', label: '组长', clause: '方案二', short: 2 }] },
      {
        organisation: '区卫健委',
        missing: [{ post: 'responsible', label: '责任人', clause: '方案四（二）', short: 1 }],
      },
    ]))

  it('counts those of the unit itself, and as many as the plan asks', () =>
    expect(
      rollGaps(plan, [
        { organisation: '领导小组', duty: 'head' },
        { organisation: '区税务局', duty: 'principal' },
        { organisation: '区卫健委', duty: 'principal' },
        { organisation: '区卫健委', duty: 'responsible' },
        { organisation: '区卫健委', duty: null },
      ]),
    ).toEqual([{ organisation: '领导小组', missing: [{ post: 'head', label: '组长', clause: '方案二', short: 1 }] }]))

  it('counts a grid worker for the town above the grid', () => {
    const post = { post: 'grid-worker', label: '网格员' }
    const town = { organisations: [{ name: '柏庄镇', posts: [post], clause: '四' }] } as unknown as typeof plan
    expect(rollGaps(town, [{ organisation: '柏庄镇03网格', above: '柏庄镇', duty: 'grid-worker' }])).toEqual([])
  })

  it('is silent when it is full', () =>
    expect(
      rollGaps(plan, [
        { organisation: '领导小组', duty: 'head' },
        { organisation: '领导小组', duty: 'head' },
        { organisation: '区卫健委', duty: 'principal' },
        { organisation: '区卫健委', duty: 'responsible' },
      ]),
    ).toEqual([]))
})
