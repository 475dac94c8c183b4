import type { FieldInfo, FieldKind } from '@qingmei/core/ledger/field'
import { type AnyLedger, type AnyRecord, type Child, COMMON } from '@qingmei/core/ledger/ledger'
import { fieldsOf } from '@qingmei/core/ledger/field'
import type { z } from 'zod'

/** The column type of each kind of field. Status and codes are text, never an enum type. */
export const COLUMN_TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  'long-text': 'text',
  texts: 'text[]',
  code: 'text',
  codes: 'text[]',
  integer: 'bigint',
  fen: 'bigint',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
  ref: 'uuid',
  organisation: 'uuid',
  person: 'uuid',
  file: 'uuid',
}

/** The columns that every ledger's table has, with their types. */
export const COMMON_COLUMNS: readonly (readonly [name: string, type: string, nullable: boolean])[] = [
  ['id', 'uuid', false],
  ['region', 'text', false],
  ['number', 'text', true],
  ['campaign', 'uuid', true],
  ['org', 'uuid', false],
  ['status', 'text', false],
  ['version', 'bigint', false],
  ['createdAt', 'timestamptz', false],
  ['createdBy', 'uuid', false],
  ['updatedAt', 'timestamptz', false],
  ['updatedBy', 'uuid', false],
]

/** `discoveredAt` → `discovered_at`, `fed-back` → `fed_back`. */
export const snake = (name: string): string =>
  name.replaceAll('-', '_').replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`)

/** A quoted identifier. */
export const q = (name: string): string => `"${snake(name)}"`

export const tableOf = (ledger: { readonly name: string }): string => `qm.${q(ledger.name)}`
export const childTableOf = (ledger: { readonly name: string }, child: string): string =>
  `qm.${q(`${ledger.name}_${child}`)}`

/** The names of all fields of a record but its children, in column order. */
export const recordFields = (ledger: AnyLedger): string[] => [...COMMON, ...ledger.info.map((field) => field.name)]

export const columnType = (field: FieldInfo): string => COLUMN_TYPES[field.kind]

export const childFields = (child: Child): FieldInfo[] => fieldsOf(child.fields as unknown as z.ZodObject)

/** The type of a record's column by field name, for casts of parameters. */
export function typeOfField(ledger: AnyLedger, name: string): string {
  const common = COMMON_COLUMNS.find(([column]) => column === name)
  if (common) return common[1]
  const field = ledger.info.find((it) => it.name === name)
  if (!field) throw new Error(`${ledger.name} has no field ${name}`)
  return columnType(field)
}

/** `select` list that gives a row its field names. */
export const selectList = (ledger: AnyLedger, alias: string): string =>
  recordFields(ledger)
    .map((name) => `${alias}.${q(name)} as "${name}"`)
    .join(', ')

/** A record as rows give it, children still missing. */
export const withoutChildren = (ledger: AnyLedger, row: Record<string, unknown>): AnyRecord => {
  const record: Record<string, unknown> = { ...row }
  for (const child of Object.keys(ledger.children)) record[child] = []
  return record as AnyRecord
}
