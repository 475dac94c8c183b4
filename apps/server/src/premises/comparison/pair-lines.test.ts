import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changesBetween, countChanges, type LineSaid, type RunShape } from './pair-lines.ts'

/** A run by its lines: its list (`+`: does medical work), and the records on it. */
const said = (list: string): LineSaid => ({ class: list.replace('+', ''), medical: list.endsWith('+') })
const run = (...lines: [list: string, records: string][]): RunShape => ({
  lines: new Map(lines.map(([list], i) => [i + 1, said(list)])),
  members: new Map(lines.flatMap(([, records], i) => [...records].map((it) => [it, i + 1] as const))),
})

it('finds a place again by the records that it shares most with, whatever its number', () => {
  const before = run(['neither', 'ab'], ['registered-only', 'cd'])
  const after = run(['registered-only', 'cde'], ['licensed-registered', 'ab'])
  expect(changesBetween(before, after)).toEqual([{ changes: ['class-changed'], from: 1, to: 2 }])
})

it('tells who entered and who left', () => {
  const changes = changesBetween(run(['neither', 'a'], ['neither', 'b']), run(['neither', 'b'], ['neither', 'c']))
  expect(changes).toEqual([
    { changes: ['entered'], from: null, to: 2 },
    { changes: ['left'], from: 1, to: null },
  ])
})

it('gives a place that fell apart to the larger part; the other entered', () => {
  expect(changesBetween(run(['neither', 'abc']), run(['neither', 'a'], ['neither', 'bc']))).toEqual([
    { changes: ['entered'], from: null, to: 1 },
  ])
})

it('tells a mark of medical work that came or went, on the same list and with another', () => {
  const before = run(['neither', 'ab'], ['neither+', 'cd'], ['neither', 'ef'])
  const after = run(['neither+', 'ab'], ['neither', 'cd'], ['registered-only+', 'ef'])
  const changes = changesBetween(before, after)
  expect(changes).toEqual([
    { changes: ['class-changed', 'medical-gained'], from: 3, to: 3 },
    { changes: ['medical-gained'], from: 1, to: 1 },
    { changes: ['medical-lost'], from: 2, to: 2 },
  ])
  expect(countChanges(changes)).toMatchObject({ 'class-changed': 1, 'medical-gained': 2, 'medical-lost': 1 })
})

const lists = fc.constantFrom('neither', 'registered-only', 'neither+', 'registered-only+')
const runs = fc
  .array(fc.record({ line: fc.nat(4), record: fc.constantFrom(...'abcdefgh') }), { maxLength: 12 })
  .chain((rows) =>
    fc.array(lists, { minLength: 5, maxLength: 5 }).map((of): RunShape => {
      const members = new Map(rows.map(({ line, record }) => [record, line]))
      return {
        members,
        lines: new Map(
          [...new Set(members.values())].toSorted((x, y) => x - y).map((no) => [no, said(of[no] ?? 'neither')]),
        ),
      }
    }),
  )

it('is nothing between a run and itself, and accounts for every line of two others', () => {
  fc.assert(
    fc.property(runs, runs, (a, b) => {
      expect(changesBetween(a, a)).toEqual([])
      const changes = changesBetween(a, b)
      const counts = countChanges(changes)
      // Those that stayed are as many on either side.
      expect(a.lines.size - counts.left).toBe(b.lines.size - counts.entered)
      for (const { changes: of } of changes) expect(of.length).toBeGreaterThan(0)
    }),
  )
})
