import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coreOf, likeness, likeWhy, spotOf } from './likeness.ts'

const nothing = { name: null, uscc: null, phone: null, address: null }

describe('the likeness of two places', () => {
  it('lies in what is particular about a name, not in its trade or district', () => {
    expect(coreOf('安阳市北关区若莲美容养生馆（个体工商户）')).toBe('若莲')
    expect(coreOf('美容院')).toBe('美容院')
    const like = (a: string, b: string) => likeWhy({ ...nothing, name: a }, { ...nothing, name: b }).why
    expect(like('若莲美容养生馆', '北关区若莲皮肤管理中心')).toEqual(['name'])
    expect(like('若莲美容养生馆', '素颜美容养生馆')).toEqual([])
  })

  it('is the same spot by road and house number, however the address is written', () => {
    expect(spotOf('河南省安阳市北关区光和路372号')).toEqual({ road: '光和路', number: '372' })
    expect(spotOf('光和路 372 号')).toEqual({ road: '光和路', number: '372' })
    expect(spotOf('万达广场三楼')).toBeNull()
    const at = (address: string) => ({ ...nothing, address })
    expect(likeWhy(at('北关区光和路372号'), at('光和路 372 号附 3')).why).toEqual(['address'])
    expect(likeWhy(at('光和路 372 号'), at('光和路 374 号')).why).toEqual([])
    expect(likeWhy(at('光和路'), at('光和路')).why).toEqual([])
  })

  it('puts a same code above everything else', () => {
    const code = '92410503MAG7DMXBW0'
    const typed = { name: '若莲', uscc: code.toLowerCase(), phone: '0372-2235103', address: null }
    const byCode = likeWhy(typed, { ...nothing, name: '别的名字', uscc: code })
    const byRest = likeWhy(typed, { ...typed, uscc: null, phone: '13900000000、0372-2235103' })
    expect(byCode.why).toEqual(['uscc'])
    expect(byRest.why).toEqual(['phone', 'name'])
    expect(byCode.score).toBeGreaterThan(byRest.score)
  })

  it('is symmetric, between nothing and all, and whole for the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(likeness(a, b)).toBeCloseTo(likeness(b, a))
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
        expect(likeness(a, b)).toBeLessThanOrEqual(1)
        if (a !== '') expect(likeness(a, a)).toBe(1)
      }),
    )
  })
})
