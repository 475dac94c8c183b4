import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clampFen, formatTenThousand, formatYuan, parseYuan, roundToYuan, shareOf, splitEvenly } from './money.ts'

describe('shares', () => {
  it('takes 5 % of 400,000 yuan', () => expect(shareOf(40_000_000, 500)).toBe(2_000_000))

  it('rounds half a fen up', () => {
    expect(shareOf(10, 500)).toBe(1) // 0.5 fen
    expect(shareOf(9, 500)).toBe(0) // 0.45 fen
    expect(shareOf(30, 500)).toBe(2) // 1.5 fen
  })

  it('is exact where binary fractions are not: 1 % of 1.005 yuan times any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (amount, rate) => {
          const exact = BigInt(amount) * BigInt(rate)
          const share = BigInt(shareOf(amount, rate)) * 10_000n
          expect(share - exact <= 5_000n && exact - share < 5_000n).toBe(true)
        },
      ),
    )
  })

  it('splits 10,000 yuan among three and gives the last one the rest', () => {
    expect(splitEvenly(1_000_000, 3)).toEqual([333_333, 333_333, 333_334])
  })

  it('clamps between a minimum and a maximum', () => {
    expect(clampFen(1, 5, 10)).toBe(5)
    expect(clampFen(11, 5, 10)).toBe(10)
    expect(clampFen(7, 5, 10)).toBe(7)
  })
})

describe('yuan as people write them', () => {
  it.each([
    ['1,234.5', 123_450],
    ['￥３００', 30_000],
    ['0.07 元', 7],
    ['-12.00', -1200],
  ])('reads %s', (text, fen) => expect(parseYuan(text)).toEqual({ ok: true, value: fen }))

  it.each(['', '1.234', '12万', 'abc', '1..2'])('refuses %j', (text) => expect(parseYuan(text).ok).toBe(false))

  it('prints grouped yuan with two decimals and reads them back', () => {
    expect(formatYuan(123_456_789)).toBe('1,234,567.89')
    expect(formatYuan(-5)).toBe('-0.05')
    fc.assert(
      fc.property(fc.integer({ min: -9e14, max: 9e14 }), (fen) => {
        expect(parseYuan(formatYuan(fen))).toEqual({ ok: true, value: fen === 0 ? 0 : fen })
      }),
    )
  })

  it('prints 19,760 yuan as 1.98 or 1.976 万元', () => {
    expect(formatTenThousand(1_976_000)).toBe('1.98')
    expect(formatTenThousand(1_976_000, 3)).toBe('1.976')
    expect(formatTenThousand(0)).toBe('0.00')
  })

  it('rounds to yuan half up', () => {
    expect(roundToYuan(150)).toBe(200)
    expect(roundToYuan(149)).toBe(100)
  })
})
