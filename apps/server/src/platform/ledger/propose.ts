import type { House } from '@qingmei/core/ledger/house'
import type pg from 'pg'
import { q } from './columns.ts'
import {
  type Table,
  createColumn,
  createIndex,
  createTable,
  foreignKeyName,
  foreignKeysOf,
  policyStatement,
  tablesOf,
} from './ddl.ts'

/** What a database has of our tables. */
interface Live {
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, { type: string; nullable: boolean }>>
  readonly indexes: ReadonlySet<string>
  readonly constraints: ReadonlySet<string>
  readonly policies: ReadonlyMap<string, { using: string; check: string }>
}

/** All tables that a house needs. */
export const tablesOfHouse = (house: House): Table[] =>
  house.ledgers.flatMap((it) => tablesOf(it, (name) => house.ledger(name).placement === 'regional'))

/**
 * The statements that bring a database from what it has to what the definitions say, for a person to read
 * and commit as a migration. Nothing is dropped: what is no longer defined is named in a comment.
 */
export async function propose(client: pg.ClientBase, house: House): Promise<string[]> {
  const live = await readLive(client)
  const tables = tablesOfHouse(house)
  const steps: string[] = []
  for (const table of tables) {
    const columns = live.columns.get(table.name)
    const renamed = !columns && table.was !== null ? live.columns.get(table.was) : undefined
    if (renamed) steps.push(`alter table qm.${q(table.was ?? '')} rename to ${q(table.name)}`)
    if (columns ?? renamed) steps.push(...(await changesOf(client, table, columns ?? renamed ?? new Map(), live)))
    else steps.push(...createTable(table))
  }
  for (const table of tables)
    for (const [i, statement] of foreignKeysOf(table).entries()) {
      const key = table.foreignKeys[i]
      if (key && !live.constraints.has(foreignKeyName(table.name, key.column))) steps.push(statement)
    }
  return steps
}

async function changesOf(
  client: pg.ClientBase,
  table: Table,
  columns: ReadonlyMap<string, { type: string; nullable: boolean }>,
  live: Live,
): Promise<string[]> {
  const name = `qm.${q(table.name)}`
  const steps: string[] = []
  const used = new Set<string>()
  for (const column of table.columns) {
    const has = columns.get(column.name)
    const old = !has && column.was !== null ? columns.get(column.was) : undefined
    used.add(column.name)
    if (old && column.was !== null) {
      used.add(column.was)
      steps.push(`alter table ${name} rename column ${q(column.was)} to ${q(column.name)}`)
    }
    const now = has ?? old
    if (!now) steps.push(...added(name, column))
    else if (now.type !== column.type)
      steps.push(
        `alter table ${name} alter column ${q(column.name)} type ${column.type} using ${q(column.name)}::${column.type}`,
      )
    if (now && now.nullable !== column.nullable)
      steps.push(`alter table ${name} alter column ${q(column.name)} ${column.nullable ? 'drop' : 'set'} not null`)
  }
  for (const column of columns.keys())
    if (!used.has(column))
      steps.push(`-- ${name}.${q(column)} is no longer defined; drop it by hand if its content may go`)
  for (const index of table.indexes) if (!live.indexes.has(index.name)) steps.push(createIndex(table, index))
  const policy = live.policies.get(table.name)
  if (!policy || !(await samePolicy(client, table, policy))) {
    if (policy) steps.push(`drop policy ${q(`sees_${table.name}`.slice(0, 63))} on ${name}`)
    steps.push(policyStatement(table))
  }
  return steps
}

/** A column that must not be empty is added empty; its filling is for the reviewer to write. */
function added(table: string, column: Table['columns'][number]): string[] {
  const empty = `alter table ${table} add column ${createColumn({ ...column, nullable: true })}`
  if (column.nullable) return [empty]
  return [
    empty,
    `-- fill ${table}.${q(column.name)} for the rows that are there, then:`,
    `alter table ${table} alter column ${q(column.name)} set not null`,
  ]
}

/** Whether the database's policy says the same: PostgreSQL prints expressions its own way, so it prints both. */
async function samePolicy(
  client: pg.ClientBase,
  table: Table,
  live: { using: string; check: string },
): Promise<boolean> {
  const probe = `probe_${table.name}`.slice(0, 63)
  await client.query('savepoint probing')
  try {
    await client.query(
      `create policy ${q(probe)} on qm.${q(table.name)} using (${table.policy}) with check (${table.check})`,
    )
    const { rows } = await client.query<{ using: string; check: string }>(
      `select pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as check from pg_policy where polname = $1`,
      [probe],
    )
    return rows[0]?.using === live.using && rows[0]?.check === live.check
  } catch {
    // A column of the policy is not there yet: it differs.
    return false
  } finally {
    await client.query('rollback to savepoint probing')
  }
}

const TYPES: Readonly<Record<string, string>> = {
  _text: 'text[]',
  _uuid: 'uuid[]',
  int8: 'bigint',
  bool: 'boolean',
}

async function readLive(client: pg.ClientBase): Promise<Live> {
  const columns = new Map<string, Map<string, { type: string; nullable: boolean }>>()
  const found = await client.query<{ table: string; column: string; type: string; nullable: boolean }>(
    `select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as nullable
     from information_schema.columns where table_schema = 'qm' order by ordinal_position`,
  )
  for (const row of found.rows) {
    const of = columns.get(row.table) ?? new Map<string, { type: string; nullable: boolean }>()
    of.set(row.column, { type: TYPES[row.type] ?? row.type, nullable: row.nullable })
    columns.set(row.table, of)
  }
  const indexes = await client.query<{ name: string }>(
    `select indexname as name from pg_indexes where schemaname = 'qm'`,
  )
  const constraints = await client.query<{ name: string }>(
    `select conname as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = 'qm'`,
  )
  const policies = await client.query<{ table: string; using: string; check: string }>(
    `select c.relname as table, pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
     from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'qm' and p.polname like 'sees\\_%'`,
  )
  return {
    columns,
    indexes: new Set(indexes.rows.map((row) => row.name)),
    constraints: new Set(constraints.rows.map((row) => row.name)),
    policies: new Map(policies.rows.map((row) => [row.table, row])),
  }
}

/** A proposal as the text of a migration file. */
export const migrationText = (steps: readonly string[]): string => `${steps.join('\n-- step\n')}\n`
