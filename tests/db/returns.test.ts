import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { byLoop, type Cell, total } from '@qingmei/core/returns/figure'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DERIVED, membersBehind } from '../../apps/server/src/returns/derived-lines.ts'
import { inPasses, rowsBehind } from '../../apps/server/src/returns/figure-query.ts'
import { cellsOf, periodOf, type SheetLine, sheetOf } from '../../apps/server/src/returns/sheet.ts'
import { everyLedger } from '../support/cases.ts'
import { aCounty, aLead, type County, REGION } from '../support/county.ts'
import { act, anExecutedCase, aPlace, aVisit } from '../support/field-work.ts'
import { someCases } from '../support/some-cases.ts'

let county: County
let all: Map<string, AnyRecord[]>
beforeAll(async () => {
  county = await aCounty()
  await everyLedger(county)
  await someCases(county, 10_000)
  all = new Map()
  for (const name of new Set(MONTHLY_FIGURES.map((it) => it.ledger))) all.set(name, await everyRecord(name))
})
afterAll(() => county.database.drop())

/** All records of a ledger with their children, read past the policies. */
async function everyRecord(name: string): Promise<AnyRecord[]> {
  const superuser = county.database.pool('superuser')
  const ledger = qingmei.ledger(name)
  const table = name.replaceAll('-', '_')
  const camel = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        value as unknown,
      ]),
    )
  const { rows } = await superuser.query<object>(`select * from qm."${table}"`)
  const records = new Map(rows.map((row) => [(row as { id: string }).id, camel(row) as unknown as AnyRecord]))
  for (const child of Object.keys(ledger.children)) {
    const { rows: found } = await superuser.query<{ parent: string }>(
      `select * from qm."${table}_${child}" order by parent, no`,
    )
    const byParent = new Map<string, object[]>()
    for (const row of found) byParent.set(row.parent, [...(byParent.get(row.parent) ?? []), camel(row)])
    for (const [id, record] of records) records.set(id, { ...record, [child]: byParent.get(id) ?? [] })
  }
  return [...records.values()]
}

const asSystem = <T>(work: Parameters<typeof county.store.as<T>>[1]) => county.store.as(county.system, work)
const key = (org: string | null, group: string | null) => `${org ?? '*'}|${group ?? '*'}`

describe('every figure of the monthly sheet', () => {
  const months = ['2026-06', '2026-07', '2026-08'] as const

  it('has a name in the plan, and every indicator of the plan is a figure or known to have no source yet', () => {
    const named = county.plan.indicators.flatMap((it) =>
      it.parts ? it.parts.map((part) => `${it.id}.${part.id}`) : [it.id],
    )
    expect(MONTHLY_FIGURES.map((it) => it.id).filter((id) => !named.includes(id))).toEqual([])
    expect(new Set(MONTHLY_FIGURES.map((it) => it.id)).size).toBe(MONTHLY_FIGURES.length)
  })

  it.each(MONTHLY_FIGURES.map((figure) => [figure.id, figure] as const))(
    '%s is what a plain loop counts',
    async (_id, figure) => {
      const records = all.get(figure.ledger) ?? []
      let counted = 0
      for (const month of months) {
        const period = periodOf(month)
        const asked = { region: REGION, campaign: county.campaign, period }
        const loop = byLoop(
          figure,
          records.filter((it) => it.campaign === county.campaign),
          period,
        )
        // Beside every other figure of its pass, and another period.
        const pass = inPasses(MONTHLY_FIGURES).find((it) => it.includes(figure)) ?? []
        const other = periodOf('2026-05')
        const cells = (await asSystem((tx) => cellsOf(tx, qingmei, pass, { ...asked, periods: [other, period] }))).get(
          figure.id,
        )?.[1]
        if (!cells) throw new Error('no cells')
        const query = new Map(cells.map((cell) => [key(cell.org, cell.group), cell]))
        for (const cell of loop) {
          const found = query.get(key(cell.org, figure.by === undefined ? null : cell.group))
          expect(found?.value, `${month} ${cell.org} ${cell.group}`).toBeCloseTo(cell.value, 6)
          expect(found?.counted).toBe(cell.counted.length)
          counted += cell.counted.length
        }
        expect(cells.filter((it) => it.org !== null && (figure.by === undefined || it.group !== null))).toHaveLength(
          loop.length,
        )
        expect(query.get('*|*')?.counted ?? 0).toBe(loop.reduce((sum, cell) => sum + cell.counted.length, 0))
      }
      if (/^M(5|10|11|12)/.test(figure.id)) expect(counted).toBeGreaterThan(0)
    },
  )

  it('opens exactly the records that it counts, none twice', async () => {
    for (const figure of MONTHLY_FIGURES) {
      const period = periodOf('2026-07')
      const loop = byLoop(
        figure,
        (all.get(figure.ledger) ?? []).filter((it) => it.campaign === county.campaign),
        period,
      )
      for (const cell of sample(loop)) {
        const asked = {
          region: REGION,
          campaign: county.campaign,
          period,
          org: cell.org,
          group: cell.group,
          limit: 100_000,
        }
        const rows = await asSystem((tx) => rowsBehind(tx, qingmei, figure, asked))
        const opened = rows.map((row) => (row.no === null ? row.id : `${row.id}#${row.no}`))
        expect(opened.toSorted(), figure.id).toEqual([...cell.counted].toSorted())
        expect(rows[0]?.total).toBe(cell.counted.length)
      }
    }
  })
})

