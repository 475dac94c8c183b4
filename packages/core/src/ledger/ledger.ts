import { z } from 'zod'
import type { Role } from '../access/roles.ts'
import type { Sees } from '../access/sees.ts'
import type { Region, Uuid } from '../kernel/ids.ts'
import { type Action, type ActionSpec, type CreateSpec, makeAction } from './action.ts'
import { type FieldInfo, type FieldMeta, fieldsOf } from './field.ts'

/** What every record of every ledger carries. `org` is the organisation that owns the record. */
export interface Common<S extends string = string> {
  readonly id: Uuid
  readonly region: Region
  /** 文号 of the record, from a per-organisation, per-year sequence; null where the ledger gives none. */
  readonly number: string | null
  /** The campaign that governs it; null for what outlives campaigns (premises, organisations). */
  readonly campaign: Uuid | null
  readonly org: Uuid
  readonly status: S
  /** 1 for a new record; one more with each action. */
  readonly version: number
  readonly createdAt: string
  readonly createdBy: Uuid
  readonly updatedAt: string
  readonly updatedBy: Uuid
}

/** One state of a life cycle: its name, what may be done in it, and how it is shown. */
export interface State {
  readonly label: string
  readonly actions: readonly string[]
  readonly tone: 'plain' | 'good' | 'wait' | 'bad' | 'done'
}

/** A state in which `actions` may be done. */
export const state = (label: string, actions: readonly string[], tone: State['tone'] = 'plain'): State => ({
  label,
  actions,
  tone,
})

/** A child: a table of rows that share their parent's lock, version and secrecy; at most 200 a parent. */
export interface Child<F extends z.ZodRawShape = z.ZodRawShape> {
  readonly label: string
  readonly fields: z.ZodObject<F>
}

/** Declares a child by its fields; rows are numbered from 1, and a row keeps its number. */
export const child = <F extends z.ZodRawShape>(label: string, fields: F): Child<F> => ({
  label,
  fields: z.strictObject(fields) as unknown as z.ZodObject<F>,
})

export type ChildRow<C> = C extends Child<infer F> ? z.infer<z.ZodObject<F>> & { readonly no: number } : never

/** A list that people may open: an order, and the filters that have an index. One filter at a time. */
export interface List<K extends string = string> {
  readonly name: string
  readonly label: string
  /** The field that orders it, newest first. */
  readonly order: K
  readonly filters: readonly K[]
  /** Further filters, by what a record says to which this one points. */
  readonly through?: readonly Through<K>[]
}

/** A filter over a field of the record that a ref field names: the grid of an entry's place. Its own index serves it. */
export interface Through<K extends string = string> {
  readonly by: K
  readonly ledger: string
  readonly field: FieldInfo
}

/** Filters by a field of the record that `by` points at, by which the list of that ledger is filtered too. */
export const through = <K extends string>(by: K, of: AnyLedger, name: string): Through<K> => ({
  by,
  ledger: of.name,
  field: fieldOf(of, name),
})

/** By what a list may be filtered, its own fields first. */
export const filtersOf = (list: List): string[] => [
  ...list.filters,
  ...(list.through ?? []).map(({ field }) => field.name),
]

/** Something owed while the record is in one of these states, from the instant in `from`, by the organisation in `owner`. */
export interface Owed<K extends string = string, S extends string = string> {
  /** The plan's rule: `lead.transfer`. */
  readonly rule: string
  /** What is to be done (Chinese), as the desk prints it. */
  readonly label: string
  readonly from: K
  /**
   * A field that itself says when it is due: a date (until its end) or an instant. The rule gives clause and ladder,
   * and the date while the field is empty.
   */
  readonly due?: K
  readonly owner: K
  /** Whose desk inside the owner; everyone's when absent. */
  readonly roles?: readonly Role[]
  readonly while: readonly S[]
}

export interface LedgerSpec<F extends z.ZodRawShape, L extends Record<string, State>, C extends Record<string, Child>> {
  readonly label: string
  /** Why it exists, with the clause: printed by `qingmei explain` and in the database. */
  readonly about: string
  readonly placement: 'regional' | 'reference'
  readonly fields: F
  readonly children?: C
  readonly life: L
  readonly sees: Sees<(keyof F & string) | 'org', keyof L & string>
  readonly lists: readonly List<(keyof F & string) | keyof Common>[]
  /** The fields shown in a list, in order. */
  readonly columns: readonly ((keyof F & string) | keyof Common)[]
  /** The field that names a record to a person. */
  readonly title: keyof F & string
  /** Labels of common fields that mean something more particular here: `{ org: '移出单位' }`. */
  readonly labels?: Partial<Record<keyof Common, string>>
  /** The word in the record's number: 线 in 红线〔2026〕0031号. */
  readonly number?: string
  /** Its records outlive campaigns and belong to none: places, organisations. */
  readonly standing?: true
  /** The ref field whose record gives region, campaign and secrecy. */
  readonly governedBy?: keyof F & string
  readonly deadlines?: Record<string, Owed<(keyof F & string) | keyof Common, keyof L & string>>
  /** The action by which an imported row becomes a record. */
  readonly imports?: string
  /** The unique key of a record inside its region: an import updates what has the same key. */
  readonly key?: keyof F & string
  /** The ledger's former name: the proposed migration renames the table. */
  readonly was?: string
}

/** A kind of record, defined once. Made by {@link ledger}. */
export interface Ledger<
  N extends string = string,
  F extends z.ZodRawShape = z.ZodRawShape,
  S extends string = string,
  C extends Record<string, Child> = Record<string, Child>,
