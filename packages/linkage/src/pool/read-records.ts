import type { RegisterKind, RecordTable, TextColumn } from '../comparison.ts'
import { StreetParser } from '../normalise/address.ts'
import { foldInto, hashUnits, isDigit, joined, LONGEST_CELL, mixed } from '../normalise/cells.ts'
import { CodeParser, PERSON_UNITS, personInto, phoneOf } from '../normalise/identity.ts'
import { isOfTrade, NameParser } from '../normalise/name.ts'
import type { Regions } from '../normalise/regions.ts'
import { SOUND } from '../tables/characters.ts'
import { scopeWords, TRADE } from '../tables/trades.ts'
import { CORE_UNITS, type Pool, ROAD_UNITS } from './pool.ts'
import { standingOf } from './standing.ts'

/** Reads cells into the columns of the pool; one for each thread, for its parsers keep their buffers. */
export class RecordReader {
  private readonly cell = new Uint16Array(LONGEST_CELL)
  private readonly names: NameParser
  private readonly streets: StreetParser
  private readonly codes = new CodeParser()

  constructor(
    private readonly pool: Pool,
    regions: Regions,
  ) {
    this.names = new NameParser(regions)
    this.streets = new StreetParser(regions)
  }

  /** Reads the rows `from .. to` of a table whose first record is `base` in the pool. */
  read(table: RecordTable, kind: RegisterKind, base: number, [from, to]: readonly [number, number]): void {
    const { columns } = table
    for (let row = from; row < to; row++) {
      const at = base + row
      this.readName(columns.name, row, at)
      this.readAddress(columns.address, row, at)
      this.readCode(columns, kind, row, at)
      this.readPerson(columns.principal, row, at)
      const { pool } = this
      pool.phone[at] = phoneOf(this.cell, this.fold(columns.phone, row))
      pool.inClass[at] =
        isOfTrade(pool.trade[at]!) || kind === 'platform' || this.scopeIsOfTrade(columns.scope, row) ? 1 : 0
      pool.standing[at] = standingOf(this.cell, this.fold(columns.state, row))
      pool.issuedOn[at] = this.dayOf(columns.issuedOn, row)
      pool.expiresOn[at] = this.dayOf(columns.expiresOn, row)
      pool.premises[at] = at
    }
  }

  private fold(column: TextColumn | undefined, row: number): number {
    return column === undefined ? 0 : foldInto(this.cell, column.bytes, column.starts[row]!, column.ends[row]!)
  }

  private readName(column: TextColumn | undefined, row: number, at: number): void {
    const { pool, names } = this
    names.parse(this.cell, this.fold(column, row))
    const length = Math.min(CORE_UNITS, names.to - names.from)
    for (let i = 0; i < CORE_UNITS; i++) pool.core[at * CORE_UNITS + i] = i < length ? names.units[names.from + i]! : 0
    pool.coreLength[at] = length
    pool.coreKey[at] = length === 0 ? 0 : hashUnits(names.units, names.from, names.to)
    pool.soundKey[at] = length === 0 ? 0 : hashSounds(names.units, names.from, names.to)
    pool.trade[at] = names.trade
    pool.branchKey[at] = names.branchLength === 0 ? 0 : hashSounds(names.branch, 0, names.branchLength)
    pool.tradeKey[at] = names.tradeEnd > names.tradeStart ? hashUnits(names.units, names.tradeStart, names.tradeEnd) : 0
  }

  private readAddress(column: TextColumn | undefined, row: number, at: number): void {
    const { pool, streets } = this
    streets.parse(this.cell, this.fold(column, row))
    const { roadFrom, roadTo, units } = streets
    const length = Math.min(ROAD_UNITS, roadTo - roadFrom)
    for (let i = 0; i < ROAD_UNITS; i++) pool.road[at * ROAD_UNITS + i] = i < length ? units[roadFrom + i]! : 0
    pool.roadLength[at] = length
    pool.roadKey[at] = length === 0 ? 0 : hashSounds(units, roadFrom, roadTo)
    pool.number[at] = streets.number
    pool.sub[at] = streets.sub
    pool.building[at] = streets.building
    pool.entrance[at] = streets.entrance
    pool.floor[at] = streets.floor
    pool.room[at] = streets.room
    pool.poiKey[at] = streets.poiTo > streets.poiFrom ? hashSounds(units, streets.poiFrom, streets.poiTo) : 0
    pool.town[at] = streets.town
    pool.county[at] = streets.county
  }

  private readCode(columns: RecordTable['columns'], kind: RegisterKind, row: number, at: number): void {
    const { pool, codes } = this
    codes.parse(this.cell, this.fold(columns.code, row))
    pool.codeKey[at] = codes.hash
    pool.codeState[at] = codes.state
    pool.organisationKey[at] = codes.organisation
    if (codes.hash !== 0 || kind !== 'medical-licence') return
    codes.parseLicence(this.cell, this.fold(columns.key, row))
    pool.organisationKey[at] = codes.organisation
  }

  private readPerson(column: TextColumn | undefined, row: number, at: number): void {
    const { pool } = this
    const length = this.fold(column, row)
    const from = at * PERSON_UNITS
    personInto(pool.person, from, this.cell, length)
    const named = pool.person[from + 1] !== 0
    pool.personKey[at] = named ? hashUnits(pool.person, from, from + PERSON_UNITS) : 0
  }

  private scopeIsOfTrade(column: TextColumn | undefined, row: number): boolean {
    // A name of another trade says what it is; its scope is often copied from a neighbour.
    const length = this.fold(column, row)
    for (let i = 0; i < length; ) {
      const n = scopeWords.longest(this.cell, i, length)
      if (n > 0 && scopeWords.found === 1) return true
      i += Math.max(1, n)
    }
    return false
  }

  /** `2021-03-04`, `2021.3.4`, `2021年3月4日`, `20210304`, read from the bytes; anything else is no day. */
  private dayOf(column: TextColumn | undefined, row: number): number {
    if (column === undefined) return 0
    const [start, end] = [column.starts[row]!, column.ends[row]!]
    let [year, month, day, part, value, figures] = [0, 0, 0, 0, 0, 0]
    for (let i = start; i <= end && part < 3; i++) {
      const byte = i < end ? column.bytes[i]! : 0
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
    return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000)
  }
}

/** Hash of the readings: characters without one stand for themselves. */
export function hashSounds(units: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (SOUND[units[i]!]! || units[i]!), 0x01000193)
  return mixed(hash)
}

/** Key of a house: road by its reading, and number; 0 without both. */
export const houseKey = (pool: Pool, at: number): number =>
  pool.number[at] === 0 ? 0 : joined(pool.roadKey[at]!, pool.number[at]!)

/** Key of a room in a house, else of a room in a named building; 0 without. */
export const roomKey = (pool: Pool, at: number): number =>
  joined(houseKey(pool, at) || pool.poiKey[at]!, pool.room[at]! === 0 ? 0 : mixed(pool.room[at]! + 1))

/** Whether a trade is of medicine. */
export const isMedical = (trade: number): boolean => (trade & TRADE.medical) !== 0
