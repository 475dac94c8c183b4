import {
  type MedicalQuestion,
  PREMISES_CLASSES,
  PREMISES_DOUBTS,
  type PremisesLine,
  type PremisesTable,
  type RegisterKind,
} from '../comparison.ts'
import { STANDING } from '../pool/standing.ts'
import type { Decided } from '../run/decisions.ts'
import { RULE } from '../run/link-record.ts'
import { nameOfRecord, type Run, stageOf, textOfRecord } from '../run/state.ts'
import { shared } from '../table.ts'
import { BYTES, WORDS } from '../pool/pool.ts'
import { IdBytes } from './id-bytes.ts'

/** From here on nobody needs to look: that a link is right, and that a record has no partner. */
export const SURE_LINK = 0.95
/** The list of those called 无照无证 is to be right in so many of its lines, and no line is less likely than that. */
const SURE_LIST = 0.96
const LEAST_ALONE = 0.65

/** Places of the doubts in that list. */
const DOUBT = { none: 0, unsure: 1, weak: 2, missing: 3, licence: 4, expired: 5 } as const

/** Which records belong to which premises. Premises are numbered by their first records. */
export interface Memberships {
  /** The first record of the premises of each record of the pool. */
  readonly firsts: Uint32Array
  /** Premises of each record of the pool. */
  readonly of: Uint32Array
  /** Where the members of each begin in `records`, and after the last one where they end; each has its first in front. */
  readonly starts: Uint32Array
  readonly records: Uint32Array
}

/** Premises as columns, and which records belong to each. */
export interface Grouping extends Memberships {
  readonly table: PremisesTable
  /** See {@link sureAlone}. */
  readonly sure: number
}

/**
 * Sorts premises into the four classes. 注销 and 吊销 are no registration. Where the evidence does not carry it, the class
 * is the likelier one and `certain` is false. `kept` is what another run found for {@link sureAlone}.
 */
export function groupPremises(
  run: Run,
  memberships: Memberships,
  linkOf: (record: number) => number,
  kept?: number,
): Grouping {
  const { of, starts, records: members } = memberships
  const count = starts.length - 1
  const columns = {
    class: new Uint8Array(count),
    certain: new Uint8Array(count),
    doubt: new Uint8Array(count),
    doesMedical: new Uint8Array(count),
    inTrade: new Uint8Array(count),
    knownBy: run.stages.length <= 8 ? new Uint8Array(count) : new Uint32Array(count),
  }
  const sure = kept ?? sureAlone(run, of)
  const judge = judgeOf(run, sure)
  for (let p = 0; p < count; p++) judge({ records: members, from: starts[p]!, to: starts[p + 1]! }, columns, p)
  const id = (p: number) => idOf(run, members[starts[p]!]!)
  const at = (p: number): PremisesLine => {
    const records = [...members.subarray(starts[p], starts[p + 1])]
    const kinds = new Set<RegisterKind>(records.map((it) => stageOf(run, it).register.kind))
    return {
      id: id(p),
      class: PREMISES_CLASSES[columns.class[p]!]!,
      certain: columns.certain[p] === 1,
      doubt: PREMISES_DOUBTS[columns.doubt[p]!] ?? null,
      doesMedical: columns.doesMedical[p] === 1,
      sources: [...kinds],
      members: records.map(linkOf),
    }
  }
  const ids = new IdBytes(run)
  const plainId = (p: number, into: Uint8Array, place: number) => ids.id(members[starts[p]!]!, into, place)
  return { table: { count, ...columns, at, id, plainId }, ...memberships, sure }
}

/** A premises is called after its first record: `market-9141…`; signs that would part a csv line are left out. */
export const idOf = (run: Pick<Run, 'pool' | 'stages' | 'rewritten'>, record: number): string => {
  const { kind, key } = nameOfRecord(run, record)
  return `${kind}-${key.replace(/[\s,"\n]/g, '') || `row${record}`}`
}

