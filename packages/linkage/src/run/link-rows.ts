import type { PairModel, RecordCells, RecordTable, RegisterKind } from '../comparison.ts'
import { foldText, LONGEST_CELL } from '../normalise/cells.ts'
import { cellsOfField, FIELD } from '../table.ts'
import { CodeParser } from '../normalise/identity.ts'
import { type Pool, WORDS } from '../pool/pool.ts'
import { type CodeUnits, PairComparer } from '../score/compare-pair.ts'
import type { Target } from '../score/train.ts'
import { type Linking, RecordLinker } from './link-record.ts'
import { keep } from './shortlist.ts'
import type { LinkColumns } from './state.ts'

/** A register's place in the pool and its cells: what a thread needs to look at a code again. */
export interface Source {
  readonly kind: RegisterKind
  readonly table: RecordTable
  /** Records of the pool whose cells are others. */
  readonly rewritten?: ReadonlyMap<number, RecordCells>
}

/** Reads the code of any record of the pool from its cell; two answers are good at a time. */
export function codeReader(pool: Pool, sources: readonly Source[]): CodeUnits {
  const parsers = [new CodeParser(), new CodeParser()] as const
  const read = [-1, -1]
  const cell = new Uint16Array(LONGEST_CELL)
  const tables = sources.map(({ table }) => cellsOfField(table, 'code'))
  /** Cells in place of the file's under which each was read. */
  const as: (RecordCells | undefined)[] = [undefined, undefined]
  const rewritten = sources[0]?.rewritten
  const isRead = (which: number, at: number, written?: RecordCells) => read[which] === at && as[which] === written
  const parse = (parser: CodeParser, at: number, written?: RecordCells) => {
    if (written !== undefined) {
      const folded = foldText(written.code ?? '')
      parser.parse(folded, folded.length)
      return
    }
    let k = 0
    while (at >= pool.starts[k + 1]!) k++
    const cells = tables[k]!
    cells.find(at - pool.starts[k]!)
    parser.parse(cell, cells.fold(FIELD.code, cell))
  }
  let turn = 0
  return (at) => {
    const written = rewritten?.get(at)
    // Most often one of the two is asked for again and again, beside one candidate after the other.
    let which = isRead(0, at, written) ? 0 : isRead(1, at, written) ? 1 : -1
    if (which < 0) {
      which = turn ^ 1
      parse(parsers[which as 0 | 1], at, written)
      read[which] = at
      as[which] = written
    }
    turn = which
    const parser = parsers[which as 0 | 1]
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
    if (pool.premises[at * WORDS] !== at) continue
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
  if (links.found) keep(links.found, at - links.first, linker.found)
  links.nearest[at] = linker.partner >= 0 ? linker.partner + 1 : linker.count > 0 ? linker.records[0]! + 1 : 0
}

export const makeLinker = (
  pool: Pool,
  sources: readonly Source[],
  targets: readonly Target[],
  models: readonly PairModel[],
  linking: Linking = {},
): RecordLinker => new RecordLinker(pool, makeComparer(pool, sources), targets, models, linking)
