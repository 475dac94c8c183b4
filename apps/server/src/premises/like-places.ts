import type { Actor } from '@qingmei/core/access/actor'
import { coreOf, likeWhy, type LikeWhy, type PlaceWords, spotOf } from '@qingmei/core/premises/likeness'
import type { ApiContext } from '../platform/api/context.ts'
import { regionOf } from '../platform/api/context.ts'

/** So many are shown beside a form, and so many are looked at for each word. */
const SHOWN = 6
const LOOKED_AT = 40
const WORDS = 4

/** A place that may be the one that somebody is about to register. */
export interface LikePlace {
  readonly id: string
  readonly name: string
  readonly kind: unknown
  readonly address: unknown
  readonly openingState: unknown
  readonly status: string
  readonly why: readonly LikeWhy[]
}

/** Places with the same code or telephone, a name that has the same heart, or the same road and number. */
export async function likePlaces(
  { store }: ApiContext,
  actor: Actor,
  typed: PlaceWords & { readonly not: string | null },
): Promise<LikePlace[]> {
  const region = regionOf(actor)
  const phones = (typed.phone ?? '').match(/\d[\d-]{5,}\d/g) ?? []
  const { rows } = await store.as(actor, (tx) =>
    tx.query<{ id: string }>(
      `select id from qm.premises where region = $1 and uscc = $2 union
       select id from qm.premises where region = $1 and phone = any($3::text[]) limit ${LOOKED_AT}`,
      [region, typed.uscc?.toUpperCase() ?? '', phones],
    ),
  )
  const known = await store.readMany(
    actor,
    'premises',
    rows.map((row) => row.id),
  )
  const found = new Map(known.map((record) => [record.id, record]))
  for (const words of searchedFor(typed))
    for (const { record } of await store.search(actor, words, 'premises', LOOKED_AT)) found.set(record.id, record)
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return [...found.values()]
    .filter((record) => record.id !== typed.not)
    .map((record) => ({
      record,
      ...likeWhy(typed, {
        name: text(record.name),
        tradeName: text(record.tradeName),
        uscc: text(record.uscc),
        phone: text(record.phone),
        address: text(record.address),
      }),
    }))
    .filter((it) => it.why.length > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ record, why }) => ({
      id: record.id,
      name: String(record.name),
      kind: record.kind,
      address: record.address,
      openingState: record.openingState,
      status: record.status,
      why,
    }))
}

/** What is looked for: pairs of signs from the hearts of the names, and the road with its number. */
function searchedFor(typed: PlaceWords): string[] {
  const cores = [typed.name, typed.tradeName].flatMap((name) => (name ? [coreOf(name)] : []))
  const pairs = cores.flatMap((core) =>
    Array.from({ length: Math.max(0, core.length - 1) }, (_, i) => core.slice(i, i + 2)),
  )
  const spot = typed.address ? spotOf(typed.address) : null
  return [...new Set(pairs)].slice(0, WORDS).concat(spot?.number ? [`${spot.road} ${spot.number}`] : [])
}
