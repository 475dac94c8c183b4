import { papersOf } from '@qingmei/core/case/papers'
import { refusal } from '@qingmei/core/kernel/result'
import type { PaperWords } from '@qingmei/core/kernel/paper'
import type { PlanFacts } from '@qingmei/core/ledger/plan-facts'
import { writeDocx } from '@qingmei/office/write-docx'
import { z } from 'zod'
import { type ApiContext, ledgerAt, notThere } from '../platform/api/context.ts'
import { Answer, type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'

export interface PapersContext extends ApiContext {
  planOf(campaign: string): Promise<PlanFacts | null>
  /** Organisations as they are called in full: what a document is signed with. */
  fullNames(region: string): Promise<ReadonlyMap<string, string>>
}

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The documents of a record as Word files, made from its data by whoever sees it (law-facts §8). */
export function paperEndpoints(context: PapersContext): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/api/ledgers/:ledger/records/:id/papers/:kind',
      summary: 'A document of a record (filing approval, decision, on-site record …) as a Word file; written down',
      permission: 'session',
      audit: 'paper.printed',
      params: z.strictObject({ ledger: z.string(), id: z.uuid(), kind: z.string().max(40) }),
      async handle({ params, actor }) {
        const ledger = ledgerAt(context, params.ledger)
        const self = await context.store.read(actor, ledger.name, params.id)
        if (!self) throw notThere()
        const printed = papersOf(ledger.name).find((it) => it.kind === params.kind)
        if (!printed) throw new Refused(422, refusal('paper.unknown', null, { ledger: ledger.label }))
        if (!printed.ready(self)) throw new Refused(409, refusal('paper.not-ready'))
        const [names, dictionaries] = [await context.fullNames(self.region), await context.dictionaries(self.campaign)]
        const words: PaperWords = {
          name: (id) => names.get(id) ?? id,
          label: (dictionary, code) => dictionaries[dictionary]?.[code] ?? code,
        }
        const plan = self.campaign === null ? null : await context.planOf(self.campaign)
        const paper = printed.make({ self, words, plan })
        const name = encodeURIComponent(`${paper.title}${paper.number ?? ''}.docx`)
        return new Answer(200, await writeDocx(paper), {
          'content-type': DOCX,
          'content-disposition': `attachment; filename*=UTF-8''${name}`,
        })
      },
    }),
  ]
}