const sample = (cells: readonly Cell[]): Cell[] =>
  cells.filter((_, i) => i % Math.max(1, Math.floor(cells.length / 3)) === 0)

describe('the sheet', () => {
  let reader: Actor
  beforeAll(async () => {
    reader = await county.person('office', county.org('office'))
  })
  it('has every line of the plan, and says 未采集 where nothing is collected yet', async () => {
    const lines = await asSystem((tx) =>
      sheetOf(tx, {
        house: qingmei,
        plan: county.plan,
        region: REGION,
        campaign: county.campaign,
        month: '2026-08',
        now: county.clock.now,
      }),
    )
    expect(reader.seats).toHaveLength(1)
    const missing = lines.filter((it) => it.month === null).map((it) => it.id.split('.')[0])
    expect([...new Set(missing)]).toEqual(['M8', 'M14', 'M15', 'M16', 'M18'])
    expect(lines.find((it) => it.id === 'M11.total')?.cumulative?.find((it) => it.org === null)?.value).toBeGreaterThan(
      0,
    )
  })
})

describe('a line that is no figure over one ledger', () => {
  it('opens as many records as it says, for each organisation and group', async () => {
    const town = county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? '')
    const clerk = { county, actor: await county.person('townadm', town) }
    for (const i of [1, 2, 3, 4, 5]) {
      const premises = await aPlace(clerk, { name: `未查店 ${i}` })
      const input = { premises, group: 'market-entities', assignee: town, inBase: i < 5, since: '2026-06-01' }
      const target = await act(clerk, 'screening-target', 'list', { input })
      if (i < 3) await aVisit(clerk, { target, subject: null })
    }
    await act(clerk, 'lead', 'register', { input: aLead() })
    const at = { house: qingmei, plan: county.plan, region: REGION, campaign: county.campaign }
    // Two days on, the lead is late.
    const now = '2026-08-31T09:00:00.000Z'
    for (const month of ['2026-08', '2026-10']) {
      const lines = await asSystem((tx) => sheetOf(tx, { ...at, month, now }))
      for (const id of Object.keys(DERIVED))
        for (const which of ['month', 'cumulative'] as const)
          for (const { org, group, counted } of lines.find((it) => it.id === id)?.[which] ?? []) {
            const asked = { ...at, month, period: periodOf(month), now }
            const rows = await asSystem((tx) => membersBehind(tx, asked, id, { org, group, which }))
            expect(new Set(rows.map((it) => it.id)).size, `${id} ${which}`).toBe(counted)
          }
      const whole = (id: string, which: 'month' | 'cumulative' = 'month') =>
        lines.find((it) => it.id === id)?.[which]?.find((it) => it.org === null && it.group === null)
      // One more was listed with every ledger.
      expect(whole('M1')).toMatchObject({ value: 6, counted: 6 })
      expect(whole('M3.cumulative', 'cumulative')?.counted).toBe(3)
      expect(whole('M3.month')?.counted).toBe(month === '2026-08' ? 3 : undefined)
      expect(whole('M6.overdue')?.value).toBeGreaterThan(0)
    }
  })
})

