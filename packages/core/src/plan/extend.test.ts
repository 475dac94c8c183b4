import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { extend } from './extend.ts'
import { nearest, pathText } from './problem.ts'

describe('a pack that extends a base', () => {
  it('merges tables key by key and named lists item by item', () =>
    expect(
      extend(
        {
          a: { x: 1, y: 2 },
          list: [
            { id: 'one', label: '一' },
            { id: 'two', label: '二' },
          ],
        },
        {
          a: { y: 3 },
          list: [
            { id: 'two', label: '贰' },
            { id: 'three', label: '三' },
          ],
        },
      ),
    ).toEqual({
      a: { x: 1, y: 3 },
      list: [
        { id: 'one', label: '一' },
        { id: 'two', label: '贰' },
        { id: 'three', label: '三' },
      ],
    }))

  it('replaces lists that have no names', () =>
    expect(extend({ worked: ['a', 'b'] }, { worked: ['c'] })).toEqual({ worked: ['c'] }))

  it('keeps a key that tries to be the prototype as a plain key', () => {
    const merged = extend({}, JSON.parse('{"__proto__":{"polluted":true}}'))
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
    expect(Object.keys(merged as object)).toEqual(['__proto__'])
  })
})

it('writes equal data as equal text, whatever the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: '医' }], a: true, gone: undefined })).toBe(
    '{"a":true,"b":[1,{"c":"医","d":null}]}',
  )
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError)
})

it('names a place and the nearest known word', () => {
  expect(pathText(['limits', 'lead.transfer', 'owner', 0])).toBe('limits["lead.transfer"].owner[0]')
  expect(nearest('haelth', ['market', 'health'])).toBe('health')
  expect(nearest('zzzzzz', ['market', 'health'])).toBeNull()
})
