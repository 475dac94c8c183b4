import type { Actor } from '@qingmei/core/access/actor'
import type { Notice } from '@qingmei/core/ledger/change'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type { Outcome, RecordWrite } from '@qingmei/core/ledger/resolve'
import type { Batch } from './batch.ts'
import { canonical, sha256, snapshotOf } from './canonical.ts'
import { childFields, childTableOf, columnType, q, recordFields, snake, tableOf, typeOfField } from './columns.ts'
import { tokensOf } from './search.ts'

/** What is written beside the records: who, when, under which plan. */
export interface Occasion {
  readonly actor: Actor
  readonly seat: string
  readonly now: string
  readonly planHash: string | null
  newId(): string
  /** The days whose figures a record touches; null ones have none. */
  touched(ledger: string, record: AnyRecord | null): readonly string[]
  /** The stages of a deadline: what it is now and when it is looked at next. */
  stageOf(owed: { rule: string; start: string; due: string | null; state: string; metAt: string | null }): {
    stage: string
    next: string | null
  }
}

/** Puts everything of an outcome into the batch: rows, children, history, audit, deadlines, notices, search. */
export function writeOutcome(batch: Batch, outcome: Outcome, occasion: Occasion): void {
  for (const write of outcome.records) {
    writeRecord(batch, write)
    writeChildren(batch, write)
    writeSearch(batch, write)
  }
  const snapshots = outcome.records.map((write) => {
    const snapshot = canonical(snapshotOf(write.ledger, write.after))
    return { write, snapshot, hash: sha256(snapshot) }
  })
  const { now, actor } = occasion
  batch.insert(
    'qm.history',
    [
      ['region', 'text'],
      ['ledger', 'text'],
      ['record', 'uuid'],
      ['version', 'bigint'],
      ['at', 'timestamptz'],
      ['by', 'uuid'],
      ['actions', 'text[]'],
      ['snapshot', 'jsonb'],
      ['hash', 'text'],
    ],
    snapshots.map(({ write: { ledger, after, actions }, snapshot, hash }) => [
      after.region,
      ledger.name,
      after.id,
      after.version,
      now,
      actor.person,
      actions.map((it) => it.action.name),
      snapshot,
      hash,
    ]),
  )
  batch.insert(
    'qm.audit',
    AUDIT_COLUMNS,
    snapshots.map(({ write: { ledger, after, before, actions }, hash }) => [
      after.region,
      occasion.newId(),
      now,
      actor.person,
      occasion.seat,
      `${ledger.name}.${actions.map((it) => it.action.name).join('+')}`,
      'done',
      null,
      ledger.name,
      after.id,
      after.version,
      hash,
      JSON.stringify({ from: before?.status ?? null, to: after.status, fields: changedFields(before, after) }),
    ]),
  )
  writeMarks(batch, outcome.records, occasion)
  writeDeadlines(batch, outcome.records, occasion)
  writeNotices(batch, outcome, occasion)
}

/** Marks the days on which the record counted, and counts now: their figures are to be counted anew. */
function writeMarks(batch: Batch, records: readonly RecordWrite[], { touched }: Occasion): void {
  batch.insert(
    'qm.tally_mark',
    [
      ['region', 'text'],
      ['campaign', 'uuid'],
      ['ledger', 'text'],
      ['day', 'date'],
      ['record', 'uuid'],
      ['version', 'bigint'],
    ],
    records.flatMap(({ ledger: { name }, before, after }) => {
      if (after.campaign === null) return []
      const days = new Set([...touched(name, before), ...touched(name, after)])
      return [...days].map((day) => [after.region, after.campaign, name, day, after.id, after.version])
    }),
  )
}

export const AUDIT_COLUMNS = [
  ['region', 'text'],
  ['id', 'uuid'],
  ['at', 'timestamptz'],
  ['actor', 'uuid'],
  ['seat', 'uuid'],
  ['action', 'text'],
  ['outcome', 'text'],
  ['code', 'text'],
  ['ledger', 'text'],
  ['record', 'uuid'],
  ['version', 'bigint'],
  ['hash', 'text'],
  ['detail', 'jsonb'],
] as const

/** The names of the fields that changed; their values are in history, under its own guard. */
function changedFields(before: AnyRecord | null, after: AnyRecord): string[] {
  if (before === null) return []
  const skip = new Set(['version', 'updatedAt', 'updatedBy'])
  return Object.keys(after).filter((name) => !skip.has(name) && canonical(before[name]) !== canonical(after[name]))
}

function writeRecord(batch: Batch, { ledger, before, after }: RecordWrite): void {
  const names = recordFields(ledger)
  if (before === null) {
    batch.insert(
      tableOf(ledger),
      names.map((name) => [snake(name), typeOfField(ledger, name)] as const),
      [names.map((name) => after[name] ?? null)],
    )
    return
  }
  const changed = names.filter((name) => canonical(before[name]) !== canonical(after[name]))
  const sets = changed.map((name) => `${q(name)} = ${batch.param(after[name] ?? null, typeOfField(ledger, name))}`)
  batch.add(
    `update ${tableOf(ledger)} set ${sets.join(', ')} where region = ${batch.param(after.region, 'text')} and id = ${batch.param(after.id, 'uuid')}`,
  )
}

