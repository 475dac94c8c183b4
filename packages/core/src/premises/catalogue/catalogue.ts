import { z } from 'zod'
import { clause, date, label, slug } from '../../plan/words.ts'

/** What a service is under the law: a doctor's, a beautician's, or either by how it is done. */
export const NATURES = ['medical', 'depends', 'lifestyle'] as const
export type Nature = (typeof NATURES)[number]

/**
 * How far a line of the catalogue may be relied on: `sure` read in the text itself, `reported` in another's account
 * of it, `likely` and `fair` common knowledge (more, less), `unsure` to be checked before anything rests on it,
 * `gap` not found at all.
 */
export const CONFIDENCES = ['sure', 'reported', 'likely', 'fair', 'unsure', 'gap'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** The disciplines of 医疗美容科, what is medical but stands in none of them, and what is no medicine. */
export const DISCIPLINES = ['surgery', 'dentistry', 'dermatology', 'tcm', 'outside', 'lifestyle'] as const
export type Discipline = (typeof DISCIPLINES)[number]

/** A name as people write it; at least two signs, so that it cannot be met by chance in every second text. */
const alias = z.string().trim().min(2).max(40)
const grade = z.int().min(1).max(4)
const confidence = z.enum(CONFIDENCES)
/** Where it stands and how far that may be relied on. */
const grounds = { source: slug, clause, confidence }

export const catalogueItem = z.strictObject({
  id: slug,
  name: alias,
  nature: z.enum(NATURES),
  /** The group of the directory that it stands in. */
  group: label.optional(),
  /** 1 to 4; of surgery only, the other disciplines are not graded. */
  grade: grade.optional(),
  /** Other official names and today's trade names. */
  trade: z.array(alias).default([]),
  /** What it is called where it should not be understood. */
  slang: z.array(alias).default([]),
  /** What an officer looks at on the spot. */
  look: label,
  /** Focus products that it is done with. */
  products: z.array(slug).default([]),
  /** Why it may not be done at all: a technique of the prohibited list. */
  prohibited: slug.optional(),
  /** By how many millilitres another item applies: 脂肪抽吸 is graded by its volume. Ascending; the last is open. */
  volumes: z.array(z.strictObject({ below: z.int().min(1).optional(), item: slug })).optional(),
  ...grounds,
})
export type CatalogueItem = z.infer<typeof catalogueItem> & { readonly discipline: Discipline }

/** A technique or product that is forbidden, withdrawn, or lawful only after an approval. */
export const prohibition = z.strictObject({
  id: slug,
  name: label,
  state: z.enum(['forbidden', 'withdrawn', 'unapproved', 'restricted']),
  since: date.optional(),
  note: label,
  ...grounds,
})
export type Prohibition = z.infer<typeof prohibition>

/** Drugs and devices that inspections look for first. */
export const focusProduct = z.strictObject({
  id: slug,
  name: label,
  kind: z.enum(['toxic-drug', 'drug', 'device-3', 'device', 'biological', 'none']),
  /** How its approval is recognised, and what speaks against it. */
  look: label,
  names: z.array(alias).default([]),
  ...grounds,
})
export type FocusProduct = z.infer<typeof focusProduct>

/** When a word stands beside an item, the service is another: 玻尿酸 with 面膜 is no injection. */
export const turn = z.strictObject({
  id: slug,
  when: z.array(alias.or(z.string().length(1))).min(1),
  /** Not when one of these stands there too. */
  unless: z.array(z.string().min(1)).default([]),
  /** The items that are turned; none named: every item but the one turned to. */
  of: z.array(slug).default([]),
  item: slug,
  why: label,
})

const source = z.strictObject({
  id: slug,
  title: label,
  number: label.optional(),
  from: date.optional(),
  note: label.optional(),
})

const gradeRule = z.strictObject({ grade, meaning: label, institutions: z.array(label).min(1), ...grounds })

const disciplineRule = z.strictObject({
  id: z.enum(DISCIPLINES),
  name: label,
  graded: z.boolean(),
  /** Years of clinical work that the physician in charge (主诊医师) must have. */
  physicianYears: z.int().min(1).optional(),
  note: label,
  ...grounds,
})

const itemList = z.array(catalogueItem).min(1)

/** `plans/_catalogue`: a key stands in one file; items stand under their discipline. */
export const catalogueSchema = z.strictObject({
  format: z.literal(1),
  sources: z.array(source).min(1),
  disciplines: z.array(disciplineRule).min(1),
  grades: z.array(gradeRule).length(4),
  /** What holds for all of it: who, where, consent. */
  rules: z.array(z.strictObject({ id: slug, text: label, ...grounds })),
  surgery: itemList,
  dentistry: itemList,
  dermatology: itemList,
  tcm: itemList,
  outside: itemList,
  lifestyle: itemList,
  prohibitions: z.array(prohibition),
  products: z.array(focusProduct).min(1),
  turns: z.array(turn),
  /** What a word says of its means where no name is known; `$` after a word: only at the end. */
  hints: z.strictObject({
    medical: z.array(z.string().min(1)),
    depends: z.array(z.string().min(1)),
    lifestyle: z.array(z.string().min(1)),
  }),
  /** Words after which a name is not offered but denied: 不打, 非, 拒绝. */
  negations: z.array(z.string().min(1)).min(1),
  /** What a sign stands for: 💉 → 针. */
  signs: z.record(z.string().min(1), z.string()),
  /** Misspellings of short names, which sound alone would find everywhere: 祛班 → 祛斑. */
  spellings: z.record(z.string().min(2), z.string().min(2)),
  /** Pairs of a traditional and a simplified character. */
  traditional: z.array(z.string().regex(/^\p{Script=Han}{2}$/u, 'two characters: traditional, simplified')),
  /** Readings that a character has beside the usual one: 重 → chong. */
  readings: z.record(z.string().length(1), z.string().regex(/^[a-zv]+$/)),
  /** Syllable → the characters that are read so. */
  sounds: z.record(z.string().regex(/^[a-zv]+$/), z.string().min(1)),
})

export type CatalogueData = z.infer<typeof catalogueSchema>
/** The catalogue as everything works with it: the data, and its items in one list. */
export interface Catalogue extends CatalogueData {
  readonly items: readonly CatalogueItem[]
}

/** Puts the items of all disciplines into one list. */
export const catalogueOf = (data: CatalogueData): Catalogue => ({
  ...data,
  items: DISCIPLINES.flatMap((discipline) => data[discipline].map((item) => ({ ...item, discipline }))),
})

/** Every name of an item, the official one first. */
export const namesOf = (item: CatalogueItem): readonly string[] => [item.name, ...item.trade, ...item.slang]