/** The first record of the premises of each, for all threads; decisions join those that scores had parted. */
export function firstOfPremises({ pool }: Pick<Run, 'pool'>, decided: Pick<Decided, 'same'>): Uint32Array {
  const root = shared(pool.size)
  for (let at = 0; at < pool.size; at++) root[at] = pool.premises[at * WORDS]!
  const find = (at: number): number => {
    while (root[at] !== at) at = root[at] = root[root[at]!]!
    return at
  }
  for (const [at, others] of decided.same)
    for (const other of others) {
      const [a, b] = [find(at), find(other)]
      root[Math.max(a, b)] = Math.min(a, b)
    }
  for (let at = 0; at < pool.size; at++) root[at] = find(at)
  return root
}

/** Numbers the premises and gathers their members. */
export function membershipsOf(run: Run, decided: Pick<Decided, 'same'>): Memberships {
  const firsts = firstOfPremises(run, decided)
  const of = new Uint32Array(firsts.length)
  let count = 0
  for (let at = 0; at < of.length; at++) of[at] = firsts[at] === at ? count++ : of[firsts[at]!]!
  const starts = new Uint32Array(count + 1)
  for (let at = 0; at < of.length; at++) starts[of[at]! + 1]!++
  for (let p = 0, sum = 0; p < count; p++) {
    // Counts become where the members begin, one place too far; filling moves each to where the next one begins.
    const length = starts[p + 1]!
    starts[p + 1] = sum
    sum += length
  }
  const records = new Uint32Array(of.length)
  for (let at = 0; at < of.length; at++) records[starts[of[at]! + 1]!++] = at
  return { firsts, of, starts, records }
}

export interface Columns {
  readonly class: Uint8Array
  readonly certain: Uint8Array
  readonly doubt: Uint8Array
  readonly doesMedical: Uint8Array
  readonly inTrade: Uint8Array
  readonly knownBy: Uint8Array | Uint32Array
}

/** The members of one premises: a piece of the list of all. */
export interface Members {
  readonly records: Uint32Array
  readonly from: number
  readonly to: number
}

/** What the members of one premises say together. */
interface Said {
  registered: boolean
  licensed: boolean
  expired: boolean
  isMarket: boolean
  isLicence: boolean
  unsure: boolean
  /** The best answer of its members to the question whether there is a partner at all: that there is none. */
  none: number
  inTrade: number
  knownBy: number
}

/**
 * From where on a record without a partner is called unregistered. The posterior is calibrated, so the lines that are
 * on the list anyway (注销, 吊销) and those that join it, most likely first, tell how right the list is; it ends where
 * it would fall below {@link SURE_LIST}.
 */
export function sureAlone(run: Run, of?: Uint32Array): number {
  const { pool, links, stages } = run
  if (!stages.some(({ register }) => register.proves === 'registration')) return 1
  const alone: number[] = []
  let [sum, count] = [0, 0]
  const counted = new Set<number>()
  for (let at = pool.starts[1]!; at < pool.size; at++) {
    const partner = links.partner[at]! - 1
    if (partner < 0 && pool.premises[at * WORDS] === at && links.none[at]! >= LEAST_ALONE) alone.push(links.none[at]!)
    else if (partner >= 0 && pool.standing[pool.premises[at * WORDS]!] === STANDING.ended) {
      if (of !== undefined && counted.has(of[at]!)) continue
      if (of !== undefined) counted.add(of[at]!)
      sum += links.probability[at]!
      count++
    }
  }
  let least = 1
  for (const none of alone.toSorted((a, b) => b - a)) {
    sum += none
    count++
    if (sum / count < SURE_LIST) break
    least = none
  }
  return least
}

