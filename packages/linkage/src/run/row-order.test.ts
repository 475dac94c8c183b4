import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KINDS, premisesByKey, registersOf, type Town, town } from '../../../../tests/support/small-town.ts'
import { compareRegisters } from '../index.ts'

/** Of two lines under one key the first counts: which that is does depend on the order, so each key stands once. */
const eachOnce = (it: Town): Town =>
  Object.fromEntries(
    KINDS.map((kind) => [kind, [...new Map(it[kind].map((row) => [row.key, row])).values()]]),
  ) as unknown as Town

it('the order of the rows and of the files changes no premises', async () => {
  await fc.assert(
    fc.asyncProperty(town.map(eachOnce), fc.infiniteStream(fc.nat()), fc.boolean(), async (it, places, turned) => {
      const first = await compareRegisters({ registers: registersOf(it) }, { withoutEvaluation: true })
      const shuffled = Object.fromEntries(
        KINDS.map((kind) => {
          const order = it[kind].map((row) => [places.next().value, row] as const)
          return [kind, order.toSorted(([a], [b]) => a - b).map(([, row]) => row)]
        }),
      ) as unknown as Town
      const registers = registersOf(shuffled)
      const { model, counts } = first
      // Pairs are drawn at random by their rows; what was learnt from them is therefore kept.
      const again = await compareRegisters(
        { registers: turned ? registers.toReversed() : registers },
        { withoutEvaluation: true, model, counts },
      )
      expect(premisesByKey(again)).toEqual(premisesByKey(first))
    }),
    { numRuns: 40 },
  )
}, 120_000)

it('two threads find what one finds, to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(town, async (it) => {
      const [one, two] = await Promise.all(
        [1, 2].map((threads) => compareRegisters({ registers: registersOf(it) }, { threads, withoutEvaluation: true })),
      )
      const told = (all: typeof one) => [all?.links.premises, all?.links.probability, all && premisesByKey(all)]
      expect(told(two)).toEqual(told(one))
    }),
    { numRuns: 8 },
  )
}, 120_000)
