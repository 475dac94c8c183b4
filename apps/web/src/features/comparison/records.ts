import type { FieldEvidence, RecordShown } from './answers.ts'
import type { BesideLine } from './Beside.tsx'

/** The fields of a record in the order in which one looks at them. */
export const FIELDS = [
  'name',
  'address',
  'principal',
  'phone',
  'code',
  'key',
  'state',
  'issuedOn',
  'expiresOn',
  'scope',
] as const

/** Two records field by field; what neither register says is left out. */
export function besideLines(
  left: RecordShown,
  right: RecordShown,
  evidence: readonly FieldEvidence[],
  t: (key: string) => string,
): BesideLine[] {
  return FIELDS.flatMap((field) => {
    const [a, b] = [left.values[field] ?? null, right.values[field] ?? null]
    const weighed = evidence.find((it) => it.field === field)
    const isEqual = weighed !== undefined && weighed.normalA !== '' && weighed.normalA === weighed.normalB
    return a || b ? [{ key: field, label: t(`comparison.fields.${field}`), left: a, right: b, isEqual }] : []
  })
}
