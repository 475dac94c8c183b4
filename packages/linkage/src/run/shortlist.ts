import { before, type CandidateFinder, MOST_CANDIDATES, OUT_OF_REACH } from '../block/candidates.ts'

/** Candidates that are kept behind those that are scored, so that one of these may leave without another search. */
export const RESERVE = 4
/** Behind the last place of every list. */
export const LONGEST: number = MOST_CANDIDATES + RESERVE

/** Weights are rounded to 24 bits where they are summed up; who is nearer to a bound may be on either side of it. */
export const ROUNDING = 0.01

/** What the search found for one record, best first, and the bits of what was scored. */
export class Shortlist {
  count = 0
  /** See `CandidateFinder.reach`; infinite where nothing was scored, for an equal code decided. */
  reach = Number.POSITIVE_INFINITY
  /** Nothing was cut off: what is not here is out of reach. */
  isWhole = false
  /** It is all that the search found, scored as it is: what may be kept. */
  isPlain = false
  /** A record with the same code and nothing else in common; −1 without. */
  codeOwner = -1
  readonly records: Uint32Array
  readonly weights: Float32Array
  /** NaN where the pair has not been compared. */
  readonly bits: Float64Array = new Float64Array(LONGEST)
  readonly strangers: Float64Array = new Float64Array(LONGEST)
  /** 1: somebody who has the telephone or the room, see `PairComparer.isTied`. */
  readonly ties: Uint8Array = new Uint8Array(LONGEST)

  /** Where there is a finder, what it finds stands here at once. */
  constructor(finder?: Pick<CandidateFinder, 'records' | 'weights'>) {
    this.records = finder?.records ?? new Uint32Array(LONGEST)
    this.weights = finder?.weights ?? new Float32Array(LONGEST)
  }

  clear(): void {
    this.count = 0
    this.isPlain = false
    this.reach = Number.POSITIVE_INFINITY
  }

  /** Weight of the best; 0 where nothing was found. */
  get most(): number {
    return this.count === 0 ? 0 : this.weights[0]!
  }

  /** Who weighs less is too far behind the best. */
  get least(): number {
    return this.most - OUT_OF_REACH
  }

  /** Whether there may be others that are left out only because the best is so far ahead. */
  get isCut(): boolean {
    return this.least > -ROUNDING && (this.isWhole || this.weights[this.count - 1]! < this.least + ROUNDING)
  }

  /** Whether the list may lose somebody to one that weighs so much. */
  wouldCut(weight: number): boolean {
    return this.count > 0 && this.weights[this.count - 1]! < weight - OUT_OF_REACH + ROUNDING
  }

  /** All that are scored are here. */
  get isEnough(): boolean {
    return this.isWhole || this.count >= MOST_CANDIDATES
  }

  /** Takes what its finder has found. */
  take(count: number, reach: number, codeOwner: number): void {
    this.bits.fill(Number.NaN, 0, count)
    this.count = count
    this.isWhole = count < this.records.length
    this.isPlain = reach >= 0
    this.reach = reach
    this.codeOwner = codeOwner
  }

  /** Leaves out what a person has excluded, of those that are scored. */
  keepOnly(takes: (record: number) => boolean): void {
    let kept = 0
    for (let c = 0; c < Math.min(this.count, MOST_CANDIDATES); c++)
      if (takes(this.records[c]!)) this.records[kept++] = this.records[c]!
    this.count = kept
    this.isPlain = false
  }

  /** How far it reaches when others stand in it than were found. */
  measure(): void {
    const last = this.isWhole || this.count === 0 ? 0 : this.weights[this.count - 1]!
    this.reach = this.count === 0 ? 0 : Math.max(last, this.weights[0]! - OUT_OF_REACH)
  }

  /** Its place; {@link LONGEST} of a record that is not in the list. */
  indexOf(record: number): number {
    for (let at = 0; at < this.count; at++) if (this.records[at] === record) return at
    return LONGEST
  }

  remove(at: number): void {
    for (const column of [this.records, this.weights, this.bits, this.strangers, this.ties])
      column.copyWithin(at, at + 1, this.count)
    this.count--
  }

