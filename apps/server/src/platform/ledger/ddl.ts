import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import { COMMON_COLUMNS, childFields, columnType, q, snake } from './columns.ts'
import { IS_SYSTEM, OPENED, REGIONS, policyOf } from './policy.ts'
import { indexedRelationsOf } from './relations.ts'
import { keyIndexOf } from './taken.ts'

/** A table as a ledger needs it. */
export interface Table {
  /** Without schema or quotes. */
  readonly name: string
  readonly was: string | null
  /** The ledger whose own table it is, with the name it had; null for a child's table. */
  readonly ledger: { readonly name: string; readonly was: string | null } | null
  readonly columns: readonly Column[]
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly { readonly column: string; readonly target: string; readonly regional: boolean }[]
  /** Names of indexes and what they are over. */
  readonly indexes: readonly { readonly name: string; readonly over: string }[]
  readonly policy: string
  readonly check: string
  readonly grants: string
  readonly comment: string
}

export interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly was: string | null
}

/** Whether a ledger of this name is regional: what its key is made of. */
export type IsRegional = (ledger: string) => boolean

/** The tables of a ledger: its own, and one for each child. */
export function tablesOf(ledger: AnyLedger, isRegional: IsRegional): Table[] {
  const regional = ledger.placement === 'regional'
  const own: Table = {
    name: snake(ledger.name),
    was: ledger.was === null ? null : snake(ledger.was),
    ledger: { name: ledger.name, was: ledger.was },
    columns: [
      ...COMMON_COLUMNS.map(([name, type, nullable]) => ({ name: snake(name), type, nullable, was: null })),
      ...ledger.info.map((field) => ({
        name: snake(field.name),
        type: columnType(field),
        nullable: field.nullable,
        was: field.was === undefined ? null : snake(field.was),
      })),
    ],
    primaryKey: regional ? ['region', 'id'] : ['id'],
    foreignKeys: ledger.info.flatMap((field) =>
      (field.kind === 'ref' || field.kind === 'organisation') && field.target
        ? [{ column: snake(field.name), target: snake(field.target), regional: isRegional(field.target) }]
        : [],
    ),
    indexes: indexesOf(ledger),
    policy: policyOf(ledger.sees),
    check: `${IS_SYSTEM} or region = any(${REGIONS})`,
    grants: 'select, insert, update',
    comment: `${ledger.label}: ${ledger.about}`,
  }
  const children = Object.entries(ledger.children).map(([name, child]) => ({
    name: snake(`${ledger.name}_${name}`),
    was: ledger.was === null ? null : snake(`${ledger.was}_${name}`),
    ledger: null,
    columns: [
      { name: 'region', type: 'text', nullable: false, was: null },
      { name: 'parent', type: 'uuid', nullable: false, was: null },
      { name: 'no', type: 'bigint', nullable: false, was: null },
      ...childFields(child).map((field) => ({
        name: snake(field.name),
        type: columnType(field),
        nullable: field.nullable,
        was: field.was === undefined ? null : snake(field.was),
      })),
    ],
    primaryKey: ['region', 'parent', 'no'],
    foreignKeys: [{ column: 'parent', target: snake(ledger.name), regional }],
    indexes: [],
    // Children share their parent's secrecy: they show once the parent was read in the same transaction.
    policy: `${IS_SYSTEM} or (region = any(${REGIONS}) and parent = ${OPENED})`,
    check: IS_SYSTEM,
    grants: 'select, insert, update, delete',
    comment: `${ledger.label} · ${child.label}`,
  }))
  return [own, ...children]
}

/** One index for each list × relation, alone and with each filter: nothing else is offered to people. */
function indexesOf(ledger: AnyLedger): { name: string; over: string }[] {
  const out = ledger.lists.flatMap((list) =>
    indexedRelationsOf(ledger).flatMap((relation) =>
      [null, ...list.filters].map((filter) => {
        const lead = [relation.column, filter].filter((it): it is string => it !== null && it !== 'region')
        const columns = ['region', ...new Set(lead.map(snake)), snake(list.order)]
        const name = ['ix', snake(ledger.name), relation.name, list.name, filter]
          .filter(Boolean)
          .map((it) => snake(it as string))
        return {
          name: name.join('_').slice(0, 63),
          over: `(${columns.map(q).join(', ')}, id)${relation.where === null ? '' : ` where ${relation.where('')}`}`,
        }
      }),
    ),
  )
  const key = ledger.key
  if (key !== null) out.push({ name: keyIndexOf(ledger, key), over: `(region, ${q(key)})` })
  for (const field of ledger.info)
    if (field.kind === 'ref')
      out.push({
        name: `ix_${snake(ledger.name)}_ref_${snake(field.name)}`.slice(0, 63),
        over: `(region, ${q(field.name)})`,
      })
  const seen = new Set<string>()
  return out.filter((it) => !seen.has(it.over) && seen.add(it.over))
}

export const createColumn = (it: Column): string => `${q(it.name)} ${it.type}${it.nullable ? '' : ' not null'}`

/** The statements that make a table, one a step. */
export function createTable(table: Table): string[] {
  const name = `qm.${q(table.name)}`
  return [
    `create table ${name} (\n  ${[...table.columns.map(createColumn), `primary key (${table.primaryKey.map(q).join(', ')})`].join(',\n  ')}\n)`,
    `comment on table ${name} is '${table.comment.replaceAll("'", "''")}'`,
    ...securityOf(table),
    ...table.indexes.map((index) => createIndex(table, index)),
  ]
}

/** Foreign keys come after all tables: definitions may point at each other. */
export const foreignKeysOf = (table: Table): string[] =>
  table.foreignKeys.map(
    (key) =>
      `alter table qm.${q(table.name)} add constraint ${q(foreignKeyName(table.name, key.column))} foreign key ` +
      (key.regional
        ? `(region, ${q(key.column)}) references qm.${q(key.target)} (region, id)`
        : `(${q(key.column)}) references qm.${q(key.target)} (id)`),
  )

export const foreignKeyName = (table: string, column: string): string => `fk_${table}_${column}`.slice(0, 63)

export const createIndex = (table: Table, index: Table['indexes'][number]): string =>
  `create ${index.name.startsWith('ux_') ? 'unique ' : ''}index ${q(index.name)} on qm.${q(table.name)} ${index.over}`

/** Row security that denies by default, for the serving role and for the owner alike. */
export function securityOf(table: Pick<Table, 'name' | 'policy' | 'check' | 'grants'>): string[] {
  const name = `qm.${q(table.name)}`
  return [
    `grant ${table.grants} on ${name} to qingmei_app`,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    policyStatement(table),
  ]
}

/** The quoted name of the policy of a table. */
export const policyName = (table: string): string => q(`sees_${table}`.slice(0, 63))

export const policyStatement = (table: Pick<Table, 'name' | 'policy' | 'check'>): string =>
  `create policy ${policyName(table.name)} on qm.${q(table.name)} using (${table.policy}) with check (${table.check})`
