import type { z } from 'zod'
import type { Role } from '../access/roles.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Action } from './action.ts'
import type { AnyRecord, Common, RecordOf } from './ledger.ts'

/** A notice to an organisation (or to holders of roles in it), in words found by `code`. */
export interface Notice {
  readonly org: Uuid
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly roles: readonly Role[] | null
}

/** What a decision may change. Made by the functions below; carried out by `resolve`. */
export type Change =
  | { readonly do: 'set'; readonly id: Uuid; readonly patch: Readonly<Record<string, unknown>> }
  | { readonly do: 'add'; readonly id: Uuid | 'self'; readonly child: string; readonly rows: readonly object[] }
  | { readonly do: 'edit'; readonly id: Uuid; readonly child: string; readonly no: number; readonly patch: object }
  | { readonly do: 'drop'; readonly id: Uuid; readonly child: string; readonly no: number }
  | { readonly do: 'met'; readonly id: Uuid; readonly key: string; readonly at: string }
  | { readonly do: 'waive'; readonly id: Uuid; readonly key: string }
  | { readonly do: 'perform'; readonly action: Action; readonly id: Uuid | null; readonly input: unknown }
  | { readonly do: 'notify'; readonly notice: Notice }

type Own<R> = Omit<R, keyof Common>

/** Changes fields of a record. */
export const set = <R extends Common>(record: R, patch: Partial<Own<R>> & { org?: Uuid }): Change => ({
  do: 'set',
  id: record.id,
  patch,
})

/** Moves a record to a state that depends on the decision; where it does not, the action's `to` says it. */
export const moveTo = (record: Common, status: string): Change => ({ do: 'set', id: record.id, patch: { status } })

/** Adds rows to a child; `self` stands for the record being made. */
export const add = (record: Common | 'self', childName: string, rows: readonly object[]): Change => ({
  do: 'add',
  id: record === 'self' ? 'self' : record.id,
  child: childName,
  rows,
})

/** Changes one row of a child. */
export const edit = (record: Common, childName: string, no: number, patch: object): Change => ({
  do: 'edit',
  id: record.id,
  child: childName,
  no,
  patch,
})

/** Takes one row out of a child; its number is not used again and history keeps it. */
export const drop = (record: Common, childName: string, no: number): Change => ({
  do: 'drop',
  id: record.id,
  child: childName,
  no,
})

/** What was owed was done at this instant; without it, leaving the states of the deadline counts as done now. */
export const met = (record: Common, key: string, at: string): Change => ({ do: 'met', id: record.id, key, at })

/** What was owed is no longer owed, and was not done. */
export const waive = (record: Common, key: string): Change => ({ do: 'waive', id: record.id, key })

/** Does another record's own action, in the same transaction. The record must be among the locked ones. */
export const perform = <L, I extends z.ZodObject>(
  action: Action<L, I>,
  record: RecordOf<L> | null,
  input: z.input<I>,
): Change => ({ do: 'perform', action, id: (record as AnyRecord | null)?.id ?? null, input })

/** Tells an organisation, once the transaction is committed. */
export const notify = (
  org: Uuid,
  code: string,
  facts: Readonly<Record<string, unknown>> = {},
  roles: readonly Role[] | null = null,
): Change => ({ do: 'notify', notice: { org, code, facts, roles } })
