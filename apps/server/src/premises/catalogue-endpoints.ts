import { formatShanghai } from '@qingmei/core/kernel/dates'
import { refusal } from '@qingmei/core/kernel/result'
import { type Catalogue, DISCIPLINES, NATURES } from '@qingmei/core/premises/catalogue/catalogue'
import { type Classified, doesMedical } from '@qingmei/core/premises/catalogue/classify'
import { findItems, type Wanted } from '@qingmei/core/premises/catalogue/find-items'
import { guideTo } from '@qingmei/core/premises/catalogue/item-guide'
import { z } from 'zod'
import { auditLine } from '../platform/audit/line.ts'
import { type ApiContext, regionOf } from '../platform/api/context.ts'
import { type Answer, type Call, type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import { classifiedFile, itemsFile } from './catalogue-files.ts'

export interface CatalogueContext extends ApiContext {
  readonly catalogue: Catalogue
}

/** More lines than any shop has services; a whole platform's file goes through the import. */
const MOST_LINES = 2000
const LONGEST_LINE = 200

const wanted = z.strictObject({
  q: z.string().max(100).optional(),
  nature: z.enum(NATURES).optional(),
  discipline: z.enum(DISCIPLINES).optional(),
  grade: z.coerce.number().int().min(1).max(4).optional(),
  prohibited: z.literal('true').optional(),
})
const format = z.enum(['xlsx', 'csv'])

const asWanted = ({ prohibited, ...rest }: z.infer<typeof wanted>): Wanted => ({
  ...rest,
  ...(prohibited === undefined ? {} : { prohibited: true }),
})

/** The item catalogue: looked up as one types, one item with its guide, and lists of services told apart. */
export function catalogueEndpoints(context: CatalogueContext): Endpoint[] {
  const { catalogue } = context
  /** An export leaves the installation: written down like those of ledgers. */
  const taken = async ({ actor }: Pick<Call, 'actor'>, detail: Record<string, unknown>) => {
    const at = await context.now()
    await context.store.as(actor, (tx) =>
      auditLine(tx, {
        region: regionOf(actor),
        id: context.newId(),
        at,
        actor: actor.person,
        seat: actor.seats[0]?.org ?? null,
        action: 'catalogue.exported',
        outcome: 'viewed',
        code: null,
        detail,
      }),
    )
  }
  const today = async () => formatShanghai(await context.now()).slice(0, 10)
  return [
    endpoint({
      method: 'GET',
      path: '/api/catalogue',
      summary: 'Items of the catalogue by characters, pinyin, initials or sound, with filters',
      permission: 'session',
      audit: 'catalogue.searched',
      query: wanted,
      handle: async ({ query }) => ({
        total: catalogue.items.length,
        rows: findItems(catalogue, asWanted(query)).map(({ item, by }) => ({ ...item, by })),
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/catalogue/items/:item',
      summary: 'One item: who may do it, what to look for, what it is done with, and how sure all that is',
      permission: 'session',
      audit: 'catalogue.read',
      params: z.strictObject({ item: z.string().max(60) }),
      async handle({ params }) {
        const guide = guideTo(catalogue, params.item)
        if (!guide) throw new Refused(404, refusal('catalogue.item.unknown', null, { item: params.item }))
        return guide
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/catalogue/export',
      summary: 'The items that were found, as a workbook or csv; written down',
      permission: 'session',
      audit: 'catalogue.exported',
      query: wanted.extend({ format }),
      async handle({ query: { format, ...asked }, actor }): Promise<Answer> {
        await taken({ actor }, { format, ...asked })
        const items = findItems(catalogue, asWanted(asked)).map(({ item }) => item)
        return itemsFile(catalogue, items, { format, day: await today() })
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/catalogue/classify',
      summary: 'Services, one a line, each told medical, lifestyle, dependent or unknown; as JSON, workbook or csv',
      permission: 'session',
      audit: 'catalogue.classified',
      body: z.strictObject({
        services: z.array(z.string().max(LONGEST_LINE)).min(1).max(MOST_LINES),
        format: format.optional(),
      }),
      async handle({ body, actor }) {
        const offered = doesMedical(catalogue, body.services)
        if (body.format === undefined) return { ...offered, services: offered.services.map(shortly) }
        await taken({ actor }, { format: body.format, services: offered.services.length })
        return classifiedFile(offered, { format: body.format, day: await today() })
      },
    }),
  ]
}

/** A verdict without the whole items: their ids and names. */
const shortly = ({ item, items, ...rest }: Classified) => ({
  ...rest,
  item: item && { id: item.id, name: item.name, prohibited: item.prohibited ?? null },
  items: items.map(({ id, name }) => ({ id, name })),
})
