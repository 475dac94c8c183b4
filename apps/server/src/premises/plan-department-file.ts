import type { Actor } from '@qingmei/core/access/actor'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import {
  DEPARTMENT_FILES,
  type DepartmentFile,
  isBeautyOrMedical,
  looseDate,
  openingState,
  placeKind,
  soundCode,
  standingOf,
  townIn,
} from '@qingmei/core/premises/department-files'
import { matchColumns, readRecords, readTable, type TableRecord, type TableSource } from '@qingmei/office'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { nothing } from '../platform/imports/plan-generic.ts'
import { type ImportPlan, type ImportStep, isSame, WHY_SKIPPED } from '../platform/imports/plan-import.ts'
import type { Known, readKnown } from './known-places.ts'

export interface RegisterOptions {
  readonly actor: Actor
  readonly now: string
  /** Towns of the region, with the names by which addresses know them. */
  readonly towns: readonly { readonly id: string; readonly names: readonly string[] }[]
  known(
    codes: readonly string[],
    licences: readonly { kind: string; licenceNo: string }[],
  ): ReturnType<typeof readKnown>
}

/** Which department's file this is, by its headers; null when it is none of theirs. */
export async function departmentFileOf(source: TableSource): Promise<DepartmentFile | null> {
  const opened = await readTable(source)
  if (!opened.ok) return null
  try {
    let rows = 0
    for await (const row of opened.value.rows()) {
      const headers = row.names ?? row.cells
      const found = DEPARTMENT_FILES.find((file) => matchColumns(headers, file.columns).missing.length === 0)
      if (found) return found
      if (++rows > 12) return null
    }
    return null
  } finally {
    await opened.value.close()
  }
}

interface Row {
  readonly row: number
  readonly code: string | null
  readonly values: Readonly<Record<string, string>>
}

/**
 * Plans the import of a department's file into places and licences: merged by exact credit code only; beauty and
 * medical come in, the rest stays out; what matches no place is kept as a licence and marked.
 */
export async function planDepartmentFile(
  source: TableSource,
  file: DepartmentFile,
  options: RegisterOptions,
): Promise<ImportPlan> {
  const opened = await readTable(source)
  if (!opened.ok) return nothing('premises', opened.error)
  const bad: ImportPlan['bad'][number][] = []
  const skipped: { row: number | null; reason: string; text: string }[] = []
  const mapping: { column: string; field: string; label: string }[] = []
  const rows = new Map<string, Row>()
  let out = 0
  try {
    for await (const event of readRecords(opened.value, file.columns)) {
      if (event.kind === 'fault') bad.push(event.fault)
      else if (event.kind === 'skipped')
        skipped.push({ row: event.row, reason: WHY_SKIPPED[event.why] ?? event.why, text: event.text })
      else if (event.kind === 'header') {
        if (mapping.length === 0)
          for (const [key, index] of event.match.indexes)
            mapping.push({
              column: String(index + 1),
              field: key,
              label: file.columns.find((it) => it.key === key)?.labels[0] ?? key,
            })
      } else if (!belongs(file, event)) out++
      else {
        const value = { row: event.row, code: soundCode(event.values.code ?? ''), values: event.values }
        rows.set(numberOf(file, value) || `row ${event.row}`, value)
      }
    }
  } finally {
    await opened.value.close()
  }
  const list = [...rows.values()]
  const known = await options.known(
    list.flatMap((row) => row.code ?? []),
    list.map((row) => ({ kind: licenceKind(file), licenceNo: numberOf(file, row) })),
  )
  const { steps, unchanged } = stepsOf(file, list, known, options)
  if (out > 0) skipped.push({ row: null, reason: '不属美容、医疗范围，未导入', text: `${out} 行` })
  return {
    ledger: 'premises',
    profile: file.label,
    mapping,
    steps,
    bad,
    skipped,
    counts: {
      good: list.length,
      bad: new Set(bad.map((it) => `${it.sheet}/${it.row}`)).size,
      skipped: skipped.length + Math.max(0, out - 1),
      creates: steps.filter((step) => step.id === undefined).length,
      updates: steps.filter((step) => step.id !== undefined).length,
      unchanged,
    },
  }
}

