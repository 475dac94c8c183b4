import { type PlainDate, shanghaiDate } from '@qingmei/core/kernel/dates'
import { asOfIn, asOfInName } from '@qingmei/core/premises/registers/clean'
import { RegisterIntake } from '@qingmei/core/premises/registers/merge-by-code'
import type { MergeStep, PlaceRef } from '@qingmei/core/premises/registers/merge-plan'
import { REGISTER_PROFILES, type RegisterProfile } from '@qingmei/core/premises/registers/profiles'
import { townOf } from '@qingmei/core/premises/registers/town'
import { columnLetter, matchColumns, readRecords, readTable, type TableFault, type TableSource } from '@qingmei/office'
import { nothing } from '../platform/imports/plan-generic.ts'
import { type ImportPlan, type ImportStep, type Skipped, leftOut } from '../platform/imports/plan-import.ts'
import type { readKnown } from './known-places.ts'

export interface RegisterOptions {
  readonly now: string
  /** Towns of the region, with the names by which addresses know them. */
  readonly towns: readonly { readonly id: string; readonly names: readonly string[] }[]
  /** What the register has of the places and licences that a file names. */
  known(codes: readonly string[], kind: string, numbers: readonly string[]): ReturnType<typeof readKnown>
}

/** So many rows may stand above a header, and so many of a register's columns make a file that register's. */
const HEADER_WITHIN = 12
const TELLING_COLUMNS = 3

/**
 * Which department's register a file is, by its headers: the first whose required columns are all there, else the
 * one that most of its headers belong to, so that a column that is missing is named as that register's. Null when
 * the file is none of theirs, or has as much of `own`, the ledger's own labels.
 */
export async function registerOf(source: TableSource, own: Wanted): Promise<RegisterProfile | null> {
  const opened = await readTable(source)
  if (!opened.ok) return null
  let [nearest, most]: [RegisterProfile | null, number] = [null, TELLING_COLUMNS - 1]
  try {
    let rows = 0
    for await (const row of opened.value.rows()) {
      const headers = row.names ?? row.cells
      const ours = matchColumns(headers, own).indexes.size
      for (const profile of REGISTER_PROFILES) {
        const { indexes, missing } = matchColumns(headers, profile.columns)
        if (missing.length === 0) return profile
        if (indexes.size > Math.max(most, ours)) [nearest, most] = [profile, indexes.size]
      }
      if (++rows > HEADER_WITHIN) break
    }
  } catch {
    // What cannot be read is told with its place when the file is planned.
    return nearest
  } finally {
    await opened.value.close()
  }
  return nearest
}
type Wanted = Parameters<typeof matchColumns>[1]

/**
 * Plans the import of a department's register into places and licences: merged by exact credit code only; beauty
 * and medical come in, the rest stays out; what matches no place is kept as a licence and marked.
 */
export async function planRegisterFile(
  source: TableSource,
  profile: RegisterProfile,
  options: RegisterOptions,
): Promise<ImportPlan> {
  const opened = await readTable(source)
  if (!opened.ok) return nothing('premises', opened.error)
  const file = opened.value.file
  const bad: TableFault[] = []
  const skipped: Skipped[] = []
  const mapping: { column: string; field: string; label: string }[] = []
  let asOf: PlainDate | null = null
  const start = () =>
    new RegisterIntake(profile, {
      file,
      asOf: asOf ?? asOfInName(file),
      today: shanghaiDate(options.now),
      townOf: (address, sheet) => townAt(address, sheet, options.towns),
    })
  let intake: RegisterIntake | null = null
  try {
    for await (const event of readRecords(opened.value, profile.columns)) {
      if (event.kind === 'fault') bad.push(event.fault)
      else if (event.kind === 'record') (intake ??= start()).take(event)
      else if (event.kind === 'skipped') {
        if (event.why === 'title') asOf ??= asOfIn(event.text)
        skipped.push(leftOut(event))
      } else if (mapping.length === 0)
        for (const [key, index] of event.match.indexes)
          mapping.push({
            column: columnLetter(index),
            field: key,
            label: profile.columns.find((it) => it.key === key)?.labels[0] ?? key,
          })
    }
  } finally {
    await opened.value.close()
  }
  intake ??= start()
  const merged = intake.plan(await options.known(intake.codes(), profile.licenceKind, intake.numbers()))
  const { counts } = merged
  bad.push(...merged.faults.filter((it) => it.level === 'refused'))
  for (const [why, n] of [
    ['out-of-scope', counts.outOfScope],
    ['same-number', counts.repeated],
    ['older', counts.older],
  ] as const)
    if (n > 0) skipped.push(leftOut({ row: null, why, n }))
  const steps = merged.steps.map(stepOf)
  return {
    ledger: 'premises',
    profile: profile.label,
    mapping,
    steps,
    bad,
    notes: merged.faults.filter((it) => it.level === 'noted'),
    skipped,
    counts: {
      good: counts.rows - counts.outOfScope - counts.refused - counts.repeated - counts.older,
      bad: new Set(bad.map((it) => `${it.sheet}/${it.row}`)).size,
      skipped: skipped.length + counts.outOfScope,
      creates: steps.filter((step) => step.id === undefined).length,
      updates: steps.filter((step) => step.id !== undefined).length,
      unchanged: counts.premises.unchanged + counts.licences.unchanged,
    },
  }
}

/** A sheet is often named after its town; else the address says it. */
function townAt(address: string, sheet: string | null, towns: RegisterOptions['towns']): string | null {
  const names = towns.flatMap((town) => town.names)
  if (names.length === 0) return null
  const found = townOf(address, names) ?? townOf(sheet ?? '', names)
  return towns.find((town) => found !== null && town.names.includes(found))?.id ?? null
}

const madeAs = (uscc: string | null): string => `uscc:${uscc ?? ''}`
const placeOf = (place: PlaceRef): unknown => ('id' in place ? place.id : { step: madeAs(place.uscc) })

function stepOf(step: MergeStep): ImportStep {
  const { row } = step
  switch (step.does) {
    case 'create-premises':
      return { ledger: 'premises', action: 'register', input: { ...step.data }, name: madeAs(step.data.uscc), row }
    case 'update-premises':
      return { ledger: 'premises', action: 'amend', id: step.id, input: step.changes, row }
    case 'create-licence': {
      const premises = step.place === null ? null : placeOf(step.place)
      return { ledger: 'licence', action: 'register', input: { ...step.data, premises }, row }
    }
    case 'update-licence': {
      const moved = step.place === undefined ? {} : { premises: placeOf(step.place) }
      return { ledger: 'licence', action: 'amend', id: step.id, input: { ...step.changes, ...moved }, row }
    }
  }
}
