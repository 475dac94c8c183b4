import type { RecordTable, RegisterKind } from '../comparison.ts'
import { StreetParser } from '../normalise/address.ts'
import { hashUnits, isDigit, joined, LONGEST_CELL, mixed } from '../normalise/cells.ts'
import { CodeParser, PERSON_UNITS, personInto, phoneOf } from '../normalise/identity.ts'
import { isOfTrade, NameParser } from '../normalise/name.ts'
import type { Regions } from '../normalise/regions.ts'
import { FIELD, RowCells } from '../table.ts'
import { SOUND } from '../tables/characters.ts'
import { scopeWords, TRADE } from '../tables/trades.ts'
import { BYTES, CORE_UNITS, HALVES, LONGS, type Pool, ROAD_UNITS, WORDS } from './pool.ts'
import { standingOf } from './standing.ts'

/** Reads cells into the columns of the pool; one for each thread, for its parsers keep their buffers. */
export class RecordReader {
  private readonly cell = new Uint16Array(LONGEST_CELL)
  private readonly names: NameParser
  private readonly streets: StreetParser
  private readonly codes = new CodeParser()
  private cells: RowCells | null = null

  constructor(
    private readonly pool: Pool,
    regions: Regions,
  ) {
    this.names = new NameParser(regions)
    this.streets = new StreetParser(regions)
  }

  /** Reads the rows `from .. to` of a table whose first record is `base` in the pool. */
  read(table: RecordTable, kind: RegisterKind, base: number, [from, to]: readonly [number, number]): void {
    const { pool, cell } = this
    const cells = (this.cells = new RowCells(table))
    for (let row = from; row < to; row++) {
      const at = base + row
      cells.find(row)
      this.readName(at)
      this.readAddress(at)
      this.readCode(kind, at)
      this.readPerson(at)
      pool.keyHash[at] = this.keyHash(table)
      pool.phone[at * LONGS] = phoneOf(cell, cells.fold(FIELD.phone, cell))
      pool.inClass[at * BYTES] =
        isOfTrade(pool.trade[at * BYTES]!) || kind === 'platform' || this.scopeIsOfTrade() ? 1 : 0
      pool.standing[at] = standingOf(cell, cells.fold(FIELD.state, cell))
      pool.issuedOn[at * WORDS] = this.dayOf(table, FIELD.issuedOn)
      // Few registers have it: where nothing changes nothing is written, and the memory is never asked for.
      const expiresOn = this.dayOf(table, FIELD.expiresOn)
      if (pool.expiresOn[at] !== expiresOn) pool.expiresOn[at] = expiresOn
      pool.premises[at * WORDS] = at
    }
  }

  private fold(field: number): number {
    return this.cells!.fold(field, this.cell)
  }

  private readName(at: number): void {
    const { pool, names } = this
    names.parse(this.cell, this.fold(FIELD.name))
    const length = Math.min(CORE_UNITS, names.to - names.from)
    for (let i = 0; i < CORE_UNITS; i++) pool.core[at * HALVES + i] = i < length ? names.units[names.from + i]! : 0
    pool.coreLength[at * BYTES] = length
    pool.coreKey[at * WORDS] = length === 0 ? 0 : hashUnits(names.units, names.from, names.to)
    pool.soundKey[at * WORDS] = length === 0 ? 0 : hashSounds(names.units, names.from, names.to)
    pool.trade[at * BYTES] = names.trade
    pool.branchKey[at * WORDS] = names.branchLength === 0 ? 0 : hashSounds(names.branch, 0, names.branchLength)
    pool.tradeKey[at * WORDS] =
      names.tradeEnd > names.tradeStart ? hashUnits(names.units, names.tradeStart, names.tradeEnd) : 0
  }

  private readAddress(at: number): void {
    const { pool, streets } = this
    streets.parse(this.cell, this.fold(FIELD.address))
    const { roadFrom, roadTo, units } = streets
    const length = Math.min(ROAD_UNITS, roadTo - roadFrom)
    for (let i = 0; i < ROAD_UNITS; i++) pool.road[at * HALVES + i] = i < length ? units[roadFrom + i]! : 0
    pool.roadLength[at * BYTES] = length
    pool.roadKey[at * WORDS] = length === 0 ? 0 : hashSounds(units, roadFrom, roadTo)
    pool.number[at * WORDS] = streets.number
    pool.sub[at * HALVES] = streets.sub
    pool.building[at * HALVES] = streets.building
    pool.room[at * WORDS] = streets.room
    pool.poiKey[at * WORDS] = streets.poiTo > streets.poiFrom ? hashSounds(units, streets.poiFrom, streets.poiTo) : 0
    pool.town[at * WORDS] = streets.town
    pool.county[at * WORDS] = streets.county
  }

