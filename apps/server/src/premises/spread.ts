import type { Actor } from '@qingmei/core/access/actor'
import type { Store } from '../platform/ledger/store.ts'

/** So many roads of a town are told; the rest is one number. */
const ROADS = 80
/** The road or village of an address, as the database cuts it out. */
const ROAD = `substring(regexp_replace(address, '^([^路街巷]{1,8}?(省|市|[^小社]区|县|镇|乡|街道办事处|街道|办事处))+', '') from '^([^0-9\\s]{1,8}?(大道|路|街|巷|村|社区|小区))')`

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
    const lists = await tx.query<{ town: string | null; class: string; status: string; n: number }>(
      `select town, class, status, count(*) as n from qm.list_entry where region = $1 and campaign = $2 and status <> 'left' group by 1, 2, 3`,
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
    tx.query<{ road: string | null; n: number; open: number }>(
      `select ${ROAD} as road, count(*) as n, count(*) filter (where opening_state = 'open') as open
       from qm.premises where region = $1 and town is not distinct from $2 and status = 'listed' group by 1 order by 2 desc, 1`,
      [at.region, at.town],
    ),
  )
  const named = rows.filter((row) => row.road !== null)
  const shown = named.slice(0, ROADS)
  const sum = (of: typeof rows) => of.reduce((total, row) => total + row.n, 0)
  return { roads: shown, others: sum(named.slice(ROADS)), unnamed: sum(rows.filter((row) => row.road === null)) }
}
