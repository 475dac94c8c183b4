import { readFileSync } from 'node:fs'
import { asOfIn } from '@qingmei/core/premises/registers/clean'
import { mergeByCode } from '@qingmei/core/premises/registers/merge-by-code'
import type { KnownLicence, KnownPremises, MergePlan } from '@qingmei/core/premises/registers/merge-plan'
import { type RegisterSource, profileOf } from '@qingmei/core/premises/registers/profiles'
import type { RegisterRow } from '@qingmei/core/premises/registers/register-row'
import { readRecords, readTable } from '@qingmei/office'
import { beforeAll, expect, test } from 'vitest'

const root = new URL('../../../../', import.meta.url).pathname
const files: Readonly<Record<RegisterSource, string>> = {
  market: 'market-entities.csv',
  'medical-licence': 'medical-licences.xlsx',
  'beauty-permit': 'beauty-permits.xlsx',
  tax: 'tax-payers.csv',
  platform: 'platform-merchants.jsonl',
}

interface ReadFile {
  readonly rows: readonly RegisterRow[]
  readonly asOf: string | null
}
const read = new Map<RegisterSource, ReadFile>()

beforeAll(async () => {
  for (const [source, file] of Object.entries(files) as [RegisterSource, string][]) {
    const opened = await readTable({ path: `${root}demo/beiguan/files/${file}` })
    if (!opened.ok) throw new Error(opened.error.reason)
    const rows: RegisterRow[] = []
    let asOf: string | null = null
    for await (const event of readRecords(opened.value, profileOf(source).columns)) {
      if (event.kind === 'fault') throw new Error(event.fault.reason)
      if (event.kind === 'record') rows.push(event)
      if (event.kind === 'skipped' && event.why === 'title') asOf ??= asOfIn(event.text)
    }
    await opened.value.close()
    read.set(source, { rows, asOf })
  }
})

/** A register office that carries out what the plans say, in memory. */
class Office {
  readonly premises = new Map<string, KnownPremises>()
  readonly licences = new Map<string, KnownLicence>()
  private next = 0

  bring(source: RegisterSource): MergePlan {
    const file = read.get(source)
    if (!file) throw new Error(source)
    const context = { file: files[source], asOf: file.asOf, today: '2026-08-31' }
    const plan = mergeByCode(profileOf(source), context, this.known(), file.rows)
    for (const step of plan.steps) this.carryOut(step)
    return plan
  }

  known = () => ({ premises: [...this.premises.values()], licences: [...this.licences.values()] })

  private carryOut(step: MergePlan['steps'][number]): void {
    const idOf = (place: { id: string } | { uscc: string } | null | undefined): string | null =>
      !place ? null : 'id' in place ? place.id : ([...this.byCode].find(([code]) => code === place.uscc)?.[1] ?? null)
    const id = 'id' in step ? step.id : `r${++this.next}`
    if (step.does === 'create-premises') {
      this.premises.set(id, { id, ...step.data })
      this.byCode.set(step.data.uscc ?? id, id)
    } else if (step.does === 'create-licence') this.licences.set(id, { id, premises: idOf(step.place), ...step.data })
    else if (step.does === 'update-premises') {
      const had = this.premises.get(id)
      if (had) this.premises.set(id, { ...had, ...step.changes })
    } else {
      const had = this.licences.get(id)
      if (had) this.licences.set(id, { ...had, ...step.changes, premises: idOf(step.place) ?? had.premises })
    }
  }

  private readonly byCode = new Map<string, string>()
}

const truth = readFileSync(`${root}tests/fixtures/beiguan-truth/truth-premises.csv`, 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(','))

test('exactly the beauty and medical places of the market register come in', () => {
  const office = new Office()
  const plan = office.bring('market')
  const found = new Set([...office.premises.values()].map((place) => place.uscc))
  const inFile = new Set(read.get('market')?.rows.map((row) => row.values.code?.trim()))
  const expected = truth.flatMap((line) => (inFile.has(line[2]) ? [line[2]] : []))
  expect(expected.filter((code) => !found.has(code ?? ''))).toEqual([])
  expect(found.size).toBe(expected.length)
  expect(plan.faults).toEqual([])
  expect(plan.counts).toMatchObject({ rows: 20_010, refused: 0 })
  expect(plan.counts.outOfScope + plan.counts.repeated + found.size).toBe(20_010)
})

test('a cancelled registration keeps its place and says so', () => {
  const office = new Office()
  office.bring('market')
  const state = new Map<unknown, string>([...office.premises.values()].map((place) => [place.uscc, place.openingState]))
  const known = truth.filter((line) => state.has(line[2]))
  expect(known.length).toBeGreaterThan(1_500)
  expect(known.map((line) => [line[2], state.get(line[2])])).toEqual(
    known.map((line) => [line[2], line[4] === '注销' ? 'cancelled' : 'open']),
  )
})

test('medical places are told from beauty shops by name and scope', () => {
  const office = new Office()
  office.bring('market')
  const kinds = new Map([...office.premises.values()].map((place) => [place.uscc, place.kind]))
  const medical = new Set(['medical-institution', 'aesthetic-hospital', 'aesthetic-outpatient', 'aesthetic-clinic'])
  const wrong = truth.filter(
    (line) => kinds.has(line[2] ?? '') && medical.has(kinds.get(line[2] ?? '') ?? '') !== (line[1] === 'med'),
  )
  expect(wrong).toEqual([])
})

test('all five files, then all five again: the second time nothing changes', () => {
  const office = new Office()
  const order: RegisterSource[] = ['market', 'medical-licence', 'beauty-permit', 'tax', 'platform']
  const first = order.map((source) => office.bring(source))
  expect(first.map((plan) => plan.asOf)).toEqual([null, '2026-05-18', null, null, null])
  expect(first.map((plan) => plan.counts.refused)).toEqual([0, 0, 0, 0, 0])
  const before = JSON.stringify([...office.premises.values(), ...office.licences.values()])
  for (const source of order) expect([source, office.bring(source).steps]).toEqual([source, []])
  expect(JSON.stringify([...office.premises.values(), ...office.licences.values()])).toBe(before)
  const permits = [...office.licences.values()].filter((licence) => licence.kind === 'hygiene')
  expect(permits).toHaveLength(1_022)
  expect(permits.every((licence) => licence.premises === null && !licence.matched)).toBe(true)
  const tax = [...office.licences.values()].filter((licence) => licence.kind === 'tax' && licence.matched)
  expect(tax.length).toBeGreaterThan(800)
})

test('the order of the files does not change what hangs on what', () => {
  const ties = (order: readonly RegisterSource[]) => {
    const office = new Office()
    for (const source of order) office.bring(source)
    return [...office.licences.values()]
      .filter((licence) => licence.uscc !== null)
      .map(
        (it) =>
          `${it.kind} ${it.licenceNo} ${it.matched ? (office.premises.get(it.premises ?? '')?.uscc ?? 'lost') : ''}`,
      )
      .toSorted()
  }
  const forward = ties(['market', 'medical-licence', 'beauty-permit', 'platform'])
  expect(ties(['platform', 'beauty-permit', 'medical-licence', 'market'])).toEqual(forward)
})
