import type pg from 'pg'
import { beginAs } from './policy.ts'
import type { ActRefusal, ActRequest } from './store.ts'
import { AUDIT_COLUMNS } from './write.ts'
import { Batch } from './batch.ts'
import { NOBODY } from './access.ts'

/** Writes a refused attempt into the audit log, in a transaction of its own: the refused one was rolled back. */
export async function auditRefusal(
  pool: pg.Pool,
  request: ActRequest,
  refusal: ActRefusal,
  newId: () => string,
  now: () => Promise<string> | string,
): Promise<void> {
  const region = refusal.current?.region ?? request.region ?? request.actor.seats[0]?.region ?? ''
  const client = await pool.connect()
  try {
    await client.query(beginAs({ person: request.actor.person, regions: [], orgs: [], scopes: [] }))
    const batch = new Batch()
    batch.insert('qm.audit', AUDIT_COLUMNS, [
      [
        region,
        newId(),
        await now(),
        request.actor.person,
        request.actor.seats[0]?.org ?? NOBODY,
        `${request.ledger}.${request.action}`,
        'refused',
        refusal.code,
        request.ledger,
        request.id ?? null,
        refusal.current?.version ?? null,
        null,
        JSON.stringify({ status: refusal.status, facts: refusal.facts }),
      ],
    ])
    await batch.run(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