> {
  readonly name: N
  readonly label: string
  readonly about: string
  readonly placement: 'regional' | 'reference'
  readonly fields: z.ZodObject<F>
  readonly info: readonly FieldInfo[]
  readonly children: C
  readonly life: Record<S, State>
  readonly statuses: readonly S[]
  readonly sees: Sees
  readonly lists: readonly List[]
  readonly columns: readonly string[]
  readonly title: string
  readonly labels: Partial<Record<keyof Common, string>>
  readonly number: string | null
  readonly standing: boolean
  readonly governedBy: string | null
  readonly deadlines: Readonly<Record<string, Owed>>
  readonly imports: string | null
  readonly key: string | null
  readonly was: string | null
  /** Every action of the ledger, by name, in the order of definition. */
  readonly actions: ReadonlyMap<string, Action>
  /** Adds an action on an existing record. */
  action<A extends string, I extends z.ZodRawShape, K extends string = never>(
    name: A,
    spec: ActionSpec<this, F, S, I, K>,
  ): Action<this, z.ZodObject<I>>
  /** Adds an action that makes a record. */
  create<A extends string, I extends z.ZodRawShape, K extends string = never>(
    name: A,
    spec: CreateSpec<this, F, S, I, K>,
  ): Action<this, z.ZodObject<I>>
  readonly _record?: z.infer<z.ZodObject<F>> & Common<S> & { readonly [K in keyof C]: readonly ChildRow<C[K]>[] }
}

// biome-ignore lint: the one place where a ledger of any shape is meant
export type AnyLedger = Omit<Ledger, 'action' | 'create' | '_record'> & { readonly _record?: unknown }

/** A whole record: fields, common fields and children. */
export type RecordOf<L> = L extends { readonly _record?: infer R } ? NonNullable<R> : never

/** A record of any ledger, for code that does not care which. */
export type AnyRecord = Common & Readonly<Record<string, unknown>>

const COMMON_LABELS: Record<keyof Common, string> = {
  id: '标识',
  region: '行政区划',
  number: '编号',
  campaign: '专项',
  org: '承办单位',
  status: '状态',
  version: '版本',
  createdAt: '登记时间',
  createdBy: '登记人',
  updatedAt: '更新时间',
  updatedBy: '更新人',
}

const COMMON_KINDS: Record<keyof Common, FieldMeta['kind']> = {
  id: 'text',
  region: 'text',
  number: 'text',
  campaign: 'ref',
  org: 'organisation',
  status: 'text',
  version: 'integer',
  createdAt: 'instant',
  createdBy: 'person',
  updatedAt: 'instant',
  updatedBy: 'person',
}

const UNKNOWN = z.unknown()

/** A field of the record, one by which it is found elsewhere, or one of the common fields, as screens and exports read it. */
export function fieldOf(of: AnyLedger, name: string): FieldInfo {
  const own = of.info.find((field) => field.name === name)
  if (own) return own
  const beyond = of.lists.flatMap((list) => list.through ?? []).find((it) => it.field.name === name)
  if (beyond) return beyond.field
  if (!Object.hasOwn(COMMON_LABELS, name)) throw new Error(`${of.name} has no field ${name}`)
  const key = name as keyof Common
  return {
    name,
    kind: COMMON_KINDS[key],
    label: of.labels[key] ?? COMMON_LABELS[key],
    nullable: key === 'number' || key === 'campaign',
    schema: UNKNOWN,
    ...(key === 'org' ? { target: 'organisation' } : {}),
    ...(key === 'campaign' ? { target: 'campaign' } : {}),
  }
}

/** The names of the common columns, in their order. */
export const COMMON = Object.keys(COMMON_LABELS) as (keyof Common)[]

/**
 * Defines a ledger. The definition is data: from it come the table, the routes, the screens, import and
 * export, access and audit. Actions are added to it by `.action` and `.create`, a file each.
 */
export function ledger<
  const N extends string,
  F extends z.ZodRawShape,
  const L extends Record<string, State>,
  // biome-ignore lint: no children is the common case
  C extends Record<string, Child> = {},
>(name: N, spec: LedgerSpec<F, L, C>): Ledger<N, F, keyof L & string, C> {
  const fields = z.strictObject(spec.fields) as unknown as z.ZodObject<F>
  const actions = new Map<string, Action>()
  const add = (actionName: string, given: unknown, creates: boolean) => {
    if (actions.has(actionName)) throw new Error(`${name} has two actions named ${actionName}`)
    const made = makeAction(made0 as unknown as AnyLedger, actionName, given as never, creates)
    actions.set(actionName, made)
    return made
  }
  const made0 = {
    name,
    label: spec.label,
    about: spec.about,
    placement: spec.placement,
    standing: spec.standing ?? spec.placement === 'reference',
    fields,
    info: fieldsOf(fields as unknown as z.ZodObject),
    children: (spec.children ?? {}) as C,
    life: spec.life,
    statuses: Object.keys(spec.life),
    sees: spec.sees,
    lists: spec.lists,
    columns: spec.columns,
    title: spec.title,
    labels: spec.labels ?? {},
    number: spec.number ?? null,
    governedBy: spec.governedBy ?? null,
    deadlines: spec.deadlines ?? {},
    imports: spec.imports ?? null,
    key: spec.key ?? null,
    was: spec.was ?? null,
    actions,
    action: (actionName: string, given: unknown) => add(actionName, given, false),
    create: (actionName: string, given: unknown) => add(actionName, given, true),
  }
  return made0 as unknown as Ledger<N, F, keyof L & string, C>
}
