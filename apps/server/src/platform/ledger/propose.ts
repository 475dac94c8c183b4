import type { House } from '@qingmei/core/ledger/house'
import type pg from 'pg'
import { q } from './columns.ts'
import {
  type Table,
  createColumn,
  createTable,
  foreignKeyName,
  foreignKeysOf,
  policyName,
  policyStatement,
  tablesOf,
} from './ddl.ts'
import { type LiveTable, readLive } from './live.ts'
import { renameColumns, renameTable } from './rename.ts'
import { indexChanges } from './propose-indexes.ts'

/** All tables that a house needs. */
export const tablesOfHouse = (house: House): Table[] =>
  house.ledgers.flatMap((it) => tablesOf(it, (name) => house.ledger(name).placement === 'regional'))

/**
 * The statements that bring a database from what it has to what the definitions say, for a person to read
 * and commit as a migration. No table and no column is dropped: what is no longer defined is named in a comment.
 * Must run inside a transaction, which it leaves as it found it.
 */
export async function propose(client: pg.ClientBase, house: House): Promise<string[]> {
  const live = await readLive(client)
  const tables = tablesOfHouse(house)
  const steps: string[] = []
  const keys: string[] = []
  for (const table of tables) {
    const before = live.get(table.name) ?? (table.was === null ? undefined : live.get(table.was))
    if (!before) {
      steps.push(...createTable(table))
      keys.push(...foreignKeysOf(table))
      continue
    }
    const renamed = live.has(table.name) ? null : renameTable(table, before)
    const moved = renameColumns(table, renamed?.now ?? before)
    steps.push(...(renamed?.steps ?? []), ...moved.steps)
    steps.push(...columnChanges(table, moved.now), ...indexChanges(table, moved.now))
    steps.push(...(await policyChanges(client, table, renamed ? null : moved.now.policy, renamed !== null)))
    keys.push(
      ...foreignKeysOf(table).filter((_, i) => {
        const key = table.foreignKeys[i]
        return key !== undefined && !moved.now.foreignKeys.has(foreignKeyName(table.name, key.column))
      }),
    )
  }
  return [...steps, ...keys]
}

function columnChanges(table: Table, live: LiveTable): string[] {
  const name = `qm.${q(table.name)}`
  const steps = table.columns.flatMap((column): string[] => {
    const now = live.columns.get(column.name)
    if (!now) return added(name, column)
    const alter = `alter table ${name} alter column ${q(column.name)}`
    return [
      ...(now.type === column.type ? [] : [`${alter} type ${column.type} using ${q(column.name)}::${column.type}`]),
      ...(now.nullable === column.nullable ? [] : [`${alter} ${column.nullable ? 'drop' : 'set'} not null`]),
    ]
  })
  const defined = new Set(table.columns.map((column) => column.name))
  for (const column of live.columns.keys())
    if (!defined.has(column))
      steps.push(`-- ${name}.${q(column)} is no longer defined; drop it by hand if its content may go`)
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

/** A renamed table's policy is made anew: it may name columns that were renamed with it. */
async function policyChanges(
  client: pg.ClientBase,
  table: Table,
  live: LiveTable['policy'],
  isRenamed: boolean,
): Promise<string[]> {
  if (live !== null && (await samePolicy(client, table, live))) return []
  const drop = `drop policy ${policyName(table.name)} on qm.${q(table.name)}`
  return [...(live !== null || isRenamed ? [drop] : []), policyStatement(table)]
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
    return rows[0]?.using === live.using && rows[0].check === live.check
  } catch {
    // A column of the policy is not there yet: it differs.
    return false
  } finally {
    await client.query('rollback to savepoint probing')
  }
}

/** A proposal as the text of a migration file. */
export const migrationText = (steps: readonly string[]): string => `${steps.join('\n-- step\n')}\n`
