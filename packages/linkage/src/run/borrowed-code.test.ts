import { describe, expect, it } from 'vitest'
import { compareRegisters } from '../index.ts'
import { code, registerOf as register } from '../../../../tests/support/small-town.ts'

const ROADS = '解放路 红旗街 光永巷 州泰大道 彰德路 永安街 胜利路 平原街'.split(' ')
const shop = (n: number, brand: string) => ({
  key: code(n),
  code: code(n),
  name: `北关区${brand}美容院`,
  address: `河南省安阳市北关区${ROADS[n % ROADS.length]}${1 + n}号`,
  principal: `王${'伟强敏芳丽洋燕平'.charAt(n % 8)}`,
  phone: `1391234${String(n).padStart(4, '0')}`,
  state: '存续',
})
/** A town where nearly every second shop is called 丽人, and one is called what nobody else is. */
const market = register('market', [
  ...Array.from({ length: 900 }, (_, n) => shop(n, '丽人')),
  ...Array.from({ length: 900 }, (_, n) => shop(1000 + n, `${'诗颜蔓柠玲尚安初木佳'.charAt(n % 10)}${n}`)),
  shop(3000, '若莲初见'),
])
const merchant = (key: string, owner: number, name: string) => ({
  key,
  name,
  code: code(owner),
  address: '北关区文峰大道88号6楼',
  principal: '赵小满',
  phone: '18600001111',
})

describe('a shop that shows a credit code', () => {
  it('is the owner of the code where its rare name says so too, though it moved', async () => {
    const found = await compareRegisters(
      { registers: [market, register('platform', [merchant('m1', 3000, '若莲初见美容院')])] },
      { withoutEvaluation: true },
    )
    const last = found.links.count - 1
    expect(found.links.explain(last)).toMatchObject({ override: 'same-code', other: { key: code(3000) } })
    expect(found.report.borrowedCodes).toEqual([])
  })

  it('is not taken for it by rule where all that agrees is a name that hundreds have', async () => {
    const found = await compareRegisters(
      { registers: [market, register('platform', [merchant('m1', 17, '丽人五金店')])] },
      { withoutEvaluation: true },
    )
    const last = found.links.count - 1
    expect(found.links.explain(last).override).toBeNull()
  })
})
