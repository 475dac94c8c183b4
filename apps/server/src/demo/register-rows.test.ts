import { organisationCheckCharacter, parseMedicalLicence, usccFault } from '@qingmei/core/kernel/identifiers'
import { practitioner } from '@qingmei/core/premises/practitioner'
import { product } from '@qingmei/core/premises/product'
import { expect, it } from 'vitest'
import { NEW_CLINIC, PRACTITIONERS, PRODUCTS } from './register-rows.ts'

it('invents numbers that the product itself would take', () => {
  expect(usccFault(NEW_CLINIC.uscc)).toBeNull()
  expect(parseMedicalLicence(NEW_CLINIC.licenceNo)).toMatchObject({ ok: true, value: { form: 'registration' } })
  expect(organisationCheckCharacter(NEW_CLINIC.licenceNo.slice(0, 8))).toBe(NEW_CLINIC.licenceNo.at(8))
  for (const { udi } of PRODUCTS) expect(product.fields.shape.udi.safeParse(udi).success, String(udi)).toBe(true)
  for (const { idMasked, name } of PRACTITIONERS)
    expect(practitioner.fields.shape.idMasked.safeParse(idMasked).success, name).toBe(true)
})
