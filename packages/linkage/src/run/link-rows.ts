import type { PairModel, RecordCells, RecordTable, RegisterKind } from '../comparison.ts'
import { foldInto, foldText } from '../normalise/cells.ts'
import { CodeParser } from '../normalise/identity.ts'
import type { Pool } from '../pool/pool.ts'
import { type CodeUnits, PairComparer } from '../score/compare-pair.ts'
import type { Target } from '../score/train.ts'
import type { Curve } from '../score/calibrate.ts'
import { RecordLinker } from './link-record.ts'
import { keep } from './shortlist.ts'
import type { LinkColumns } from './state.ts'

/** A register's place in the pool and its cells: what a thread needs to look at a code again. */
export interface Source {
  readonly kind: RegisterKind
  readonly table: RecordTable
  /** Records of the pool whose cells are others. */
  readonly rewritten?: ReadonlyMap<number, RecordCells>
}

/** Reads the code of any record of the pool from its cell. */
export function codeReader(pool: Pool, sources: readonly Source[]): CodeUnits {
  const parsers = [new CodeParser(), new CodeParser()]
  const cell = new Uint16Array(256)
  let turn = 0
  return (at) => {
    let k = 0
    while (at >= pool.starts[k + 1]!) k++
    const { table, rewritten } = sources[k]!
    const parser = parsers[(turn ^= 1)]!
    const written = rewritten?.get(at)
    if (written !== undefined) {
      const folded = foldText(written.code ?? '')
      parser.parse(folded, folded.length)
      return parser.units.subarray(0, parser.length)
    }
    const column = table.columns.code
    if (column === undefined) return parser.units.subarray(0, 0)
    const row = at - pool.starts[k]!
    parser.parse(cell, foldInto(cell, column.bytes, column.starts[row]!, column.ends[row]!))
    return parser.units.subarray(0, parser.length)
  }
}

export const makeComparer = (pool: Pool, sources: readonly Source[]): PairComparer =>
  new PairComparer(pool, codeReader(pool, sources))

/** Links the records `from .. to` and writes what was found. Rows that repeat another of their register are left. */
export function linkRows(
  linker: RecordLinker,
  pool: Pool,
  links: LinkColumns,
  [from, to]: readonly [number, number],
): number {
  let scored = 0
  for (let at = from; at < to; at++) {
    if (pool.premises[at] !== at) continue
    linker.link(at)
    scored += linker.count
    write(links, at, linker)
  }
  return scored
}

export function write(links: LinkColumns, at: number, linker: RecordLinker): void {
  links.partner[at] = linker.partner + 1
  links.probability[at] = linker.probability
  links.none[at] = linker.none
  links.rule[at] = linker.rule
  links.codeOwner[at] = linker.codeOwner + 1
  links.reach[at - links.first] = linker.reach
  if (links.found) keep(links.found, at - links.first, linker.found)
  links.nearest[at] = linker.partner >= 0 ? linker.partner + 1 : linker.count > 0 ? linker.records[0]! + 1 : 0
}

export const makeLinker = (
  pool: Pool,
  sources: readonly Source[],
  targets: readonly Target[],
  models: readonly PairModel[],
  curve: Curve = [],
  reserve = 0,
): RecordLinker => new RecordLinker(pool, makeComparer(pool, sources), targets, models, curve, reserve)
