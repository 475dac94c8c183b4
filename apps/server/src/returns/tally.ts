import { shanghaiDate } from '@qingmei/core/kernel/dates'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type { House } from '@qingmei/core/ledger/house'
import { addsUp, daysOf, type Figure, type Period } from '@qingmei/core/returns/figure'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import type pg from 'pg'
import { BY_KEYS, dailyStatement, DEFINITION, WHOLE_TABLES } from './figure-query.ts'
import type { SheetCell } from './sheet.ts'

const OF_LEDGER = new Map<string, Figure[]>()
for (const figure of MONTHLY_FIGURES.filter(addsUp))
  OF_LEDGER.set(figure.ledger, [...(OF_LEDGER.get(figure.ledger) ?? []), figure])

/** The days on which a record counts, or may count, in what the tally keeps. */
export const touchedDays = (ledger: string, record: AnyRecord | null): readonly string[] => {
  const figures = record === null ? undefined : OF_LEDGER.get(ledger)
  return figures && record ? daysOf(figures, record) : []
}

export interface Tallied {
  readonly house: House
  readonly region: string
  readonly campaign: string
}

/**
 * Figures that add up, by day, kept in a table so that a sheet needs no pass over every record. Actions leave marks of
 * the days they touch; what is marked is counted anew from the rows before anybody reads it. What is committed while
 * we count has left its own mark, and is counted next time.
 */
export async function freshTally(tx: pg.ClientBase, it: Tallied, figures: readonly Figure[]): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`tally ${it.region}`])
  const ledgers = [...new Set(figures.filter(addsUp).map((figure) => figure.ledger))]
  const { rows: states } = await tx.query<{ ledger: string }>(
    'select ledger from qm.tally_state where region = $1 and campaign = $2 and definition = $3',
    [it.region, it.campaign, DEFINITION],
  )
  const { rows: marks } = await tx.query<{ ledger: string; day: string; record: string; version: number }>(
    'select ledger, day, record, version from qm.tally_mark where region = $1 and campaign = $2',
    [it.region, it.campaign],
  )
  for (const ledger of ledgers) {
    const own = figures.filter((figure) => figure.ledger === ledger && addsUp(figure))
    const isKnown = states.some((state) => state.ledger === ledger)
    const days = [...new Set(marks.flatMap((mark) => (mark.ledger === ledger ? mark.day : [])))]
    if (isKnown && days.length === 0) continue
    await count(tx, it, own, isKnown ? days : null)
    if (!isKnown)
      await tx.query(
        `insert into qm.tally_state (region, campaign, ledger, definition) values ($1, $2, $3, $4)
         on conflict (region, campaign, ledger) do update set definition = excluded.definition`,
        [it.region, it.campaign, ledger, DEFINITION],
      )
  }
  if (marks.length > 0)
    await tx.query(
      `delete from qm.tally_mark m using unnest($3::text[], $4::date[], $5::uuid[], $6::bigint[]) d (ledger, day, record, version)
       where m.region = $1 and m.campaign = $2 and m.ledger = d.ledger and m.day = d.day and m.record = d.record and m.version = d.version`,
      [
        it.region,
        it.campaign,
        marks.map((mark) => mark.ledger),
        marks.map((mark) => mark.day),
        marks.map((mark) => mark.record),
        marks.map((mark) => mark.version),
      ],
    )
}

const MOST_DAYS = 31

/** Counts figures anew, on some days or (null) on all. */
async function count(tx: pg.ClientBase, it: Tallied, figures: readonly Figure[], asked: readonly string[] | null) {
  // So many days are most of a campaign: one pass over all rows is less than looking each day up.
  const days = asked !== null && asked.length > MOST_DAYS ? null : asked
  await tx.query(days === null ? WHOLE_TABLES : BY_KEYS)
  await tx.query(
    `delete from qm.tally where region = $1 and campaign = $2 and figure = any($3::text[]) and ($4::date[] is null or day = any($4::date[]))`,
    [it.region, it.campaign, figures.map((figure) => figure.id), days],
  )
  for (const figure of figures) {
    const daily = dailyStatement(it.house, figure, { ...it, days })
    await tx.query(
      `insert into qm.tally (region, campaign, figure, day, org, "group", value, counted) ${daily.text}`,
      daily.values,
    )
  }
}

interface Sum {
  readonly figure: string
  readonly org: string
  readonly group: string
  readonly value: number
  readonly counted: number
}

/** The cells of figures that add up, from the tally: by figure, for a period. */
export async function tallied(
  tx: pg.ClientBase,
  it: Tallied,
  figures: readonly Figure[],
  period: Period,
): Promise<Map<string, SheetCell[]>> {
  const { rows } = await tx.query<Sum>(
    `select figure, org, "group", sum(value)::float8 as value, sum(counted)::int as counted from qm.tally
     where region = $1 and campaign = $2 and day >= $3::date and day < $4::date group by figure, org, "group"`,
    [it.region, it.campaign, shanghaiDate(period.from), shanghaiDate(period.to)],
  )
  return new Map(
    figures.filter(addsUp).map((figure) => [
      figure.id,
      cellsFrom(
        figure,
        rows.filter((row) => row.figure === figure.id),
      ),
    ]),
  )
}

function cellsFrom(figure: Figure, sums: readonly Sum[]): SheetCell[] {
  const told = figure.by !== undefined
  const cells = new Map<string, { org: string | null; group: string | null; value: number; counted: number }>()
  const put = (org: string | null, group: string | null, sum: Sum) => {
    const key = `${org ?? '*'}|${group === null ? '*' : `=${group}`}`
    const had = cells.get(key) ?? { org, group, value: 0, counted: 0 }
    cells.set(key, { ...had, value: had.value + sum.value, counted: had.counted + sum.counted })
  }
  cells.set('*|*', { org: null, group: null, value: 0, counted: 0 })
  for (const sum of sums) {
    put(null, null, sum)
    put(sum.org, null, sum)
    if (told) {
      put(null, sum.group, sum)
      put(sum.org, sum.group, sum)
    }
  }
  const isMean = 'hours' in figure.value
  return [...cells.values()].map((cell) => ({
    ...cell,
    value: isMean && cell.counted > 0 ? cell.value / cell.counted : cell.value,
  }))
}
