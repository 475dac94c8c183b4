import type { FieldInfo } from '@qingmei/core/ledger/field'
import type { Row } from '../api/types.ts'

/** Where a form begins: what is given, what the record says, and nothing else. */
export function startOf(
  fields: readonly FieldInfo[],
  record: Row | undefined,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      if (Object.hasOwn(given, field.name)) return [field.name, given[field.name]]
      const had = record?.[field.name]
      if (had !== undefined && had !== null) return [field.name, had]
      return [field.name, field.kind === 'codes' || field.kind === 'texts' || field.schema.type === 'array' ? [] : null]
    }),
  )
}
