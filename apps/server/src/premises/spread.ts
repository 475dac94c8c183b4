import type { Actor } from '@qingmei/core/access/actor'
import { spotOf } from '@qingmei/core/premises/likeness'
import type { Store } from '../platform/ledger/store.ts'

/** So many roads of a town are told; the rest is one number. */
const ROADS = 80
/** So many places of a town are looked at: no town has more. */
const PLACES = 50_000

/** Where places lie and how they stand: by town, kind and state; by grid; and by list, as far as the actor sees them. */
export async function spreadOf(
  store: Store,
  actor: Actor,
  at: { readonly region: string; readonly campaign: string | null },
) {
  return store.as(actor, async (tx) => {
    const places = await tx.query<{ town: string | null; kind: string; state: string; n: number }>(
      `select town, kind, opening_state as state, count(*) as n from qm.premises where region = $1 and status = 'listed' group by 1, 2, 3`,
      [at.region],
    )
    const grids = await tx.query<{ town: string | null; grid: string; n: number }>(
      `select town, grid, count(*) as n from qm.premises where region = $1 and status = 'listed' and grid is not null group by 1, 2`,
      [at.region],
    )
    const lists = await tx.query<{ town: string | null; class: string; status: string; check: boolean; n: number }>(
      `select town, class, status, to_check as check, count(*) as n from qm.list_entry where region = $1 and campaign = $2 and status <> 'left' group by 1, 2, 3, 4`,
      [at.region, at.campaign],
    )
    return { places: places.rows, grids: grids.rows, lists: lists.rows }
  })
}

/** The roads of one town (null: of places without a town) with how many places lie there, most first. */
export async function roadsOf(
  store: Store,
  actor: Actor,
  at: { readonly region: string; readonly town: string | null },
) {
  const { rows } = await store.as(actor, (tx) =>
    tx.query<{ address: string | null; open: boolean }>(
      `select address, opening_state = 'open' as open from qm.premises
       where region = $1 and town is not distinct from $2 and status = 'listed' limit ${PLACES}`,
      [at.region, at.town],
    ),
  )
  const roads = new Map<string, { road: string; n: number; open: number }>()
  let unnamed = 0
  for (const { address, open } of rows) {
    const road = address === null ? undefined : spotOf(address)?.road
    if (road === undefined) {
      unnamed++
      continue
    }
    const has = roads.get(road) ?? { road, n: 0, open: 0 }
    roads.set(road, { road, n: has.n + 1, open: has.open + (open ? 1 : 0) })
  }
  const named = [...roads.values()].toSorted((a, b) => b.n - a.n || a.road.localeCompare(b.road))
  return { roads: named.slice(0, ROADS), others: named.slice(ROADS).reduce((sum, it) => sum + it.n, 0), unnamed }
}
