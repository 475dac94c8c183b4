import { startOfDay, addMonths } from '@qingmei/core/kernel/dates'
import {
  coverageOf,
  type Month,
  monthsBetween,
  type MonthOfCoverage,
  type Target,
} from '@qingmei/core/inspection/coverage'
import type { Plan } from '@qingmei/core/plan/plan'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import { addsUp, type Figure, type Period } from '@qingmei/core/returns/figure'
import type { House } from '@qingmei/core/ledger/house'
import type pg from 'pg'
import { inPasses, passStatement, BY_KEYS, WHOLE_TABLES } from './figure-query.ts'
import { freshTally, tallied } from './tally.ts'

/** One number of the sheet. `org` null: the whole; `group` null: all groups. */
export interface SheetCell {
  readonly org: string | null
  readonly group: string | null
  readonly value: number
  readonly counted: number
}

/** A line of the sheet: an indicator's part, in the month and since the campaign began. Null cells: 未采集. */
export interface SheetLine {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly print: Figure['print'] | 'percent' | null
  readonly month: readonly SheetCell[] | null
  readonly cumulative: readonly SheetCell[] | null
}

export const periodOf = (month: Month): Period => ({
  from: startOfDay(`${month}-01`),
  to: startOfDay(addMonths(`${month}-01`, 1)),
})

/**
 * Every figure of the monthly sheet, computed over all records of the campaign; `by: 'tally'` takes what adds
 * up from the tally, brought up to date first, which says the same in a moment.
 */
export async function sheetOf(
  tx: pg.ClientBase,
  it: { house: House; plan: Plan; region: string; campaign: string; month: Month; now: string },
  by: 'rows' | 'tally' = 'rows',
): Promise<SheetLine[]> {
  const month = periodOf(it.month)
  const cumulative = { from: startOfDay(it.plan.from), to: month.to }
  const figures = new Map<string, { month: SheetCell[]; cumulative: SheetCell[]; print: Figure['print'] | 'percent' }>()
  if (by === 'tally') {
    await freshTally(tx, it, MONTHLY_FIGURES)
    const [inMonth, inAll] = [
      await tallied(tx, it, MONTHLY_FIGURES, month),
      await tallied(tx, it, MONTHLY_FIGURES, cumulative),
    ]
    for (const { id, print } of MONTHLY_FIGURES.filter(addsUp))
      figures.set(id, { month: inMonth.get(id) ?? [], cumulative: inAll.get(id) ?? [], print })
  }
  for (const pass of inPasses(MONTHLY_FIGURES.filter((figure) => by === 'rows' || !addsUp(figure)))) {
    const cells = await cellsOf(tx, it.house, pass, { ...it, periods: [month, cumulative] })
    for (const figure of pass) {
      const [inMonth = [], inAll = []] = cells.get(figure.id) ?? []
      figures.set(figure.id, { month: inMonth, cumulative: inAll, print: figure.print })
    }
  }
  await tx.query(BY_KEYS)
  for (const [id, line] of await coverageLines(tx, it)) figures.set(id, line)
  for (const [id, line] of await overdueLines(tx, it, month)) figures.set(id, line)
  return it.plan.indicators.flatMap((indicator) =>
    (indicator.parts ?? [{ id: '', label: indicator.label, unit: indicator.unit }]).map((part) => {
      const id = part.id === '' ? indicator.id : `${indicator.id}.${part.id}`
      const found = figures.get(id)
      const label = part.id === '' ? indicator.label : `${indicator.label} · ${part.label}`
      return {
        id,
        label,
        unit: part.unit ?? indicator.unit,
        print: found?.print ?? null,
        month: found?.month ?? null,
        cumulative: found?.cumulative ?? null,
      }
    }),
  )
}

/** The cells of a pass's figures, by figure and period. A group without rows has no cell; the whole always has. */
export async function cellsOf(
  tx: pg.ClientBase,
  house: House,
  figures: readonly Figure[],
  asked: { readonly region: string; readonly campaign: string; readonly periods: readonly Period[] },
): Promise<Map<string, SheetCell[][]>> {
  await tx.query(WHOLE_TABLES)
  const { rows } = await tx.query<
    Record<string, number> & { org: string | null; group: string | null; isTotal: boolean; isWhole: boolean }
  >(passStatement(house, figures, asked))
  const cells = (i: number, j: number): SheetCell[] =>
    rows.flatMap((row) => {
      const [org, group] = [row.isTotal ? null : row.org, row.isWhole ? null : row.group]
      const [value, counted] = [row[`v${i}_${j}`] ?? 0, row[`n${i}_${j}`] ?? 0]
      return counted === 0 && !(org === null && group === null) ? [] : [{ org, group, value, counted }]
    })
  return new Map(figures.map((figure, i) => [figure.id, asked.periods.map((_, j) => cells(i, j))]))
}

type Line = readonly [string, { month: SheetCell[]; cumulative: SheetCell[]; print: Figure['print'] | 'percent' }]

