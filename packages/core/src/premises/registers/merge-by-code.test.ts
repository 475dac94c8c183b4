import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usccCheckCharacter } from '../../kernel/identifiers.ts'
import { type Known, mergeByCode } from './merge-by-code.ts'
import type { KnownLicence, KnownPremises, MergePlan } from './merge-plan.ts'
import { REGISTER_PROFILES, type RegisterSource, profileOf } from './profiles.ts'
import type { RegisterRow } from './register-row.ts'

const codeOf = (n: number): string => {
  const start = `92410503MA${String(n).padStart(7, '0')}`
  return start + (usccCheckCharacter(start) ?? '')
}
const context = { file: '市场主体.csv', asOf: '2026-05-01', today: '2026-08-31' }
const nothing: Known = { premises: [], licences: [] }

const marketRow = (row: number, values: Record<string, string> = {}): RegisterRow => ({
  sheet: null,
  row,
  values: {
    code: codeOf(1),
    name: '北关区某某美容院',
    address: '北关区洹北街道漳明巷5号',
    principal: '某甲',
    phone: '',
    scope: '美容服务',
    state: '存续',
    issuedOn: '2022-02-07',
    ...values,
  },
  columns: { code: 'A', name: 'B', state: 'G', issuedOn: 'H' },
})
const merge = (
  source: RegisterSource,
  rows: RegisterRow[],
  known = nothing,
  more: Partial<typeof context> = {},
): MergePlan => mergeByCode(profileOf(source), { ...context, ...more }, known, rows)

/** Carries a plan out on what was known; ids are numbered. */
function after(plan: MergePlan, known: Known): Known {
  const premises = new Map<string, KnownPremises>(known.premises.map((it) => [it.id, it]))
  const licences = new Map<string, KnownLicence>(known.licences.map((it) => [it.id, it]))
  const refer = (place: { id: string } | { uscc: string } | null): string | null =>
    place === null
      ? null
      : 'id' in place
        ? place.id
        : ([...premises.values()].find((it) => it.uscc === place.uscc)?.id ?? null)
  for (const step of plan.steps) {
    const id = 'id' in step ? step.id : `r${premises.size + licences.size}`
    if (step.does === 'create-premises') premises.set(id, { id, ...step.data })
    if (step.does === 'create-licence') licences.set(id, { id, ...step.data, premises: refer(step.place) })
    const place = premises.get(id)
    if (step.does === 'update-premises' && place) premises.set(id, { ...place, ...step.changes })
    const licence = licences.get(id)
    if (step.does === 'update-licence' && licence)
      licences.set(id, { ...licence, ...step.changes, ...(step.place ? { premises: refer(step.place) } : {}) })
  }
  return { premises: [...premises.values()], licences: [...licences.values()] }
}

test('a market row makes a place and its business licence', () => {
  const plan = merge('market', [marketRow(2)])
  expect(plan.steps).toEqual([
    {
      does: 'create-premises',
      row: 2,
      hintsAtMedicalWork: false,
      data: {
        name: '北关区某某美容院',
        tradeName: null,
        uscc: codeOf(1),
        kind: 'beauty-shop',
        town: '洹北街道',
        address: '北关区洹北街道漳明巷5号',
        principal: '某甲',
        phone: null,
        scope: '美容服务',
        openingState: 'open',
        registeredOn: '2022-02-07',
        sources: ['市场主体登记'],
      },
    },
    {
      does: 'create-licence',
      row: 2,
      place: { uscc: codeOf(1) },
      data: {
        kind: 'business',
        licenceNo: codeOf(1),
        holder: '北关区某某美容院',
        uscc: codeOf(1),
        address: '北关区洹北街道漳明巷5号',
        scope: '美容服务',
        issuedOn: '2022-02-07',
        expiresOn: null,
        standing: 'valid',
        issuer: null,
        source: '市场主体登记',
        asOf: '2026-05-01',
        matched: true,
      },
    },
  ])
})

