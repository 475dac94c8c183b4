import { z } from 'zod'
import { clause, code, date, kind, label, party, ruleKey, slug, violationCode } from './words.ts'

export const task = z.strictObject({
  id: slug,
  /** The block of duties it belongs to. */
  area: label,
  title: label,
  text: label,
  owners: z.array(party),
  assists: z.array(party).optional(),
  phase: slug,
  rule: ruleKey.optional(),
  /** What shows that it was done. */
  result: label.optional(),
  /** Indicators that measure it. */
  indicators: z.array(code).optional(),
  clause,
})

/** How much of what must be screened by when (R-179…R-182). */
export const coverage = z.strictObject({
  phase: slug,
  every: z.literal('month'),
  base: z.enum(['frozen', 'live']),
  /** Both rates are shown; the ones named here must be met. */
  judge: z.array(z.enum(['month', 'cumulative'])).min(1),
  count: z.enum(['distinct', 'visits']),
  rule: ruleKey,
  targets: z
    .array(
      z.strictObject({
        id: slug,
        label,
        percent: z.int().min(1).max(100),
        premises: z.array(code).min(1),
        owners: z.array(party).min(1),
        /** Who answers for a place that two must screen. */
        split: z.enum(['grid-area', 'type', 'shared']).optional(),
        clause,
      }),
    )
    .min(1),
  clause,
})

export const checklist = z.strictObject({
  id: slug,
  label,
  for: z.array(kind).min(1),
  items: z
    .array(
      z.strictObject({
        id: slug,
        text: label,
        violation: violationCode.optional(),
        evidence: z.array(code).optional(),
        clause,
      }),
    )
    .min(1),
  clause,
})

/** A figure of the monthly sheet, by name; its query is declared where the ledgers are. */
export const indicator = z.strictObject({
  id: code,
  label,
  unit: label,
  parts: z.array(z.strictObject({ id: slug, label, unit: label.optional() })).optional(),
  clause,
})

/** What is owed again and again: the reporting calendar. */
export const recurring = z.strictObject({
  id: slug,
  label,
  rule: ruleKey,
  from: date,
  to: date,
  owners: z.array(party).min(1),
  recipients: z.array(party).optional(),
  indicators: z.array(code).optional(),
  clause,
})

export const summary = z.strictObject({
  rule: ruleKey,
  owners: z.array(party).min(1),
  chapters: z.array(z.strictObject({ id: slug, label, indicators: z.array(code).optional() })).min(1),
  clause,
})

export const training = z.strictObject({
  id: slug,
  label,
  audience: z.array(code).min(1),
  syllabus: z.array(label).min(1),
  owners: z.array(party).min(1),
  clause,
})
