import { BESIDE_FIELDS, type RecordBeside, type ShownRecord } from '@qingmei/contract/comparison'
import type { BesideLine } from './Beside.tsx'

/** The fields of a record as they are told by themselves. */
export const FIELDS = [...BESIDE_FIELDS, 'key'] as const

/** Two records field by field; what neither register says is left out. Numbers of two registers are never compared. */
export function besideLines(
  left: ShownRecord,
  right: ShownRecord,
  beside: RecordBeside,
  t: (key: string) => string,
): BesideLine[] {
  return BESIDE_FIELDS.flatMap((field) => {
    const stands = beside[field]
    return stands
      ? [{ key: field, label: t(`comparison.fields.${field}`), left: left[field], right: right[field], beside: stands }]
      : []
  })
}
