import { PassThrough } from 'node:stream'
import { formatShanghai } from '@qingmei/core/kernel/dates'
import { IN_WORDS } from '@qingmei/core/returns/monthly-sheet'
import { type OutSheet, writeDocx, writeXlsx } from '@qingmei/office'
import { Answer } from '../platform/api/endpoint.ts'
import type { FrozenSheet } from './frozen.ts'
import type { SheetLine } from './sheet.ts'

interface Sheeted {
  readonly month: string
  readonly now: string
  readonly lines: readonly SheetLine[]
  readonly names: Readonly<Record<string, string>>
  readonly held: { readonly sheet: FrozenSheet; readonly outlook: string | null } | null
}

const named = (it: Sheeted, kind: string) =>
  `attachment; filename*=UTF-8''${encodeURIComponent(`月碰头会数据-${it.month}.${kind}`)}`

/** The sheet as a workbook: the whole, and two columns an organisation. */
export function sheetWorkbook(it: Sheeted): Answer {
  const stream = new PassThrough()
  writeXlsx(stream, [workbook(it)]).catch((error: unknown) => stream.destroy(error as Error))
  return new Answer(200, stream, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': named(it, 'xlsx'),
  })
}

/** The sheet as a document for the meeting; once it was held, as it was frozen. */
export async function sheetPaper(it: Sheeted): Promise<Answer> {
  const lines = it.held?.sheet.lines ?? it.lines
  const said = (line: SheetLine, which: 'month' | 'cumulative') => {
    const value = cell(line, which, null)
    return typeof value === 'number' && line.print === 'wan-yuan' ? value.toFixed(2) : String(value)
  }
  const paper = {
    title: `${Number(it.month.slice(5))}月份专项整治数据表`,
    number: null,
    blocks: [
      {
        text: it.held
          ? `本表于${minuteOf(it.held.sheet.at)}随会议冻结。`
          : `本表截至${minuteOf(it.now)}，会议召开前仍可能变化。`,
      },
      {
        columns: ['指标', '单位', '本月', '累计'],
        rows: lines
          .filter((line) => line.id !== IN_WORDS)
          .map((line) => [
            `${line.id.split('.')[0] ?? ''} ${line.label}`,
            line.unit,
            said(line, 'month'),
            said(line, 'cumulative'),
          ]),
      },
      { heading: '存在问题和下步打算' },
      { text: it.held?.outlook ?? '' },
    ],
    signed: [],
  }
  return new Answer(200, await writeDocx(paper), {
    'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'content-disposition': named(it, 'docx'),
  })
}

const minuteOf = (at: string): string => formatShanghai(at).slice(0, 16).replace('T', ' ')

function cell(line: SheetLine, which: 'month' | 'cumulative', org: string | null): string | number {
  const cells = line[which]
  if (cells === null) return '未采集'
  const whole = cells.find((each) => each.org === org && each.group === null)
  if (whole) return printed(line, whole.value)
  return line.print === 'percent' ? '—' : 0
}

/** How a figure is printed: 万元 with two decimals, hours with one, shares in per cent. */
function printed(line: Pick<SheetLine, 'print'>, value: number): number {
  if (line.print === 'wan-yuan') return Math.round(value / 10_000) / 100
  if (line.print === 'hours') return Math.round(value * 10) / 10
  if (line.print === 'percent') return Math.round(value * 1000) / 10
  return value
}

function workbook({ lines, names, held }: Sheeted): OutSheet {
  const orgs = [
    ...new Set(
      lines.flatMap((it) => [...(it.month ?? []), ...(it.cumulative ?? [])].flatMap((cell) => cell.org ?? [])),
    ),
  ]
  return {
    name: '数据表',
    columns: [
      { header: '指标' },
      { header: '单位' },
      { header: '本月' },
      { header: '累计' },
      ...orgs.flatMap((org) => [{ header: `${names[org] ?? ''}·本月` }, { header: `${names[org] ?? ''}·累计` }]),
    ],
    rows: lines.map((line) => [
      line.label,
      line.unit,
      line.id === IN_WORDS && held?.outlook ? held.outlook : cell(line, 'month', null),
      cell(line, 'cumulative', null),
      ...orgs.flatMap((org) => [cell(line, 'month', org), cell(line, 'cumulative', org)]),
    ]),
  }
}
