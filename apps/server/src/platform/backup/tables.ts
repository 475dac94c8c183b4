import type pg from 'pg'

/** A table of ours with what it points at, so that rows come after those that they name. */
export interface TableName {
  readonly schema: string
  readonly name: string
}

export const fileOf = (it: TableName): string => `${it.schema}.${it.name}.copy.gz`
export const sqlOf = (it: TableName): string => `"${it.schema}"."${it.name}"`

/** Every table of the installation, each after the ones it refers to. The bookkeeping of migrations is not among them. */
export async function tablesInOrder(client: pg.ClientBase): Promise<TableName[]> {
  const { rows: tables } = await client.query<TableName>(
    `select schemaname as schema, tablename as name from pg_tables where schemaname in ('qm', 'auth') order by 1, 2`,
  )
  const { rows: edges } = await client.query<{ from: string; to: string }>(
    `select distinct conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint
     where contype = 'f' and conrelid <> confrelid`,
  )
  const { rows: named } = await client.query<{ schema: string; name: string; said: string }>(
    `select n.nspname as schema, c.relname as name, c.oid::regclass::text as said from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('qm', 'auth') and c.relkind = 'r'`,
  )
  const saidOf = new Map(named.map((it) => [sqlOf(it), it.said]))
  const placed = new Set<string>()
  const ordered: TableName[] = []
  let left = tables
  while (left.length > 0) {
    const next = left.filter((it) => {
      const said = saidOf.get(sqlOf(it)) ?? ''
      return edges.every((edge) => edge.from !== said || placed.has(edge.to))
    })
    if (next.length === 0) throw new Error(`tables refer to each other in a circle: ${left.map(sqlOf).join(', ')}`)
    for (const it of next) placed.add(saidOf.get(sqlOf(it)) ?? '')
    ordered.push(...next)
    left = left.filter((it) => !next.includes(it))
  }
  return ordered
}
