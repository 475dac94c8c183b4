import { describe, expect, it } from 'vitest'
import { basisOf, type HeldLicence, type LineToPublish, type Publication, stepsOfLine } from './publish-line.ts'

const by: Publication = {
  run: '比〔2026〕1',
  provisional: false,
  today: '2026-08-31',
  label: (_dictionary, code) => code,
  asOf: () => '2026-05-18',
}
const record = {
  kind: 'medical-licence',
  key: 'MA9YN0K7X41050317D2162',
  name: '一诺医疗美容诊所',
  address: '安漳路 288 号',
  code: null,
  principal: null,
  phone: null,
  scope: '医疗美容科',
  state: '有效',
  issuedOn: '2024-01-01',
  expiresOn: '2029-01-01',
}
const line = (licence: HeldLicence | null): LineToPublish => ({
  class: 'licensed-registered',
  certain: true,
  medical: true,
  name: record.name,
  address: record.address,
  uscc: null,
  town: null,
  members: [{ record, licence }],
  premises: 'place',
  entry: null,
})
const licenceSteps = (licence: HeldLicence | null) =>
  stepsOfLine(line(licence), by)
    .filter((step) => step.ledger === 'licence')
    .map((step) => step.action)
const held = { id: 'l', premises: 'place', tiedTo: null, hasEnded: false }

describe('a licence of a published line', () => {
  it('is made where there is none, hung where it hangs nowhere, moved where a comparison hung it elsewhere', () => {
    expect(licenceSteps(null)).toEqual(['register'])
    expect(licenceSteps({ ...held, premises: null })).toEqual(['amend'])
    expect(licenceSteps({ ...held, premises: 'other', tiedTo: 'other' })).toEqual(['amend'])
  })
  it('is left alone where a person hung it, and where it has ended since the file was made', () => {
    expect(licenceSteps({ ...held, premises: 'other' })).toEqual([])
    expect(licenceSteps(held)).toEqual([])
    expect(licenceSteps({ ...held, premises: null, hasEnded: true })).toEqual([])
  })
})

it('rests an entry without a registration on the one that was found and has ended, where there is one', () => {
  const basis = (...records: (typeof record)[]) =>
    basisOf({ class: 'neither', members: records.map((it) => ({ record: it, licence: null })) }, by)
  const shop = { ...record, kind: 'platform', name: '若莲美容' }
  const market = { ...record, kind: 'market', key: '92410503MAG7DMXBW0', name: '若莲美容养生馆', state: '注销' }
  expect(basis(shop)).toContain('登记中未见不等于没有')
  expect(basis(shop, market)).toContain('对上的登记“若莲美容养生馆”（92410503MAG7DMXBW0）已注销，待现场核实')
  expect(basis(shop, market)).not.toContain('登记中未见')
})
