import { CASEWORKERS, type Role } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, perform, set } from '../ledger/change.ts'
import { code, instant, longText, person, ref, refs, text, yesNo } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { followPlace, stepAside, stepBack } from './enter-list.ts'
import { followLicence, licence } from './licence.ts'
import { LIST_WORKERS, listEntry } from './list-entry.ts'
import { foldPremises, premises, unfoldPremises } from './premises.ts'

/**
 * Two records that are one place (SYS-07). Both stay; one is marked as merged into the other, and its licences and
 * list entries go along by their own actions, each named here so that it can be taken back. What happened at a place
 * (visits, problems, leads, cases) is not moved: it was so recorded, and the file of a place reads both.
 */
export const merger = ledger('merger', {
  label: '场所归并',
  about: '两条场所记录是同一处的，审核后归并；两条都保留，可以撤销（SYS-07）',
  placement: 'regional',
  standing: true,
  fields: {
    subject: text('归并', { max: 420, search: 'name' }),
    kept: ref(premises, '保留场所'),
    gone: ref(premises, '并入场所'),
    grounds: longText('认定依据'),
    proposedAt: instant('提出时间'),
    decidedAt: instant('审核时间').nullable(),
    decidedBy: person('审核人').nullable(),
    opinion: longText('审核意见').nullable(),
    undoneAt: instant('撤销时间').nullable(),
    undoneWhy: longText('撤销原因').nullable(),
  },
  children: {
    moved: child('随同移动', {
      licence: ref(licence, '证照').nullable(),
      entry: ref(listEntry, '清单条目').nullable(),
      aside: yesNo('并入方已在清单'),
      was: code('record-state', '原状态').nullable(),
    }),
  },
  life: {
    proposed: state('待审核', ['approve', 'refuse'], 'wait'),
    merged: state('已归并', ['undo'], 'good'),
    refused: state('不予归并', [], 'done'),
    undone: state('已撤销', [], 'done'),
  },
  sees: { staff: true },
  lists: [{ name: 'proposed', label: '按提出时间', order: 'proposedAt', filters: ['status', 'kept', 'gone'] }],
  columns: ['subject', 'proposedAt', 'org', 'decidedAt', 'status'],
  title: 'subject',
})

/** Those who may say that two records are one place. */
export const MERGER_PROPOSERS: readonly Role[] = [...CASEWORKERS, 'grid', 'office']

/** Proposes it; nothing moves yet. The server names what goes along. */
export const proposeMerger = merger.create('propose', {
  label: '提出归并',
  about: '提出把一条场所记录并入另一条，写明依据，另一人审核后生效',
  who: [by('seat', MERGER_PROPOSERS)],
  to: 'proposed',
  input: {
    kept: ref(premises, '保留场所'),
    gone: ref(premises, '并入场所'),
    grounds: longText('认定依据'),
    licences: refs(licence, '证照'),
    entries: refs(listEntry, '清单条目'),
    kin: refs(listEntry, '保留场所的清单条目'),
  },
  locks: ['kept', 'gone', 'licences', 'entries', 'kin'],
  decide({ input, locked, now }) {
    const { kept, gone } = locked
    if (kept.id === gone.id) return refuse('merger.propose.itself')
    for (const place of [kept, gone])
      if (place.status !== 'listed') return refuse('merger.propose.not-listed', null, { name: place.name })
    const strange =
      [...locked.licences, ...locked.entries].some((it) => it.premises !== gone.id) ||
      locked.kin.some((it) => it.premises !== kept.id)
    if (strange) return refuse('merger.propose.strange')
    const campaigns = new Set(locked.kin.map((it) => it.campaign))
    return created(
      {
        subject: `${gone.name} → ${kept.name}`.slice(0, 420),
        kept: kept.id,
        gone: gone.id,
        grounds: input.grounds,
        proposedAt: now,
        decidedAt: null,
        decidedBy: null,
        opinion: null,
        undoneAt: null,
        undoneWhy: null,
      },
      add('self', 'moved', [
        ...locked.licences.map((it) => ({ licence: it.id, entry: null, aside: false, was: null })),
        ...locked.entries.map((it) => ({
          licence: null,
          entry: it.id,
          aside: campaigns.has(it.campaign),
          was: it.status,
        })),
      ]),
    )
  },
})

