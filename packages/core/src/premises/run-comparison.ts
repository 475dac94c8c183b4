import { shanghaiDate } from '../kernel/dates.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, set } from '../ledger/change.ts'
import { integer, longText, refs, text, yesNo } from '../ledger/field.ts'
import { comparison } from './comparison.ts'
import { readinessOf } from './comparison-readiness.ts'
import { registerFile } from './register-file.ts'
import { COMPARERS } from './register-source.ts'

const shape = comparison.fields.shape
const ASKS = [by('seat', COMPARERS)]

/** Asks for a run over files that were read and counted. It waits its turn; nobody waits for it. */
export const startComparison = comparison.create('start', {
  label: '开始比对',
  about: '选定登记资料开始比对；缺一类登记或资料过旧的，结果标为暂定（R-072、R-136）',
  who: ASKS,
  to: 'received',
  input: {
    title: shape.title.nullable(),
    files: refs(registerFile, '登记资料'),
    seed: integer('种子').nullable(),
    twoReaders: yesNo('双人认定').nullable(),
  },
  locks: ['files'],
  decide({ input, locked, plan, actor, now }) {
    const { files } = locked
    if (files.length === 0) return refuse('comparison.start.no-files')
    const bad = files.find((it) => it.status !== 'validated' && it.status !== 'superseded')
    if (bad) return refuse('comparison.start.file-not-validated', null, { name: bad.name })
    const doubled = files.find((it, i) => files.findIndex((other) => other.sha256 === it.sha256) !== i)
    if (doubled) return refuse('comparison.start.file-twice', null, { name: doubled.name })
    if (files.every((it) => it.kind !== 'market')) return refuse('comparison.start.no-market')
    const today = shanghaiDate(now)
    const { asOf, stale, why } = readinessOf(files, today, plan?.comparison?.staleDays)
    return created(
      {
        title: input.title ?? `${today} 信息比对`,
        asOf,
        operator: actor.person,
        startedAt: now,
        matchedAt: null,
        publishedAt: null,
        seed: input.seed ?? 1,
        twoReaders: input.twoReaders ?? plan?.comparison?.twoReaders ?? false,
        provisional: why.length > 0,
        provisionalWhy: why.length > 0 ? why.join('；') : null,
        rules: null,
        keys: null,
        ...NO_RESULT,
        pending: 0,
        manifest: null,
        model: null,
        reviewNote: null,
        entered: null,
        changed: null,
        left: null,
        note: null,
      },
      add(
        'self',
        'inputs',
        files.map((it) => ({
          file: it.id,
          kind: it.kind,
          owner: it.owner,
          name: it.name,
          asOf: it.asOf,
          rows: it.rows ?? 0,
          stale: stale.has(it.id),
        })),
      ),
    )
  },
})

const NO_RESULT = {
  records: null,
  places: null,
  licensed: null,
  unlicensed: null,
  neither: null,
  licenceOnly: null,
  uncertain: null,
  review: null,
  outOfScope: null,
  artefact: null,
  sha256: null,
  report: null,
}

