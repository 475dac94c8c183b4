import type { QuestionRow, ShownRecord } from '@qingmei/contract/comparison'
import { describe, expect, it } from 'vitest'
import { choicesOf, step } from './desk-choices.ts'

const record = (key: string): ShownRecord => ({ kind: 'market', key }) as ShownRecord
const question = (shares: readonly number[], neighbours: readonly string[]): QuestionRow =>
  ({
    candidates: shares.map((probability, i) => ({ record: record(`c${i}`), probability, why: null, beside: {} })),
    neighbours: neighbours.map((key) => ({ record: record(key), beside: {} })),
  }) as unknown as QuestionRow

describe('whom a person may choose', () => {
  it('are the candidates and then the neighbours that are none of them, each by its own name', () => {
    const says = choicesOf(question([0.6, 0.2], ['c1', 'n1', 'n2'])).map((it) => it.says)
    expect(says).toEqual([0, 1, { neighbour: 1 }, { neighbour: 2 }])
  })

  it('are gone through by keys, past the candidates that are hardly possible, down to the neighbours and back', () => {
    const it_ = question([0.6, 0.2, 0.0001, 0.0001], ['n1', 'n2'])
    const down = [0, 1, 4, 5]
    for (const [i, at] of down.entries()) {
      expect(step(it_, at, 1)).toBe(down[i + 1] ?? at)
      expect(step(it_, at, -1)).toBe(down[i - 1] ?? at)
    }
    // Opened by the mouse, one of them is a place to go on from.
    expect([step(it_, 3, 1), step(it_, 3, -1), step(it_, 2, 1)]).toEqual([4, 2, 4])
  })

  it('are the neighbours alone where there is no candidate, and nobody where there is neither', () => {
    expect([step(question([], ['n1', 'n2']), 0, 1), step(question([], ['n1', 'n2']), 1, -1)]).toEqual([1, 0])
    expect(step(question([], []), 0, 1)).toBe(0)
  })
})
