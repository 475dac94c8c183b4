import { requirePlan, SHIPPED_PLANS } from '@qingmei/plan-files'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FineBase, fineRange, judgeFine, type Statute, statutesFor } from './statute.ts'

const library = requirePlan(SHIPPED_PLANS, 'beiguan-2026').statutes as Readonly<Record<string, Statute>>
const law = (code: string): Statute => {
  const found = library[code]
  if (!found) throw new Error(code)
  return found
}
const yuan = (n: number) => n * 100
const base = (over: Partial<FineBase> = {}): FineBase => ({
  party: 'organisation',
  incomeFen: null,
  goodsFen: null,
  costFen: null,
  ...over,
})

describe('the range of a fine', () => {
  it('is five to twenty times the income for practising without a licence', () =>
    expect(fineRange(law('H01'), base({ incomeFen: yuan(20_000) }))).toMatchObject({
      minFen: yuan(100_000),
      maxFen: yuan(400_000),
    }))

  it('counts an income under 10,000 as 10,000: at least 50,000, at most 200,000', () =>
    expect(fineRange(law('H01'), base({ incomeFen: yuan(300) }))).toMatchObject({
      minFen: yuan(50_000),
      maxFen: yuan(200_000),
    }))

  it('is unknown until the income is determined', () => expect(fineRange(law('H01'), base())).toBeNull())

  it('steps with the value of the goods where the law does (devices under and from 10,000)', () => {
    expect(fineRange(law('D23'), base({ goodsFen: yuan(9_999.99) }))).toMatchObject({
      minFen: yuan(20_000),
      maxFen: yuan(50_000),
    })
    expect(fineRange(law('D23'), base({ goodsFen: yuan(10_000) }))).toMatchObject({
      minFen: yuan(50_000),
      maxFen: yuan(200_000),
    })
  })

  it('differs for a person and an organisation where the law does', () => {
    expect(fineRange(law('H15'), base({ party: 'person' }))?.maxFen).toBe(yuan(30_000))
    expect(fineRange(law('H15'), base())?.maxFen).toBe(yuan(50_000))
  })

  it('falls back to the fixed range when an advertisement’s cost cannot be said', () => {
    expect(fineRange(law('A01'), base({ costFen: yuan(8_000) }))).toMatchObject({
      minFen: yuan(8_000),
      maxFen: yuan(24_000),
    })
    expect(fineRange(law('A01'), base())).toMatchObject({ minFen: yuan(100_000), maxFen: yuan(200_000) })
  })

  it('judges the bounds themselves as within, for any amount', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(library)),
        fc.nat(100_000_000),
        fc.boolean(),
        (code, fen, isPerson) => {
          const given = base({
            party: isPerson ? 'person' : 'organisation',
            incomeFen: fen,
            goodsFen: fen,
            costFen: fen,
          })
          const range = fineRange(law(code), given)
          if (range === null) {
            expect(judgeFine(law(code), given, fen)).toBe('unknown')
            return
          }
          expect(judgeFine(law(code), given, range.minFen)).toBe('within')
          if (range.minFen > 0) expect(judgeFine(law(code), given, range.minFen - 1)).toBe('below')
          if (range.maxFen !== null) {
            expect(range.maxFen).toBeGreaterThanOrEqual(range.minFen)
            expect(judgeFine(law(code), given, range.maxFen)).toBe('within')
            expect(judgeFine(law(code), given, range.maxFen + 1)).toBe('above')
          }
        },
      ),
    )
  })
})

describe('the statute library', () => {
  it('offers a law for every violation of the plan’s scope, of a department that owns it', () => {
    const plan = requirePlan(SHIPPED_PLANS, 'beiguan-2026')
    for (const violation of plan.scope.violations) {
      const offered = statutesFor(library, violation, plan.routing[violation]?.to)
      expect(offered.length, violation).toBeGreaterThan(0)
      expect(plan.routing[violation]?.to, violation).toEqual(
        expect.arrayContaining([offered[0]?.[1].departments.find((it) => plan.routing[violation]?.to.includes(it))]),
      )
    }
  })

  it('names only violations and departments that there are, and marks what is unsure', () => {
    const plan = requirePlan(SHIPPED_PLANS, 'beiguan-2026')
    const kinds = new Set(plan.dictionaries['organisation-kind']?.map((it) => it.code))
    const measures = new Set([...(plan.dictionaries['penalty-kind'] ?? [])].map((it) => it.code))
    for (const [code, it] of Object.entries(library)) {
      expect(
        it.violations.filter((each) => !plan.violations[each]),
        code,
      ).toEqual([])
      expect(
        it.departments.filter((each) => !kinds.has(each)),
        code,
      ).toEqual([])
      expect(
        it.measures.filter((each) => !measures.has(each)),
        code,
      ).toEqual([])
      if (it.confidence === 'gap') expect(it.fines, code).toEqual([])
    }
  })
})
