import type { DueAnswer, OrgDirectory } from '@qingmei/core/ledger/action'
import type { Action } from '@qingmei/core/ledger/action'
import type { House } from '@qingmei/core/ledger/house'
import type { PlanFacts } from '@qingmei/core/ledger/plan-facts'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type { Outcome } from '@qingmei/core/ledger/resolve'
import type pg from 'pg'
import type { ActRefusal, ActRequest } from './store.ts'

/** A plan as a campaign pinned it: its facts, its time limits over the loaded calendar, its words. */
export interface PinnedPlan {
  /** The region of the campaign that pinned it; null for the plan whose words all share. */
  readonly region: string | null
  readonly facts: PlanFacts
  due(rule: string, from: string): DueAnswer
  /** Where a deadline stands and when it is to be looked at next, by the plan's ladder. */
  stage(
    rule: string,
    clock: { start: string; due: string | null; metAt: string | null },
    now: string,
  ): { stage: string; next: string | null }
  /** What a code is called; null when the dictionary has no such code, undefined without the dictionary. */
  label(dictionary: string, code: string): string | null | undefined
}

/** A post in force. */
export interface HeldPost {
  readonly person: string
  readonly role: string
  readonly org: string
}

/** What carrying out actions needs, put together once. */
export interface Machinery {
  readonly house: House
  readonly pool: pg.Pool
  now(): Promise<string>
  newId(): string
  hash(text: string): string
  planOf(campaign: string | null): Promise<PinnedPlan | null>
  organisations(region: string): Promise<OrgDirectory>
  label(plan: PinnedPlan | null, dictionary: string, code: string): string | null | undefined
  stageOf(
    plan: PinnedPlan | null,
    owed: { rule: string; start: string; due: string | null; state: string; metAt: string | null },
    now: string,
  ): { stage: string; next: string | null }
  /** The posts that these people hold, read past the policies: for rules about who may hold what, and works where. */
  seats(client: pg.ClientBase, people: readonly string[]): Promise<readonly HeldPost[]>
  /** The name of the ledger that a lock of an action points into. */
  targetOf(action: Action, lock: string): string
  /** The days of a record's figures, for the tally; nothing where there are no figures. */
  touched(ledger: string, record: AnyRecord | null): readonly string[]
  /** After a commit: caches that it made stale. */
  committed(outcome: Outcome): void
  /** After a rollback: the refusal, in a transaction of its own. */
  refused(request: ActRequest, refusal: ActRefusal): Promise<void>
}