/** The market register and the tax file speak of every trade; the other files only of ours. */
function belongs(file: DepartmentFile, record: TableRecord): boolean {
  if (file.kind !== 'market' && file.kind !== 'tax') return true
  return isBeautyOrMedical(record.values.holder ?? '', record.values.scope ?? '')
}

const licenceKind = (file: DepartmentFile): string => (file.kind === 'market' ? 'business' : file.kind)

const numberOf = (file: DepartmentFile, row: Pick<Row, 'code' | 'values'>): string =>
  (file.kind === 'market' || file.kind === 'tax' ? (row.code ?? row.values.code ?? '') : (row.values.licenceNo ?? ''))
    .trim()
    .slice(0, 60)

function stepsOf(file: DepartmentFile, rows: readonly Row[], known: Known, options: RegisterOptions) {
  const steps: ImportStep[] = []
  let unchanged = 0
  const change = (
    ledger: string,
    had: AnyRecord | undefined,
    input: Record<string, unknown>,
    row: number,
    name?: string,
  ): void => {
    if (!had) steps.push({ ledger, action: 'register', input, row, ...(name ? { name } : {}) })
    else if (isSame(had, input)) unchanged++
    else steps.push({ ledger, action: 'amend', id: had.id, input, row })
  }
  const sourced = new Map<string, Set<string>>()
  for (const row of rows) {
    const place = row.code === null ? undefined : known.premises.get(row.code)
    const number = numberOf(file, row)
    const had = known.licences.get(`${licenceKind(file)}/${number}`)
    let premises: unknown = place?.id ?? had?.premises ?? null
    if (file.kind === 'market') {
      const name = `place ${number}`
      const existing = place ?? (typeof had?.premises === 'string' ? known.byId.get(had.premises) : undefined)
      change('premises', existing, placeInput(file, row, existing, options), row.row, existing ? undefined : name)
      premises = existing?.id ?? { step: name }
    } else if (place) {
      const sources = sourced.get(place.id) ?? new Set(place.sources as string[])
      if (!sources.has(file.label)) {
        sources.add(file.label)
        change('premises', place, { sources: [...sources] }, row.row)
      }
      sourced.set(place.id, sources)
    }
    change('licence', had, licenceInput(file, row, premises, options), row.row)
  }
  return { steps, unchanged }
}

const some = (text: string | undefined, most: number): string | null => text?.trim().slice(0, most) || null

function placeInput(
  file: DepartmentFile,
  row: Row,
  had: AnyRecord | undefined,
  options: RegisterOptions,
): Record<string, unknown> {
  const { values } = row
  const holder = some(values.holder, 200) ?? '名称不详'
  const sources = [...new Set([...((had?.sources as string[] | undefined) ?? []), file.label])]
  return {
    name: holder,
    tradeName: had?.tradeName ?? null,
    uscc: row.code,
    kind: placeKind(holder, values.scope ?? ''),
    town: townIn(values.address ?? '', options.towns) ?? townIn(holder, options.towns),
    address: some(values.address, 300),
    principal: some(values.principal, 60),
    phone: some(values.phone, 40),
    scope: some(values.scope, 4000),
    openingState: openingState(values.state ?? ''),
    registeredOn: looseDate(values.issuedOn ?? ''),
    sources,
  }
}

function licenceInput(
  file: DepartmentFile,
  row: Row,
  premises: unknown,
  options: RegisterOptions,
): Record<string, unknown> {
  const { values } = row
  const expiresOn = looseDate(values.expiresOn ?? '')
  return {
    premises,
    kind: licenceKind(file),
    licenceNo: numberOf(file, row) || '未填',
    holder: some(values.holder, 200) ?? '名称不详',
    uscc: row.code,
    address: some(values.address, 300),
    scope: some(values.scope, 4000),
    issuedOn: looseDate(values.issuedOn ?? ''),
    expiresOn,
    standing: standingOf(values.state ?? '', expiresOn, shanghaiDate(options.now)),
    issuer: some(values.issuer, 200),
    source: file.label,
    asOf: null,
    matched: premises !== null,
  }
}
