import { systemActor } from '../ledger/access.ts'
import { tableOf } from '../ledger/columns.ts'
import type { Store } from '../ledger/store.ts'

/** The records of a ledger in one of these states, oldest first: what a handler's `waiting` answers. */
export const recordsIn =
  (store: Store, ledger: string, states: readonly string[]) =>
  (region: string): Promise<readonly string[]> =>
    store.as(systemActor(region), async (tx) => {
      const { rows } = await tx.query<{ id: string }>(
        `select id from ${tableOf(store.house.ledger(ledger))} where region = $1 and status = any($2::text[]) order by id limit 100`,
        [region, states],
      )
      return rows.map((row) => row.id)
    })
