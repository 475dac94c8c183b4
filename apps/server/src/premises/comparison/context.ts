import type { Actor } from '@qingmei/core/access/actor'
import type { Plan } from '@qingmei/core/plan/plan'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type pg from 'pg'
import type { Directory } from '../../campaign/directory.ts'
import type { ApiContext } from '../../platform/api/context.ts'
import { Refused } from '../../platform/api/endpoint.ts'
import type { Vault } from '../../platform/files/vault.ts'
import type { ActRequest } from '../../platform/ledger/store.ts'

/** What comparing registers needs of the installation. */
export interface ComparisonContext extends ApiContext {
  readonly vault: Vault
  readonly directory: Directory
  /** Where a process beside us may put what it makes, before it is stored. */
  readonly workFolder: string
  planOf(campaign: string): Promise<Plan | null>
}

/** Does an action inside a transaction; what is refused undoes all of it and is told as it is. */
export async function within(
  context: ApiContext,
  tx: pg.PoolClient,
  request: Omit<ActRequest, 'tx'>,
): Promise<AnyRecord> {
  const done = await context.store.act({ ...request, tx })
  if (done.ok) return done.value.record
  const { status, current, ...why } = done.error
  throw new Refused(status, why, current ? { current } : {})
}

/** A file that somebody uploaded whole themselves. */
export async function uploaded(
  context: ComparisonContext,
  actor: Actor,
  region: string,
  id: string,
): Promise<{ readonly id: string; readonly name: string; readonly bytes: number; readonly path: string } | null> {
  const { rows } = await context.store.as(actor, (tx) =>
    tx.query<{ id: string; name: string; bytes: number; sha256: string }>(
      'select id, name, bytes, sha256 from qm.file where region = $1 and id = $2 and by = $3 and finished_at is not null',
      [region, id, actor.person],
    ),
  )
  const [row] = rows
  return row ? { id: row.id, name: row.name, bytes: row.bytes, path: context.vault.pathOf(row.sha256) } : null
}
