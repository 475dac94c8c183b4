import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changesBetween, type RunShape } from './pair-lines.ts'

/** A run by its lines: its list, and the records on it. */
const run = (...lines: [list: string, records: string][]): RunShape => ({
  lines: new Map(lines.map(([list], i) => [i + 1, list])),
  members: new Map(lines.flatMap(([, records], i) => [...records].map((it) => [it, i + 1] as const))),
})

it('finds a place again by the records that it shares most with, whatever its number', () => {
  const before = run(['neither', 'ab'], ['registered-only', 'cd'])
  const after = run(['registered-only', 'cde'], ['licensed-registered', 'ab'])
  expect(changesBetween(before, after)).toEqual([{ change: 'class-changed', from: 1, to: 2 }])
})

it('tells who entered and who left', () => {
  const changes = changesBetween(run(['neither', 'a'], ['neither', 'b']), run(['neither', 'b'], ['neither', 'c']))
  expect(changes).toEqual([
    { change: 'entered', from: null, to: 2 },
    { change: 'left', from: 1, to: null },
  ])
})

it('gives a place that fell apart to the larger part; the other entered', () => {
  expect(changesBetween(run(['neither', 'abc']), run(['neither', 'a'], ['neither', 'bc']))).toEqual([
    { change: 'entered', from: null, to: 1 },
  ])
})

const lists = fc.constantFrom('neither', 'registered-only')
const runs = fc
  .array(fc.record({ line: fc.nat(4), record: fc.constantFrom(...'abcdefgh') }), { maxLength: 12 })
  .chain((rows) =>
    fc.array(lists, { minLength: 5, maxLength: 5 }).map((of): RunShape => {
      const members = new Map(rows.map(({ line, record }) => [record, line]))
      return {
        members,
        lines: new Map([...new Set(members.values())].toSorted((x, y) => x - y).map((no) => [no, of[no] ?? 'neither'])),
      }
    }),
  )

it('is nothing between a run and itself, and accounts for every line of two others', () => {
  fc.assert(
    fc.property(runs, runs, (a, b) => {
      expect(changesBetween(a, a)).toEqual([])
      const changes = changesBetween(a, b)
      const count = (change: string) => changes.filter((it) => it.change === change).length
      // Those that stayed are as many on either side.
      expect(a.lines.size - count('left')).toBe(b.lines.size - count('entered'))
    }),
  )
})
