import type pg from 'pg'

/** One audit row that goes with no action on a record: a session, a refused request, an export. */
export interface AuditLine {
  readonly region: string
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly seat: string | null
  readonly action: string
  readonly outcome: 'done' | 'refused' | 'viewed'
  readonly code: string | null
  readonly detail: object
}

/** Writes it in a transaction of its own. */
export async function auditLine(pool: pg.Pool | pg.ClientBase, it: AuditLine): Promise<void> {
  await pool.query(
    'insert into qm.audit (region, id, at, actor, seat, action, outcome, code, detail) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [it.region, it.id, it.at, it.actor, it.seat, it.action, it.outcome, it.code, JSON.stringify(it.detail)],
  )
}