test('every fault names row, column, value, reason and remedy; only the row it concerns stays out', () => {
  const wrong = codeOf(2).slice(0, 17) + (codeOf(2).endsWith('0') ? '1' : '0')
  const rows = [
    marketRow(2),
    marketRow(3, { code: wrong }),
    marketRow(4, { code: 'O2410503MA0000003X' }),
    marketRow(5, { code: codeOf(5), name: ' ' }),
    marketRow(6, { code: codeOf(6), state: '怪状态', issuedOn: '2022.2.30' }),
  ]
  const plan = merge('market', rows)
  expect(plan.faults.map(({ row, column, value, code, level }) => [row, column, value, code, level])).toEqual([
    [3, 'A', wrong, 'registers.code.check-digit', 'refused'],
    [4, 'A', 'O2410503MA0000003X', 'registers.code.alphabet', 'refused'],
    [5, 'B', ' ', 'registers.name.blank', 'refused'],
    [6, 'H', '2022.2.30', 'registers.date.no-such-day', 'noted'],
    [6, 'G', '怪状态', 'registers.state.unknown', 'noted'],
  ])
  expect(plan.faults.every((fault) => fault.reason !== '' && fault.remedy !== '')).toBe(true)
  expect(plan.faults[0]?.reason).toContain(`末位应为 ${codeOf(2).at(-1)}`)
  expect(plan.counts).toMatchObject({ rows: 5, refused: 3, premises: { created: 2 } })
})

test('a wrong code in a row of another trade is noted and holds nothing back', () => {
  const plan = merge('market', [marketRow(2, { name: '某某水果店', scope: '食品销售', code: '123' })])
  expect(plan.faults).toMatchObject([{ code: 'registers.code.length', level: 'noted' }])
  expect(plan.counts).toMatchObject({ outOfScope: 1, refused: 0 })
})

test('a later file changes what it says and leaves what it does not say', () => {
  const first = after(merge('market', [marketRow(2, { phone: '13912345678' })]), nothing)
  const plan = merge('market', [marketRow(9, { state: '注销', phone: '' })], first, { asOf: '2026-06-01' })
  expect(plan.steps).toEqual([
    { does: 'update-licence', row: 9, id: 'r1', changes: { standing: 'cancelled', asOf: '2026-06-01' } },
    { does: 'update-premises', row: 9, id: 'r0', changes: { openingState: 'cancelled' } },
  ])
  expect(merge('market', [marketRow(9, { state: '吊销' })], first, { asOf: '2026-04-01' })).toMatchObject({
    steps: [],
    counts: { older: 1 },
  })
})

test('a kind that a person chose is not overwritten by the next file', () => {
  const known = after(merge('market', [marketRow(2)]), nothing)
  const chosen = { ...known, premises: known.premises.map((it) => ({ ...it, kind: 'club' })) }
  expect(merge('market', [marketRow(2)], chosen).steps).toEqual([])
})

test('a repeated code counts once, and its last row holds', () => {
  const plan = merge('market', [marketRow(2), marketRow(3, { principal: '某乙' })])
  expect(plan.counts).toMatchObject({ repeated: 1, premises: { created: 1 } })
  expect(plan.steps[0]).toMatchObject({ row: 3, data: { principal: '某乙' } })
})