  private readCode(kind: RegisterKind, at: number): void {
    const { pool, codes } = this
    codes.parse(this.cell, this.fold(FIELD.code))
    pool.codeKey[at * WORDS] = codes.hash
    pool.codeState[at * BYTES] = codes.state
    pool.codeSigns[at] = codes.signs
    pool.organisationKey[at * WORDS] = codes.organisation
    if (codes.hash !== 0 || kind !== 'medical-licence') return
    codes.parseLicence(this.cell, this.fold(FIELD.key))
    pool.organisationKey[at * WORDS] = codes.organisation
  }

  private readPerson(at: number): void {
    const { pool } = this
    const length = this.fold(FIELD.principal)
    const from = at * HALVES
    personInto(pool.person, from, this.cell, length)
    const named = pool.person[from + 1] !== 0
    pool.personKey[at * WORDS] = named ? hashUnits(pool.person, from, from + PERSON_UNITS) : 0
  }

  private scopeIsOfTrade(): boolean {
    // A name of another trade says what it is; its scope is often copied from a neighbour.
    const length = this.fold(FIELD.scope)
    for (let i = 0; i < length; ) {
      const n = scopeWords.longest(this.cell, i, length)
      if (n > 0 && scopeWords.found === 1) return true
      i += Math.max(1, n)
    }
    return false
  }

  /** Hash of the key as its file writes it, blanks left out; 0 without one. */
  private keyHash({ bytes }: RecordTable): number {
    const end = this.cells!.ends[FIELD.key]!
    let hash = 0x811c9dc5
    let n = 0
    for (let i = this.cells!.starts[FIELD.key]!; i < end; i++) {
      if (bytes[i]! <= BLANK) continue
      hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
      n++
    }
    return n === 0 ? 0 : mixed(hash)
  }

  /** `2021-03-04`, `2021.3.4`, `2021年3月4日`, `20210304`, read from the bytes; anything else is no day. */
  private dayOf({ bytes }: RecordTable, field: number): number {
    const [start, end] = [this.cells!.starts[field]!, this.cells!.ends[field]!]
    if (start === end) return 0
    let [year, month, day, part, value, figures] = [0, 0, 0, 0, 0, 0]
    for (let i = start; i <= end && part < 3; i++) {
      const byte = i < end ? bytes[i]! : 0
      if (isDigit(byte)) {
        value = value * 10 + byte - 0x30
        figures++
        if (figures < (part === 0 ? 4 : 2)) continue
      } else if (figures === 0) continue
      if (part === 0) year = value
      else if (part === 1) month = value
      else day = value
      part++
      value = figures = 0
    }
    if (year < 1949 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return 0
    return daysFromCivil(year, month, day)
  }
}

const BLANK = 0x20

/** Days since 1970 of a date of our calendar, counted in years that begin with March. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const ofYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1
  const leaps = ((shifted / 4) | 0) - ((shifted / 100) | 0) + ((shifted / 400) | 0)
  return shifted * 365 + leaps + ofYear - 719_468
}

/** Hash of the readings: characters without one stand for themselves. */
export function hashSounds(units: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (SOUND[units[i]!]! || units[i]!), 0x01000193)
  return mixed(hash)
}

/** Key of a house: road by its reading, and number; 0 without both. */
export const houseKey = (pool: Pool, at: number): number =>
  pool.number[at * WORDS] === 0 ? 0 : joined(pool.roadKey[at * WORDS]!, pool.number[at * WORDS]!)

/** Key of a room in a house, else of a room in a named building; 0 without. */
export const roomKey = (pool: Pool, at: number): number =>
  joined(
    houseKey(pool, at) || pool.poiKey[at * WORDS]!,
    pool.room[at * WORDS]! === 0 ? 0 : mixed(pool.room[at * WORDS]! + 1),
  )

/** Whether a trade is of medicine. */
export const isMedical = (trade: number): boolean => (trade & TRADE.medical) !== 0
