import { describe, expect, it } from 'vitest'
import { inCapitals } from './money.ts'

describe('an amount in capitals', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [105, '壹元零伍分'],
    [100_00, '壹佰元整'],
    [10_05_00, '壹仟零伍元整'],
    [64_000_50, '陆万肆仟元伍角整'],
    [100_000_00, '壹拾万元整'],
    [100_500_00, '壹拾万零伍佰元整'],
    [1_000_000_01, '壹佰万元零壹分'],
    [100_005_000_00, '壹亿零伍仟元整'],
    [20_960_000_00, '贰仟零玖拾陆万元整'],
  ])('%i fen is %s', (fen, said) => expect(inCapitals(fen)).toBe(said))
})
