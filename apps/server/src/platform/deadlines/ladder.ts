import { isRole, type Role } from '@qingmei/core/access/roles'
import type pg from 'pg'
import { NOBODY } from '../ledger/access.ts'
import { Batch } from '../ledger/batch.ts'
import { AUDIT_COLUMNS, NOTICE_COLUMNS, noticeRow } from '../ledger/write.ts'

/** A deadline whose next look is due. */
interface DueRow {
  readonly region: string
  readonly ledger: string
  readonly record: string
  readonly key: string
  readonly campaign: string | null
  readonly rule: string
  readonly label: string
  readonly owner: string
  readonly roles: string[] | null
  readonly start: string
  readonly due: string | null
  readonly stage: string
  readonly nextStageAt: string
}

/** Where a deadline stands by its plan's ladder, and whom the steps tell. */
export interface LadderAnswer {
  readonly stage: string
  readonly next: string | null
  /** The steps that were reached between two looks: what the notice is called, and to whom it goes. */
  readonly tell: readonly {
    readonly code: string
    readonly audience: 'owner' | 'principal' | 'office' | 'leading-group'
  }[]
}

export interface LadderOptions {
  readonly pool: pg.Pool
  now(): Promise<string> | string
  newId(): string
  answer(
    row: { campaign: string | null; rule: string; start: string; due: string | null; since: string },
    now: string,
  ): Promise<LadderAnswer>
  /** What a deadline is about and whose it is, for the words of its notices. */
  about(row: {
    region: string
    ledger: string
    record: string
    owner: string
  }): Promise<{ title: string; owner: string }>
  /** The organisations of a region that are told as office or leading group. */
  audience(region: string, who: 'office' | 'leading-group'): Promise<readonly string[]>
}

const PAGE = 200

/**
 * One pass over the deadlines whose next step has come, however long ago: amber, red, and the plan's escalations.
 * An index scan, not a timer a deadline. Each page is one transaction; answers how many moved.
 */
export async function climb(options: LadderOptions): Promise<number> {
  let moved = 0
  for (;;) {
    const now = await options.now()
    const client = await options.pool.connect()
    try {
      await client.query(`begin; set local app.scopes = '{system}'`)
      const { rows } = await client.query<DueRow>(
        `select region, ledger, record, key, campaign, rule, label, owner, roles, start, due, stage, next_stage_at as "nextStageAt"
         from qm.deadline where next_stage_at <= $1 order by next_stage_at limit ${PAGE} for update skip locked`,
        [now],
      )
      const batch = new Batch()
      for (const row of rows) await step(options, batch, row, now)
      await batch.run(client)
      await client.query('commit')
      moved += rows.length
      if (rows.length < PAGE) return moved
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }
}

async function step(options: LadderOptions, batch: Batch, row: DueRow, now: string): Promise<void> {
  const answer = await options.answer({ ...row, since: row.nextStageAt }, now)
  batch.add(
    `update qm.deadline set stage = ${batch.param(answer.stage, 'text')}, next_stage_at = ${batch.param(answer.next, 'timestamptz')}
     where region = ${batch.param(row.region, 'text')} and ledger = ${batch.param(row.ledger, 'text')} and record = ${batch.param(row.record, 'uuid')} and key = ${batch.param(row.key, 'text')}`,
  )
  const about = { region: row.region, at: now, ledger: row.ledger, record: row.record }
  const told = answer.tell.length > 0 ? await options.about(row) : null
  for (const { code, audience } of answer.tell) {
    const roles: Role[] | null =
      audience === 'principal' ? ['member'] : audience === 'owner' ? (row.roles?.filter(isRole) ?? null) : null
    const orgs =
      audience === 'owner' || audience === 'principal' ? [row.owner] : await options.audience(row.region, audience)
    batch.insert(
      'qm.notice',
      NOTICE_COLUMNS,
      orgs.map((org) =>
        noticeRow(
          { org, code, facts: { label: row.label, due: row.due, rule: row.rule, ...told }, roles },
          { ...about, id: options.newId() },
        ),
      ),
    )
  }
  if (answer.stage !== row.stage || answer.tell.length > 0)
    batch.insert('qm.audit', AUDIT_COLUMNS, [
      [
        row.region,
        options.newId(),
        now,
        NOBODY,
        row.owner,
        `deadline.${answer.stage}`,
        'escalated',
        null,
        row.ledger,
        row.record,
        null,
        null,
        JSON.stringify({
          key: row.key,
          label: row.label,
          rule: row.rule,
          due: row.due,
          told: answer.tell.map((it) => it.audience),
        }),
      ],
    ])
}
