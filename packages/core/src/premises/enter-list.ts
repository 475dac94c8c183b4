import { by, created, decided, refuse } from '../ledger/action.ts'
import { moveTo, notify, set, waive } from '../ledger/change.ts'
import { code, ref, text } from '../ledger/field.ts'
import { LIST_WORKERS, listEntry } from './list-entry.ts'
import { premises } from './premises.ts'
import { cleanText } from './registers/clean.ts'

const { premises: place, subject, address, uscc, town, doesMedical, provisional, basis, run } = listEntry.fields.shape
const said = { class: listEntry.fields.shape.class, doesMedical, provisional, basis, run }

/**
 * Whether somebody has to go and look: whoever has neither paper or only the licence, and whoever has only the
 * registration and is said to treat people. A registered shop of which nothing medical is known is in order.
 */
export const needsCheck = (listed: string, medical: boolean | null): boolean =>
  listed === 'neither' || listed === 'licensed-only' || (listed === 'registered-only' && medical === true)

/** What makes a place the same place in one campaign: its record, else its folded name and address. */
export const placeKeyOf = (id: string | null, name: string, at: string | null): string =>
  id ?? `${folded(name)}|${folded(at ?? '')}`.slice(0, 400)

const folded = (words: string): string =>
  cleanText(words)
    .toLowerCase()
    .replace(/[\s（）()]/g, '')

const UNWORKED = {
  holder: null,
  officer: null,
  assignedAt: null,
  checkBy: null,
  checkedAt: null,
  checkedBy: null,
  checkResult: null,
  checkNote: null,
  disposal: null,
  circumstances: null,
  harm: null,
  proposedBy: null,
  proposedAt: null,
  approvedBy: null,
  approvedAt: null,
  outcome: null,
  outcomeNote: null,
  closedAt: null,
  leftAt: null,
  leftReason: null,
}

const ALL_OWED = ['assign', 'check', 'classify', 'approve', 'dispose']

/** Lists a place. Done by publishing a comparison, or by hand; the same place is listed once in a campaign. */
export const enterList = listEntry.create('enter', {
  label: '列入清单',
  about: '把主体列入清单并写明依据；比对结果发布时逐条列入，也可手工补列（专项治理方案四（一））',
  who: [by('seat', ['office', ...LIST_WORKERS, 'aablo'])],
  to: 'listed',
  input: { premises: place, subject: subject.nullable(), address, uscc, town, ...said },
  locks: ['premises'],
  decide({ input, locked, now }) {
    const at = locked.premises
    const name = input.subject ?? at?.name
    if (name === undefined) return refuse('list-entry.enter.no-subject')
    const where = input.address ?? at?.address ?? null
    const toCheck = needsCheck(input.class, input.doesMedical)
    return created({
      ...input,
      subject: name,
      address: where,
      uscc: input.uscc ?? at?.uscc ?? null,
      town: input.town ?? at?.town ?? null,
      placeKey: placeKeyOf(input.premises, name, where),
      enteredAt: now,
      toCheck,
      owedFrom: toCheck ? now : null,
      leadAt: null,
      ...UNWORKED,
    })
  },
})

/** Another list, because the papers changed or were read anew. Done by publishing a comparison, or by hand. */
export const changeClass = listEntry.action('changeClass', {
  label: '调整清单',
  about: '证照情况变化或重新比对后调整所在清单，写明依据；原清单留在历史里',
  who: [by('seat', ['office']), by('holder', LIST_WORKERS), by('org', LIST_WORKERS)],
  input: said,
  decide({ self, input, now }) {
    const same =
      input.class === self.class && input.doesMedical === self.doesMedical && input.provisional === self.provisional
    if (same) return refuse('list-entry.change-class.same')
    const waits = self.status === 'listed' || self.status === 'relisted'
    const toCheck = needsCheck(input.class, input.doesMedical)
    return decided(
      set(self, { ...input, toCheck, ...(waits ? { owedFrom: toCheck ? (self.owedFrom ?? now) : null } : {}) }),
      ...(waits && !toCheck ? [waive(self, 'assign')] : []),
      ...(self.holder === null ? [] : [notify(self.holder, 'list-entry.class-changed', { subject: self.subject })]),
    )
  },
})

/** It is no longer on any list: gone, merged, listed in error. It stays readable, with why. */
export const leaveList = listEntry.action('leave', {
  label: '移出清单',
  about: '移出清单并写明原因，条目保留（R-073）',
  who: [by('seat', ['office']), by('org', LIST_WORKERS)],
  to: 'left',
  input: { reason: text('移出原因', { max: 500 }) },
  decide: ({ self, input, now }) =>
    decided(set(self, { leftAt: now, leftReason: input.reason }), ...ALL_OWED.map((key) => waive(self, key))),
})

/** Back on a list: what was done before is in the history, and the work begins anew. */
export const relistEntry = listEntry.action('relist', {
  label: '重新列入',
  about: '已办结或移出的主体重新列入清单，从头核查（R-137）',
  who: [by('seat', ['office']), by('org', LIST_WORKERS), by('holder', LIST_WORKERS)],
  to: 'relisted',
  input: said,
  decide({ self, input, now }) {
    const toCheck = needsCheck(input.class, input.doesMedical)
    return decided(set(self, { ...UNWORKED, ...input, enteredAt: now, toCheck, owedFrom: toCheck ? now : null }))
  },
})

/** The place turned out to be another record, or none. Done by merging places and by taking that back. */
export const followPlace = listEntry.action('follow', {
  label: '随场所归并',
  about: '场所归并或撤销归并时，条目随场所走',
  input: { premises: ref(premises, '场所') },
  decide: ({ self, input }) => decided(set(self, { premises: input.premises, placeKey: input.premises })),
})

/** The place it was merged into is listed already: this one steps aside. Done by merging places. */
export const stepAside = listEntry.action('stepAside', {
  label: '随场所并出',
  about: '场所归并而并入方已在清单上的，本条移出备查',
  to: 'left',
  input: { reason: text('移出原因', { max: 500 }) },
  decide: ({ self, input, now }) =>
    decided(set(self, { leftAt: now, leftReason: input.reason }), ...ALL_OWED.map((key) => waive(self, key))),
})

/** Back to where it stood before it stepped aside, its clocks with it. Done by taking a merger back. */
export const stepBack = listEntry.action('stepBack', {
  label: '恢复清单',
  about: '撤销归并，条目恢复到归并前的状态',
  input: { status: code('record-state', '状态') },
  decide: ({ self, input }) => decided(set(self, { leftAt: null, leftReason: null }), moveTo(self, input.status)),
})
