import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnTypes, instantOf, integerOf } from './types.ts'

const parserOf = columnTypes.getTypeParser as (oid: number, format: 'text') => (text: string) => unknown
const INT8_ARRAY = 1016
const TIMESTAMPTZ_ARRAY = 1185

describe('values from the database', () => {
  it.each([
    ['2026-09-30 10:00:00+00', '2026-09-30T10:00:00.000Z'],
    ['2026-09-30 10:00:00.5+00', '2026-09-30T10:00:00.500Z'],
    ['2026-09-30 10:00:00.123999+00', '2026-09-30T10:00:00.123Z'],
    ['2026-09-30 18:00:00+08', '2026-09-30T10:00:00.000Z'],
    ['2026-09-30 15:30:00.25+05:30', '2026-09-30T10:00:00.250Z'],
  ])('the instant %s reads %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant)
  })

  it.each(['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', ''])('%s is no instant of ours', (text) => {
    expect(() => instantOf(text)).toThrow(RangeError)
  })

  it('every instant with milliseconds comes back as it went in', () => {
    const range = { min: new Date('1900-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const iso = date.toISOString()
        const printed = iso
          .replace('T', ' ')
          .replace('Z', '')
          .replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : ''))
        const text = `${printed.length < 19 ? iso.slice(0, 19).replace('T', ' ') : printed}+00`
        expect(instantOf(text)).toBe(iso)
      }),
    )
  })

  it('a bigint beyond exact numbers throws instead of losing digits', () => {
    expect(integerOf('9007199254740991')).toBe(9007199254740991)
    expect(() => integerOf('9007199254740992')).toThrow(RangeError)
  })

  it('arrays are read item by item, empty items stay empty', () => {
    expect(parserOf(INT8_ARRAY, 'text')('{1,NULL,3}')).toEqual([1, null, 3])
    expect(parserOf(TIMESTAMPTZ_ARRAY, 'text')('{"2026-09-30 10:00:00+00"}')).toEqual(['2026-09-30T10:00:00.000Z'])
  })
})
