import { fieldsOf } from '@qingmei/core/ledger/field'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import { columnLetter, readRecords, readTable, type TableFault } from '@qingmei/office'
import { type ImportPlan, type ImportStep, isSame, type Skipped, leftOut } from './plan-import.ts'
import { type CellWords, readCell } from './read-cell.ts'

export interface GenericOptions {
  readonly ledger: AnyLedger
  readonly words: CellWords
  /** Records that have the same key, by key. */
  existing(keys: readonly string[]): Promise<ReadonlyMap<string, AnyRecord>>
  /** Records called one of these names: a row without a key is known by saying the same. */
  called(titles: readonly string[]): Promise<readonly AnyRecord[]>
}

/** The columns of a table in the ledger's own words: each field by its label or its name. */
export function columnsOf(ledger: AnyLedger) {
  const action = ledger.actions.get(ledger.imports ?? '')
  return fieldsOf(action?.input ?? ledger.fields).map((field) => ({
    key: field.name,
    labels: [field.label, field.name],
    required: !field.nullable && field.kind !== 'texts',
  }))
}

/** Plans the import of a table whose headers are the fields' labels: rows become the ledger's importing action. */
export async function planGeneric(
  source: Parameters<typeof readTable>[0],
  options: GenericOptions,
): Promise<ImportPlan> {
  const { ledger, words } = options
  const action = ledger.actions.get(ledger.imports ?? '')
  if (!action) throw new Error(`${ledger.name} is not imported`)
  const fields = fieldsOf(action.input)
  const wanted = columnsOf(ledger)
  const mapping: { column: string; field: string; label: string }[] = []
  const bad: TableFault[] = []
  const skipped: Skipped[] = []
  const rows: Row[] = []
  const badRows = new Set<string>()
  const opened = await readTable(source)
  if (!opened.ok) return nothing(ledger.name, opened.error)
  const table = opened.value
  try {
    for await (const event of readRecords(table, wanted)) {
      if (event.kind === 'fault') {
        bad.push(event.fault)
        badRows.add(`${event.fault.sheet}/${event.fault.row}`)
      } else if (event.kind === 'skipped') skipped.push(leftOut(event))
      else if (event.kind === 'header') {
        for (const [key, index] of event.match.indexes)
          mapping.push({
            column: columnLetter(index),
            field: key,
            label: fields.find((it) => it.name === key)?.label ?? key,
          })
      } else {
        const input: Record<string, unknown> = {}
        const faults = fields.flatMap((field): TableFault[] => {
          const text = event.values[field.name] ?? ''
          const read = readCell(field, text, words)
          if (read.ok) {
            input[field.name] = read.value
            return []
          }
          return [
            {
              file: table.file,
              sheet: event.sheet,
              row: event.row,
              column: event.columns[field.name] ?? null,
              value: text,
              code: read.code,
              reason: read.reason,
              remedy: read.remedy,
            },
          ]
        })
        if (faults.length > 0) {
          bad.push(...faults)
          badRows.add(`${event.sheet}/${event.row}`)
        } else rows.push({ row: event.row, input })
      }
    }
  } finally {
    await table.close()
  }
  const once = onlyOnce(rows, skipped)
  const planned = await stepsOf(options, action.name, once)
  const counts = countsOf(planned, once.length, badRows.size, skipped.length)
  return { ledger: ledger.name, profile: 'fields', mapping, steps: planned.steps, bad, notes: [], skipped, counts }
}

interface Row {
  readonly row: number
  readonly input: Record<string, unknown>
}

/** Rows that say exactly what an earlier one says are left out, and named. */
function onlyOnce(rows: readonly Row[], skipped: Skipped[]): Row[] {
  const seen = new Map<string, number>()
  return rows.filter(({ row, input }) => {
    const said = JSON.stringify(input)
    const first = seen.get(said)
    if (first === undefined) seen.set(said, row)
    else {
      const text = String(Object.values(input)[0] ?? '')
      skipped.push(leftOut({ row, why: 'same-row', n: first, text }))
    }
    return first === undefined
  })
}

/** The plan of a file that cannot be read at all. */
export const nothing = (ledger: string, why: TableFault): ImportPlan => ({
  ledger,
  profile: 'unreadable',
  mapping: [],
  steps: [],
  bad: [why],
  notes: [],
  skipped: [],
  counts: { good: 0, bad: 1, skipped: 0, creates: 0, updates: 0, unchanged: 0 },
})

async function stepsOf(options: GenericOptions, create: string, rows: readonly Row[]) {
  const { ledger } = options
  const key = ledger.key
  const keys =
    key === null ? [] : rows.flatMap(({ input }) => (typeof input[key] === 'string' ? [input[key] as string] : []))
  const existing = await options.existing(keys)
  const isKeyless = ({ input }: Row) => key === null || typeof input[key] !== 'string'
  const called = await options.called([
    ...new Set(rows.filter(isKeyless).map(({ input }) => String(input[ledger.title] ?? ''))),
  ])
  let unchanged = 0
  const steps = rows.flatMap((it): ImportStep[] => {
    const { row, input } = it
    if (isKeyless(it) && called.some((record) => isSame(record, input))) {
      unchanged++
      return []
    }
    const had = key === null ? undefined : existing.get(String(input[key] ?? ''))
    if (!had) return [{ ledger: ledger.name, action: create, input, row }]
    if (isSame(had, input) || !ledger.actions.has('amend')) {
      unchanged++
      return []
    }
    return [{ ledger: ledger.name, action: 'amend', id: had.id, input, row }]
  })
  return { steps, unchanged }
}

const countsOf = (
  it: { steps: readonly ImportStep[]; unchanged: number },
  good: number,
  bad: number,
  skipped: number,
): ImportPlan['counts'] => ({
  good,
  bad,
  skipped,
  creates: it.steps.filter((step) => step.id === undefined).length,
  updates: it.steps.filter((step) => step.id !== undefined).length,
  unchanged: it.unchanged,
})