/** Without `asksMedical` all but whether they do medical work, which is asked of the caller. */
export function judgeOf(
  run: Run,
  sure: number,
  asksMedical = true,
): (members: Members, columns: Columns, p: number) => void {
  const { stages } = run
  const proves = stages.map(({ register }) => register.proves)
  const hasRegistration = proves.includes('registration')
  const hasLicences = proves.includes('practice-licence')
  const listen = listenerOf(run)
  return (members: Members, columns: Columns, p: number): void => {
    const said = listen(members)
    const open = !said.isMarket && hasRegistration
    // Not found does not mean not there: without a partner, the likelier of the two is said.
    const registered = said.registered || (open && said.none < 0.5)
    columns.class[p] = registered ? (said.licensed ? 0 : 1) : said.licensed ? 3 : 2
    let doubt: number = DOUBT.none
    if (said.expired) doubt = DOUBT.expired
    if (said.unsure) doubt = DOUBT.unsure
    if (open && said.none < sure) doubt = said.isLicence ? DOUBT.licence : DOUBT.weak
    if (!hasRegistration || !hasLicences) doubt = DOUBT.missing
    columns.doubt[p] = doubt
    columns.certain[p] = doubt === DOUBT.none ? 1 : 0
    columns.inTrade[p] = said.inTrade
    columns.knownBy[p] = said.knownBy
    if (asksMedical) columns.doesMedical[p] = said.inTrade === 1 && doesMedical(run, members) ? 1 : 0
  }
}

/** One object is filled again for each premises: there are millions. */
function listenerOf(run: Run): (members: Members) => Said {
  const { pool, links, stages, input } = run
  const proves = stages.map(({ register }) => register.proves)
  const today = stages.map(({ register }) => dayOf(input.today ?? register.asOf))
  const expires = (at: number, k: number) => pool.expiresOn[at]! > 0 && today[k]! > 0 && pool.expiresOn[at]! < today[k]!
  const said = {} as Said
  return ({ records, from, to }) => {
    said.registered = said.licensed = said.expired = said.isMarket = said.isLicence = said.unsure = false
    said.none = said.inTrade = said.knownBy = 0
    for (let i = from; i < to; i++) {
      const at = records[i]!
      let k = 0
      while (at >= pool.starts[k + 1]!) k++
      said.knownBy |= 1 << stages[k]!.input
      const inForce = pool.standing[at] !== STANDING.ended
      said.inTrade |= pool.inClass[at * BYTES]!
      if (proves[k] === 'registration') {
        said.isMarket = true
        said.registered ||= inForce
      }
      if (proves[k] === 'practice-licence') {
        said.isLicence = true
        // Whether another record belongs here changes nothing of the class; whether the licence does, changes it.
        said.unsure ||= links.partner[at]! > 0 && links.probability[at]! < SURE_LINK && links.rule[at] === RULE.score
        // On a day that was asked for a licence that ran out is none; by the file's own day it is only told.
        const ran = expires(at, k)
        said.expired ||= ran
        said.licensed ||= inForce && !(ran && input.today !== undefined)
      }
      if (pool.premises[at * WORDS] === at && k > 0) said.none = Math.max(said.none, links.none[at]!)
    }
    return said
  }
}

/** What is offered or licensed decides; name and scope are asked only where nothing is known of what is offered. */
function doesMedical(run: Run, { records, from, to }: Members): boolean {
  const { medicalWork } = run
  if (medicalWork === undefined) return false
  let offers = false
  for (let i = from; i < to; i++) {
    const question = new QuestionOf(run, records[i]!)
    if (question.kind !== 'platform' && question.kind !== 'medical-licence') continue
    if (medicalWork(question) === 'works') return true
    offers = true
  }
  for (let i = from; i < to && !offers; i++) if (medicalWork(new QuestionOf(run, records[i]!)) !== null) return true
  return false
}

class QuestionOf implements MedicalQuestion {
  readonly kind: RegisterKind

  constructor(
    private readonly run: Run,
    private readonly record: number,
  ) {
    this.kind = stageOf(run, record).register.kind
  }

  get name(): string {
    return textOfRecord(this.run, this.record, 'name')
  }

  get scope(): string {
    return textOfRecord(this.run, this.record, 'scope')
  }
}

const dayOf = (date: string | null): number => (date === null ? 0 : Math.floor(Date.parse(date) / 86_400_000) || 0)
