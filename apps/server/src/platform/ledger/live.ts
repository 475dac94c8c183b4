import type pg from 'pg'

export interface LiveColumn {
  readonly type: string
  readonly nullable: boolean
}

export interface LiveIndex {
  readonly columns: readonly string[]
  /** The texts that its condition names; null when it has none. */
  readonly condition: readonly string[] | null
}

/** What a database has of one of our tables. */
export interface LiveTable {
  readonly columns: ReadonlyMap<string, LiveColumn>
  readonly indexes: ReadonlyMap<string, LiveIndex>
  readonly foreignKeys: ReadonlySet<string>
  readonly policy: { readonly using: string; readonly check: string } | null
}

const TYPES: Readonly<Record<string, string>> = { _text: 'text[]', _uuid: 'uuid[]', int8: 'bigint', bool: 'boolean' }

/** The texts of an index's condition, sorted: enough to tell two conditions of ours apart. */
export const textsOf = (condition: string): string[] =>
  [...condition.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '').sort()

/** What the schema `qm` holds now, by table. */
export async function readLive(client: pg.ClientBase): Promise<ReadonlyMap<string, LiveTable>> {
  const tables = new Map<
    string,
    {
      columns: Map<string, LiveColumn>
      indexes: Map<string, LiveIndex>
      foreignKeys: Set<string>
      policy: LiveTable['policy']
    }
  >()
  const table = (name: string) => {
    const found = tables.get(name) ?? { columns: new Map(), indexes: new Map(), foreignKeys: new Set(), policy: null }
    tables.set(name, found)
    return found
  }
  const columns = await client.query<{ table: string; column: string; type: string; nullable: boolean }>(
    `select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as nullable
     from information_schema.columns where table_schema = 'qm' order by table_name, ordinal_position`,
  )
  for (const row of columns.rows)
    table(row.table).columns.set(row.column, { type: TYPES[row.type] ?? row.type, nullable: row.nullable })
  const indexes = await client.query<{ table: string; name: string; columns: string[]; condition: string | null }>(
    `select t.relname as table, i.relname as name, pg_get_expr(x.indpred, x.indrelid) as condition,
       array(select a.attname::text from unnest(x.indkey) with ordinality k(no, at)
         join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.no order by k.at) as columns
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
       join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'qm' and not x.indisprimary order by i.relname`,
  )
  for (const row of indexes.rows)
    table(row.table).indexes.set(row.name, {
      columns: row.columns,
      condition: row.condition === null ? null : textsOf(row.condition),
    })
  const keys = await client.query<{ table: string; name: string }>(
    `select t.relname as table, c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid
       join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'qm' and c.contype = 'f'`,
  )
  for (const row of keys.rows) table(row.table).foreignKeys.add(row.name)
  const policies = await client.query<{ table: string; using: string; check: string }>(
    `select t.relname as table, pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
     from pg_policy p join pg_class t on t.oid = p.polrelid join pg_namespace n on n.oid = t.relnamespace
     where n.nspname = 'qm' and p.polname like 'sees\\_%'`,
  )
  for (const row of policies.rows) table(row.table).policy = { using: row.using, check: row.check }
  return tables
}
