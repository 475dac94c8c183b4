import { PassThrough } from 'node:stream'
import { formatShanghai } from '@qingmei/core/kernel/dates'
import { IN_WORDS } from '@qingmei/core/returns/monthly-sheet'
import type { OutBlock, OutPaper, OutSheet } from '@qingmei/office'
import { writeDocx } from '@qingmei/office/write-docx'
import { writeXlsx } from '@qingmei/office/write-xlsx'
import { Answer } from '../platform/api/endpoint.ts'
import type { SheetLine } from './sheet.ts'
import type { ToldLine } from './told-line.ts'

export interface Sheeted {
  readonly month: string
  readonly now: string
  /** As the figures are now. */
  readonly lines: readonly ToldLine[]
  readonly names: Readonly<Record<string, string>>
  /** As the meeting went through them; null before it was held. */
  readonly held: {
    readonly at: string
    readonly lines: readonly ToldLine[]
    readonly outlook: string | null
  } | null
}

const named = (it: Sheeted, kind: string) =>
  `attachment; filename*=UTF-8''${encodeURIComponent(`月碰头会数据-${it.month}.${kind}`)}`

/** The sheet as a workbook: the whole, and two columns an organisation; once held, as it was frozen and as it is now. */
export function sheetWorkbook(it: Sheeted): Answer {
  const stream = new PassThrough()
  writeXlsx(stream, pagesOf(it)).catch((error: unknown) => stream.destroy(error as Error))
  return new Answer(200, stream, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': named(it, 'xlsx'),
  })
}

/** The sheet as a document for the meeting: the whole, then each organisation; once held, as it was frozen. */
export async function sheetPaper(it: Sheeted): Promise<Answer> {
  return new Answer(200, await writeDocx(paperOf(it)), {
    'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'content-disposition': named(it, 'docx'),
  })
}

/** What the document says. */
export function paperOf(it: Sheeted): OutPaper {
  const lines = it.held?.lines ?? it.lines
  const table = (rows: readonly PrintedRow[], org: string | null): OutBlock => ({
    columns: ['指标', '单位', '本月', '累计'],
    rows: rows.map((row) => [row.label, row.unit, said(row, 'month', org), said(row, 'cumulative', org)]),
  })
  const rows = rowsOf(lines).filter((row) => row.line.id !== IN_WORDS)
  return {
    title: `${Number(it.month.slice(5))}月份专项整治数据表`,
    number: null,
    blocks: [
      {
        text: it.held
          ? `本表于${minuteOf(it.held.at)}随会议冻结。`
          : `本表截至${minuteOf(it.now)}，会议召开前仍可能变化。`,
      },
      table(rows, null),
      { heading: '存在问题和下步打算' },
      { text: it.held?.outlook ?? '' },
      ...orgsOf(lines).flatMap((org) => [
        { heading: `附：${it.names[org] ?? ''}` },
        table(
          rows.filter((row) => (['month', 'cumulative'] as const).some((which) => (valueOf(row, which, org) ?? 0) > 0)),
          org,
        ),
      ]),
    ],
    signed: [],
  }
}

const minuteOf = (at: string): string => formatShanghai(at).slice(0, 16).replace('T', ' ')

type Which = 'month' | 'cumulative'

/** A row as it is printed: a line, or one of its groups. */
interface PrintedRow {
  readonly line: ToldLine
  readonly group: string | null
  readonly label: string
  readonly unit: string
}

/** The rows of the sheet. What is never added together has a row for each unit and none for all (M12). */
function rowsOf(lines: readonly ToldLine[]): PrintedRow[] {
  return lines.flatMap((line) => {
    const label = `${line.id.split('.')[0] ?? ''} ${line.label}`
    const whole = { line, group: null, label, unit: line.unit }
    const groups = new Map(
      [...(line.month ?? []), ...(line.cumulative ?? [])].flatMap((cell) =>
        cell.group === null || cell.group === '' ? [] : [[cell.group, cell.name ?? cell.group] as const],
      ),
    )
    if (line.apart)
      return groups.size === 0 ? [whole] : [...groups].map(([group, name]) => ({ ...whole, group, unit: name }))
    return [whole, ...[...groups].map(([group, name]) => ({ ...whole, group, label: `　其中：${name}` }))]
  })
}

const orgsOf = (lines: readonly ToldLine[]): string[] => [
  ...new Set(lines.flatMap((it) => [...(it.month ?? []), ...(it.cumulative ?? [])].flatMap((cell) => cell.org ?? []))),
]

const valueOf = (row: PrintedRow, which: Which, org: string | null): number | undefined =>
  row.line[which]?.find((each) => each.org === org && each.group === row.group)?.value

function cell(row: PrintedRow, which: Which, org: string | null): string | number {
  if (row.line[which] === null) return '未采集'
  const value = valueOf(row, which, org)
  if (value !== undefined) return printed(row.line, value)
  return row.line.print === 'percent' ? '—' : 0
}

function said(row: PrintedRow, which: Which, org: string | null): string {
  const value = cell(row, which, org)
  return typeof value === 'number' && row.line.print === 'wan-yuan' ? value.toFixed(2) : String(value)
}

/** How a figure is printed: 万元 with two decimals, hours with one, shares in per cent. */
function printed(line: Pick<SheetLine, 'print'>, value: number): number {
  if (line.print === 'wan-yuan') return Math.round(value / 10_000) / 100
  if (line.print === 'hours') return Math.round(value * 10) / 10
  if (line.print === 'percent') return Math.round(value * 1000) / 10
  return value
}

/** The pages of the workbook. */
export function pagesOf({ lines, names, held, now }: Sheeted): OutSheet[] {
  if (!held) return [pageOf('数据表', now, lines, names, null)]
  return [pageOf('会议冻结', held.at, held.lines, names, held.outlook), pageOf('现在', now, lines, names, held.outlook)]
}

function pageOf(
  name: string,
  at: string,
  lines: readonly ToldLine[],
  names: Sheeted['names'],
  outlook: string | null,
): OutSheet {
  const orgs = orgsOf(lines)
  return {
    name,
    columns: [
      { header: `指标（截至${minuteOf(at)}）`, width: 36 },
      { header: '单位' },
      { header: '本月' },
      { header: '累计' },
      ...orgs.flatMap((org) => [{ header: `${names[org] ?? ''}·本月` }, { header: `${names[org] ?? ''}·累计` }]),
    ],
    rows: rowsOf(lines).map((row) => [
      row.label,
      row.unit,
      row.line.id === IN_WORDS && outlook ? outlook : cell(row, 'month', null),
      row.line.id === IN_WORDS && outlook ? '' : cell(row, 'cumulative', null),
      ...orgs.flatMap((org) => [cell(row, 'month', org), cell(row, 'cumulative', org)]),
    ]),
  }
}
