import { z } from 'zod'
import { clause, code, date, fen, label, party, slug, violationCode } from './words.ts'

/** A switch of the scheme: the reading that was chosen, and where the text leaves it open. */
const reading = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.strictObject({ reading: z.enum(values), clause })

export const rewardLevel = z.strictObject({
  id: slug,
  level: z.int().min(1).max(9),
  label,
  /** The three marks of quality, each a code of the dictionary of its name. */
  quality: code,
  evidence: code,
  match: code,
  /** Goods value as the text gives it: from, and to (null: no upper end). Which side owns a shared number, `boundary` says. */
  goods: z.strictObject({ from: fen, to: fen.nullable() }),
  /** A suspected crime handed over puts a case here whatever its goods value. */
  crime: z.boolean(),
  /** Share of the base in basis points: 5 % is 500. */
  basisPoints: z.int().min(0).max(10_000),
  min: fen,
  max: fen,
  clause,
})

/** The reward scheme as data (R-184…R-190); every switch names its clause and can be set by another plan. */
export const reward = z.strictObject({
  clause,
  title: label,
  entities: z.strictObject({
    kinds: z.array(z.enum(['citizen', 'legal-person', 'other-organisation'])).min(1),
    clause,
  }),
  scope: z.strictObject({
    violations: z.array(violationCode).min(1),
    openEnded: z.boolean(),
    clause,
  }),
  conditions: z.array(z.strictObject({ id: slug, label, clause })).min(1),
  exclusions: z.array(z.strictObject({ id: slug, label, exception: label.optional(), clause })),
  /** Who counts as staff, relative, duty-bound. */
  excluded: z.strictObject({ staff: z.array(code), relatives: z.array(code), clause }),
  levels: z.array(rewardLevel).min(1),
  boundary: reading(['lower-inclusive', 'upper-inclusive', 'higher-level', 'lower-level']),
  anonymous: reading(['allowed-with-code', 'lead-only', 'refuse']),
  crime: z.strictObject({
    alternativeTo: z.enum(['value-only', 'all']),
    stage: z.enum(['sent', 'received', 'filed', 'prosecuted']),
    clause,
  }),
  valueBasis: reading(['goods', 'goods-or-income', 'max']),
  mixed: reading(['worse', 'value-led', 'evidence-led', 'manual']),
  base: z.strictObject({
    when: z.enum(['decided', 'collected']),
    includePersons: z.boolean(),
    includeGoods: z.boolean(),
    includeSurcharge: z.boolean(),
    cases: z.enum(['all-of-report', 'first']),
    clause,
  }),
  zeroBase: reading(['min', 'none', 'manual']),
  rounding: reading(['half-up-fen', 'half-up-yuan']),
  joint: z.strictObject({
    agreement: z.enum(['written', 'any']),
    withoutAgreement: z.enum(['hold', 'equal']),
    ineligibleMember: z.enum(['removed', 'all-refused']),
    remainderTo: z.enum(['last', 'first']),
    clause,
  }),
  first: z.strictObject({
    by: z.enum(['received-and-specific', 'received']),
    across: z.enum(['all-agencies', 'same-agency']),
    laterDecisiveShare: z.boolean(),
    clause,
  }),
  known: z.strictObject({ sources: z.array(code).min(1), townLeadsCount: z.boolean(), clause }),
  elsewhere: reading(['self-declared-and-checked', 'self-declared']),
  partial: reading(['basic-and-matched-base', 'basic-and-whole-base', 'manual']),
  maxScope: reading(['case', 'reporter', 'year']),
  channels: z.strictObject({ counted: z.array(code).min(1), clause }),
  valid: z.strictObject({ from: date, to: date.nullable(), clause }),
  open: reading(['on-verification', 'on-application']),
  batch: z.strictObject({ mode: z.enum(['rolling', 'monthly-only']), cutoffDay: z.int().min(1).max(31), clause }),
  reviewStart: reading(['result-and-documents', 'result', 'documents']),
  share: z.strictObject({ from: party, to: z.array(party).min(1), start: z.enum(['decided', 'closed']), clause }),
  objection: z.strictObject({
    clock: z.enum(['suspends-and-renews', 'runs-on']),
    undisputedPayable: z.boolean(),
    clause,
  }),
  anonymousCollect: z.strictObject({
    proof: z.enum(['code-and-password', 'code-password-and-id']),
    notice: z.enum(['status-page']),
    /** Working days after posting from which the notice counts as received, if never opened. */
    deemedAfterWorkingDays: z.int().min(0),
    recovery: z.boolean(),
    clause,
  }),
  noticeProof: z.strictObject({ tries: z.int().min(1), letterWorkingDays: z.int().min(0), clause }),
  payer: reading(['first-receiver', 'joint-panel', 'office']),
  fund: z.strictObject({ source: label, approval: label.optional(), clause }),
  reversal: reading(['task-for-approver', 'clawback', 'keep']),
  topUp: reading(['task', 'none']),
})
