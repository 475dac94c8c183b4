import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, drop, set } from '../ledger/change.ts'
import { ref, refs, rowOf, text } from '../ledger/field.ts'
import type { RecordOf } from '../ledger/ledger.ts'
import { evidence } from './evidence.ts'
import { transfer, UNANSWERED } from './transfer.ts'

const { lead, to, letter } = transfer.fields.shape

/** The manifest line of a piece of evidence. */
const line = (it: RecordOf<typeof evidence>) => ({
  kind: it.kind,
  evidence: it.id,
  name: it.name,
  sha256: it.sha256,
  bytes: it.bytes,
})

/** Drafts the hand-over of a lead, with the evidence chosen for it. */
export const draftTransfer = transfer.create('draft', {
  label: '拟移送',
  about: '草拟线索移送，选定随附证据；发出前须经单位负责人审批（方案五）',
  who: [by('lead.holder', CASEWORKERS)],
  to: 'draft',
  input: {
    lead,
    to,
    letter,
    evidence: refs(evidence, '随附证据'),
    again: ref<typeof transfer>('transfer', '前次移送').nullable(),
  },
  locks: ['lead', 'evidence'],
  decide({ input, locked, orgs, due, org: seat }) {
    const { number } = locked.lead
    if (locked.lead.status !== 'to-transfer') return refuse('transfer.draft.lead-elsewhere', null, { number })
    if (!orgs.get(input.to)) return refuse('transfer.draft.receiver-unknown')
    if (input.to === seat || input.to === locked.lead.holder) return refuse('transfer.draft.to-itself')
    const foreign = locked.evidence.find((it) => it.lead !== locked.lead.id || it.status !== 'held')
    if (foreign) return refuse('transfer.attach.not-usable', null, { name: foreign.name })
    const unsent = { approvedAt: null, approvedBy: null, sentAt: null, sentBy: null, onTime: null, manifest: null }
    return created(
      {
        lead: input.lead,
        subject: locked.lead.subject,
        to: input.to,
        letter: input.letter,
        discoveredAt: locked.lead.discoveredAt,
        dueAt: due('lead.transfer', locked.lead.discoveredAt).due,
        again: input.again,
        ...unsent,
        ...UNANSWERED,
      },
      add('self', 'evidence', locked.evidence.map(line)),
    )
  },
})

/** Adds evidence to the manifest; until it is sent. */
export const attachEvidence = transfer.action('attach', {
  label: '补附证据',
  about: '发出前补充随附证据',
  who: [by('org', CASEWORKERS)],
  input: { evidence: refs(evidence, '证据') },
  locks: ['evidence'],
  decide({ self, locked }) {
    const foreign = locked.evidence.find((it) => it.lead !== self.lead || it.status !== 'held')
    if (foreign) return refuse('transfer.attach.not-usable', null, { name: foreign.name })
    const fresh = locked.evidence.filter((it) => !self.evidence.some((row) => row.evidence === it.id))
    return decided(add(self, 'evidence', fresh.map(line)))
  },
})

/** Takes evidence off the manifest of a draft. */
export const detachEvidence = transfer.action('detach', {
  label: '撤下证据',
  about: '草拟时撤下一件随附证据',
  who: [by('org', CASEWORKERS)],
  input: { no: rowOf('evidence', '证据') },
  decide: ({ self, input }) => decided(drop(self, 'evidence', input.no)),
})

/** Corrects the receiver or the letter of a draft. */
export const amendTransfer = transfer.action('amend', {
  label: '修改',
  about: '修改草拟中的移送',
  who: [by('org', CASEWORKERS)],
  input: { to, letter },
  decide({ self, input, orgs }) {
    if (!orgs.get(input.to)) return refuse('transfer.draft.receiver-unknown')
    if (input.to === self.org) return refuse('transfer.draft.to-itself')
    return decided(set(self, input))
  },
})

/** The head of the sending organisation approves it. */
export const approveTransfer = transfer.action('approve', {
  label: '审批',
  about: '单位负责人审批移送（R-142）',
  who: [by('org', ['member'])],
  to: 'approved',
  input: {},
  decide: ({ self, actor, now }) => decided(set(self, { approvedAt: now, approvedBy: actor.person })),
})

/** Back to draft: something in it has to change. */
export const withdrawTransfer = transfer.action('withdraw', {
  label: '退回修改',
  about: '审批后发出前退回草拟，修改后须重新审批',
  who: [by('org', CASEWORKERS)],
  to: 'draft',
  input: {},
  decide: ({ self }) => decided(set(self, { approvedAt: null, approvedBy: null })),
})

/** Gives the draft up; the lead and its clock stay. */
export const cancelTransfer = transfer.action('cancel', {
  label: '作罢',
  about: '放弃这次移送；线索和时限不变',
  who: [by('org', CASEWORKERS)],
  to: 'cancelled',
  input: { reason: text('原因', { max: 300 }) },
  decide: () => decided(),
})
