import { z } from 'zod'
import { ladderSchema } from '../deadlines/ladder.ts'
import { timeLimitSchema } from '../deadlines/time-limit.ts'
import { clause, code, kind, label, party } from './words.ts'

/** Where leads about one type of violation go. */
export const route = z.strictObject({ to: z.array(kind).min(1), note: label.optional(), clause })

export const transfer = z.strictObject({
  clause,
  /** From when the hours run. */
  clock: z.enum(['discovered-at', 'recorded-at', 'verified-at']),
  /** Kinds of evidence that must be attached. */
  evidence: z.array(code),
  exemption: z.strictObject({ allowed: z.boolean(), approvedBy: z.array(code).optional(), clause }),
  /** A report that reached the wrong agency is transferred under the same clock. */
  wrongAgencyReports: z.enum(['counted', 'not-counted']),
  /** Who decides when two departments disown a lead. */
  disputes: party,
})

/** A time limit with its clause, owner and what happens around it. Who owes it is told in words and in parties. */
export const limit = z.strictObject({
  label,
  limit: timeLimitSchema,
  /** What starts it, in words. */
  from: label,
  owner: z.array(party),
  ladder: ladderSchema.optional(),
  /** What an overdue limit means in law; none unless the plan says so. */
  effect: z.enum(['none', 'forfeit', 'refuse']).optional(),
  /** Not in the plan but chosen for it: another rule, or custom. */
  outside: z.boolean().optional(),
  clause,
})

const fine = z.strictObject({
  party: z.enum(['organisation', 'person']).optional(),
  atLeast: z.number().nonnegative().optional(),
  below: z.number().positive().optional(),
  min: z.number().nonnegative().optional(),
  max: z.number().positive().optional(),
  times: z.tuple([z.number(), z.number()]).optional(),
  of: z.enum(['income', 'goods', 'cost']).optional(),
  floor: z.number().positive().optional(),
})

/** A violation in law: department, measures, and what a fine may come to. Amounts in yuan. */
export const statute = z.strictObject({
  label,
  law: label,
  violations: z.array(code).min(1),
  departments: z.array(kind).min(1),
  measures: z.array(code).min(1),
  fines: z.array(fine),
  confidence: z.enum(['sure', 'likely', 'gap']),
  note: label.optional(),
})

/** A type of violation of the shared dictionary. */
export const violation = z.strictObject({
  label,
  departments: z.array(kind).min(1),
  statutes: z.array(label),
  /** The column of the national summary table, or none. */
  category: z.enum(['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'none']),
  /** The column when it happens inside a licensed institution, if another. */
  categoryInInstitution: z.enum(['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'none']).optional(),
  criminal: z.boolean(),
  heavier: z.boolean(),
  /** In the scope of a reward scheme: by default, when a plan switches it on, never. */
  reward: z.enum(['yes', 'switch', 'no']),
})

/** How registers are compared: from when a file is stale, and whether a pair is decided by two. */
export const comparison = z.strictObject({
  staleDays: z.int().min(1).max(3650),
  twoReaders: z.boolean(),
  clause,
})
