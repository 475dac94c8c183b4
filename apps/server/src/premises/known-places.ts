import type { Actor } from '@qingmei/core/access/actor'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type { Store } from '../platform/ledger/store.ts'

/** The places and licences that the registers already know of those in a file. */
export interface Known {
  readonly premises: ReadonlyMap<string, AnyRecord>
  readonly byId: ReadonlyMap<string, AnyRecord>
  /** By `kind/number`. */
  readonly licences: ReadonlyMap<string, AnyRecord>
}

const BATCH = 2000

/** Reads them under the actor's policies, in batches. */
export async function readKnown(
  store: Store,
  actor: Actor,
  region: string,
  codes: readonly string[],
  licences: readonly { readonly kind: string; readonly licenceNo: string }[],
): Promise<Known> {
  const ids = { premises: new Set<string>(), licence: new Set<string>() }
  await store.as(actor, async (tx) => {
    for (let i = 0; i < codes.length; i += BATCH) {
      const { rows } = await tx.query<{ id: string }>(
        'select id from qm.premises where region = $1 and uscc = any($2::text[])',
        [region, codes.slice(i, i + BATCH)],
      )
      for (const row of rows) ids.premises.add(row.id)
    }
    const [first] = licences
    for (let i = 0; first && i < licences.length; i += BATCH) {
      const { rows } = await tx.query<{ id: string; premises: string | null }>(
        'select id, premises from qm.licence where region = $1 and kind = $2 and licence_no = any($3::text[])',
        [region, first.kind, licences.slice(i, i + BATCH).map((it) => it.licenceNo)],
      )
      for (const row of rows) {
        ids.licence.add(row.id)
        if (row.premises) ids.premises.add(row.premises)
      }
    }
  })
  const read = async (ledger: string, from: ReadonlySet<string>) => {
    const out: AnyRecord[] = []
    const all = [...from]
    for (let i = 0; i < all.length; i += BATCH)
      out.push(...(await store.readMany(actor, ledger, all.slice(i, i + BATCH))))
    return out
  }
  const places = await read('premises', ids.premises)
  const papers = await read('licence', ids.licence)
  return {
    premises: new Map(places.flatMap((it) => (typeof it.uscc === 'string' ? [[it.uscc, it] as const] : []))),
    byId: new Map(places.map((it) => [it.id, it])),
    licences: new Map(papers.map((it) => [`${String(it.kind)}/${String(it.licenceNo)}`, it])),
  }
}
