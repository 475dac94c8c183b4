import type { FieldInfo } from '@qingmei/core/ledger/field'
import { parseInstant } from '@qingmei/core/kernel/dates'
import { listIn } from '@qingmei/core/kernel/list'

/** What a text means for a field, or why it means nothing. */
export type CellValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly reason: string; readonly remedy: string }

/** The words that cells may use: labels and codes of dictionaries, names of organisations. */
export interface CellWords {
  code(dictionary: string, text: string): string | null
  organisation(name: string): string | null
  labels(dictionary: string): readonly string[]
}

const wrong = (code: string, reason: string, remedy: string): CellValue => ({ ok: false, code, reason, remedy })
const yes = (value: unknown): CellValue => ({ ok: true, value })

/** Reads a cell as people write it: `2026.8.3`, `是`, a label instead of a code, an organisation by its name. */
export function readCell(field: FieldInfo, text: string, words: CellWords): CellValue {
  const cell = text.trim()
  if (cell === '')
    return field.nullable
      ? yes(null)
      : field.kind === 'texts' || field.kind === 'codes'
        ? yes([])
        : wrong('import.cell.empty', `“${field.label}”不能为空`, '请补填')
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return judged(field, cell)
    case 'texts':
      return yes(listIn(cell))
    case 'code':
      return oneCode(field, cell, words)
    case 'codes': {
      const read = listIn(cell).map((each) => oneCode(field, each, words))
      return read.find((it) => !it.ok) ?? yes(read.map((it) => (it.ok ? it.value : null)))
    }
    case 'boolean':
      return /^(是|有|已|√|1|true|y)$/i.test(cell)
        ? yes(true)
        : /^(否|无|未|×|0|false|n)$/i.test(cell)
          ? yes(false)
          : wrong('import.cell.not-yes-or-no', `“${cell}”不是“是”或“否”`, '填“是”或“否”')
    case 'integer':
    case 'fen': {
      const number = Number(cell.replaceAll(/[,，元]/g, ''))
      const value = field.kind === 'fen' ? Math.round(number * 100) : number
      return Number.isSafeInteger(value)
        ? yes(value)
        : wrong('import.cell.not-a-number', `“${cell}”不是${field.kind === 'fen' ? '金额' : '整数'}`, '填阿拉伯数字')
    }
    case 'date': {
      const found = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T].*)?$/.exec(cell)
      const value = found ? `${found[1]}-${(found[2] ?? '').padStart(2, '0')}-${(found[3] ?? '').padStart(2, '0')}` : ''
      return field.schema.safeParse(value).success
        ? yes(value)
        : wrong('import.cell.not-a-date', `“${cell}”不是日期`, '写成 2026-08-31')
    }
    case 'instant':
      return readInstant(cell)
    case 'organisation': {
      const id = words.organisation(cell)
      return id === null
        ? wrong('import.cell.unknown-organisation', `没有“${cell}”这个单位`, '填单位全称或简称')
        : yes(id)
    }
    default:
      return wrong('import.cell.not-from-a-file', `“${field.label}”不能从文件导入`, '请去掉这一列，导入后再补')
  }
}

function judged(field: FieldInfo, value: string): CellValue {
  const result = field.schema.safeParse(value)
  return result.success
    ? yes(result.data)
    : wrong('import.cell.invalid', result.error.issues[0]?.message ?? '格式不对', '请更正')
}

function oneCode(field: FieldInfo, text: string, words: CellWords): CellValue {
  const code = words.code(field.dictionary ?? '', text)
  if (code !== null) return yes(code)
  return wrong(
    'import.cell.unknown-entry',
    `“${field.label}”没有“${text}”这一项`,
    `可填：${words
      .labels(field.dictionary ?? '')
      .slice(0, 12)
      .join('、')}`,
  )
}

/** An instant with its offset, or a local time of the county. */
function readInstant(cell: string): CellValue {
  const local = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(cell)
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0')
  const text = local
    ? `${local[1]}-${two(local[2])}-${two(local[3])}T${two(local[4])}:${two(local[5])}:${two(local[6])}+08:00`
    : cell
  const parsed = parseInstant(text)
  return parsed.ok ? yes(parsed.value) : wrong('import.cell.not-a-time', `“${cell}”不是时间`, '写成 2026-08-31 10:00')
}
