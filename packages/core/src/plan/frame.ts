import { z } from 'zod'
import { clause, date, kind, label, ruleKey, slug } from './words.ts'

/** The part an organisation plays; the first five are members of the campaign and can be given tasks. */
export const organisationRoles = [
  'leading-group',
  'office',
  'lead',
  'member',
  'publicity',
  'supporting',
  'receiver',
] as const
export const MEMBER_ROLES: readonly string[] = ['leading-group', 'office', 'lead', 'member', 'publicity']

/** A post that an organisation fills in the campaign; the person is a record, never in a plan. */
const post = z.strictObject({ post: slug, label, count: z.int().min(1).optional(), clause: clause.optional() })

export const organisation = z.strictObject({
  id: slug,
  name: label,
  short: label,
  kind,
  role: z.enum(organisationRoles),
  /** The word that begins its document numbers (机关代字). */
  letter: label.optional(),
  parent: slug.optional(),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  posts: z.array(post).optional(),
  clause,
})

/** The signed document that a pack transcribes. */
export const document = z.strictObject({
  kind: label,
  number: label,
  title: label,
  issuers: z.array(slug).min(1),
  addressees: z.array(z.string()).min(1),
  copies: z.array(z.string()).optional(),
  annexes: z.array(label).optional(),
  clause,
})

export const phase = z.strictObject({
  id: slug,
  label,
  from: date,
  to: date,
  /** The key of the limit by which the phase must be finished. */
  rule: ruleKey.optional(),
  outputs: z.array(z.strictObject({ id: slug, label, clause })).optional(),
  clause,
})

export const mechanism = z.strictObject({ id: slug, label, rule: ruleKey.optional(), clause })
export const hotline = z.strictObject({ organisation: slug, number: z.string().regex(/^[\d-]{3,20}$/), label, clause })
export const notice = z.strictObject({
  title: label,
  /** Who may report according to the public notice. */
  accepts: z.enum(['real-name-only', 'real-name-and-anonymous']),
  /** What the notice says, in our words. */
  points: z.array(z.strictObject({ text: label, clause })).min(1),
  /** The wording to publish where notice and scheme disagree. */
  corrected: label.optional(),
  channels: z.array(slug).min(1),
  clause,
})
