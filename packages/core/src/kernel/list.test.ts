import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listIn } from './list.ts'

describe('a cell that holds a list', () => {
  it('is parted by whatever people part it by, and blank parts are none', () => {
    expect(listIn('水光针、光子嫩肤， 脱毛;；纹眉/点痣|美白\n刷酸,')).toEqual([
      '水光针',
      '光子嫩肤',
      '脱毛',
      '纹眉',
      '点痣',
      '美白',
      '刷酸',
    ])
    expect(listIn('')).toEqual([])
  })
  it('gives back what was joined, by any of the signs', () => {
    const part = fc
      .string({ minLength: 1 })
      .map((it) => it.replace(/[、,，;；/|\n]/g, '').trim())
      .filter(Boolean)
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom('、', ',', '，', ';', '；', '/', '|', '\n'), (parts, sign) => {
        expect(listIn(parts.join(sign))).toEqual(parts)
      }),
    )
  })
})