interface TargetRow {
  readonly id: string
  readonly assignee: string
  readonly group: string
  readonly inBase: boolean
  readonly since: string
  readonly until: string | null
  readonly days: string[] | null
}

/** The campaign's targets with the days of their valid screenings. */
export async function targetsOf(tx: pg.ClientBase, region: string, campaign: string): Promise<(Target & TargetRow)[]> {
  const { rows } = await tx.query<TargetRow>(
    `select t.id, t.assignee, t."group", t.in_base as "inBase", t.since, t.until, v.days from qm.screening_target t
     left join lateral (select array_agg((visited_at at time zone 'Asia/Shanghai')::date::text) as days from qm.visit v
       where v.region = t.region and v.target = t.id and v.status = 'recorded' and v.result <> 'refused') v on true
     where t.region = $1 and t.campaign = $2`,
    [region, campaign],
  )
  return rows.map((row) => ({ ...row, screenedOn: row.days ?? [] }))
}

/** M1 and M3: computed from the targets, for each organisation that must screen, and for all. */
async function coverageLines(
  tx: pg.ClientBase,
  it: { plan: Plan; region: string; campaign: string; month: Month },
): Promise<Line[]> {
  const { coverage } = it.plan
  const phase = it.plan.phases.find((each) => each.id === coverage.phase)
  const [goal] = coverage.targets
  if (!phase || !goal) return []
  const targets = await targetsOf(tx, it.region, it.campaign)
  const months = monthsBetween(phase.from, phase.to)
  const rule = { percent: goal.percent, base: coverage.base, count: coverage.count }
  const cell = (org: string | null, value: number | null): SheetCell[] =>
    value === null ? [] : [{ org, group: null, value, counted: 0 }]
  const lines = { base: [] as SheetCell[], month: [] as SheetCell[], cumulative: [] as SheetCell[] }
  for (const org of [null, ...new Set(targets.map((each) => each.assignee))]) {
    const own = org === null ? targets : targets.filter((each) => each.assignee === org)
    const found = coverageOf(own, months, rule).find((each) => each.month === it.month)
    if (!found) continue
    lines.base.push(...cell(org, found.base + found.added))
    lines.month.push(...cell(org, found.rate))
    lines.cumulative.push(...cell(org, found.cumulative.rate))
  }
  return [
    ['M1', { month: lines.base, cumulative: lines.base, print: undefined }],
    ['M3.month', { month: lines.month, cumulative: [], print: 'percent' }],
    ['M3.cumulative', { month: [], cumulative: lines.cumulative, print: 'percent' }],
  ]
}

/** Coverage by organisation and group for a screen: every month, what is needed and what is short. */
export async function coverageByOrganisation(
  tx: pg.ClientBase,
  it: { plan: Plan; region: string; campaign: string },
): Promise<{ org: string; group: string; months: MonthOfCoverage[] }[]> {
  const phase = it.plan.phases.find((each) => each.id === it.plan.coverage.phase)
  if (!phase) return []
  const targets = await targetsOf(tx, it.region, it.campaign)
  const months = monthsBetween(phase.from, phase.to)
  const keys = [...new Set(targets.map((each) => `${each.assignee}|${each.group}`))]
  return keys.map((key) => {
    const [org = '', group = ''] = key.split('|')
    const goal = it.plan.coverage.targets.find((each) => each.id === group) ?? it.plan.coverage.targets[0]
    const own = targets.filter((each) => each.assignee === org && each.group === group)
    const rule = { percent: goal?.percent ?? 25, base: it.plan.coverage.base, count: it.plan.coverage.count }
    return { org, group, months: coverageOf(own, months, rule) }
  })
}

/** What is late and not done: leads not sent (M6), opinions issued late (M14), as the deadlines stand. */
async function overdueLines(
  tx: pg.ClientBase,
  it: { region: string; campaign: string; now: string },
  month: Period,
): Promise<Line[]> {
  const until = it.now < month.to ? it.now : month.to
  const pending = await deadlineCells(
    tx,
    `rule = 'lead.transfer' and key = 'transfer' and due < $3 and (state = 'open' or met_at >= $3)`,
    [it.region, it.campaign, until],
  )
  const late = (from: string) =>
    deadlineCells(tx, `rule = 'opinion.issue' and met_at > due and met_at >= $3 and met_at < $4`, [
      it.region,
      it.campaign,
      from,
      month.to,
    ])
  return [
    ['M6.overdue', { month: pending, cumulative: pending, print: undefined }],
    ['M14.late', { month: await late(month.from), cumulative: await late('1900-01-01T00:00:00Z'), print: undefined }],
  ]
}

async function deadlineCells(tx: pg.ClientBase, where: string, values: unknown[]): Promise<SheetCell[]> {
  const { rows } = await tx.query<{ org: string | null; value: number }>(
    `select owner as org, count(*)::int as value from qm.deadline where region = $1 and campaign = $2 and ${where} group by grouping sets ((owner), ())`,
    values,
  )
  return rows.map(({ org, value }) => ({ org, group: null, value, counted: value }))
}
