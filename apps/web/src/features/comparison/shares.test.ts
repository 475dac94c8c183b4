import type { CandidateBeside } from '@qingmei/contract/comparison'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharesOf } from './shares.ts'

const question = (none: number, ...shares: number[]) => ({
  none,
  candidates: shares.map((probability) => ({ probability }) as CandidateBeside),
})

describe('the shares of a question', () => {
  it('tell with the candidates that are shown how likely it is none of them, or another', () => {
    expect(sharesOf(question(0.12, 0.62, 0.2, 0.01), 2)).toEqual({
      candidates: ['62.0%', '20.0%'],
      none: '12.0%',
      rest: '6.0%',
    })
  })

  it('are 100 % together where each alone would be rounded up', () => {
    expect(sharesOf(question(0.3326, 0.3337, 0.3337), 2)).toEqual({
      candidates: ['33.3%', '33.4%'],
      none: '33.3%',
      rest: '0.0%',
    })
  })

  it('do not call hardly anything nothing', () => {
    expect(sharesOf(question(0.0003, 0.9997), 1)).toEqual({ candidates: ['> 99.9%'], none: '< 0.1%', rest: '0.0%' })
  })
})

const inTenths = (said: string): number =>
  said.startsWith('<') ? 0 : said.startsWith('>') ? 1000 : parseFloat(said) * 10

it('are 100 % together, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 }),
      fc.nat(11),
      (raw, n) => {
        const sum = raw.reduce((all, it) => all + it, 0)
        fc.pre(sum > 0)
        const [none = 0, ...shares] = raw.map((it) => Math.round((it / sum) * 1e6) / 1e6)
        const { candidates, none: said, rest } = sharesOf(question(none, ...shares), n)
        const all = [...candidates, said, rest].map(inTenths)
        expect(Math.round(all.reduce((total, it) => total + it, 0))).toBe(1000)
        for (const it of all) expect(it).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
