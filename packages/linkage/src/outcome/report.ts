import { countBlocking } from '../block/index.ts'
import {
  type BorrowedCode,
  PREMISES_CLASSES,
  type PremisesClass,
  type RegisterKind,
  type RegisterReport,
  type Report,
  type ReviewItem,
} from '../comparison.ts'
import type { LinkPlaces } from './link-table.ts'
import { CODE } from '../normalise/identity.ts'
import { BYTES, POOL_BYTES_PER_RECORD, WORDS } from '../pool/pool.ts'
import type { Decided } from '../run/decisions.ts'
import { RULE } from '../run/link-record.ts'
import { nameOfRecord, type Run, textOfRecord } from '../run/state.ts'
import { TABLES } from '../tables/versions.ts'
import type { Measured } from './evaluate.ts'
import type { Grouping } from './premises.ts'

const EXPECTED: readonly RegisterKind[] = ['market', 'medical-licence', 'beauty-permit', 'tax', 'platform']

export interface ReportInput {
  readonly run: Run
  readonly grouping: Grouping
  readonly linked: { readonly decided: Decided; readonly scored: number; readonly repeated: readonly number[] }
  readonly review: readonly ReviewItem[]
  readonly seconds: Readonly<Record<string, number>>
  readonly links: LinkPlaces
  /** By stage; what was not measured is null. */
  readonly measured: readonly Measured[]
}

/** Counts what a run did. */
export function makeReport({ run, grouping, linked, review, seconds, links, measured }: ReportInput): Report {
  const { pool, stages } = run
  const kinds = new Set(stages.map(({ register }) => register.kind))
  const first = run.own[0]
  const bytes = memoryOf(run)
  const { table } = grouping
  const isOpen = (p: number): boolean => table.certain[p] === 0
  const isInTrade = (p: number): boolean => table.inTrade[p] === 1
  return {
    missing: EXPECTED.filter((kind) => !kinds.has(kind)),
    counts: {
      records: pool.size,
      premises: table.count,
      links: run.links.partner.reduce((sum, it) => sum + (it > 0 ? 1 : 0), 0),
      review: review.length,
      pairsScored: linked.scored,
      byClass: byClass(grouping, () => true),
      uncertainByClass: byClass(grouping, isOpen),
      doesMedical: table.doesMedical.reduce((sum, it) => sum + it, 0),
      inTrade: {
        premises: table.inTrade.reduce((sum, it) => sum + it, 0),
        byClass: byClass(grouping, isInTrade),
        uncertainByClass: byClass(grouping, (p) => isInTrade(p) && isOpen(p)),
      },
    },
    seconds,
    memory: { bytes, bytesPerRow: bytes / Math.max(1, ...stages.map(({ register }) => register.table.rows)) },
    blocking: first ? countBlocking(pool, first.index, pool.starts[0]!, pool.starts[1]!) : [],
    registers: run.input.registers.map((_, i) => ({
      ...registerReport(run, i, linked.repeated, review, links),
      ...measured[run.stages.findIndex((it) => it.input === i)],
    })),
    borrowedCodes: borrowedCodes(run, links),
    decisions: { followed: linked.decided.followed, without: linked.decided.without },
    tables: TABLES,
  }
}

function byClass(grouping: Grouping, counts: (premises: number) => boolean): Record<PremisesClass, number> {
  const found = PREMISES_CLASSES.map(() => 0)
  for (let p = 0; p < grouping.table.count; p++) if (counts(p)) found[grouping.table.class[p]!]!++
  return Object.fromEntries(PREMISES_CLASSES.map((name, i) => [name, found[i]!])) as Record<PremisesClass, number>
}

function memoryOf(run: Run): number {
  let bytes = run.pool.size * (POOL_BYTES_PER_RECORD + 17)
  for (const own of run.own)
    if (own)
      bytes +=
        own.index.heads.byteLength + own.index.records.byteLength + own.records.byteLength + own.classRecords.byteLength
  for (const { register } of run.stages) {
    const { bytes: file, starts } = register.table
    bytes += file.byteLength + starts.byteLength
  }
  return bytes
}

/** Rows that are named one by one. */
const MOST_ROWS = 10

function registerReport(
  run: Run,
  input: number,
  repeated: readonly number[],
  review: readonly ReviewItem[],
  places: LinkPlaces,
): RegisterReport {
  const stage = run.stages.find((it) => it.input === input)!
  const { pool, links } = run
  let [linked, alone, byCode] = [0, 0, 0]
  const lacking = { name: 0, key: 0, soundCode: 0 }
  const lackingRows: number[] = []
  const [from, to] = [pool.starts[stage.at]!, pool.starts[stage.at + 1]!]
  for (let at = from; at < to; at++) {
    if (links.partner[at]! > 0) linked++
    else if (pool.premises[at * WORDS] === at) alone++
    if (links.rule[at] === RULE.sameCode) byCode++
    const [name, key, code] = [
      pool.coreLength[at * BYTES] === 0,
      pool.keyHash[at] === 0,
      pool.codeState[at * BYTES] === CODE.broken,
    ]
    if (!name && !key && !code) continue
    if (name) lacking.name++
    if (key) lacking.key++
    if (code) lacking.soundCode++
    if (lackingRows.length < MOST_ROWS) lackingRows.push(at - from + 1)
  }
  const { file, kind, table } = stage.register
  return {
    file,
    kind,
    rows: table.rows,
    repeated: repeated[stage.at] ?? 0,
    lacking,
    lackingRows,
    linked,
    alone,
    review: review.filter((it) => {
      const record = places.recordOf(it.link)
      return record >= from && record < to
    }).length,
    byCode,
    hiddenKey: null,
    planted: null,
    blockingRecall: null,
  }
}

function borrowedCodes(run: Run, places: LinkPlaces): BorrowedCode[] {
  const found: BorrowedCode[] = []
  for (let at = 0; at < run.pool.size; at++) {
    const owner = run.links.codeOwner[at]! - 1
    if (owner < 0) continue
    found.push({
      link: places.linkOf(at),
      record: nameOfRecord(run, at),
      code: textOfRecord(run, at, 'code'),
      owner: nameOfRecord(run, owner),
      ownerName: textOfRecord(run, owner, 'name'),
      name: textOfRecord(run, at, 'name'),
    })
  }
  return found
}
