import type { FieldEvidence, ShownRecord } from '@qingmei/contract/comparison'
import type { BesideLine } from './Beside.tsx'

/** The fields of a record in the order in which one looks at them. */
export const FIELDS = [
  'name',
  'address',
  'principal',
  'phone',
  'code',
  'state',
  'issuedOn',
  'expiresOn',
  'scope',
  'key',
] as const

/** Two records field by field; what neither register says is left out. Numbers of two registers are never compared. */
export function besideLines(
  left: ShownRecord,
  right: ShownRecord,
  evidence: readonly FieldEvidence[],
  t: (key: string) => string,
): BesideLine[] {
  return FIELDS.filter((it) => it !== 'key').flatMap((field) => {
    const [a, b] = [left[field], right[field]]
    const weighed = evidence.find((it) => it.field === field)
    const isEqual = weighed !== undefined && weighed.normalA !== '' && weighed.normalA === weighed.normalB
    return a || b ? [{ key: field, label: t(`comparison.fields.${field}`), left: a, right: b, isEqual }] : []
  })
}
