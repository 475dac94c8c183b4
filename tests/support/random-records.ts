import { fieldsOf, type FieldInfo } from '@qingmei/core/ledger/field'
import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import type { Figure } from '@qingmei/core/returns/figure'
import fc from 'fast-check'
import type pg from 'pg'
import { childTableOf, q, tableOf } from '../../apps/server/src/platform/ledger/columns.ts'

type Row = Readonly<Record<string, unknown>>
export type RandomRecord = Row & { readonly id: string }

const ORGS = ['a', 'b', 'c'].map((it) => `0198a000-0000-7000-8000-00000000000${it}`)
const NOBODY = ORGS[0]
/** The very ends of months as well as anything between: what a half-open period gets wrong is there. */
const EDGES = ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31'].flatMap((day) => [
  `${day}T15:59:59.999Z`,
  `${day}T16:00:00.000Z`,
])
const DAY_MS = 86_400_000
const instant = fc.oneof(
  fc.constantFrom(...EDGES),
  fc
    .integer({ min: Date.parse('2026-05-20T00:00:00Z') / 1000, max: Date.parse('2026-09-10T00:00:00Z') / 1000 })
    .map((second) => new Date(second * 1000).toISOString()),
)
const day = fc
  .integer({ min: 0, max: 115 })
  .map((n) => new Date(Date.parse('2026-05-20T00:00:00Z') + n * DAY_MS).toISOString().slice(0, 10))

/** Any value that a figure may meet in a field: what its conditions name, and something else. */
function anyOf(field: FieldInfo, figures: readonly Figure[], name: string): fc.Arbitrary<unknown> {
  const named = figures.flatMap((figure) =>
    (figure.where ?? []).flatMap((it) =>
      it.field !== name ? [] : 'is' in it ? [String(it.is)] : 'in' in it ? it.in : 'not' in it ? it.not : [],
    ),
  )
  const value: fc.Arbitrary<unknown> =
    field.kind === 'instant'
      ? instant
      : field.kind === 'date'
        ? day
        : field.kind === 'boolean'
          ? fc.boolean()
          : field.kind === 'organisation'
            ? fc.constantFrom(...ORGS)
            : field.kind === 'fen'
              ? fc.integer({ min: 0, max: 1_000_000_000 })
              : field.kind === 'integer'
                ? fc.integer({ min: 0, max: 20 })
                : fc.constantFrom(...new Set([...named, 'one', 'other']))
  return field.nullable ? fc.option(value, { freq: 5 }) : value
}

/** What a field says that no figure reads. */
function idle(field: FieldInfo): unknown {
  if (field.nullable) return null
  if (field.kind === 'instant') return EDGES[0]
  if (field.kind === 'date') return '2026-06-01'
  if (field.kind === 'boolean') return false
  if (field.kind === 'integer' || field.kind === 'fen') return 1
  if (field.kind === 'codes' || field.kind === 'texts') return []
  return ['organisation', 'ref', 'person', 'file'].includes(field.kind) ? NOBODY : 'x'
}

const read = (figures: readonly Figure[]): Set<string> =>
  new Set(
    figures.flatMap(({ at, org, where = [], value, by }) => [
      at,
      org,
      ...where.map((it) => it.field),
      ...Object.values(value).flatMap((it) => (it === true ? [] : it)),
      ...(by === undefined ? [] : [by]),
    ]),
  )

/** A few records of a ledger with their children, random in everything that figures read and plain in the rest. */
export function someRecords(ledger: AnyLedger, figures: readonly Figure[]): fc.Arbitrary<RandomRecord[]> {
  const names = read(figures)
  const rowOf = (fields: readonly FieldInfo[], prefix: string) =>
    fc.record(
      Object.fromEntries(
        fields.map((field) => {
          const name = `${prefix}${field.name}`
          return [field.name, names.has(name) ? anyOf(field, figures, name) : fc.constant(idle(field))]
        }),
      ),
    )
  const children = Object.entries(ledger.children).map(
    ([name, child]) =>
      [
        name,
        fc
          .array(rowOf(fieldsOf(child.fields as never), `${name}.`), { maxLength: 3 })
          .map((rows) => rows.map((row, i) => ({ ...row, no: i + 1 }))),
      ] as const,
  )
  const one = fc.record({
    id: fc.uuid(),
    org: fc.constantFrom(...ORGS),
    status: fc.constantFrom(...ledger.statuses),
    own: rowOf(ledger.info, ''),
    children: fc.record(Object.fromEntries(children)),
  })
  return fc
    .uniqueArray(one, { selector: (it) => it.id, maxLength: 5 })
    .map((all) => all.map((it) => ({ ...it.own, ...it.children, id: it.id, org: it.org, status: it.status })))
}

const snake = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [q(name).replaceAll('"', ''), value]))

/** Puts records where figures find them, past the application, which only lets through what could have happened. */
export async function put(
  tx: pg.ClientBase,
  ledger: AnyLedger,
  records: readonly RandomRecord[],
  at: { readonly region: string; readonly campaign: string },
): Promise<void> {
  const into = async (table: string, rows: readonly Row[]) => {
    if (rows.length === 0) return
    const columns = Object.keys(rows[0] ?? {}).map((it) => `"${it}"`)
    await tx.query(
      `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    )
  }
  const names = Object.keys(ledger.children)
  const common = { version: 1, createdAt: EDGES[0], createdBy: NOBODY, updatedAt: EDGES[0], updatedBy: NOBODY }
  await into(
    tableOf(ledger),
    records.map((record) =>
      snake({
        ...common,
        ...at,
        ...Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))),
      }),
    ),
  )
  for (const name of names)
    await into(
      childTableOf(ledger, name),
      records.flatMap((record) =>
        (record[name] as Row[]).map((row) => snake({ region: at.region, parent: record.id, ...row })),
      ),
    )
}
