import type { ShownRecord } from '@qingmei/contract/comparison'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LineMember, type PlaceInBoth, whyChanged } from './why-changed.ts'

const record = (over: Partial<ShownRecord> = {}): ShownRecord => ({
  kind: 'platform',
  file: '平台.jsonl',
  key: 'm1',
  name: '若莲·美容SPA',
  address: '光和路 372 号',
  code: null,
  principal: null,
  phone: null,
  scope: '精油SPA',
  state: null,
  issuedOn: null,
  expiresOn: null,
  ...over,
})
const member = (over: Partial<ShownRecord> = {}, more: Partial<LineMember> = {}): LineMember => ({
  record: record(over),
  probability: 0.8,
  override: null,
  ...more,
})
const place = (before: readonly LineMember[], after: readonly LineMember[], over: Partial<PlaceInBoth> = {}) =>
  whyChanged({
    before,
    after,
    days: { from: '2026-08-20', to: '2026-08-28' },
    wasThere: () => true,
    isThere: () => true,
    decided: new Set(),
    otherRules: false,
    changed: { class: true, medical: false },
    ...over,
  })
const MEDICAL = { changed: { class: false, medical: true } }

describe('why a place is otherwise now', () => {
  it('is the services that a merchant offers otherwise', () => {
    expect(place([member()], [member({ scope: '水光针' })], MEDICAL)).toEqual([
      { code: 'record-changed', record: '若莲·美容SPA（m1）', fields: ['scope'] },
    ])
  })

  it('is the catalogue, where the register says of its work what it said before', () => {
    const moved = [member()] as const
    expect(place(moved, [member({ phone: '18700000001' })], { ...MEDICAL, otherRules: true })).toEqual([
      { code: 'record-changed', record: '若莲·美容SPA（m1）', fields: ['phone'] },
      { code: 'rules-changed', record: null },
    ])
  })

  it('is the new file, where only the end of a long scope can have changed', () => {
    const after = [member({ file: '平台-09.jsonl' })]
    expect(place([member()], after, MEDICAL)).toEqual([{ code: 'new-file', record: '若莲·美容SPA（m1）' }])
  })

  it('is a decision that was followed, though the same records stand there', () => {
    const apart = [member({}, { override: 'decided-different', probability: 1 })]
    expect(place([member()], apart)).toEqual([{ code: 'decision', record: '若莲·美容SPA（m1）' }])
  })

  it('is the weights, where nothing else moved: with the likelihood before and now', () => {
    expect(place([member({}, { probability: 0.49 })], [member({}, { probability: 0.52 })])).toEqual([
      { code: 'weighed-otherwise', record: '若莲·美容SPA（m1）', weighed: { was: 0.49, is: 0.52 } },
    ])
    expect(place([member()], [member()])).toEqual([{ code: 'weighed-otherwise', record: null }])
  })

  it('is a licence that ran out between the days of the two', () => {
    const ends = { expiresOn: '2026-08-25' }
    expect(place([member(ends)], [member(ends)]).map((it) => it.code)).toEqual(['licence-expired'])
  })
})

const anyMember = fc
  .record({
    key: fc.constantFrom('m1', 'm2'),
    scope: fc.constantFrom('精油SPA', '水光针'),
    state: fc.constantFrom(null, '存续', '注销'),
    file: fc.constantFrom('a', 'b'),
    probability: fc.constantFrom(0.4, 0.6),
    override: fc.constantFrom(null, 'same-code', 'decided-same'),
  })
  .map(({ probability, override, ...over }) => member(over, { probability, override }))
const members = fc.uniqueArray(anyMember, { selector: (it) => it.record.key, maxLength: 2 })

it('is never without a reason, whatever moved', () => {
  fc.assert(
    fc.property(members, members, fc.boolean(), fc.boolean(), (before, after, isMedical, otherRules) => {
      fc.pre(before.length + after.length > 0)
      const changed = { class: !isMedical, medical: isMedical }
      expect(place(before, after, { changed, otherRules }).length).toBeGreaterThan(0)
    }),
  )
})
