import { CASEWORKERS, FINDERS } from '../access/roles.ts'
import { shanghaiDate } from '../kernel/dates.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, edit, notify, set, waive } from '../ledger/change.ts'
import { code, organisation as org, rowOf, text } from '../ledger/field.ts'
import { keyLead } from './key-lead.ts'

const { problem, entry, result, resultNote, chainNote } = keyLead.fields.shape
const { subject, family, originalNo, originalOn, premises, uscc, address, town } = keyLead.fields.shape
const { violations, fact, severity, priority } = keyLead.fields.shape
const said = { subject, family, originalNo, originalOn, premises, uscc, address, town }
const judged = { violations, fact, severity, priority }

const UNWORKED = {
  holder: null,
  assignedAt: null,
  result: null,
  resultNote: null,
  chainNote: null,
  concludedAt: null,
  leadAt: null,
  closedAt: null,
}

/** Takes one in, old complaints included: by hand, from a file, from a problem or from a list. */
export const registerKeyLead = keyLead.create('register', {
  label: '登记重点线索',
  about: '登记重点违法线索；2021 年以来的投诉举报可整批导入（专项治理方案四（一））',
  who: [by('seat', [...FINDERS, 'office'])],
  to: 'registered',
  input: { ...said, ...judged, problem, entry },
  locks: ['premises', 'problem', 'entry'],
  decide({ input, locked, now }) {
    if (input.originalOn > shanghaiDate(now)) return refuse('key-lead.register.ahead', null, { on: input.originalOn })
    const place = locked.premises
    const origin = locked.problem ?? locked.entry
    return created({
      ...input,
      premises: input.premises ?? origin?.premises ?? null,
      uscc: input.uscc ?? place?.uscc ?? locked.entry?.uscc ?? null,
      address: input.address ?? place?.address ?? locked.entry?.address ?? null,
      town: input.town ?? place?.town ?? origin?.town ?? null,
      ...UNWORKED,
    })
  },
})

/** Corrects or adds to it; also what an import does to one whose original number it knows. */
export const amendKeyLead = keyLead.action('amend', {
  label: '补充更正',
  about: '补充或更正重点线索的内容',
  who: [by('org', [...FINDERS, 'office']), by('holder', CASEWORKERS)],
  input: { ...said, ...judged, problem, entry },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** Gives it to a department to look into. */
export const assignKeyLead = keyLead.action('assign', {
  label: '交办',
  about: '交办给调查单位深入调查（专项治理方案四（二））',
  who: [by('seat', ['office']), by('org', CASEWORKERS)],
  to: 'investigating',
  many: true,
  input: { holder: org('调查单位'), priority },
  decide({ self, input, orgs, now }) {
    if (!orgs.get(input.holder)) return refuse('key-lead.assign.unknown')
    return decided(
      set(self, { ...input, assignedAt: now }),
      notify(input.holder, 'key-lead.assigned', { subject: self.subject }),
    )
  },
})

/** A product that the lead is about. */
export const addKeyProduct = keyLead.action('addProduct', {
  label: '登记涉案产品',
  about: '登记涉案药品、医疗器械，作为追查的起点（专项治理方案四（二））',
  who: [by('holder', CASEWORKERS), by('org', CASEWORKERS)],
  input: keyLead.children.products.fields.shape,
  decide: ({ self, input }) => decided(add(self, 'products', [input])),
})

/** One step up to who supplied it or down to who bought and used it. */
export const traceKeyLead = keyLead.action('trace', {
  label: '登记上下游',
  about: '登记产品的供应方或购买使用方，逐级追查（专项治理方案四（二））',
  who: [by('holder', CASEWORKERS), by('org', CASEWORKERS)],
  input: keyLead.children.links.fields.shape,
  locks: [],
  decide({ self, input }) {
    if (!self.products.some((row) => row.no === input.product))
      return refuse('key-lead.trace.no-product', null, { no: input.product })
    const same = self.links.some(
      (row) => row.product === input.product && row.direction === input.direction && row.name === input.name,
    )
    return same ? refuse('key-lead.trace.twice', null, { name: input.name }) : decided(add(self, 'links', [input]))
  },
})

/** How far the tracing of one of them has come. */
export const correctLink = keyLead.action('correctLink', {
  label: '更新追查情况',
  about: '更新一条上下游的追查情况',
  who: [by('holder', CASEWORKERS), by('org', CASEWORKERS)],
  input: { link: rowOf('links', '上下游'), stage: code('trace-stage', '追查情况') },
  decide: ({ self, input }) =>
    self.links.some((row) => row.no === input.link)
      ? decided(edit(self, 'links', input.link, { stage: input.stage }))
      : refuse('key-lead.trace.no-link', null, { no: input.link }),
})

/** What the investigation found. A product whose chain was not followed both ways needs the reason. */
export const concludeKeyLead = keyLead.action('conclude', {
  label: '调查终结',
  about: '登记调查结果；涉案产品没有追到上下游的须写明情况（专项治理方案四（二））',
  who: [by('holder', CASEWORKERS)],
  to: 'concluded',
  input: { result: result.unwrap(), resultNote: resultNote.unwrap(), chainNote },
  decide({ self, input, now }) {
    const untraced = self.products.filter(({ no }) =>
      ['upstream', 'downstream'].some(
        (direction) => !self.links.some((row) => row.product === no && row.direction === direction),
      ),
    )
    if (untraced.length > 0 && input.chainNote === null)
      return refuse('key-lead.conclude.chain-open', null, { products: untraced.map((row) => row.name) })
    return decided(set(self, { ...input, concludedAt: now }))
  },
})

export const closeKeyLead = keyLead.action('close', {
  label: '办结',
  about: '重点线索办结',
  who: [by('holder', CASEWORKERS), by('org', CASEWORKERS)],
  to: 'closed',
  input: {},
  decide: ({ self, now }) => decided(set(self, { closedAt: now })),
})

/** It does not belong here: another matter, a repetition. It stays readable. */
export const dropKeyLead = keyLead.action('drop', {
  label: '剔除',
  about: '不属重点线索或与另一条重复的予以剔除，保留记录并写明原因',
  who: [by('org', CASEWORKERS), by('seat', ['office'])],
  to: 'dropped',
  input: { reason: text('原因', { max: 500 }) },
  decide: ({ self }) => decided(waive(self, 'investigate')),
})

/** Taken up again. */
export const reopenKeyLead = keyLead.action('reopen', {
  label: '重新调查',
  about: '发现新情况，重新调查',
  who: [by('seat', ['office']), by('holder', CASEWORKERS), by('org', CASEWORKERS)],
  input: { reason: text('原因', { max: 500 }) },
  to: 'registered',
  decide: ({ self }) => decided(set(self, { closedAt: null, concludedAt: null })),
})

/** It became a lead. Done by raising one. */
export const linkKeyLead = keyLead.action('linkLead', {
  label: '转线索',
  about: '重点线索已转为线索办理',
  input: {},
  decide: ({ self, now }) => decided(set(self, { leadAt: now })),
})