describe('the tally', () => {
  const asked = (month: string) => ({
    house: qingmei,
    plan: county.plan,
    region: REGION,
    campaign: county.campaign,
    month,
    now: county.clock.now,
  })
  const plainly = (month: string) => asSystem((tx) => sheetOf(tx, asked(month)))
  const byTally = (month: string) => asSystem((tx) => sheetOf(tx, asked(month), 'tally'))
  /** In one order, and without the last binary digits of means. */
  const told = (lines: readonly SheetLine[]) =>
    lines.map(({ id, month, cumulative }) => {
      const cells = (of: SheetLine['month']) =>
        of
          ?.map((it) => `${key(it.org, it.group)} ${it.value.toFixed(6)} ${it.counted}`)
          .toSorted((a, b) => (a < b ? -1 : 1))
      return { id, month: cells(month), cumulative: cells(cumulative) }
    })
  const agrees = async () => {
    for (const month of ['2026-06', '2026-08']) expect(told(await byTally(month))).toEqual(told(await plainly(month)))
  }

  it('says what the rows say, at first and after every kind of change', { timeout: 240_000 }, async () => {
    await agrees()
    const health = county.org('health')
    const officer = { county, actor: await county.person('hcenf', health) }
    const head = { county, actor: await county.person('member', health) }
    const file = await anExecutedCase(officer, head)
    await agrees()
    await act(head, 'case', 'correct', { id: file, input: { penalty: 1, amount: 12_000_000, reason: '变更' } })
    await act(officer, 'case', 'settle', { id: file, input: { penalty: 3, status: 'annulled' } })
    await agrees()
    const visit = await aVisit(officer, { target: null, subject: '甲店' })
    await agrees()
    await act(officer, 'visit', 'void', { id: visit, input: { note: '误记' } })
    await agrees()
    const { rows } = await county.database.pool('superuser').query('select 1 from qm.tally_mark')
    expect(rows).toEqual([])
  })

  it('misses nothing that is written while it is counted, and may be counted by two at once', async () => {
    const health = county.org('health')
    const officer = { county, actor: await county.person('hcenf', health) }
    let stop = false
    const writing = (async () => {
      for (let i = 0; !stop; i++) await aVisit(officer, { target: null, subject: `店 ${i}` })
    })()
    for (let i = 0; i < 5; i++) await Promise.all([byTally('2026-08'), byTally('2026-08')])
    stop = true
    await writing
    expect(told(await byTally('2026-08'))).toEqual(told(await plainly('2026-08')))
  })
})

describe('adding up', () => {
  it('counts distinct values once, and averages hours', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', '')), (values) => {
        const figure = { id: 'x', ledger: 'visit', at: 'visitedAt', org: 'org', value: { distinct: 'place' } } as const
        expect(total(figure, values)).toBe(new Set(values.filter((it) => it !== '')).size)
      }),
    )
    const hours = { id: 'x', ledger: 'transfer', at: 'sentAt', org: 'org', value: { hours: ['a', 'b'] } } as const
    expect(total(hours, [10, 20, 60])).toBe(30)
  })
})
