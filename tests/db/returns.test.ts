import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { byLoop, type Cell, total } from '@qingmei/core/returns/figure'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figureStatement, rowsStatement } from '../../apps/server/src/returns/figure-query.ts'
import { periodOf, sheetOf } from '../../apps/server/src/returns/sheet.ts'
import { everyLedger } from '../support/cases.ts'
import { aCounty, type County, REGION } from '../support/county.ts'
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
        const { rows } = await asSystem((tx) =>
          tx.query<{
            org: string | null
            group: string | null
            isTotal: boolean
            isWhole: boolean
            value: number
            counted: number
          }>(figureStatement(qingmei, figure, asked)),
        )
        const query = new Map(
          rows.map((row) => [key(row.isTotal ? null : row.org, row.isWhole ? null : row.group), row]),
        )
        for (const cell of loop) {
          const found = query.get(key(cell.org, figure.by === undefined ? null : cell.group))
          expect(found?.value, `${month} ${cell.org} ${cell.group}`).toBeCloseTo(cell.value, 6)
          expect(found?.counted).toBe(cell.counted.length)
          counted += cell.counted.length
        }
        const cells = rows.filter((row) => !row.isTotal && (figure.by === undefined || !row.isWhole))
        expect(cells).toHaveLength(loop.length)
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
        const { rows } = await asSystem((tx) =>
          tx.query<{ id: string; no: number | null; total: number }>(rowsStatement(qingmei, figure, asked)),
        )
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
