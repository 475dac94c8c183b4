import { asOfIn, asOfInName } from '@qingmei/core/premises/registers/clean'
import { guessColumns } from '@qingmei/core/premises/registers/guess-columns'
import { type ColumnChoice, fieldLabel, neededFields, profileOfKind } from '@qingmei/core/premises/registers/mapping'
import { REGISTER_PROFILES, type RegisterField, type RegisterProfile } from '@qingmei/core/premises/registers/profiles'
import {
  matchColumns,
  normalLabel,
  type Outcome,
  readTable,
  type Sketch,
  sketchTable,
  type TableSource,
} from '@qingmei/office'
import { createHash } from 'node:crypto'
import type { Look } from '@qingmei/contract/comparison'

/** A header is known again by its labels in their order; blanks and case do not count. */
export const signatureOf = (headers: readonly string[]): string =>
  createHash('sha256').update(headers.map(normalLabel).join('\u0000')).digest('hex').slice(0, 32)

/** Columns of a kind of file, none of them required: a file may lack any of them and still be looked at. */
const vocabularyOf = (profile: RegisterProfile) => profile.columns.map(({ key, labels }) => ({ key, labels }))
const VOCABULARIES = REGISTER_PROFILES.map(vocabularyOf)

export interface Looked {
  readonly format: Look['format']
  readonly encoding: string
  readonly sketch: Sketch
}

/** Opens a file just far enough to see its header and what stands below. */
export async function lookAt(source: TableSource): Promise<Outcome<Looked>> {
  // Rows that cannot be read are told when the file is taken in.
  const opened = await readTable(source, {}, { lenient: true })
  if (!opened.ok) return opened
  try {
    const found = await sketchTable(opened.value, VOCABULARIES)
    if (!found.ok) return found
    return { ok: true, value: { format: opened.value.format, encoding: opened.value.encoding, sketch: found.value } }
  } finally {
    await opened.value.close()
  }
}

/** Which registers the header speaks of, by how many of their columns it has; those with all that is needed first. */
export function kindsOf(sketch: Sketch): { readonly kind: string; readonly matched: number }[] {
  return REGISTER_PROFILES.map((profile) => {
    const { indexes } = matchColumns(sketch.headers, vocabularyOf(profile))
    const needed = profile.columns.filter((it) => it.required === true)
    const isWhole = needed.every((it) => indexes.has(it.key))
    return { kind: profile.source, matched: indexes.size, isWhole }
  })
    .filter((it) => it.matched >= 2)
    .toSorted((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.matched - a.matched)
    .map(({ kind, matched }) => ({ kind, matched }))
}

const SHOWN = 5

/** The columns as they are shown to whoever confirms, with what each is taken for and why. */
export function columnsShown(sketch: Sketch, kind: string | null, remembered: ColumnChoice | null): Look['columns'] {
  const profile = kind === null ? null : profileOfKind(kind)
  const columns = sketch.headers.map((header, at) => ({ header, samples: sketch.samples[at] ?? [] }))
  const guesses = new Map<number, { field: RegisterField; by: 'remembered' | 'header' | 'values' }>()
  if (remembered) {
    for (const [field, header] of Object.entries(remembered)) {
      const at = sketch.headers.indexOf(header)
      if (at >= 0) guesses.set(at, { field: field as RegisterField, by: 'remembered' })
    }
  } else {
    const { indexes } = matchColumns(sketch.headers, profile ? vocabularyOf(profile) : [])
    const sure = new Map([...indexes].map(([key, at]) => [at, key as RegisterField]))
    for (const [at, guess] of guessColumns(columns, sure, profile)) guesses.set(at, guess)
  }
  return columns.flatMap(({ header, samples }, at) => {
    if (header === '' && samples.length === 0) return []
    const guess = guesses.get(at)
    return [
      {
        at,
        letter: sketch.letters[at] ?? '',
        header,
        samples: [...new Set(samples)].slice(0, SHOWN),
        field: guess?.field ?? null,
        by: guess?.by ?? null,
      },
    ]
  })
}

const FIELDS: readonly RegisterField[] = [
  'name',
  'code',
  'number',
  'address',
  'principal',
  'phone',
  'scope',
  'state',
  'issuedOn',
  'expiresOn',
  'issuer',
]

/** The fields that a kind of register has, with the words for them. */
export function fieldsShown(kind: string | null): Look['fields'] {
  const profile = kind === null ? null : profileOfKind(kind)
  const needed = neededFields(profile)
  return FIELDS.filter((field) => !profile || profile.columns.some((it) => it.key === field)).map((field) => ({
    field,
    label: fieldLabel(profile, field),
    needed: needed.includes(field),
  }))
}

/** The day on which the file stands, if a title says it, or its name. */
export const asOfOf = (sketch: Sketch, name: string): string | null =>
  sketch.titles.map((title) => asOfIn(title)).find((date) => date !== null) ?? asOfInName(name)
