import { q } from './columns.ts'
import { type Table, foreignKeyName, policyName } from './ddl.ts'
import type { LiveTable } from './live.ts'

interface Renamed {
  readonly steps: readonly string[]
  /** The table as it stands after the steps. */
  readonly now: LiveTable
}

/** The platform's tables that name the ledger of a record. Audit rows are sealed and keep the old name. */
const NAMING = ['history', 'deadline', 'notice', 'sequence', 'request', 'search_gram', 'comment', 'attachment'] as const

const prefixed = (name: string, was: string, is: string): string =>
  name.replace(new RegExp(`^(fk|ix|ux)_${was}_`), `$1_${is}_`).slice(0, 63)

/** A ledger under a new name: its table, what hangs on it, and every row elsewhere that names it. */
export function renameTable(table: Table, live: LiveTable): Renamed {
  const { name, was } = table
  if (was === null) return { steps: [], now: live }
  const steps = [`alter table qm.${q(was)} rename to ${q(name)}`]
  const indexes = new Map<string, LiveTable['indexes'] extends ReadonlyMap<string, infer I> ? I : never>()
  for (const [old, index] of live.indexes) {
    const fresh = prefixed(old, was, name)
    if (fresh !== old) steps.push(`alter index qm.${q(old)} rename to ${q(fresh)}`)
    indexes.set(fresh, index)
  }
  const foreignKeys = new Set<string>()
  for (const old of live.foreignKeys) {
    const fresh = prefixed(old, was, name)
    if (fresh !== old) steps.push(`alter table qm.${q(name)} rename constraint ${q(old)} to ${q(fresh)}`)
    foreignKeys.add(fresh)
  }
  steps.push(`alter policy ${policyName(was)} on qm.${q(name)} rename to ${policyName(name)}`)
  if (table.ledger !== null && table.ledger.was !== null) {
    const [from, to] = [table.ledger.was, table.ledger.name]
    // The owner, too, is under the policies.
    steps.push(`set local app.scopes = '{system}'`)
    for (const each of NAMING) steps.push(`update qm.${each} set ledger = '${to}' where ledger = '${from}'`)
  }
  return { steps, now: { ...live, indexes, foreignKeys } }
}

/** Fields under new names: their columns and the constraints on them. No row is touched. */
export function renameColumns(table: Table, live: LiveTable): Renamed {
  const steps: string[] = []
  const names = new Map<string, string>()
  const columns = new Map(live.columns)
  const foreignKeys = new Set(live.foreignKeys)
  for (const { name, was } of table.columns) {
    const old = was === null ? undefined : columns.get(was)
    if (was === null || !old || columns.has(name)) continue
    steps.push(`alter table qm.${q(table.name)} rename column ${q(was)} to ${q(name)}`)
    names.set(was, name)
    columns.delete(was)
    columns.set(name, old)
    const key = foreignKeyName(table.name, was)
    if (foreignKeys.delete(key)) {
      const fresh = foreignKeyName(table.name, name)
      steps.push(`alter table qm.${q(table.name)} rename constraint ${q(key)} to ${q(fresh)}`)
      foreignKeys.add(fresh)
    }
  }
  const indexes = new Map(
    [...live.indexes].map(([name, index]) => [
      name,
      { ...index, columns: index.columns.map((column) => names.get(column) ?? column) },
    ]),
  )
  return { steps, now: { ...live, columns, foreignKeys, indexes } }
}