/** The files are there and unaltered, the decisions are frozen into the manifest: from here on it can be repeated. */
export const validateComparison = comparison.action('validate', {
  label: '校验',
  about: '核对原件未变，写定输入清单',
  to: 'validated',
  input: { manifest: shape.manifest.unwrap() },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** What the engine found. Done by the installation itself. */
export const matchComparison = comparison.action('match', {
  label: '完成比对',
  about: '记下结果文件、计数和报告',
  to: 'matched',
  input: {
    artefact: shape.artefact.unwrap(),
    sha256: shape.sha256.unwrap(),
    model: shape.model,
    rules: shape.rules.unwrap(),
    keys: shape.keys.unwrap(),
    report: shape.report.unwrap(),
    records: integer('记录数'),
    places: integer('场所数'),
    licensed: integer('有证有照'),
    unlicensed: integer('有照无证'),
    neither: integer('无照无证'),
    licenceOnly: integer('有证无照'),
    uncertain: integer('未定'),
    review: integer('待认定'),
    outOfScope: integer('不属美容医疗'),
  },
  decide: ({ self, input, now }) => decided(set(self, { ...input, matchedAt: now, pending: 0, note: null })),
})

/** It could not be done; the reason is told. */
export const failComparison = comparison.action('fail', {
  label: '未完成',
  about: '比对没有完成，写明原因',
  to: 'failed',
  input: { note: text('原因', { max: 1000 }) },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** Once more, with the same files. */
export const retryComparison = comparison.action('retry', {
  label: '重试',
  about: '用同样的资料再比对一次',
  who: ASKS,
  to: 'received',
  input: {},
  decide: ({ self }) => decided(set(self, { note: null, manifest: null })),
})

/** Links again with what was decided since: same files, same weights, so that only what was decided moves. */
export const rematchComparison = comparison.action('rematch', {
  label: '应用认定',
  about: '按认定重新归并：资料和权重不变，只有认定涉及的记录变动',
  who: ASKS,
  to: 'received',
  input: {},
  decide: ({ self }) => decided(set(self, { manifest: null, reviewNote: null })),
})

/** One decision more that this run does not show yet, or one less. Done by deciding on a pair or taking it back. */
export const noteDecision = comparison.action('noteDecision', {
  label: '记认定',
  about: '有一条认定还没有应用到本次比对，或者不再需要应用',
  input: { fewer: yesNo('少一条') },
  decide: ({ self, input }) => decided(set(self, { pending: Math.max(0, self.pending + (input.fewer ? -1 : 1)) })),
})

/** Somebody answers for it that what is left open may stay open. */
export const closeReview = comparison.action('closeReview', {
  label: '复核完毕',
  about: '复核完毕；仍未认定的保持未定，不进入清单（R-136）',
  who: ASKS,
  to: 'reviewed',
  input: { reviewNote: longText('复核说明').nullable() },
  decide: ({ self, input }) =>
    self.pending > 0
      ? refuse('comparison.close-review.pending', null, { pending: self.pending })
      : decided(set(self, input)),
})

/** Not yet, after all. */
export const reopenReview = comparison.action('reopenReview', {
  label: '重新复核',
  about: '发布前继续认定',
  who: ASKS,
  to: 'matched',
  input: {},
  decide: ({ self }) => decided(set(self, { reviewNote: null })),
})

/** Publishes into the lists. The lists are written by the installation, entry by entry; this is who answers for it. */
export const publishComparison = comparison.action('publish', {
  label: '发布清单',
  about: '按本次比对更新三类清单；无照无证只是待现场核实的线索，不作认定（2021 通知四（一）、R-136）',
  who: [by('seat', ['office']), by('org', ['member'])],
  to: 'publishing',
  input: {},
  confirm: '发布后各清单按本次比对更新，列入、调整、移出都留记录。',
  decide: ({ self }) =>
    self.pending > 0 ? refuse('comparison.close-review.pending', null, { pending: self.pending }) : decided(),
})

/** All entries are written. Done by the installation itself. */
export const comparisonPublished = comparison.action('published', {
  label: '发布完毕',
  about: '清单已按本次比对更新',
  to: 'published',
  input: { entered: integer('新列入'), changed: integer('调整'), left: integer('移出') },
  decide: ({ self, input, now }) => decided(set(self, { ...input, publishedAt: now, note: null })),
})

/** The lists could not all be written; what was written stays, and publishing again goes on from there. */
export const failPublishing = comparison.action('failPublishing', {
  label: '发布未完成',
  about: '清单没有全部更新，写明原因；再次发布接着办',
  to: 'reviewed',
  input: { note: text('原因', { max: 1000 }) },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** A run that is not to be used. */
export const discardComparison = comparison.action('discard', {
  label: '作废',
  about: '本次比对不用；结果仍可查看',
  who: ASKS,
  to: 'discarded',
  input: { note: text('原因', { max: 1000 }) },
  decide: ({ self, input }) => decided(set(self, input)),
})
