import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { uuidFloor } from '@qingmei/core/kernel/ids'
import type pg from 'pg'
import { canonical, sha256 } from '../ledger/canonical.ts'

/** Longest that an action's transaction may take to commit after its audit row got its id; the servers end it before. */
export const LONGEST_TRANSACTION_MS = 10 * 60_000

export interface AuditRow {
  readonly region: string
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly seat: string | null
  readonly action: string
  readonly outcome: string
  readonly code: string | null
  readonly ledger: string | null
  readonly record: string | null
  readonly version: number | null
  readonly hash: string | null
  readonly detail: unknown
}

export const AUDIT_SELECT =
  'select region, id, at, actor, seat, action, outcome, code, ledger, record, version, hash, detail from qm.audit'

/** The hash of a batch: the one before it, then its rows in order. */
export const sealOf = (prev: string, rows: readonly AuditRow[]): string =>
  sha256(`${prev}\n${rows.map((row) => canonical(row)).join('\n')}`)

export const FIRST = '0'.repeat(64)
const BATCH = 5000

/**
 * Chains the committed audit rows of a region that are not sealed yet. Rows commit in another order than their
 * ids, so each pass looks back over the longest transaction. One sealer a region at a time; answers how many.
 */
export async function sealRegion(
  client: pg.ClientBase,
  region: string,
  now: string,
  anchors: string | null,
): Promise<number> {
  await client.query(
    `begin; set local app.scopes = '{system}'; set local app.regions = '{"${region.replace(/[^0-9A-Za-z]/g, '')}"}'`,
  )
  try {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7203110452))', [region])
    const head = await client.query<{ no: number; hash: string }>(
      'select no, hash from qm.audit_seal where region = $1 order by no desc limit 1',
      [region],
    )
    const last = head.rows[0] ?? { no: 0, hash: FIRST }
    const newest = await client.query<{ id: string }>(
      `select ids[array_length(ids, 1)] as id from qm.audit_seal where region = $1 order by no desc limit 1`,
      [region],
    )
    const from = newest.rows[0]
      ? uuidFloor(
          Math.max(0, Number.parseInt(newest.rows[0].id.replaceAll('-', '').slice(0, 12), 16) - LONGEST_TRANSACTION_MS),
        )
      : uuidFloor(0)
    const { rows } = await client.query<AuditRow>(
      `${AUDIT_SELECT} a where region = $1 and id >= $2 and not exists (
         select 1 from qm.audit_seal s where s.region = $1 and s.at_id >= $2 and a.id = any(s.ids)) order by id limit ${BATCH}`,
      [region, from],
    )
    if (rows.length > 0) {
      const hash = sealOf(last.hash, rows)
      await client.query(
        'insert into qm.audit_seal (region, no, at, at_id, ids, prev, hash) values ($1, $2, $3, $4, $5, $6, $7)',
        [region, last.no + 1, now, rows.at(-1)?.id, rows.map((row) => row.id), last.hash, hash],
      )
      await client.query('commit')
      if (anchors !== null) anchor(anchors, region, { no: last.no + 1, hash, at: now })
    } else await client.query('commit')
    return rows.length
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** The head of the chain, kept outside the database: a cut tail shows against it. */
function anchor(folder: string, region: string, head: { no: number; hash: string; at: string }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  appendFileSync(join(folder, `${region}.jsonl`), `${JSON.stringify(head)}\n`, { mode: 0o600 })
}
