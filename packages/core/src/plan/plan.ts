import { z } from 'zod'
import { ladderSchema } from '../deadlines/ladder.ts'
import { checklist, coverage, indicator, recurring, summary, task, training } from './duties.ts'
import { document, hotline, mechanism, notice, organisation, phase } from './frame.ts'
import { reward } from './reward.ts'
import { comparison, limit, route, statute, transfer, violation } from './rules.ts'
import { clause, code, date, dictionaryEntry, label, ruleKey, slug, violationCode } from './words.ts'

/**
 * A plan pack after everything that it extends was merged in: all that differs between two plans.
 * Strict everywhere, so that a misspelt key is an error; no defaults, so that what is hashed is what is read.
 */
export const planSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9_][a-z0-9-]*$/),
  extends: z.string().optional(),
  title: label,
  short: label,
  region: z.string().regex(/^\d{6}$/, 'six digits of GB/T 2260'),
  level: z.enum(['county', 'city', 'province', 'nation']),
  signedOn: date,
  from: date,
  to: date,
  goal: label,
  clause,
  document,
  mechanisms: z.array(mechanism),
  organisations: z.array(organisation).min(1),
  phases: z.array(phase).min(1),
  tasks: z.array(task),
  scope: z.strictObject({ violations: z.array(violationCode).min(1), clause }),
  routing: z.record(violationCode, route),
  transfer,
  ladder: ladderSchema,
  limits: z.record(ruleKey, limit),
  coverage,
  comparison: comparison.optional(),
  reward: reward.optional(),
  notice: notice.optional(),
  hotlines: z.array(hotline),
  indicators: z.array(indicator),
  recurring: z.array(recurring),
  summary: summary.optional(),
  trainings: z.array(training),
  checklists: z.array(checklist),
  violations: z.record(violationCode, violation),
  statutes: z.record(code, statute),
  dictionaries: z.record(slug, z.array(dictionaryEntry).min(1)),
  /** Names of the ledgers that are switched on; absent means all. */
  ledgers: z.array(slug).optional(),
})

export type PlanData = z.infer<typeof planSchema>

/** A sound plan and its version: sha256 (hex) over its canonical JSON, everything it extends included. */
export interface Plan extends PlanData {
  readonly hash: string
}

export type PlanLimit = PlanData['limits'][string]
export type PlanOrganisation = PlanData['organisations'][number]
export type Violation = PlanData['violations'][string]

/** What a shared base may hold: any part of a plan, complete in itself or not. */
export const baseSchema = planSchema.partial()
