import type { Actor } from '@qingmei/core/access/actor'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import type { Known } from '@qingmei/core/premises/registers/merge-by-code'
import type { KnownLicence, KnownPremises } from '@qingmei/core/premises/registers/merge-plan'
import type { Store } from '../platform/ledger/store.ts'

const BATCH = 2000
const PLACES = `select id from qm.premises where region = $1 and uscc = any($2::text[]) and status in ('listed', 'merged')`
const PAPERS = `select id from qm.licence where region = $1 and licence_no = any($2::text[]) and kind = $3 and status = 'held'`
const WAITING = `select id from qm.licence where region = $1 and uscc = any($2::text[]) and premises is null and status = 'held'`

/**
 * What is known of a file's places and licences, read under the actor's policies in batches: the places of its
 * codes, the licences of its kind and numbers, and those of any kind that wait for one of its codes.
 */
export async function readKnown(
  store: Store,
  actor: Actor,
  file: {
    readonly region: string
    readonly kind: string
    readonly codes: readonly string[]
    readonly numbers: readonly string[]
  },
): Promise<Known> {
  const { region, kind, codes, numbers } = file
  const find = async (text: string, keys: readonly string[], more: readonly string[] = []) => {
    const ids: string[] = []
    for (let i = 0; i < keys.length; i += BATCH) {
      const values = [region, keys.slice(i, i + BATCH), ...more]
      const { rows } = await store.as(actor, (tx) => tx.query<{ id: string }>(text, values))
      ids.push(...rows.map((row) => row.id))
    }
    return ids
  }
  const read = async <T>(ledger: string, ids: readonly string[]): Promise<T[]> => {
    const out: AnyRecord[] = []
    for (let i = 0; i < ids.length; i += BATCH)
      out.push(...(await store.readMany(actor, ledger, ids.slice(i, i + BATCH))))
    return out as unknown as T[]
  }
  const papers = new Set([...(await find(PAPERS, numbers, [kind])), ...(await find(WAITING, codes))])
  return {
    premises: await read<KnownPremises>('premises', await find(PLACES, codes)),
    licences: await read<KnownLicence>('licence', [...papers]),
  }
}
