import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { PassThrough, Readable } from 'node:stream'
import { refusal } from '@qingmei/core/kernel/result'
import type { Actor } from '@qingmei/core/access/actor'
import type { RecordOf } from '@qingmei/core/ledger/ledger'
import type { registerFile } from '@qingmei/core/premises/register-file'
import { CASEWORKERS } from '@qingmei/core/access/roles'
import { COMPARERS, type registerSource } from '@qingmei/core/premises/register-source'
import { type ColumnChoice, readColumns } from '@qingmei/core/premises/registers/mapping'
import { type OutSheet, writeCsv } from '@qingmei/office'
import { writeXlsx } from '@qingmei/office/write-xlsx'
import { z } from 'zod'
import { notThere, regionOf } from '../../platform/api/context.ts'
import { Answer, type Endpoint, endpoint, Refused } from '../../platform/api/endpoint.ts'
import { jobOf } from '../../platform/jobs/queue.ts'
import { type ComparisonContext, uploaded, within } from './context.ts'
import { faultSheet } from './fault-sheet.ts'
import { asOfOf, columnsShown, fieldsShown, kindsOf, lookAt, signatureOf } from './look.ts'
import type { FaultRow, FileProgress, Look } from '@qingmei/contract/comparison'
import { shownWork } from './work.ts'

type SourceRecord = RecordOf<typeof registerSource>
type FileRecord = RecordOf<typeof registerFile>

/** Who brings files: those who compare, and the departments whose registers they are. */
export const BRINGERS: `role:${string}` = `role:${[...new Set([...COMPARERS, ...CASEWORKERS])].join(',')}`
const params = z.strictObject({ id: z.uuid() })
const PAGE = 100

