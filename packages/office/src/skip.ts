import { type ColumnMatch, normalLabel } from './columns.ts'
import type { Row } from './row.ts'

const TOTAL =
  /^(本页|本表|全区|全县|全市)?(合|总|小|共|累)计(数|[(（].*[)）])?[:：]?$|^(合计|总计|共计).{0,12}[户家条人个]$/
const SIGNATURE =
  /^(填报|填表|制表|经办|审核|复核|审批|负责|分管|联系)(单位|人|人员|领导|电话|日期|时间)?(签字|签名|签章|盖章)?([(（].{0,8}[)）])?[:：]|^[(（]?(单位)?(盖章|公章|签章)[)）]?[:：]?$|^单位[(（]?盖章[)）]?|^(填报|填表|制表|打印)(日期|时间)/
const NOTE = /^(备注|附注|说明|注|填表说明|填报说明)\s*[:：]/

/**
 * Why a row below the header is no record, or null when it is one. Judged by the first cell that holds text, and for
 * totals by where it stands: a shop may be called 合计便利店, and a remark column may say anything.
 */
export function skipReason(
  row: Row,
  labels: readonly string[],
  match: ColumnMatch,
): 'total' | 'signature' | 'note' | 'repeated-header' | 'section' | null {
  const filled = row.cells.flatMap((cell, index) => (cell.trim() === '' ? [] : [index]))
  const [lead = 0] = filled
  const first = (row.cells[lead] ?? '').replace(/[\s\p{Cf}]/gu, '')
  if (TOTAL.test(first)) return 'total'
  if (SIGNATURE.test(first)) return 'signature'
  if (NOTE.test(first)) return 'note'
  const wantedCells = [...match.indexes.values()].filter((index) => (row.cells[index] ?? '').trim() !== '')
  const same = wantedCells.filter((index) => isLabel(row.cells[index] ?? '', labels[index] ?? ''))
  if (wantedCells.length > 1 && same.length === wantedCells.length) return 'repeated-header'
  const wide = (row.spans ?? []).some(([from, to]) => from === lead && to - from >= 2)
  return filled.length === 1 && wide && match.indexes.size > 1 ? 'section' : null
}

/** A header cell repeated at a page break: the whole label or one of its two rows. */
const isLabel = (cell: string, label: string): boolean => {
  const text = normalLabel(cell)
  return text === normalLabel(label) || label.split('/').some((part) => normalLabel(part) === text)
}
