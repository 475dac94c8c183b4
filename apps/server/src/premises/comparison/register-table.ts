import { asOfInName } from '@qingmei/core/premises/registers/clean'
import type { RegisterProfile, RegisterSource } from '@qingmei/core/premises/registers/profiles'
import type { Proves, RecordField, RecordTable, RegisterInput } from '@qingmei/linkage'
import type { TableFault } from '@qingmei/office'

/** A register read for comparison, or what is wrong with its file. */
export type ReadRegister =
  | {
      readonly ok: true
      readonly register: RegisterInput
      /** Rows that are no records (titles, totals, signatures): where and what. */
      readonly leftOut: readonly { readonly row: number | null; readonly why: string; readonly text: string }[]
      /** Rows that cannot be read, which were asked to be left out. */
      readonly bad: readonly TableFault[]
      /** Which column each field was taken from. */
      readonly mapping: readonly { readonly field: string; readonly column: string }[]
    }
  | {
      readonly ok: false
      readonly faults: readonly TableFault[]
      /** Only rows are wrong: without them the file can be read. */
      readonly onlyRows: boolean
    }

/** What the registers of the departments prove of a place. */
export const PROVES: Readonly<Record<RegisterSource, Proves>> = {
  market: 'registration',
  'medical-licence': 'practice-licence',
  'beauty-permit': 'nothing',
  tax: 'nothing',
  platform: 'nothing',
}

export const FIELDS: readonly (readonly [RecordField, string])[] = [
  ['code', 'code'],
  ['name', 'name'],
  ['address', 'address'],
  ['principal', 'principal'],
  ['phone', 'phone'],
  ['scope', 'scope'],
  ['state', 'state'],
  ['issuedOn', 'issuedOn'],
  ['expiresOn', 'expiresOn'],
]

export function cellsOf(
  values: Readonly<Record<string, string>>,
  profile: RegisterProfile,
): Partial<Record<RecordField, string>> {
  const cells: Partial<Record<RecordField, string>> = { key: (values[profile.numberField] ?? '').trim() }
  for (const [field, from] of FIELDS) cells[field] = values[from] ?? ''
  return cells
}

/** `asOf` is what a title says; the file's name says it where none does. */
export const registerOf = (
  profile: RegisterProfile,
  file: string,
  asOf: string | null,
  table: RecordTable,
): RegisterInput => ({
  file,
  kind: profile.source,
  proves: PROVES[profile.source],
  asOf: asOf ?? asOfInName(file),
  table,
})
