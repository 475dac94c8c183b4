import { expect, it } from 'vitest'
import { identifierFault, outcomeOf, outcomeOfAll, plainNumber, readAsked } from './product-check.ts'

const DI = '06901234567892'

it('holds a device identifier to its check digit', () => {
  expect(identifierFault(DI)).toBeNull()
  expect(identifierFault('06901234567891')).toContain('校验位')
  expect(identifierFault('690123456789')).toContain('14 位')
})

it('reads a scanned code, a printed one, a bare identifier and anything else', () => {
  const read = { udi: DI, lot: 'HB2405', expiresOn: '2026-05-31' }
  expect(readAsked(`01${DI}1726053110HB2405`)).toMatchObject(read)
  expect(readAsked(`]d201${DI}10HB2405\u001d17260531`)).toMatchObject(read)
  expect(readAsked(`(01)${DI}(17)260500(10)HB2405`)).toMatchObject(read)
  expect(readAsked(` ${DI} `)).toMatchObject({ udi: DI, lot: null, expiresOn: null })
  expect(readAsked(`(01)${DI}(17)261332`)).toMatchObject({ udi: DI, expiresOn: null })
  expect(readAsked('(01)06901234567891(17)260531')).toMatchObject({ udi: null })
  expect(readAsked('国械注准２０２３３１４０００１')).toEqual({
    text: '国械注准20233140001',
    udi: null,
    lot: null,
    expiresOn: null,
  })
  expect(plainNumber('国械注准 2023314 0001')).toBe('国械注准20233140001')
})

it('says of a product whether it is registered that day', () => {
  const known = { registrationNo: '国械注准20233140001', registeredUntil: '2026-08-31', status: 'held' }
  expect(outcomeOf(known, '2026-08-31')).toBe('registered')
  expect(outcomeOf(known, '2026-09-01')).toBe('expired')
  expect(outcomeOf({ ...known, registeredUntil: null }, '2026-09-01')).toBe('registered')
  expect(outcomeOf({ ...known, status: 'ended' }, '2026-08-31')).toBe('cancelled')
  expect(outcomeOf({ ...known, registrationNo: null }, '2026-08-31')).toBe('unregistered')
  expect(outcomeOfAll(['unregistered', 'expired'])).toBe('expired')
  expect(outcomeOfAll([])).toBe('not-found')
})
