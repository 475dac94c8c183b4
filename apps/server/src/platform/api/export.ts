import { PassThrough, Readable } from 'node:stream'
import type { Actor } from '@qingmei/core/access/actor'
import type { FieldInfo } from '@qingmei/core/ledger/field'
import { formatShanghai } from '@qingmei/core/kernel/dates'
import { type AnyLedger, type AnyRecord, fieldOf } from '@qingmei/core/ledger/ledger'
import { type ColumnFormat, type OutSheet, type OutValue, writeCsv } from '@qingmei/office'
import { writeXlsx } from '@qingmei/office/write-xlsx'
import { z } from 'zod'
import { auditLine } from '../audit/line.ts'
import { type ApiContext, ledgerAt, namesFor, regionOf } from './context.ts'
import { Answer, type Endpoint, endpoint } from './endpoint.ts'
import { asked, listQuery, orUnknownList } from './records.ts'

const FORMATS: Partial<Record<FieldInfo['kind'], ColumnFormat>> = {
  integer: 'integer',
  fen: 'money',
  date: 'date',
  instant: 'instant',
}

/** The columns of an export: the number, the state, then every field in the definition's order. */
export function exportFields(ledger: AnyLedger): FieldInfo[] {
  return ['number', 'status', 'org', ...ledger.info.map((field) => field.name), 'createdAt', 'createdBy'].map((name) =>
    fieldOf(ledger, name),
  )
}

/** A cell as people read it: names for ids, labels for codes, yuan for fen. */
export function cellOf(
  ledger: AnyLedger,
  field: FieldInfo,
  value: unknown,
  words: {
    names: Readonly<Record<string, string>>
    dictionaries: Readonly<Record<string, Readonly<Record<string, string>>>>
  },
): OutValue {
  if (value === null || value === undefined) return null
  if (field.name === 'status') return ledger.life[String(value)]?.label ?? String(value)
  if (field.kind === 'boolean') return value === true ? '是' : '否'
  if (field.kind === 'fen' || field.kind === 'integer') return Number(value)
  const of = (it: unknown): string => {
    const text = String(it)
    if (field.dictionary) return words.dictionaries[field.dictionary]?.[text] ?? text
    return words.names[text] ?? text
  }
  return Array.isArray(value) ? value.map(of).join('、') : of(value)
}

/** All rows of a list, page by page: memory stays bounded however long the list is. */
async function* everyRow(context: ApiContext, actor: Actor, ledger: AnyLedger, query: z.infer<typeof listQuery>) {
  let after: string | undefined
  do {
    const page = await orUnknownList(() =>
      context.store.list({ ...asked(ledger, query, actor), limit: 200, ...(after ? { after } : {}) }),
    )
    if (page.rows.length > 0) yield page.rows
    after = page.next ?? undefined
  } while (after)
}

/** The records themselves, for a program: codes and ids as they are kept, a record a line. */
async function* jsonOf(ledger: AnyLedger, pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  yield `{"ledger":${JSON.stringify(ledger.name)},"rows":[`
  let count = 0
  for await (const page of pages) {
    yield page.map((record, i) => `${count + i === 0 ? '' : ','}\n${JSON.stringify(record)}`).join('')
    count += page.length
  }
  yield `\n],"count":${count}}\n`
}

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

/** A list as a workbook (with a second sheet that says who took it, when and why), csv or JSON. */
export function exportEndpoints(context: ApiContext): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/api/ledgers/:ledger/export',
      summary: 'A whole list as a workbook, csv or JSON; written down',
      permission: 'session',
      audit: 'ledger.exported',
      params: z.strictObject({ ledger: z.string() }),
      query: listQuery.extend({
        format: z.enum(['xlsx', 'csv', 'json']),
        reason: z.string().trim().max(200).optional(),
      }),
      async handle({ params, query, actor }) {
        const ledger = ledgerAt(context, params.ledger)
        const { format, reason, ...list } = query
        const now = await context.now()
        // A list that does not exist is refused before the first byte goes out.
        await orUnknownList(() => context.store.list({ ...asked(ledger, list, actor), limit: 1 }))
        await context.store.as(actor, (tx) =>
          auditLine(tx, {
            region: regionOf(actor),
            id: context.newId(),
            at: now,
            actor: actor.person,
            seat: actor.seats[0]?.org ?? null,
            action: 'ledger.exported',
            outcome: 'viewed',
            code: null,
            detail: { ledger: ledger.name, format, reason: reason ?? null, ...list },
          }),
        )
        const dictionaries = await context.dictionaries(query.campaign ?? null)
        const fields = exportFields(ledger)
        const rows = async function* (): AsyncGenerator<OutValue[]> {
          for await (const page of everyRow(context, actor, ledger, list)) {
            const names = await namesFor(
              context,
              actor,
              ledger,
              page,
              fields.map((field) => field.name),
            )
            for (const record of page)
              yield fields.map((field) =>
                cellOf(ledger, field, (record as AnyRecord)[field.name], { names, dictionaries }),
              )
          }
        }
        const columns = fields.map((field) => {
          const format = FORMATS[field.kind]
          return { header: field.label, ...(format ? { format } : {}) }
        })
        const sheet: OutSheet = { name: ledger.label, columns, rows: rows() }
        const about: OutSheet = {
          name: '导出说明',
          columns: [{ header: '项目' }, { header: '内容' }],
          rows: [
            ['台账', ledger.label],
            ['导出人', actor.name],
            ['导出时间', formatShanghai(now).slice(0, 16).replace('T', ' ')],
            ['筛选', [query.filter ?? [], query.q ?? []].flat().join('；') || '全部'],
            ['用途', reason ?? '未填写'],
            ['说明', '内部工作资料，请按保密要求保管'],
          ],
        }
        const stream =
          format === 'xlsx'
            ? new PassThrough()
            : Readable.from(format === 'csv' ? writeCsv(sheet) : jsonOf(ledger, everyRow(context, actor, ledger, list)))
        if (stream instanceof PassThrough)
          writeXlsx(stream, [sheet, about]).catch((error: unknown) => stream.destroy(error as Error))
        const name = encodeURIComponent(`${ledger.label}-${now.slice(0, 10)}.${format}`)
        return new Answer(200, stream, {
          'content-type': TYPES[format],
          'content-disposition': `attachment; filename*=UTF-8''${name}`,
        })
      },
    }),
  ]
}
