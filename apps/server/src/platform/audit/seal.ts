import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { uuidFloor } from '@qingmei/core/kernel/ids'
import type pg from 'pg'
import { canonical, sha256 } from '../ledger/canonical.ts'

/** Longest that a transaction may take to commit after its audit rows got their ids: a large import. */
export const LONGEST_TRANSACTION_MS = 10 * 60_000
/** Nearly all commit within this: each pass looks back so far, and all the way when nothing new was found. */
const USUAL_TRANSACTION_MS = 20_000
/** Under load there is always something new: then every so many batches look all the way back. */
const FULL_EVERY = 60

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
    const newest = await client.query<{ no: number; hash: string; head: string | null }>(
      `select no, hash, (select n.at_id from qm.audit_seal n where n.region = $1 order by n.at_id desc limit 1) as head
       from qm.audit_seal where region = $1 order by no desc limit 1`,
      [region],
    )
    const last = newest.rows[0] ?? { no: 0, hash: FIRST, head: null }
    const back = last.no % FULL_EVERY === 0 ? LONGEST_TRANSACTION_MS : USUAL_TRANSACTION_MS
    let rows = await unsealed(client, region, last.head, back)
    if (rows.length === 0 && back !== LONGEST_TRANSACTION_MS)
      rows = await unsealed(client, region, last.head, LONGEST_TRANSACTION_MS)
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

/** Committed rows that no batch holds, among those made since `back` before the newest sealed one. */
async function unsealed(client: pg.ClientBase, region: string, head: string | null, back: number): Promise<AuditRow[]> {
  const from = head === null ? uuidFloor(0) : uuidFloor(Math.max(0, msOfId(head) - back))
  const { rows } = await client.query<AuditRow>(
    `with sealed as materialized (select unnest(ids) as id from qm.audit_seal where region = $1 and at_id >= $2)
     ${AUDIT_SELECT} a where region = $1 and id >= $2 and not exists (select 1 from sealed where sealed.id = a.id)
     order by id limit ${BATCH}`,
    [region, from],
  )
  return rows
}

/** When an id was made, in milliseconds. */
export const msOfId = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/** The head of the chain, kept outside the database: a cut tail shows against it. */
function anchor(folder: string, region: string, head: { no: number; hash: string; at: string }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  appendFileSync(join(folder, `${region}.jsonl`), `${JSON.stringify(head)}\n`, { mode: 0o600 })
}