/** Departments' files on their way into comparisons: looked at, confirmed once, read row by row, told what is bad. */
export function registerFileEndpoints(context: ComparisonContext): Endpoint[] {
  const { store } = context
  const looked = async (actor: Actor, id: string) => {
    const file = await uploaded(context, actor, regionOf(actor), id)
    if (!file) throw new Refused(404, refusal('file.unknown'))
    const found = await lookAt({ path: file.path, name: file.name })
    if (!found.ok) throw new Refused(422, refusal('register-file.look.unreadable', null, { ...found.error }))
    return { file, ...found.value }
  }
  const sourceOf = async (actor: Actor, id: string): Promise<SourceRecord> => {
    const found = await store.read(actor, 'register-source', id)
    if (!found) throw notThere()
    return found as unknown as SourceRecord
  }
  const opened = <T>(actor: Actor, id: string, work: Parameters<typeof store.opened<T>>[3]) =>
    store.opened<T>(actor, 'register-file', id, work)
  return [
    endpoint({
      method: 'POST',
      path: '/api/register-files/look',
      summary: 'Look at an uploaded register: its header, samples of each column, and what each is taken for',
      permission: BRINGERS,
      audit: 'register-file.looked-at',
      body: z.strictObject({ file: z.uuid(), source: z.uuid().optional(), kind: z.string().max(40).optional() }),
      async handle({ body, actor }): Promise<Look> {
        const { file, format, encoding, sketch } = await looked(actor, body.file)
        const signature = signatureOf(sketch.headers)
        const kinds = kindsOf(sketch)
        const given = body.source === undefined ? null : await sourceOf(actor, body.source)
        const kind = given?.kind ?? body.kind ?? kinds[0]?.kind ?? null
        const remembered = given?.mappings.find((it) => it.signature === signature)
        const columns: ColumnChoice | null = remembered ? readColumns(remembered.columns) : null
        const { rows: sources } = await store.list({
          actor,
          ledger: 'register-source',
          list: 'all',
          limit: 200,
          ...(kind === null ? {} : { filters: [{ field: 'kind', value: kind }] }),
        })
        return {
          file: { id: file.id, name: file.name, bytes: file.bytes },
          format,
          encoding,
          sheet: sketch.sheet,
          headerRow: sketch.headerRow,
          titles: sketch.titles,
          signature,
          headers: sketch.headers,
          columns: columnsShown(sketch, kind, columns),
          kind,
          kinds,
          fields: fieldsShown(kind),
          asOf: asOfOf(sketch, file.name),
          remembered: columns !== null,
          sources: sources
            .filter((it) => it.status === 'active')
            .map((it) => ({ id: it.id, name: String(it.name), kind: String(it.kind) })),
        }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/register-files',
      summary: 'Take in a register with its columns confirmed; its rows are read and counted in the background',
      permission: BRINGERS,
      audit: 'register-file.taken-in',
      body: z.strictObject({
        file: z.uuid(),
        source: z.uuid().optional(),
        newSource: z
          .strictObject({
            name: z.string(),
            kind: z.string(),
            owner: z.uuid().nullable(),
            contact: z.string().nullable(),
          })
          .optional(),
        asOf: z.iso.date(),
        /** Field → header: `{ name: '企业名称', code: '统一社会信用代码' }`. */
        columns: z.record(z.string(), z.string()),
      }),
      async handle({ body, actor }) {
        const { sketch } = await looked(actor, body.file)
        const region = regionOf(actor)
        const stranger = Object.values(body.columns).find((header) => !sketch.headers.includes(header))
        if (stranger !== undefined)
          throw new Refused(422, refusal('register-file.columns.unknown-header', null, { header: stranger }))
        if ((body.source === undefined) === (body.newSource === undefined))
          throw new Refused(422, refusal('register-file.receive.one-source'))
        return store.as(actor, async (tx) => {
          const at = { actor, region, campaign: null }
          const source =
            body.source ??
            (await within(context, tx, { ...at, ledger: 'register-source', action: 'register', input: body.newSource }))
              .id
          const record = await within(context, tx, {
            ...at,
            ledger: 'register-file',
            action: 'receive',
            input: {
              source,
              file: body.file,
              asOf: body.asOf,
              columns: JSON.stringify(body.columns),
              signature: signatureOf(sketch.headers),
              headers: JSON.stringify(sketch.headers),
            },
          })
          return { id: record.id, source, status: record.status }
        })
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/register-files/:id/progress',
      summary: 'How far the reading of a register is, and its counts',
      permission: BRINGERS,
      audit: 'register-file.progress-read',
      params,
      async handle({ params: at, actor }): Promise<FileProgress> {
        const found = await opened(actor, at.id, async (tx, record) => {
          const file = record as unknown as FileRecord
          const { rows, taken, refused, noted, outOfScope } = file
          return {
            id: file.id,
            status: file.status,
            work: shownWork(await jobOf(tx, file.region, file.id)),
            counts: { rows, taken, refused, noted, outOfScope },
            note: file.note,
          }
        })
        if (!found) throw notThere()
        return found
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/register-files/:id/faults',
      summary: 'The rows that cannot be taken, or are taken without a value, page by page',
      permission: BRINGERS,
      audit: 'register-file.faults-read',
      params,
      query: z.strictObject({ after: z.coerce.number().int().min(0).optional() }),
      async handle({ params: at, query, actor }) {
        const path = await faultsOf(context, actor, at.id)
        const from = query.after ?? 0
        const rows: FaultRow[] = []
        let n = 0
        for await (const fault of eachFault(path)) {
          if (n++ < from) continue
          if (rows.length === PAGE) return { rows, next: from + PAGE }
          rows.push(fault)
        }
        return { rows, next: null }
      },
    }),
    ...(['csv', 'xlsx'] as const).map((format) =>
      endpoint({
        method: 'GET',
        path: `/api/register-files/:id/faults.${format}`,
        summary: 'The rows that cannot be taken, as a table for whoever sent the file',
        permission: BRINGERS,
        audit: 'register-file.faults-exported',
        params,
        async handle({ params: at, actor }) {
          const record = (await store.read(actor, 'register-file', at.id)) as FileRecord | null
          if (!record) throw notThere()
          const path = await faultsOf(context, actor, at.id)
          const sheet = faultSheet(eachFault(path), () => record.name)
          return tableAnswer(sheet, format, `不合格行-${record.name}`)
        },
      }),
    ),
  ]
}

/** A sheet as a download. */
export function tableAnswer(sheet: OutSheet, format: 'csv' | 'xlsx', name: string): Answer {
  const stream = format === 'csv' ? Readable.from(writeCsv(sheet)) : new PassThrough()
  if (stream instanceof PassThrough)
    writeXlsx(stream, [sheet]).catch((error: unknown) => stream.destroy(error as Error))
  return new Answer(200, stream, {
    'content-type':
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
  })
}

/** Where the faults of a file lie, or null when there are none. Only for whoever sees the file. */
async function faultsOf(context: ComparisonContext, actor: Actor, id: string): Promise<string | null> {
  const found = await context.store.opened(actor, 'register-file', id, async (tx, record) => {
    if (record.faults === null) return { sha256: null }
    const { rows } = await tx.query<{ sha256: string }>('select sha256 from qm.file where region = $1 and id = $2', [
      record.region,
      record.faults,
    ])
    return { sha256: rows[0]?.sha256 ?? null }
  })
  if (!found) throw notThere()
  return found.sha256 === null ? null : context.vault.pathOf(found.sha256)
}

async function* eachFault(path: string | null): AsyncGenerator<FaultRow> {
  if (path === null) return
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
    if (line !== '') yield JSON.parse(line) as FaultRow
}
