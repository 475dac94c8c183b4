import type pg from 'pg'
import { changesBetween, countChanges, type LineChange, type RunShape } from './pair-lines.ts'
import type { DiffChange, DiffRow, DiffSide } from '@qingmei/contract/comparison-outcome'
import { type LineMember, recordName, whyChanged } from './why-changed.ts'

/** One of two runs; licences were judged by the day on which it began, `rules` is the hash of what it compared by. */
interface RunEnd {
  readonly id: string
  readonly today: string
  readonly rules: string | null
}

/** Two runs of one region, the older one first. */
export interface TwoRuns {
  readonly region: string
  readonly from: RunEnd
  readonly to: RunEnd
  /** Records about which the two followed other decisions. */
  readonly decided: ReadonlySet<string>
}

export interface DiffPage {
  readonly rows: readonly DiffRow[]
  readonly next: number | null
  readonly counts: Readonly<Record<DiffChange, number>>
}

/** What changed between two runs and why; read as the installation, for whoever sees both. */
export async function diffOf(
  tx: pg.ClientBase,
  runs: TwoRuns,
  page: { readonly change: DiffChange | null; readonly offset: number; readonly limit: number },
): Promise<DiffPage> {
  const [from, to] = [await shapeOf(tx, runs.region, runs.from.id), await shapeOf(tx, runs.region, runs.to.id)]
  const changes = changesBetween(from, to)
  const asked = changes.filter((it) => page.change === null || it.changes.includes(page.change))
  const rows: DiffRow[] = []
  for (const it of asked.slice(page.offset, page.offset + page.limit))
    rows.push(await told(tx, { ...runs, shapes: { from, to } }, it))
  return {
    rows,
    next: asked.length > page.offset + page.limit ? page.offset + page.limit : null,
    counts: countChanges(changes),
  }
}

/**
 * The lines of a run and which records stand on which, in two scans: joined in the database the rows of two runs are
 * compared each with each as long as nobody has counted them, under a policy that is asked for every row.
 */
async function shapeOf(tx: pg.ClientBase, region: string, run: string): Promise<RunShape> {
  const { rows: lines } = await tx.query<{ no: number; class: string; medical: boolean }>(
    'select no, class, medical from qm.comparison_line where region = $1 and run = $2 order by no',
    [region, run],
  )
  const { rows: members } = await tx.query<{ line: number; kind: string; key: string }>(
    'select line, kind, key from qm.comparison_member where region = $1 and run = $2 order by line, no',
    [region, run],
  )
  return {
    lines: new Map(lines.map((it) => [it.no, it])),
    members: new Map(members.map((it) => [recordName(it), it.line])),
  }
}

interface Side {
  readonly line: DiffSide & { readonly name: string; readonly address: string | null }
  readonly members: readonly LineMember[]
}

async function sideOf(tx: pg.ClientBase, region: string, run: string, no: number | null): Promise<Side | null> {
  if (no === null) return null
  const { rows } = await tx.query<Side['line']>(
    'select no, class, medical, name, address from qm.comparison_line where region = $1 and run = $2 and no = $3',
    [region, run, no],
  )
  const { rows: members } = await tx.query<LineMember>(
    `select record, probability::float8 as probability, why ->> 'override' as override from qm.comparison_member
     where region = $1 and run = $2 and line = $3 order by no`,
    [region, run, no],
  )
  const [line] = rows
  return line ? { line, members } : null
}

type ShapedRuns = TwoRuns & { readonly shapes: { readonly from: RunShape; readonly to: RunShape } }

const shownSide = (side: Side | null): DiffSide | null =>
  side && { no: side.line.no, class: side.line.class, medical: side.line.medical }

async function told(tx: pg.ClientBase, runs: ShapedRuns, it: LineChange): Promise<DiffRow> {
  const a = await sideOf(tx, runs.region, runs.from.id, it.from)
  const b = await sideOf(tx, runs.region, runs.to.id, it.to)
  const [before, after] = [a?.members ?? [], b?.members ?? []]
  const line = b?.line ?? a?.line
  return {
    changes: it.changes,
    name: line?.name ?? '',
    address: line?.address ?? null,
    from: shownSide(a),
    to: shownSide(b),
    reasons: whyChanged({
      before,
      after,
      days: { from: runs.from.today, to: runs.to.today },
      wasThere: (name) => runs.shapes.from.members.has(name),
      isThere: (name) => runs.shapes.to.members.has(name),
      decided: runs.decided,
      otherRules: runs.from.rules !== runs.to.rules,
      changed: {
        class: it.changes.includes('class-changed'),
        medical: it.changes.includes('medical-gained') || it.changes.includes('medical-lost'),
      },
    }),
  }
}
