import type { Override, PremisesLine, RecordField, RecordName } from './comparison.ts'

/** A row by its register's place in the input. Rows that are added follow on those of the table. */
export interface RowPlace {
  readonly register: number
  readonly row: number
}

/**
 * A run that takes up changed rows, nearly each in less than a millisecond. After every change it stands as a full run over the
 * files so changed would stand, bit for bit, when it is given this run's model and counts (`ComparisonOptions.model`
 * and `counts`). What was counted over all records stays as it was: how many share a name or a telephone number, how
 * many there are, from where on a line without a partner is certain. The next full run counts anew.
 *
 * A row that has no key is called by its place, which a full run counts without the rows that were struck out.
 */
export interface WarmRun {
  /** Writes a row anew; its cells are all those that it has. @throws {RangeError} where there is no such row. */
  change(place: RowPlace, cells: RecordCells): Moved
  /**
   * Adds a row behind the last of its register. @throws {RangeError} where the register had no rows, so that nothing
   * was learnt of it, or 4,096 have been added.
   */
  add(register: number, cells: RecordCells): Moved
  /** Strikes a row out. @throws {RangeError} where there is no such row. */
  remove(place: RowPlace): Moved
  /** What a row is called, as its cells are now. */
  name(place: RowPlace): RecordName
}

/** Cells of one record. */
export type RecordCells = Readonly<Partial<Record<RecordField, string>>>

/** What a change moved. */
export interface Moved {
  /** Where the row stands. */
  readonly place: RowPlace
  /** Records whose answer is another than before, and the row itself unless it was struck out. */
  readonly links: readonly MovedLink[]
  /** Premises that these records are in, or have left, as they are now. */
  readonly premises: readonly MovedPremises[]
  /** Premises that are no more. */
  readonly gone: readonly string[]
}

export interface MovedLink extends RowPlace {
  /** Null when it stands alone. */
  readonly partner: RowPlace | null
  readonly probability: number
  /** That it has no partner in an earlier register. */
  readonly none: number
  readonly override: Override | null
  /** A record with the same code and nothing else in common. */
  readonly codeOwner: RowPlace | null
}

export interface MovedPremises extends Omit<PremisesLine, 'members'> {
  readonly members: readonly RowPlace[]
}
