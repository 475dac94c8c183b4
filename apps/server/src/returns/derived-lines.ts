import { coverageOf, doneIn, type Month, stands } from '@qingmei/core/inspection/coverage'
import { startOfDay } from '@qingmei/core/kernel/dates'
import type { Plan } from '@qingmei/core/plan/plan'
import type { Figure, Period } from '@qingmei/core/returns/figure'
import type pg from 'pg'
import { ruleOf, screeningMonths, targetsOf, type TargetRow } from './coverage-query.ts'
import type { SheetCell } from './sheet.ts'

/** A record that a derived line counts, for whom, and in which group. */
export interface Member {
  readonly id: string
  readonly org: string
  readonly group: string | null
}

type Which = 'month' | 'cumulative'

export interface DerivedLine {
  readonly print: Figure['print'] | 'percent'
  readonly month: SheetCell[]
  readonly cumulative: SheetCell[]
  /** What the cells count, so that opening one can't tell another number. */
  readonly members: Readonly<Record<Which, readonly Member[]>>
}

export interface Deriving {
  readonly plan: Plan
  readonly region: string
  readonly campaign: string
  readonly month: Month
  readonly period: Period
  readonly now: string
}

/** The lines that are no figure over one ledger, with the ledger that they open and the dictionary of their groups. */
export const DERIVED: Readonly<Record<string, { readonly ledger: string; readonly groups?: string }>> = {
  M1: { ledger: 'screening-target', groups: 'screening-group' },
  'M3.month': { ledger: 'screening-target' },
  'M3.cumulative': { ledger: 'screening-target' },
  'M6.overdue': { ledger: 'lead' },
  'M14.late': { ledger: 'opinion' },
}

/** M1 and M3 from the targets, M6 and M14 from the deadlines: their cells, and the records behind them. */
export async function derivedLines(tx: pg.ClientBase, it: Deriving): Promise<Map<string, DerivedLine>> {
  return new Map([...(await coverageLines(tx, it)), ...(await overdueLines(tx, it))])
}

type Line = readonly [string, DerivedLine]

async function coverageLines(tx: pg.ClientBase, it: Deriving): Promise<Line[]> {
  const months = screeningMonths(it.plan)
  const [begin, end] = [months[0], months.at(-1)]
  if (begin === undefined || end === undefined) return []
  const rule = ruleOf(it.plan, null)
  const targets = await targetsOf(tx, it.region, it.campaign)
  // After the phase it stays as it ended; before it there is nothing to screen.
  const month = it.month > end ? end : it.month
  const standing = month < begin ? [] : targets.filter((each) => stands(each, month))
  const inMonth = it.month > end ? [] : targets.filter((each) => doneIn(each, month, rule) > 0)
  const inAll = targets.filter((each) => months.some((at) => at <= month && doneIn(each, at, rule) > 0))
  const rates = (members: readonly TargetRow[], rateOf: (own: readonly TargetRow[]) => number | null): SheetCell[] =>
    [null, ...new Set(targets.map((each) => each.assignee))].flatMap((org) => {
      const value = rateOf(org === null ? targets : targets.filter((each) => each.assignee === org))
      const counted = members.filter((each) => org === null || each.assignee === org).length
      return value === null ? [] : [{ org, group: null, value, counted }]
    })
  const found = (own: readonly TargetRow[]) => coverageOf(own, months, rule).find((each) => each.month === month)
  const base = counts(standing.map((each) => ({ id: each.id, org: each.assignee, group: each.group })))
  const ungrouped = (rows: readonly TargetRow[]) =>
    rows.map((each) => ({ id: each.id, org: each.assignee, group: null }))
  return [
    ['M1', { print: undefined, month: base.cells, cumulative: base.cells, members: both(base.members) }],
    [
      'M3.month',
      {
        print: 'percent',
        month: it.month > end ? [] : rates(inMonth, (own) => found(own)?.rate ?? null),
        cumulative: [],
        members: { month: ungrouped(inMonth), cumulative: [] },
      },
    ],
    [
      'M3.cumulative',
      {
        print: 'percent',
        month: [],
        cumulative: rates(inAll, (own) => found(own)?.cumulative.rate ?? null),
        members: { month: [], cumulative: ungrouped(inAll) },
      },
    ],
  ]
}

const both = (members: readonly Member[]) => ({ month: members, cumulative: members })

/** What is late and not done: leads not sent (M6), opinions issued late (M14), as the deadlines stand. */
async function overdueLines(tx: pg.ClientBase, it: Deriving): Promise<Line[]> {
  const { period } = it
  const until = it.now < period.to ? it.now : period.to
  const pending = counts(
    await owed(
      tx,
      `rule = 'lead.transfer' and key = 'transfer' and ledger = 'lead' and due < $3 and (state = 'open' or met_at >= $3)`,
      [it.region, it.campaign, until],
    ),
  )
  const late = async (from: string) =>
    counts(
      await owed(
        tx,
        `rule = 'opinion.issue' and ledger = 'opinion' and met_at > due and met_at >= $3 and met_at < $4`,
        [it.region, it.campaign, from, period.to],
      ),
    )
  const [inMonth, inAll] = [await late(period.from), await late(startOfDay(it.plan.from))]
  return [
    [
      'M6.overdue',
      { print: undefined, month: pending.cells, cumulative: pending.cells, members: both(pending.members) },
    ],
    [
      'M14.late',
      {
        print: undefined,
        month: inMonth.cells,
        cumulative: inAll.cells,
        members: { month: inMonth.members, cumulative: inAll.members },
      },
    ],
  ]
}

async function owed(tx: pg.ClientBase, where: string, values: unknown[]): Promise<Member[]> {
  const { rows } = await tx.query<{ id: string; org: string }>(
    `select record as id, owner as org from qm.deadline where region = $1 and campaign = $2 and ${where}`,
    values,
  )
  return rows.map((row) => ({ ...row, group: null }))
}

/** The cells of records that count one each: by organisation, by group, and the whole, which is always told. */
function counts(members: readonly Member[]): { cells: SheetCell[]; members: readonly Member[] } {
  const cells = new Map<string, { org: string | null; group: string | null; n: number }>()
  const put = (org: string | null, group: string | null, n: number) => {
    const key = `${org ?? '*'}|${group ?? '*'}`
    cells.set(key, { org, group, n: (cells.get(key)?.n ?? 0) + n })
  }
  put(null, null, 0)
  for (const { org, group } of members) {
    put(null, null, 1)
    put(org, null, 1)
    if (group === null) continue
    put(null, group, 1)
    put(org, group, 1)
  }
  return {
    cells: [...cells.values()].map(({ n, ...cell }) => ({ ...cell, value: n, counted: n })),
    members,
  }
}

/** The records behind a cell of a derived line, in no order. */
export async function membersBehind(
  tx: pg.ClientBase,
  it: Deriving,
  line: string,
  asked: { readonly org: string | null; readonly group: string | null; readonly which: Which },
): Promise<readonly Member[]> {
  const found = (await derivedLines(tx, it)).get(line)?.members[asked.which] ?? []
  return found.filter(
    (each) => (asked.org === null || each.org === asked.org) && (asked.group === null || each.group === asked.group),
  )
}
