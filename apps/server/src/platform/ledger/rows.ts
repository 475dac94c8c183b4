import type { FieldInfo } from '@qingmei/core/ledger/field'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import type pg from 'pg'
import { childFields, childTableOf, selectList, snake, tableOf, withoutChildren } from './columns.ts'
import { openRecord } from './policy.ts'

/** Reads a record under the policies of the transaction, locked when asked; children not yet. */
export async function readRow(
  client: pg.ClientBase,
  ledger: AnyLedger,
  at: { ids: readonly string[]; regions: readonly string[] },
  lock: boolean,
): Promise<AnyRecord[]> {
  const { rows } = await client.query<Record<string, unknown>>({
    name: `read_${ledger.name}_${lock}`,
    text: `select ${selectList(ledger, 't')} from ${tableOf(ledger)} t where t.region = any($2::text[]) and t.id = any($1::uuid[]) order by t.id${lock ? ' for update' : ''}`,
    values: [at.ids, at.regions],
  })
  return rows.map((row) => withoutChildren(ledger, row))
}

/** Fills a record's children; the record must have been read in this transaction. */
export async function readChildren(client: pg.ClientBase, ledger: AnyLedger, record: AnyRecord): Promise<AnyRecord> {
  const names = Object.keys(ledger.children)
  if (names.length === 0) return record
  await client.query(openRecord(record.id))
  const { rows } = await client.query<{ child: string; row: Record<string, unknown> }>({
    name: `children_${ledger.name}`,
    text: names
      .map(
        (name) =>
          `(select '${name}' as child, to_jsonb(c) as row from ${childTableOf(ledger, name)} c where region = $1 and parent = $2 order by no)`,
      )
      .join(' union all '),
    values: [record.region, record.id],
  })
  const filled = Object.entries(ledger.children).map(([name, child]) => {
    const fields = childFields(child)
    return [name, rows.flatMap((it) => (it.child === name ? childRow(fields, it.row) : []))] as const
  })
  return { ...record, ...Object.fromEntries(filled) } as AnyRecord
}

/** A row of a child as it came in JSON: instants as the driver gives them elsewhere. */
const childRow = (fields: readonly FieldInfo[], row: Readonly<Record<string, unknown>>) => ({
  no: row.no,
  ...Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = row[snake(name)] ?? null
      return [name, kind === 'instant' && typeof value === 'string' ? new Date(value).toISOString() : value]
    }),
  ),
})
