import { MERGER_PROPOSERS } from '@qingmei/core/premises/merger'
import { z } from 'zod'
import { type ApiContext, notThere, regionOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import { systemActor } from '../platform/ledger/access.ts'
import { likePlaces } from './like-places.ts'
import { placeFile } from './place-file.ts'
import { roadsOf, spreadOf } from './spread.ts'

const params = z.strictObject({ id: z.uuid() })
const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullable()
    .optional()
    .transform((it) => (it ? it : null))

/** What is particular about places: the file of one, where they lie, those alike, and two that are one. */
export function premisesEndpoints(context: ApiContext): Endpoint[] {
  const { store } = context
  return [
    endpoint({
      method: 'GET',
      path: '/api/premises/:id/file',
      summary: 'Everything known of a place, and one timeline of it',
      permission: 'session',
      audit: 'premises.file-read',
      params,
      async handle({ params: at, actor }) {
        const place = await store.read(actor, 'premises', at.id)
        if (!place) throw notThere()
        return placeFile(context, actor, place)
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/premises/like',
      summary: 'Places that may be the one being typed: same code, telephone, spot, or a name alike',
      permission: 'staff',
      audit: 'premises.alike-read',
      body: z.strictObject({
        name: words(200),
        tradeName: words(200),
        uscc: words(18),
        phone: words(40),
        address: words(300),
        not: z.uuid().nullable().optional(),
      }),
      handle: async ({ body, actor }) => ({
        rows: await likePlaces(context, actor, { ...body, not: body.not ?? null }),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/premises/spread',
      summary: 'How many places of which kind and state lie in which town and grid, and on which list',
      permission: 'staff',
      audit: 'premises.counted',
      query: z.strictObject({ campaign: z.uuid().optional() }),
      handle: ({ query, actor }) =>
        spreadOf(store, actor, { region: regionOf(actor), campaign: query.campaign ?? null }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/premises/roads',
      summary: 'The roads and villages of a town with how many places lie there',
      permission: 'staff',
      audit: 'premises.counted',
      query: z.strictObject({ town: z.uuid().optional() }),
      handle: ({ query, actor }) => roadsOf(store, actor, { region: regionOf(actor), town: query.town ?? null }),
    }),
    endpoint({
      method: 'POST',
      path: '/api/premises/:id/merger',
      summary: 'Propose that a place is another one; its licences and list entries are named to go along',
      permission: `role:${MERGER_PROPOSERS.join(',')}`,
      audit: 'merger.proposed',
      params,
      body: z.strictObject({ kept: z.uuid(), grounds: z.string().trim().min(1).max(4000) }),
      async handle({ params: at, body, actor }) {
        const gone = await store.read(actor, 'premises', at.id)
        if (!gone) throw notThere()
        const along = await goesAlong(context, gone.region, at.id)
        const kin = await goesAlong(context, gone.region, body.kept)
        const done = await store.act({
          actor,
          ledger: 'merger',
          action: 'propose',
          region: gone.region,
          campaign: null,
          input: { ...body, gone: at.id, ...along, kin: kin.entries },
        })
        if (!done.ok) throw new Refused(done.error.status, done.error)
        return { record: done.value.record }
      },
    }),
  ]
}

/** What hangs on a place and moves with it, whoever may see it: a merger leaves nothing behind. */
async function goesAlong({ store }: ApiContext, region: string, place: string) {
  const system = systemActor(region)
  const ids = async (table: string) => {
    const { rows } = await store.as(system, (tx) =>
      tx.query<{ id: string }>(`select id from ${table} where region = $1 and premises = $2 order by id limit 200`, [
        region,
        place,
      ]),
    )
    return rows.map((row) => row.id)
  }
  return { licences: await ids('qm.licence'), entries: await ids('qm.list_entry') }
}
