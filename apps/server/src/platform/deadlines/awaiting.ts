import type pg from 'pg'
import { Batch } from '../ledger/batch.ts'

interface AwaitingRow {
  readonly region: string
  readonly ledger: string
  readonly record: string
  readonly key: string
  readonly campaign: string | null
  readonly rule: string
  readonly start: string
}

/** When it is due by the calendars that are loaded now, and where it then stands; null while its year is still missing. */
export type DueNow = (row: {
  campaign: string | null
  rule: string
  start: string
}) => Promise<{ due: string; stage: string; next: string | null } | null>

const PAGE = 500

/**
 * Gives every deadline that waited for its calendar its date, once the calendar has come: the official notice for a
 * year appears in the autumn before. Answers how many got one.
 */
export async function computeAwaiting(pool: pg.Pool, dueNow: DueNow): Promise<number> {
  let computed = 0
  let after = ['', '', '00000000-0000-0000-0000-000000000000', '']
  for (;;) {
    const client = await pool.connect()
    try {
      await client.query(`begin; set local app.scopes = '{system}'`)
      const { rows } = await client.query<AwaitingRow>(
        `select region, ledger, record, key, campaign, rule, start from qm.deadline
         where due is null and state = 'open' and (region, ledger, record, key) > ($1, $2, $3::uuid, $4)
         order by region, ledger, record, key limit ${PAGE} for update`,
        after,
      )
      const batch = new Batch()
      for (const row of rows) {
        const now = await dueNow(row)
        if (!now) continue
        computed++
        batch.add(
          `update qm.deadline set due = ${batch.param(now.due, 'timestamptz')}, stage = ${batch.param(now.stage, 'text')}, next_stage_at = ${batch.param(now.next, 'timestamptz')}
           where region = ${batch.param(row.region, 'text')} and ledger = ${batch.param(row.ledger, 'text')} and record = ${batch.param(row.record, 'uuid')} and key = ${batch.param(row.key, 'text')}`,
        )
      }
      await batch.run(client)
      await client.query('commit')
      const last = rows.at(-1)
      if (rows.length < PAGE || !last) return computed
      after = [last.region, last.ledger, last.record, last.key]
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }
}
