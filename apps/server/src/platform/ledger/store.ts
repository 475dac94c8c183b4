import type { Actor } from '@qingmei/core/access/actor'
import type { Region, Uuid } from '@qingmei/core/kernel/ids'
import type { Refusal, Result } from '@qingmei/core/kernel/result'
import type { House } from '@qingmei/core/ledger/house'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type { Outcome } from '@qingmei/core/ledger/resolve'
import type pg from 'pg'

/** One action that somebody wants done. */
export interface ActRequest {
  readonly actor: Actor
  readonly ledger: string
  readonly action: string
  /** The record; absent when the action makes one. */
  readonly id?: Uuid
  /** The version the person saw; another one answers `action.version.stale` with the new state. */
  readonly version?: number
  readonly input: unknown
  /** Where a new record that nothing governs belongs; defaults to the actor's first seat. */
  readonly region?: Region
  readonly campaign?: Uuid | null
  /** The same key acts once: a repeated request answers what the first one did. */
  readonly requestKey?: string
  /** Takes part in a larger transaction (imports). */
  readonly tx?: pg.PoolClient
}

/** Why an action was not done, with the record as it stands now when the actor may see it. */
export interface ActRefusal extends Refusal {
  readonly status: 403 | 404 | 409 | 422
  readonly current: AnyRecord | null
}

export type ActResult = Result<{ readonly record: AnyRecord; readonly outcome: Outcome }, ActRefusal>

/** One field of a list that has one value. */
export interface Filter {
  readonly field: string
  readonly value: string | boolean
}

export interface ListQuery {
  readonly actor: Actor
  readonly ledger: string
  readonly list: string
  /** What rows must have in the list's filter fields: all of it. Each has an index; several are answered from theirs. */
  readonly filters?: readonly Filter[]
  /** Days of Shanghai, both included, of the field that orders the list. */
  readonly from?: string
  readonly until?: string
  /** A text to search in the ledger's search fields. */
  readonly q?: string
  /** The `next` of the page before. */
  readonly after?: string
  /** At most 200; 50 when absent. */
  readonly limit?: number
  readonly campaign?: Uuid
}

export interface Page {
  readonly rows: readonly AnyRecord[]
  readonly next: string | null
}

/** A count that stops: `more` says there are more than `count`. */
export interface Count {
  readonly count: number
  readonly more: boolean
}

export interface Version {
  readonly version: number
  readonly at: string
  readonly by: Uuid
  readonly actions: readonly string[]
  readonly record: AnyRecord
}

/** A stored time limit of a record. */
export interface DeadlineRow {
  readonly region: Region
  readonly ledger: string
  readonly record: Uuid
  readonly key: string
  readonly rule: string
  readonly label: string
  readonly clause: string | null
  readonly owner: Uuid
  readonly roles: readonly string[] | null
  readonly start: string
  readonly due: string | null
  readonly state: 'open' | 'met' | 'waived'
  readonly metAt: string | null
  readonly stage: string
  readonly campaign: Uuid | null
}

/** Ledgers in the database. The only way to their rows: no actor, no rows. */
export interface Store {
  readonly house: House
  act(request: ActRequest): Promise<ActResult>
  /** A record with its children, or null when it is not there or not for this actor. */
  read(actor: Actor, ledger: string, id: Uuid): Promise<AnyRecord | null>
  /** Several records by id, those the actor may see, without children. */
  readMany(actor: Actor, ledger: string, ids: readonly Uuid[]): Promise<readonly AnyRecord[]>
  list(query: ListQuery): Promise<Page>
  count(query: Omit<ListQuery, 'after' | 'limit'>): Promise<Count>
  history(actor: Actor, ledger: string, id: Uuid): Promise<readonly Version[]>
  /** A record with its time limits, read at one moment; null as with `read`. */
  readWhole(
    actor: Actor,
    ledger: string,
    id: Uuid,
  ): Promise<{ readonly record: AnyRecord; readonly deadlines: readonly DeadlineRow[] } | null>
  deadlines(actor: Actor, ledger: string, id: Uuid): Promise<readonly DeadlineRow[]>
  /** Records that have the typed text (two Chinese characters anywhere, pinyin initials, codes), newest first. */
  search(
    actor: Actor,
    typed: string,
    ledger?: string,
    limit?: number,
  ): Promise<readonly { ledger: string; record: AnyRecord }[]>
  /** Work with a record that was read under the policies: its history, comments and deadlines show too. Null when hidden. */
  opened<T>(
    actor: Actor,
    ledger: string,
    id: Uuid,
    work: (tx: pg.PoolClient, record: AnyRecord) => Promise<T>,
  ): Promise<T | null>
  /** A transaction in which the row policies see this actor. */
  as<T>(actor: Actor, work: (tx: pg.PoolClient) => Promise<T>): Promise<T>
}
