import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cleanCode,
  organisationCheckCharacter,
  parseMedicalLicence,
  parseUscc,
  usccCheckCharacter,
} from './identifiers.ts'

const VALID = ['91410503MA9TEXT194', '92140981MA0ABCD28X', '91330602MA2DEM033H', '93330282MA2C0XY40F']

describe('unified social credit codes', () => {
  it.each([...VALID, '12410503410000003M'])('accepts %s', (code) =>
    expect(parseUscc(code)).toEqual({ ok: true, value: code }),
  )

  it('cleans tabs, full width, blanks and lower case away first', () =>
    expect(parseUscc('\t９１４１０５０３ma9text194 ')).toEqual({ ok: true, value: '91410503MA9TEXT194' }))

  it('names the check character that would be right', () =>
    expect(parseUscc('91410503MA9TEXT195')).toEqual({
      ok: false,
      error: { fault: 'check-digit', code: '91410503MA9TEXT195', at: 18, expected: '4' },
    }))

  it('points at a letter that the standard leaves out', () =>
    expect(parseUscc('91410503MA9TEXO194')).toMatchObject({ error: { fault: 'alphabet', at: 15 } }))

  it('says that a region must be digits', () =>
    expect(parseUscc('9141A503MA9TEXT194')).toMatchObject({ error: { fault: 'shape', at: 3 } }))

  it('says when the length is wrong or nothing is there', () => {
    expect(parseUscc('91410503MA9TEXT19')).toMatchObject({ error: { fault: 'length' } })
    expect(parseUscc(' \t')).toMatchObject({ error: { fault: 'empty' } })
  })

  it('finds every single wrong character of a valid code', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VALID),
        fc.integer({ min: 0, max: 17 }),
        fc.nat(30).map((i) => '0123456789ABCDEFGHJKLMNPQRTUWXY'.charAt(i)),
        (code, at, character) => {
          fc.pre(code.charAt(at) !== character)
          expect(parseUscc(code.slice(0, at) + character + code.slice(at + 1)).ok).toBe(false)
        },
      ),
    )
  })

  it('gives no check character for text outside the alphabet', () => {
    expect(usccCheckCharacter('9141050')).toBeNull()
    expect(usccCheckCharacter('91410503MA9TEXT19')).toBe('4')
  })
})

it('computes the check character of an organisation code', () => {
  for (const code of VALID) expect(organisationCheckCharacter(code.slice(8, 16))).toBe(code.charAt(16))
})

describe('licence numbers of medical institutions', () => {
  it('reads region and kind of the 22 characters', () =>
    expect(parseMedicalLicence('MA9TEXT19 410503 15 D216 2')).toEqual({
      ok: true,
      value: { code: 'MA9TEXT1941050315D2162', form: 'registration', region: '410503', institutionKind: 'D216' },
    }))

  it('keeps older numbers without judging them', () => {
    expect(parseMedicalLicence('PDY10032-X41050317D2102')).toMatchObject({ value: { form: 'legacy' } })
    expect(parseMedicalLicence('4105-03-1177')).toMatchObject({ value: { form: 'legacy' } })
  })

  it('says whether length or shape is wrong', () => {
    expect(parseMedicalLicence('12345')).toMatchObject({ error: { fault: 'length' } })
    expect(parseMedicalLicence('MA9TEXT1941050315D2163')).toMatchObject({ error: { fault: 'shape' } })
    expect(parseMedicalLicence('')).toMatchObject({ error: { fault: 'empty' } })
  })
})

it('removes what spreadsheets leave around codes', () => expect(cleanCode('“ａｂ\u200b－1”\t')).toBe('AB-1'))