  /** Puts a record in its place, not compared yet; gives it, {@link LONGEST} where it stays out because others were cut off. */
  insert(record: number, weight: number): number {
    let at = this.count
    while (at > 0 && before(weight, record, this.weights[at - 1]!, this.records[at - 1]!)) at--
    if (at === this.count && !this.isWhole) return LONGEST
    if (this.count === LONGEST) {
      this.count--
      this.isWhole = false
      if (at === LONGEST) return at
    }
    for (const column of [this.records, this.weights, this.bits, this.strangers, this.ties])
      column.copyWithin(at + 1, at, this.count)
    this.records[at] = record
    this.weights[at] = weight
    this.bits[at] = Number.NaN
    this.count++
    return at
  }
}

/** Shortlists of many records in shared memory; places are given away in one go, whichever thread comes first. */
export interface Shortlists {
  readonly used: Uint32Array
  /** By record: its first place plus one, 0 where nothing is kept; how many there are, and how many there is room for. */
  readonly places: Uint32Array
  readonly counts: Uint8Array
  readonly rooms: Uint8Array
  readonly whole: Uint8Array
  readonly codeOwners: Uint32Array
  /** By record: what another has to weigh to change the answer, see {@link Shortlist}; infinite also of those who do not seek. */
  readonly reach: Float32Array
  readonly records: Uint32Array
  readonly weights: Float32Array
  readonly bits: Float64Array
  readonly strangers: Float64Array
  readonly ties: Uint8Array
}

/** Most records have few candidates; those that find no room are searched for again when it comes to it. */
const ROOM = 6

const shared = <T>(Kind: new (memory: SharedArrayBuffer) => T, bytes: number): T =>
  new Kind(new SharedArrayBuffer(Math.max(8, Math.ceil(bytes / 8) * 8)))

export function makeShortlists(records: number): Shortlists {
  const places = records * ROOM + LONGEST
  return {
    used: shared(Uint32Array, 4),
    places: shared(Uint32Array, records * 4),
    counts: shared(Uint8Array, records),
    rooms: shared(Uint8Array, records),
    whole: shared(Uint8Array, records),
    codeOwners: shared(Uint32Array, records * 4),
    reach: shared(Float32Array, records * 4).fill(Number.POSITIVE_INFINITY),
    records: shared(Uint32Array, places * 4),
    weights: shared(Float32Array, places * 4),
    bits: shared(Float64Array, places * 8),
    strangers: shared(Float64Array, places * 8),
    ties: shared(Uint8Array, places),
  }
}

/** Keeps that a record does not seek. */
export function forget(lists: Shortlists, at: number): void {
  lists.places[at] = 0
  lists.reach[at] = Number.POSITIVE_INFINITY
}

/** Keeps a list for a record. */
export function keep(lists: Shortlists, at: number, list: Shortlist): void {
  lists.reach[at] = list.reach
  if (!list.isPlain) {
    lists.places[at] = 0
    return
  }
  if (lists.places[at] === 0 || lists.rooms[at]! < list.count) {
    // One that grows may grow again.
    const room = lists.places[at] === 0 ? list.count : Math.min(LONGEST, list.count + RESERVE)
    const place = Atomics.add(lists.used, 0, room)
    const isFull = place + room > lists.records.length
    lists.places[at] = isFull ? 0 : place + 1
    lists.rooms[at] = room
    if (isFull) return
  }
  const to = lists.places[at]! - 1
  lists.counts[at] = list.count
  lists.whole[at] = list.isWhole ? 1 : 0
  lists.codeOwners[at] = list.codeOwner + 1
  for (let c = 0; c < list.count; c++) {
    lists.records[to + c] = list.records[c]!
    lists.weights[to + c] = list.weights[c]!
    lists.bits[to + c] = list.bits[c]!
    lists.strangers[to + c] = list.strangers[c]!
    lists.ties[to + c] = list.ties[c]!
  }
}

/** Takes the list of a record out of those that are kept; false where there is none. */
export function recall(lists: Shortlists, at: number, list: Shortlist): boolean {
  const from = lists.places[at]! - 1
  if (from < 0) return false
  list.count = lists.counts[at]!
  list.isWhole = lists.whole[at] === 1
  list.isPlain = true
  list.reach = lists.reach[at]!
  list.codeOwner = lists.codeOwners[at]! - 1
  for (let c = 0; c < list.count; c++) {
    list.records[c] = lists.records[from + c]!
    list.weights[c] = lists.weights[from + c]!
    list.bits[c] = lists.bits[from + c]!
    list.strangers[c] = lists.strangers[from + c]!
    list.ties[c] = lists.ties[from + c]!
  }
  return true
}
