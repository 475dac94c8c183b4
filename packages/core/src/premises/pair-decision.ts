import { by, created, decided, refuse } from '../ledger/action.ts'
import { type Change, moveTo, perform, set } from '../ledger/change.ts'
import { code, instant, integer, longText, person, ref, text, yesNo } from '../ledger/field.ts'
import { ledger, type RecordOf, state } from '../ledger/ledger.ts'
import { comparison } from './comparison.ts'
import { COMPARERS } from './register-source.ts'
import { noteDecision } from './run-comparison.ts'

/** A record of a register, as a decision names it. */
export interface PairSide {
  readonly kind: string
  readonly key: string
}

/** Names two records in one way, whichever is said first. */
export const pairOf = (a: PairSide, b: PairSide): string =>
  [a, b]
    .map((it) => `${it.kind}:${it.key}`)
    .toSorted()
    .join(' | ')

/**
 * What a person decided about two records: the same place, different ones, or not to be told. It is never changed:
 * taken back it is withdrawn, decided anew it is a new one. Every later comparison follows what stands.
 */
export const pairDecision = ledger('pair-decision', {
  label: '认定',
  about: '对两条登记记录是否同一场所的人工认定，此后各次比对都照此办；撤销不删除（R-136）',
  placement: 'regional',
  fields: {
    title: text('记录', { max: 420, search: 'name' }),
    pair: text('记录对', { max: 300 }),
    run: ref(comparison, '信息比对'),
    aKind: code('register-kind', '登记种类甲'),
    aKey: text('编号甲', { max: 120, search: 'code' }),
    aName: text('名称甲'),
    bKind: code('register-kind', '登记种类乙'),
    bKey: text('编号乙', { max: 120, search: 'code' }),
    bName: text('名称乙'),
    verdict: code('pair-verdict', '认定'),
    reason: longText('理由').nullable(),
    probability: integer('当时概率（万分）', { help: '比对给出的同一概率，供校准' }).nullable(),
    sampled: yesNo('抽样核对', { help: '出自准确率抽样' }),
    decidedAt: instant('认定时间'),
    decidedBy: person('认定人'),
    secondBy: person('第二认定人').nullable(),
    secondVerdict: code('pair-verdict', '第二认定').nullable(),
    secondAt: instant('第二认定时间').nullable(),
    withdrawnWhy: text('撤销原因', { max: 500 }).nullable(),
  },
  life: {
    pending: state('待第二人', ['second', 'withdraw'], 'wait'),
    standing: state('有效', ['withdraw'], 'good'),
    disputed: state('两人不一致', ['withdraw'], 'bad'),
    withdrawn: state('已撤销', ['restore'], 'done'),
  },
  sees: { roles: [...COMPARERS, 'lghead'] },
  lists: [
    {
      name: 'decided',
      label: '按认定时间',
      order: 'decidedAt',
      filters: ['run', 'status', 'verdict', 'decidedBy', 'pair'],
    },
  ],
  columns: ['title', 'verdict', 'reason', 'decidedBy', 'decidedAt', 'secondVerdict', 'status'],
  title: 'title',
  governedBy: 'run',
})

const { run, aKind, aKey, aName, bKind, bKey, bName, verdict, reason, probability, sampled } = pairDecision.fields.shape
const READERS = [by('seat', COMPARERS)]

/** Decides. Where two readers are asked for, it stands once a second one says the same. */
export const decidePair = pairDecision.create('decide', {
  label: '认定',
  about: '认定两条记录是同一场所、不是同一场所或说不准，写明理由',
  who: READERS,
  to: 'standing',
  input: { run, aKind, aKey, aName, bKind, bKey, bName, verdict, reason, probability, sampled },
  locks: ['run'],
  decide({ input, locked, actor, now }) {
    if (input.aKind === input.bKind && input.aKey === input.bKey) return refuse('pair-decision.decide.one-record')
    if (!HAVE_RESULTS.includes(locked.run.status)) return refuse('pair-decision.decide.no-result')
    const waits = locked.run.twoReaders && input.verdict !== 'unsure'
    const pair = pairOf({ kind: input.aKind, key: input.aKey }, { kind: input.bKind, key: input.bKey })
    const row = {
      ...input,
      title: `${input.aName} — ${input.bName}`.slice(0, 420),
      pair,
      decidedAt: now,
      decidedBy: actor.person,
      secondBy: null,
      secondVerdict: null,
      secondAt: null,
      withdrawnWhy: null,
    }
    return created(
      row,
      ...(waits
        ? [{ do: 'set', id: 'self', patch: { status: 'pending' } } as const]
        : noted(locked.run, input.verdict)),
    )
  },
})

/** The second reader, who has not to be the first. What two read differently goes back to the questions. */
export const secondPair = pairDecision.action('second', {
  label: '第二人认定',
  about: '另一人独立认定；两人一致才生效，不一致的退回',
  who: READERS,
  input: { verdict, reason },
  locks: ['run'],
  decide({ self, input, locked, actor, now }) {
    if (actor.person === self.decidedBy) return refuse('pair-decision.second.same-person')
    return decided(
      set(self, { secondBy: actor.person, secondVerdict: input.verdict, secondAt: now }),
      ...(input.verdict === self.verdict
        ? [moveTo(self, 'standing'), ...noted(locked.run, self.verdict)]
        : [moveTo(self, 'disputed')]),
    )
  },
})

/** Takes it back. */
export const withdrawPair = pairDecision.action('withdraw', {
  label: '撤销认定',
  about: '撤销认定，此后的比对不再照此办；原认定留存',
  who: READERS,
  to: 'withdrawn',
  input: { withdrawnWhy: text('撤销原因', { max: 500 }) },
  locks: ['run'],
  decide: ({ self, input, locked }) =>
    decided(
      set(self, input),
      ...(self.status === 'standing' ? noted(locked.run, self.verdict, !isTakenUp(locked.run, self)) : []),
    ),
})

/** Stands again: the one that took its place, in another comparison, was taken back. Done by taking that one back. */
export const restorePair = pairDecision.action('restore', {
  label: '恢复认定',
  about: '在另一次比对中取代它的认定撤销了，原来的认定恢复有效',
  to: 'standing',
  input: {},
  locks: ['run'],
  decide: ({ self, locked }) =>
    decided(set(self, { withdrawnWhy: null }), ...noted(locked.run, self.verdict, isTakenUp(locked.run, self))),
})

const HAVE_RESULTS: readonly string[] = ['matched', 'reviewed', 'publishing', 'published']

/** A run that may still be linked again is told that something is to be taken up; a published one stays as it is. */
const noted = (to: RecordOf<typeof comparison>, said: string, fewer = false): Change[] =>
  said !== 'unsure' && (to.status === 'matched' || to.status === 'reviewed')
    ? [perform(noteDecision, to, { fewer })]
    : []

/**
 * Whether the result of a run follows a decision. What it follows was frozen into its manifest, and ids rise with time:
 * a decision made after the manifest is not in it, and taken back it leaves nothing to be applied.
 */
const isTakenUp = (to: RecordOf<typeof comparison>, it: RecordOf<typeof pairDecision>): boolean =>
  to.manifest !== null &&
  it.id < to.manifest &&
  (it.secondAt === null || (to.matchedAt !== null && it.secondAt <= to.matchedAt))
