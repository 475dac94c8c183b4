import type { RegisterProfile } from '@qingmei/core/premises/registers/profiles'
import { TableBuilder } from '@qingmei/linkage'
import { jsonRows } from '@qingmei/linkage/ingest/json-rows'
import { type ColumnMatch, columnFaults, columnLetter, jsonText, matchColumns } from '@qingmei/office'
import { encodingOf, jsonLines } from './file-text.ts'
import { LARGE } from './large-file.ts'
import { cellsOf, FIELDS, type ReadRegister, registerOf } from './register-table.ts'

/** JSON lines without an event for each: null where a line is broken, which the careful way then names. */
export async function readLargeJson(
  path: string,
  bytes: Uint8Array,
  profile: RegisterProfile,
  file: string,
): Promise<ReadRegister | null> {
  const names = ['key', ...FIELDS.map(([field]) => field)] as const
  const from = [profile.numberField, ...FIELDS.map(([, name]) => name)]
  const mapping: { field: string; column: string }[] = []
  // Lines that are alike are read where they lie.
  const isText = encodingOf(bytes) === 'utf-8'
  const table = isText
    ? jsonRows(bytes, names, (keys) => {
        const match = matchColumns(keys, profile.columns)
        if (columnFaults(match, keys, { file, sheet: null, row: 1 }).length > 0) return null
        for (const [field, index] of match.indexes) mapping.push({ field, column: columnLetter(index) })
        return from.map((field) => match.indexes.get(field) ?? -1)
      })
    : null
  if (table !== null) return { ok: true, register: registerOf(profile, file, null, table), leftOut: [], mapping }
  return readMixedJson(path, profile, file)
}

/** JSON lines of any kind. */
async function readMixedJson(path: string, profile: RegisterProfile, file: string): Promise<ReadRegister | null> {
  const builder = new TableBuilder(['key', ...FIELDS.map(([field]) => field)], LARGE)
  const mapping: { field: string; column: string }[] = []
  const matches = new Map<string, ColumnMatch>()
  for await (const line of jsonLines(path)) {
    if (line === null) return null
    const names = Object.keys(line)
    const signature = names.join('\u0000')
    let match = matches.get(signature)
    if (match === undefined) {
      match = matchColumns(names, profile.columns)
      if (matches.size === 0) {
        if (columnFaults(match, names, { file, sheet: null, row: 1 }).length > 0) return null
        for (const [field, index] of match.indexes) mapping.push({ field, column: columnLetter(index) })
      }
      if (matches.size < MOST_SIGNATURES) matches.set(signature, match)
    }
    const values: Record<string, string> = {}
    for (const [key, index] of match.indexes) values[key] = jsonText(line[names[index] ?? ''])
    builder.add(cellsOf(values, profile))
  }
  return matches.size === 0
    ? null
    : { ok: true, register: registerOf(profile, file, null, builder.build()), leftOut: [], mapping }
}

/** Kinds of object in one file that are remembered. */
const MOST_SIGNATURES = 1_000