function writeChildren(batch: Batch, { ledger, before, after }: RecordWrite): void {
  for (const [name, child] of Object.entries(ledger.children)) {
    const old = new Map(((before?.[name] ?? []) as { no: number }[]).map((row) => [row.no, row]))
    const rows = (after[name] ?? []) as ({ no: number } & Record<string, unknown>)[]
    const gone = [...old.keys()].filter((no) => !rows.some((row) => row.no === no))
    const table = childTableOf(ledger, name)
    if (gone.length > 0)
      batch.add(
        `delete from ${table} where region = ${batch.param(after.region, 'text')} and parent = ${batch.param(after.id, 'uuid')} and no = any(${batch.param(gone, 'bigint[]')})`,
      )
    const fields = childFields(child)
    const fresh = rows.filter((row) => canonical(old.get(row.no)) !== canonical(row))
    const sets = fields.map((field) => `${q(field.name)} = excluded.${q(field.name)}`).join(', ')
    batch.insert(
      table,
      [
        ['region', 'text'],
        ['parent', 'uuid'],
        ['no', 'bigint'],
        ...fields.map((field) => [snake(field.name), columnType(field)] as const),
      ],
      fresh.map((row) => [after.region, after.id, row.no, ...fields.map((field) => row[field.name] ?? null)]),
      `on conflict (region, parent, no) do update set ${sets}`,
    )
  }
}

function writeSearch(batch: Batch, { ledger, before, after }: RecordWrite): void {
  const tokens = tokensOf(ledger, after)
  if (tokens.length === 0) return
  if (before !== null && canonical(tokensOf(ledger, before)) === canonical(tokens)) return
  batch.insert(
    'qm.search_gram',
    [
      ['region', 'text'],
      ['ledger', 'text'],
      ['record', 'uuid'],
      ['tokens', 'text[]'],
    ],
    [[after.region, ledger.name, after.id, tokens]],
    'on conflict (region, ledger, record) do update set tokens = excluded.tokens',
  )
}

function writeDeadlines(batch: Batch, writes: readonly RecordWrite[], occasion: Occasion): void {
  const rows = writes.flatMap(({ ledger, after, owed }) =>
    owed.map((it) => {
      const { stage, next } = occasion.stageOf(it)
      return [
        after.region,
        ledger.name,
        after.id,
        it.key,
        after.campaign,
        it.rule,
        it.label,
        it.clause,
        occasion.planHash,
        it.owner,
        it.roles,
        it.start,
        it.due,
        it.state,
        it.metAt,
        stage,
        next,
      ]
    }),
  )
  batch.insert(
    'qm.deadline',
    [
      ['region', 'text'],
      ['ledger', 'text'],
      ['record', 'uuid'],
      ['key', 'text'],
      ['campaign', 'uuid'],
      ['rule', 'text'],
      ['label', 'text'],
      ['clause', 'text'],
      ['plan_hash', 'text'],
      ['owner', 'uuid'],
      ['roles', 'text[]'],
      ['start', 'timestamptz'],
      ['due', 'timestamptz'],
      ['state', 'text'],
      ['met_at', 'timestamptz'],
      ['stage', 'text'],
      ['next_stage_at', 'timestamptz'],
    ],
    rows,
    `on conflict (region, ledger, record, key) do update set owner = excluded.owner, roles = excluded.roles, start = excluded.start, due = excluded.due, clause = excluded.clause, plan_hash = excluded.plan_hash, state = excluded.state, met_at = excluded.met_at, stage = excluded.stage, next_stage_at = excluded.next_stage_at`,
  )
}

function writeNotices(batch: Batch, outcome: Outcome, occasion: Occasion): void {
  const about = outcome.records[0]
  if (!about) return
  batch.insert(
    'qm.notice',
    NOTICE_COLUMNS,
    outcome.notices.map((it) =>
      noticeRow(it, {
        region: about.after.region,
        id: occasion.newId(),
        at: occasion.now,
        ledger: about.ledger.name,
        record: about.after.id,
      }),
    ),
  )
}

export const NOTICE_COLUMNS = [
  ['region', 'text'],
  ['id', 'uuid'],
  ['at', 'timestamptz'],
  ['org', 'uuid'],
  ['roles', 'text[]'],
  ['code', 'text'],
  ['facts', 'jsonb'],
  ['ledger', 'text'],
  ['record', 'uuid'],
] as const

export const noticeRow = (
  it: Notice,
  at: { region: string; id: string; at: string; ledger: string | null; record: string | null },
): unknown[] => [at.region, at.id, at.at, it.org, it.roles, it.code, JSON.stringify(it.facts), at.ledger, at.record]
