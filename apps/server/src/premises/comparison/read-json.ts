import type { RegisterProfile } from '@qingmei/core/premises/registers/profiles'
import { type RecordTable, TableBuilder } from '@qingmei/linkage'
import { jsonRows } from '@qingmei/linkage/ingest/json-rows'
import { type ColumnMatch, columnFaults, columnLetter, jsonText, matchColumns } from '@qingmei/office'
import { jsonLines, wholeLines } from './file-text.ts'
import { LARGE } from './large-file.ts'
import { cellsOf, FIELDS, type ReadRegister, registerOf } from './register-table.ts'

/** JSON lines without an event for each: null where a line is broken, which the careful way then names. */
export async function readLargeJson(
  path: string,
  size: number,
  profile: RegisterProfile,
  file: string,
): Promise<ReadRegister | null> {
  const names = ['key', ...FIELDS.map(([field]) => field)] as const
  const from = [profile.numberField, ...FIELDS.map(([, name]) => name)]
  let found: ColumnMatch | null = null
  // Lines that are alike are read from their bytes.
  const table = jsonRows(wholeLines(path), size, names, (keys) => {
    found = columnsOf(keys, profile, file)
    return found && from.map((field) => found?.indexes.get(field) ?? -1)
  })
  return table === null ? readMixedJson(path, profile, file) : readOf(profile, file, table, found)
}

/** Which names are which columns; null where one that is needed is not among them. */
function columnsOf(names: readonly string[], profile: RegisterProfile, file: string): ColumnMatch | null {
  const match = matchColumns(names, profile.columns)
  return columnFaults(match, names, { file, sheet: null, row: 1 }).length > 0 ? null : match
}

const readOf = (
  profile: RegisterProfile,
  file: string,
  table: RecordTable,
  match: ColumnMatch | null,
): ReadRegister => ({
  ok: true,
  register: registerOf(profile, file, null, table),
  leftOut: [],
  bad: [],
  mapping: [...(match?.indexes ?? [])].map(([field, index]) => ({ field, column: columnLetter(index) })),
})

/** JSON lines of any kind. */
async function readMixedJson(path: string, profile: RegisterProfile, file: string): Promise<ReadRegister | null> {
  const builder = new TableBuilder(['key', ...FIELDS.map(([field]) => field)], LARGE)
  const matches = new Map<string, ColumnMatch>()
  let first: ColumnMatch | null = null
  for await (const line of jsonLines(path)) {
    if (line === null) return null
    const names = Object.keys(line)
    const signature = names.join('\u0000')
    let match = matches.get(signature)
    if (match === undefined) {
      match = matchColumns(names, profile.columns)
      first ??= columnsOf(names, profile, file)
      if (first === null) return null
      if (matches.size < MOST_SIGNATURES) matches.set(signature, match)
    }
    const values: Record<string, string> = {}
    for (const [key, index] of match.indexes) values[key] = jsonText(line[names[index] ?? ''])
    builder.add(cellsOf(values, profile))
  }
  return first && readOf(profile, file, builder.build(), first)
}

/** Kinds of object in one file that are remembered. */
const MOST_SIGNATURES = 1_000
