import { PassThrough, Readable } from 'node:stream'
import { type Catalogue, type CatalogueItem, namesOf } from '@qingmei/core/premises/catalogue/catalogue'
import type { Offered } from '@qingmei/core/premises/catalogue/classify'
import {
  CONFIDENCE_WORDS,
  DISCIPLINE_WORDS,
  gradeWord,
  NATURE_WORDS,
  SURENESS_WORDS,
} from '@qingmei/core/premises/catalogue/words'
import { type OutSheet, writeCsv } from '@qingmei/office'
import { writeXlsx } from '@qingmei/office/write-xlsx'
import { Answer } from '../platform/api/endpoint.ts'

interface Wish {
  readonly format: 'xlsx' | 'csv'
  readonly day: string
}

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

function fileOf(sheet: OutSheet, { format, day }: Wish): Answer {
  const stream = format === 'xlsx' ? new PassThrough() : Readable.from(writeCsv(sheet))
  if (stream instanceof PassThrough)
    writeXlsx(stream, [sheet]).catch((error: unknown) => stream.destroy(error as Error))
  const name = encodeURIComponent(`${sheet.name}-${day}.${format}`)
  return new Answer(200, stream, {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
  })
}

/** Items as a file: a row an item, its source and how sure it is beside it. */
export function itemsFile(catalogue: Catalogue, items: readonly CatalogueItem[], wish: Wish): Answer {
  const titles = new Map(catalogue.sources.map((it) => [it.id, [it.title, it.number].filter(Boolean).join(' ')]))
  const states = new Map(catalogue.prohibitions.map((it) => [it.id, it.name]))
  const products = new Map(catalogue.products.map((it) => [it.id, it.name]))
  return fileOf(
    {
      name: '医美项目目录',
      columns: [
        { header: '项目', width: 26 },
        { header: '性质' },
        { header: '科目' },
        { header: '级别' },
        { header: '现场看什么', width: 60 },
        { header: '禁止事项', width: 20 },
        { header: '重点药械', width: 24 },
        { header: '商品名和俗称', width: 60 },
        { header: '出处', width: 40 },
        { header: '条款' },
        { header: '可信度' },
      ],
      rows: items.map((item) => [
        item.name,
        NATURE_WORDS[item.nature],
        DISCIPLINE_WORDS[item.discipline],
        gradeWord(catalogue, item),
        item.look,
        states.get(item.prohibited ?? '') ?? null,
        item.products.map((id) => products.get(id) ?? id).join('、'),
        namesOf(item).slice(1).join('、'),
        titles.get(item.source) ?? item.source,
        item.clause,
        CONFIDENCE_WORDS[item.confidence],
      ]),
    },
    wish,
  )
}

/** Services told apart as a file: a row a service. */
export const classifiedFile = ({ services }: Offered, wish: Wish): Answer =>
  fileOf(
    {
      name: '服务项目判别',
      columns: [
        { header: '服务', width: 30 },
        { header: '性质' },
        { header: '目录项目', width: 26 },
        { header: '级别' },
        { header: '禁止' },
        { header: '理由', width: 50 },
        { header: '把握' },
      ],
      rows: services.map((it) => [
        it.text,
        NATURE_WORDS[it.nature],
        it.item?.name ?? null,
        it.item?.grade ?? null,
        it.item?.prohibited === undefined ? null : '是',
        it.why,
        SURENESS_WORDS[it.confidence],
      ]),
    },
    wish,
  )
