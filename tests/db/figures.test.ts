import { qingmei } from '@qingmei/core/house'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { byLoop, type Cell, type Figure } from '@qingmei/core/returns/figure'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inPasses, rowsBehind } from '../../apps/server/src/returns/figure-query.ts'
import { cellsOf, periodOf } from '../../apps/server/src/returns/sheet.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { put, type RandomRecord, someRecords } from '../support/random-records.ts'

/** So many sets of records; `QINGMEI_CASE_SETS=10000` is the whole of it. */
const SETS = Number(process.env.QINGMEI_CASE_SETS ?? 200)

const REGION = '410503'
const CAMPAIGN = '0198a000-0000-7000-8000-0000000000ff'
const PERIODS = [periodOf('2026-06'), periodOf('2026-07'), { ...periodOf('2026-08'), from: periodOf('2026-05').from }]
const LEDGERS = [...new Set(MONTHLY_FIGURES.map((it) => it.ledger))].map((name) => qingmei.ledger(name))
const figuresOf = (ledger: string) => MONTHLY_FIGURES.filter((it) => it.ledger === ledger)

let database: FreshDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool('superuser').connect()
})
afterAll(async () => {
  client.release()
  await database.drop()
})

/** The cells of a figure with every organisation taken for one: what the whole must be. */
const wholes = (figure: Figure, records: readonly AnyRecord[], period: (typeof PERIODS)[number]): Cell[] =>
  byLoop(
    figure,
    records.map((it) => ({ ...it, [figure.org]: it[figure.org] === null ? null : 'all' })),
    period,
  )
const sorted = (all: readonly string[]) => all.toSorted()

describe('over any set of records', () => {
  const sets = fc.record(
    Object.fromEntries(LEDGERS.map((ledger) => [ledger.name, someRecords(ledger, figuresOf(ledger.name))])),
  )
  let counted = new Map<string, number>()

  it('every figure is a count by plain loops, opens exactly what it counts, and counts nothing twice', {
    timeout: 60_000 + SETS * 500,
  }, async () => {
    counted = new Map()
    await fc.assert(
      fc.asyncProperty(sets, async (set) => {
        await client.query('begin; set local session_replication_role = replica')
        try {
          for (const ledger of LEDGERS)
            await put(client, ledger, set[ledger.name] ?? [], { region: REGION, campaign: CAMPAIGN })
          for (const pass of inPasses(MONTHLY_FIGURES)) await holds(pass, set)
        } finally {
          await client.query('rollback')
        }
      }),
      { numRuns: SETS },
    )
    // A figure that never met a record would hold whatever it said.
    expect(MONTHLY_FIGURES.filter((it) => (counted.get(it.id) ?? 0) < SETS / 20).map((it) => it.id)).toEqual([])
  })

  async function holds(pass: readonly Figure[], set: Readonly<Record<string, RandomRecord[]>>): Promise<void> {
    const at = { region: REGION, campaign: CAMPAIGN }
    const all = await cellsOf(client, qingmei, pass, { ...at, periods: PERIODS })
    for (const figure of pass) {
      const records = (set[figure.ledger] ?? []) as unknown as AnyRecord[]
      for (const [i, period] of PERIODS.entries()) {
        const cells = all.get(figure.id)?.[i] ?? []
        const said = (org: string | null, group: string | null) =>
          cells.find((it) => it.org === org && it.group === group)
        const loop = byLoop(figure, records, period)
        const own = loop.filter((it) => figure.by === undefined || it.group !== null)
        for (const cell of own) {
          const found = said(cell.org, cell.group)
          expect(found?.value, `${figure.id} ${cell.org} ${cell.group}`).toBeCloseTo(cell.value, 6)
          expect(found?.counted).toBe(cell.counted.length)
          expect(new Set(cell.counted).size).toBe(cell.counted.length)
        }
        expect(cells.filter((it) => it.org !== null && (figure.by === undefined || it.group !== null))).toHaveLength(
          own.length,
        )
        for (const cell of wholes(figure, records, period))
          expect(said(null, cell.group)?.value, `${figure.id} whole ${cell.group}`).toBeCloseTo(cell.value, 6)
        if (i === PERIODS.length - 1) await opens(figure, period, loop)
      }
    }
  }

  /** The whole of a figure, and its first cell, open what the loop counted. */
  async function opens(figure: Figure, period: (typeof PERIODS)[number], loop: readonly Cell[]): Promise<void> {
    const open = async (org: string | null, group: string | null) =>
      (
        await rowsBehind(client, qingmei, figure, {
          region: REGION,
          campaign: CAMPAIGN,
          period,
          org,
          group,
          limit: 1000,
        })
      ).map((row) => (row.no === null ? row.id : `${row.id}#${row.no}`))
    const [first] = loop
    if (first) expect(sorted(await open(first.org, first.group))).toEqual(sorted(first.counted))
    const everything = sorted(loop.flatMap((it) => it.counted))
    expect(sorted(await open(null, null)), figure.id).toEqual(everything)
    expect(new Set(everything).size).toBe(everything.length)
    counted.set(figure.id, (counted.get(figure.id) ?? 0) + everything.length)
  }
})