/** A second person agrees, and it is done. */
export const approveMerger = merger.action('approve', {
  label: '同意归并',
  about: '审核同意并生效：证照和清单条目随之移到保留的场所；提出人不能自己审核',
  who: [by('seat', ['office', ...LIST_WORKERS])],
  to: 'merged',
  input: { opinion: longText('审核意见').nullable() },
  locks: ['kept', 'gone', 'moved.licence', 'moved.entry'],
  confirm: '归并后，并入的一条不再单独办理；可以撤销。',
  decide({ self, input, locked, actor, now }) {
    if (actor.person === self.createdBy) return refuse('merger.approve.own-proposal')
    const { kept, gone } = locked
    for (const place of [kept, gone])
      if (place.status !== 'listed') return refuse('merger.propose.not-listed', null, { name: place.name })
    const entryOf = new Map(locked['moved.entry'].map((it) => [it.id, it]))
    return decided(
      set(self, { ...input, decidedAt: now, decidedBy: actor.person }),
      perform(foldPremises, gone, { into: kept.id }),
      ...locked['moved.licence'].flatMap((it) =>
        it.premises === gone.id ? [perform(followLicence, it as never, { premises: kept.id })] : [],
      ),
      ...self.moved.flatMap((row) => {
        const entry = row.entry === null ? undefined : entryOf.get(row.entry)
        if (entry?.premises !== gone.id) return []
        if (!row.aside) return [perform(followPlace, entry as never, { premises: kept.id })]
        return entry.status === 'left' ? [] : [perform(stepAside, entry as never, { reason: `并入 ${kept.name}` })]
      }),
    )
  },
})

export const refuseMerger = merger.action('refuse', {
  label: '不予归并',
  about: '审核不同意归并',
  who: [by('seat', ['office', ...LIST_WORKERS])],
  to: 'refused',
  input: { opinion: longText('审核意见') },
  decide: ({ self, input, actor, now }) => decided(set(self, { ...input, decidedAt: now, decidedBy: actor.person })),
})

/** They are two after all: whatever went along goes back. */
export const undoMerger = merger.action('undo', {
  label: '撤销归并',
  about: '撤销归并：场所、证照和清单条目恢复原样，两次操作都留在历史里',
  who: [by('seat', ['office', ...LIST_WORKERS])],
  to: 'undone',
  input: { undoneWhy: longText('撤销原因') },
  locks: ['kept', 'gone', 'moved.licence', 'moved.entry'],
  decide({ self, input, locked, now }) {
    const { kept, gone } = locked
    if (gone.status !== 'merged' || gone.mergedInto !== kept.id)
      return refuse('merger.undo.moved-on', null, { name: gone.name })
    const entryOf = new Map(locked['moved.entry'].map((it) => [it.id, it]))
    return decided(
      set(self, { ...input, undoneAt: now }),
      perform(unfoldPremises, gone, {}),
      ...locked['moved.licence'].flatMap((it) =>
        it.premises === kept.id ? [perform(followLicence, it as never, { premises: gone.id })] : [],
      ),
      ...self.moved.flatMap((row) => {
        const entry = row.entry === null ? undefined : entryOf.get(row.entry)
        if (!entry) return []
        if (row.aside)
          return entry.status === 'left' && row.was !== null && row.was !== 'left'
            ? [perform(stepBack, entry as never, { status: row.was })]
            : []
        return entry.premises === kept.id ? [perform(followPlace, entry as never, { premises: gone.id })] : []
      }),
    )
  },
})