test('a merchant without a known code stays, marked, until the market file brings its place', () => {
  const merchant = {
    sheet: null,
    row: 1,
    values: {
      number: 'm1',
      issuer: '点评',
      name: '某某美容（总店）',
      code: codeOf(1),
      address: '',
      phone: '',
      scope: '美甲',
    },
  }
  const alone = merge('platform', [merchant], nothing)
  expect(alone.steps).toMatchObject([
    {
      does: 'create-licence',
      place: null,
      data: { kind: 'merchant', licenceNo: 'm1', matched: false, uscc: codeOf(1) },
    },
  ])
  const known = after(alone, nothing)
  const plan = merge('market', [marketRow(2)], known)
  expect(plan.steps).toContainEqual({
    does: 'update-licence',
    row: 2,
    id: 'r0',
    changes: { matched: true },
    place: { uscc: codeOf(1) },
  })
  const tied = after(plan, known)
  expect(tied.licences.every((it) => it.premises !== null && it.matched)).toBe(true)
  const again = merge('platform', [merchant], tied)
  expect(again.steps).toMatchObject([
    { does: 'update-premises', changes: { sources: ['市场主体登记', '平台商户'], tradeName: '某某美容（总店）' } },
  ])
})

test('a payer of another name comes in only when its code is that of a known place', () => {
  const known = after(merge('market', [marketRow(2)]), nothing)
  const payer = (row: number, code: string, name: string) => ({
    sheet: null,
    row,
    values: { code, name, state: '正常' },
  })
  const plan = merge(
    'tax',
    [payer(2, codeOf(1), '某某商贸中心'), payer(3, codeOf(2), '某某水果店'), payer(4, 'XX', '某某美容店')],
    known,
  )
  expect(plan.counts).toMatchObject({ outOfScope: 1, matched: 1, unmatched: 1, refused: 0 })
  expect(plan.faults).toMatchObject([{ row: 4, code: 'registers.code.length', level: 'noted' }])
})

test('a payer that stands twice, once by a name of ours, counts as ours', () => {
  const known = after(merge('market', [marketRow(2)]), nothing)
  const payers = ['某某美容店', '某某商贸中心'].map((name, i) => ({
    sheet: null,
    row: i + 2,
    values: { code: codeOf(1), name },
  }))
  expect(merge('tax', payers, known)).toMatchObject({ counts: { repeated: 1, matched: 1 } })
})

test('what a file no longer names is counted and left alone', () => {
  const known = after(merge('market', [marketRow(2), marketRow(3, { code: codeOf(7) })]), nothing)
  expect(merge('market', [marketRow(2)], known)).toMatchObject({ steps: [], counts: { gone: 1 } })
})

test('any file, in any state of the registers: a second time it changes nothing', () => {
  const source = fc.constantFrom(...REGISTER_PROFILES.map((profile) => profile.source))
  const values = fc.record({
    code: fc.oneof(fc.integer({ min: 1, max: 6 }).map(codeOf), fc.constantFrom('', 'XYZ', '92410503MA00000010')),
    number: fc.constantFrom('a1', 'a2', 'a3', ''),
    name: fc.constantFrom('甲美容院', '乙诊所', '丙水果店', ''),
    address: fc.constantFrom('北关区柏庄镇1号', '', '彰北街道2号'),
    phone: fc.constantFrom('', '139 1234 5678'),
    scope: fc.constantFrom('', '美容服务', '食品销售'),
    state: fc.constantFrom('', '存续', '注销', '？'),
    issuedOn: fc.constantFrom('', '2021.3.4', '昨天'),
  })
  const file = fc.record({
    source,
    asOf: fc.constantFrom('2026-05-01', '2026-06-01'),
    rows: fc.array(values, { maxLength: 8 }),
  })
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), (files) => {
      let known = nothing
      for (const it of files) {
        const rows = it.rows.map((cells, i) => ({ sheet: null, row: i + 2, values: cells }))
        const plan = merge(it.source, rows, known, { asOf: it.asOf })
        expect(merge(it.source, rows, known, { asOf: it.asOf })).toEqual(plan)
        known = after(plan, known)
        expect(merge(it.source, rows, known, { asOf: it.asOf }).steps).toEqual([])
        const codes = known.premises.map((place) => place.uscc)
        expect(new Set(codes).size).toBe(codes.length)
        for (const licence of known.licences) expect(licence.matched).toBe(licence.premises !== null)
      }
    }),
    { numRuns: 1_000 },
  )
})
