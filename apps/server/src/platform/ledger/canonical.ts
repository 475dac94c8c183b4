import { createHash } from 'node:crypto'
import type { FieldInfo } from '@qingmei/core/ledger/field'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import { childFields, recordFields } from './columns.ts'

/**
 * A record as history keeps it and as its hash is taken: its fields in the definition's names, its children
 * in order, keys sorted. What the database gives back must canonicalise to the same text.
 */
export function snapshotOf(ledger: AnyLedger, record: AnyRecord): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const name of recordFields(ledger).sort()) out[name] = record[name] ?? null
  for (const [name, child] of Object.entries(ledger.children).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const fields = ['no', ...childFields(child).map((field) => field.name)].sort()
    const rows = [...((record[name] ?? []) as Record<string, unknown>[])].sort((a, b) => Number(a.no) - Number(b.no))
    out[name] = rows.map((row) => Object.fromEntries(fields.map((field) => [field, row[field] ?? null])))
  }
  return out
}

/**
 * A kept version under the names that its fields have now: versions written before a field was renamed stay as
 * they were hashed.
 */
export function underNewNames(ledger: AnyLedger, snapshot: Record<string, unknown>): Record<string, unknown> {
  const out = renamed(ledger.info, snapshot)
  for (const [name, child] of Object.entries(ledger.children)) {
    const rows = out[name]
    if (Array.isArray(rows)) out[name] = rows.map((row) => renamed(childFields(child), row as Record<string, unknown>))
  }
  return out
}

function renamed(fields: readonly FieldInfo[], row: Record<string, unknown>): Record<string, unknown> {
  const out = { ...row }
  for (const { name, was } of fields)
    if (was !== undefined && was in out && !(name in out)) {
      out[name] = out[was]
      delete out[was]
    }
  return out
}

/** JSON with sorted keys: the same value, the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, it]) => `${JSON.stringify(key)}:${canonical(it)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
