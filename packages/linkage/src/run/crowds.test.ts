import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inParts } from '../pool/parts.ts'
import { HALVES, LONGS, makePool, WORDS } from '../pool/pool.ts'
import { countCrowds } from './crowds.ts'

it('how many share a telephone and a name is counted for each record, in each register by itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0, 13_900_000_001, 13_900_000_002, 8_618_600_001_111), fc.nat(6))),
      fc.nat(30),
      (records, cut) => {
        const first = Math.min(cut, records.length)
        const pool = makePool([0, first, records.length])
        for (const [at, [phone, person]] of records.entries()) {
          pool.phone[at * LONGS] = phone
          pool.personKey[at * WORDS] = person
        }
        const ranges = [
          [0, first],
          [first, records.length],
        ] as const
        for (const [from, to] of ranges) countCrowds(pool, from, to)
        for (const [from, to] of ranges)
          for (let at = from; at < to; at++) {
            const [phone, person] = records[at]!
            const among = records.slice(from, to)
            expect(pool.phoneCrowd[at * HALVES]).toBe(phone === 0 ? 0 : among.filter((it) => it[0] === phone).length)
            expect(pool.personCrowd[at * HALVES]).toBe(person === 0 ? 0 : among.filter((it) => it[1] === person).length)
          }
      },
    ),
  )
})

it('equal values stand in one part, in their order', () => {
  const hashes = Uint32Array.from({ length: 50_000 }, (_, i) => Math.imul((i * i) % 9_973, 0x9e3779b1))
  const { values, places, starts } = inParts(hashes)
  expect(values).toHaveLength(hashes.filter((it) => it !== 0).length)
  const partOf = new Map<number, number>()
  for (let part = 0; part + 1 < starts.length; part++)
    for (let i = starts[part]!; i < starts[part + 1]!; i++) {
      expect(hashes[places[i]!]).toBe(values[i])
      if (i > starts[part]!) expect(places[i]).toBeGreaterThan(places[i - 1]!)
      expect(partOf.get(values[i]!) ?? part).toBe(part)
      partOf.set(values[i]!, part)
    }
})
