import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import type pg from 'pg'
import { childFields, childTableOf, q, selectList, tableOf, withoutChildren } from './columns.ts'
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
  const filled: Record<string, unknown> = { ...record }
  for (const name of names) {
    const child = ledger.children[name]
    if (!child) continue
    const fields = ['no', ...childFields(child).map((field) => field.name)]
    const { rows } = await client.query({
      name: `read_${ledger.name}_${name}`,
      text: `select ${fields.map((field) => `${q(field)} as "${field}"`).join(', ')} from ${childTableOf(ledger, name)} where region = $1 and parent = $2 order by no`,
      values: [record.region, record.id],
    })
    filled[name] = rows
  }
  return filled as AnyRecord
}
