import type { Sight } from '@qingmei/core/access/actor'
import { scopeOf, staffScope } from '@qingmei/core/access/actor'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import { pinyin } from 'pinyin-pro'
import type { Statement } from './lists.ts'

/** Longest text that is indexed of one field: names and addresses, not essays. */
const LONGEST = 80
const SLOT_MS = 30 * 86_400_000

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
const runs = (text: string, of: RegExp): string[] => text.match(of) ?? []
const pairs = (run: string): string[] => {
  const chars = [...run]
  return chars.slice(1).map((char, i) => `${chars[i] ?? ''}${char}`)
}
const HAN = /\p{Script=Han}+/gu
const ALNUM = /[a-z0-9]+/g

/** The pinyin initials of the Han characters of a text: 初见皮肤 → cjpf. */
export const initialsOf = (text: string): string =>
  runs(folded(text), HAN)
    .map((run) => pinyin(run, { pattern: 'first', toneType: 'none', type: 'array' }).join(''))
    .join(' ')

/** The searchable texts of a record: those that people know it by, and its codes. */
export function searchTexts(ledger: AnyLedger, record: AnyRecord): { names: string[]; codes: string[] } {
  const of = (kind: 'name' | 'code') =>
    ledger.info.flatMap((field) => {
      const value = record[field.name]
      return field.search === kind && typeof value === 'string' ? [value.slice(0, LONGEST)] : []
    })
  return { names: of('name'), codes: [...of('code'), ...(record.number === null ? [] : [record.number])] }
}

/** The bucket of a record: a slot of 30 days of its id's time, split by 8, so that no word fills a bucket. */
export function bucketOf(id: string): string {
  const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  return (Math.floor(ms / SLOT_MS) * 8 + (Number.parseInt(id.at(-1) ?? '0', 16) & 7)).toString(36)
}

/** All tokens of a record, each with its bucket; empty for a ledger without searchable fields. */
export function tokensOf(ledger: AnyLedger, record: AnyRecord): string[] {
  if (!ledger.info.some((field) => field.search)) return []
  const { names, codes } = searchTexts(ledger, record)
  const grams = new Set<string>()
  for (const text of [...names, ...codes].map(folded)) {
    for (const run of runs(text, HAN)) for (const pair of pairs(run)) grams.add(pair)
    for (const run of runs(text, ALNUM)) for (const pair of pairs(run)) grams.add(pair)
  }
  for (const text of names)
    for (const run of initialsOf(text).split(' ')) for (const pair of pairs(run)) grams.add(`~${pair}`)
  if (grams.size === 0) return []
  const bucket = bucketOf(record.id)
  return [...grams, ...seenBy(ledger, record)].map((token) => `${bucket}|${token}`)
}

/** Visibility as tokens: a sight that has one of them sees the record (`canSee` says the same). */
function seenBy(ledger: AnyLedger, record: AnyRecord): string[] {
  const { staff, roles = [], orgs = {} } = ledger.sees
  return [
    ...(staff ? [`@s:${staffScope(record.region)}`] : []),
    ...roles.flatMap((role) => [
      `@s:${scopeOf(role, record.region, null)}`,
      ...(record.campaign === null ? [] : [`@s:${scopeOf(role, record.region, record.campaign)}`]),
    ]),
    ...Object.entries(orgs).flatMap(([field, when]) =>
      typeof record[field] === 'string' && (when === 'always' || when?.includes(record.status))
        ? [`@o:${String(record[field])}`]
        : [],
    ),
  ]
}

/** The tokens of a sight: a record that has one of them may be shown. */
export const sightTokens = (sight: Sight): string[] => [
  ...sight.orgs.map((org) => `@o:${org}`),
  ...sight.scopes.map((scope) => `@s:${scope}`),
]

/** The ways in which a typed text may be meant: as written, or as pinyin initials. Empty when it is too short. */
export function readingsOf(typed: string): string[][] {
  const text = folded(typed)
  // Numbers are padded with zeros, so pairs of them are in every record and find nothing.
  const codes = runs(text, ALNUM).map((run) => run.replace(/^0+(?=\d\d)/, ''))
  const written = [...runs(text, HAN), ...codes].flatMap(pairs)
  const initials = /^[a-z ]+$/.test(text.trim())
    ? runs(text, ALNUM)
        .flatMap(pairs)
        .map((pair) => `~${pair}`)
    : []
  return [written, initials].filter((grams) => grams.length > 0).map((grams) => [...new Set(grams)])
}

/** Whether a record really has what was typed; grams alone may meet by chance. */
export function matches(ledger: AnyLedger, record: AnyRecord, typed: string): boolean {
  const { names, codes } = searchTexts(ledger, record)
  const words = folded(typed).trim().split(/\s+/)
  const whole = [...names, ...codes].map(folded).join('\n')
  const initials = names.map(initialsOf).join('\n').replaceAll(' ', '')
  return words.every((word) => whole.includes(word) || initials.includes(word))
}

export interface SearchAsk {
  readonly sight: Sight
  readonly typed: string
  readonly ledger: string | null
  readonly region: string
  /** Smallest and largest record id there is: what buckets to walk. */
  readonly ids: { readonly min: string; readonly max: string }
  readonly limit: number
}

/**
 * Candidates for a typed text, newest buckets first. Each bucket is one small look-up, and the walk stops
 * when it has enough: common words end in the first bucket, rare ones cost one probe a bucket.
 */
export function searchStatement(ask: SearchAsk): Statement | null {
  const readings = readingsOf(ask.typed)
  if (readings.length === 0) return null
  const from = Math.floor(Number.parseInt(bucketOf(ask.ids.min), 36) / 8)
  const to = Math.floor(Number.parseInt(bucketOf(ask.ids.max), 36) / 8)
  const buckets = Array.from({ length: (to - from + 1) * 8 }, (_, i) => ((to + 1) * 8 - 1 - i).toString(36))
  const values: unknown[] = [buckets, sightTokens(ask.sight), ask.region, ask.limit]
  const any = readings.map((grams) => {
    values.push(grams)
    return `s.tokens @> array(select b.b || '|' || g from unnest($${values.length}::text[]) g)`
  })
  const ofLedger = ask.ledger === null ? '' : ` and s.ledger = $${values.push(ask.ledger)}`
  return {
    text: `select s.ledger, s.record from unnest($1::text[]) with ordinality b(b, n) cross join lateral (select s.ledger, s.record from qm.search_gram s where (${any.join(' or ')}) and s.tokens && array(select b.b || '|' || v from unnest($2::text[]) v) and s.region = $3${ofLedger} limit $4) s limit $4`,
    values,
  }
}
