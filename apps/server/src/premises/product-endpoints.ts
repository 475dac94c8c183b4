import { formatShanghai } from '@qingmei/core/kernel/dates'
import {
  outcomeOf,
  outcomeOfAll,
  plainNumber,
  type ProductKnown,
  readAsked,
} from '@qingmei/core/premises/product-check'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { z } from 'zod'
import { type ApiContext, regionOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint } from '../platform/api/endpoint.ts'

/** So many products of a name are shown. */
const SHOWN = 20

const EXACT = `select id from qm.product where region = $1
  and (udi = $2 or upper(regexp_replace(normalize(registration_no, NFKC), '\\s', '', 'g')) = $3) limit ${SHOWN}`

/** Whether a drug or device is in the register: by registration number, by device identifier or scanned code, by name. */
export function productEndpoint(context: ApiContext): Endpoint {
  const { store } = context
  return endpoint({
    method: 'GET',
    path: '/api/products/check',
    summary: 'What the product register says of a name, a registration number, a device identifier or a scanned code',
    permission: 'staff',
    audit: 'product.checked',
    query: z.strictObject({
      q: z
        .string()
        .trim()
        .min(2)
        .max(200)
        // PostgreSQL keeps no such sign; scanners send none.
        .refine((it) => !it.includes('\0')),
    }),
    async handle({ query, actor }) {
      const asked = readAsked(query.q)
      const today = formatShanghai(await context.now()).slice(0, 10)
      const { rows } = await store.as(actor, (tx) =>
        tx.query<{ id: string }>(EXACT, [regionOf(actor), asked.udi, plainNumber(asked.text)]),
      )
      let by: 'identifier' | 'number' | 'name' = asked.udi === null ? 'number' : 'identifier'
      let found: readonly AnyRecord[] = await store.readMany(
        actor,
        'product',
        rows.map((row) => row.id),
      )
      if (found.length === 0 && asked.udi === null) {
        by = 'name'
        found = (await store.search(actor, asked.text, 'product', SHOWN)).map(({ record }) => record)
      }
      const products = found.map((record) => ({
        id: record.id,
        genericName: record.genericName,
        brandName: record.brandName,
        registrationNo: record.registrationNo,
        holder: record.holder,
        registeredUntil: record.registeredUntil,
        outcome: outcomeOf(record as unknown as ProductKnown, today),
      }))
      const known = await store.as(actor, (tx) =>
        tx.query(`select from qm.product where region = $1 limit 1`, [regionOf(actor)]),
      )
      return {
        empty: known.rowCount === 0,
        asked,
        by,
        outcome: outcomeOfAll(products.map((it) => it.outcome)),
        goodsExpired: asked.expiresOn !== null && asked.expiresOn < today,
        products,
      }
    },
  })
}
