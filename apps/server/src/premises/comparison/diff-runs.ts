import type pg from 'pg'
import { changesBetween, type LineChange, type RunShape } from './pair-lines.ts'
import type { DiffRow, ShownRecord } from '@qingmei/contract/comparison'

/** Two runs of one region, the older one first. */
export interface TwoRuns {
  readonly region: string
  readonly from: { readonly id: string; readonly today: string; readonly startedAt: string }
  readonly to: { readonly id: string; readonly today: string; readonly startedAt: string }
}

export interface DiffPage {
  readonly rows: readonly DiffRow[]
  readonly next: number | null
  readonly counts: Readonly<Record<DiffRow['change'], number>>
}

/** What changed between two runs and why; read as the installation, for whoever sees both. */
export async function diffOf(
  tx: pg.ClientBase,
  runs: TwoRuns,
  page: { readonly change: DiffRow['change'] | null; readonly offset: number; readonly limit: number },
): Promise<DiffPage> {
  const [from, to] = [await shapeOf(tx, runs.region, runs.from.id), await shapeOf(tx, runs.region, runs.to.id)]
  const changes = changesBetween(from, to)
  const count = (change: DiffRow['change']) => changes.filter((it) => it.change === change).length
  const asked = changes.filter((it) => page.change === null || it.change === page.change)
  const rows: DiffRow[] = []
  for (const it of asked.slice(page.offset, page.offset + page.limit))
    rows.push(await told(tx, { ...runs, shapes: { from, to } }, it))
  return {
    rows,
    next: asked.length > page.offset + page.limit ? page.offset + page.limit : null,
    counts: { entered: count('entered'), left: count('left'), 'class-changed': count('class-changed') },
  }
}

/**
 * The lines of a run and which records stand on which, in two scans: joined in the database the rows of two runs are
 * compared each with each as long as nobody has counted them, under a policy that is asked for every row.
 */
async function shapeOf(tx: pg.ClientBase, region: string, run: string): Promise<RunShape> {
  const { rows: lines } = await tx.query<{ no: number; class: string }>(
    'select no, class from qm.comparison_line where region = $1 and run = $2 order by no',
    [region, run],
  )
  const { rows: members } = await tx.query<{ line: number; kind: string; key: string }>(
    'select line, kind, key from qm.comparison_member where region = $1 and run = $2 order by line, no',
    [region, run],
  )
  return {
    lines: new Map(lines.map((it) => [it.no, it.class])),
    members: new Map(members.map((it) => [nameOf(it), it.line])),
  }
}

interface Side {
  readonly line: { readonly no: number; readonly class: string; readonly name: string; readonly address: string | null }
  readonly members: readonly ShownRecord[]
}

async function sideOf(tx: pg.ClientBase, region: string, run: string, no: number | null): Promise<Side | null> {
  if (no === null) return null
  const { rows } = await tx.query<Side['line']>(
    'select no, class, name, address from qm.comparison_line where region = $1 and run = $2 and no = $3',
    [region, run, no],
  )
  const { rows: members } = await tx.query<{ record: ShownRecord }>(
    'select record from qm.comparison_member where region = $1 and run = $2 and line = $3 order by no',
    [region, run, no],
  )
  const [line] = rows
  return line ? { line, members: members.map((it) => it.record) } : null
}

type ShapedRuns = TwoRuns & { readonly shapes: { readonly from: RunShape; readonly to: RunShape } }

async function told(tx: pg.ClientBase, runs: ShapedRuns, it: LineChange): Promise<DiffRow> {
  const a = await sideOf(tx, runs.region, runs.from.id, it.from)
  const b = await sideOf(tx, runs.region, runs.to.id, it.to)
  const line = b?.line ?? a?.line
  return {
    change: it.change,
    name: line?.name ?? '',
    address: line?.address ?? null,
    from: a && { no: a.line.no, class: a.line.class },
    to: b && { no: b.line.no, class: b.line.class },
    reasons: await reasonsOf(tx, runs, a, b),
  }
}

const nameOf = (record: { readonly kind: string; readonly key: string }): string => `${record.kind}:${record.key}`

/** Why a place is elsewhere now: records that came, went or were linked otherwise, papers that ended, decisions. */
async function reasonsOf(
  tx: pg.ClientBase,
  runs: ShapedRuns,
  a: Side | null,
  b: Side | null,
): Promise<DiffRow['reasons']> {
  const reasons: { code: string; record: string | null }[] = []
  const before = new Map((a?.members ?? []).map((it) => [nameOf(it), it]))
  const after = new Map((b?.members ?? []).map((it) => [nameOf(it), it]))
  const say = (code: string, record: ShownRecord) => reasons.push({ code, record: `${record.name}（${record.key}）` })
  const decided = await decidedBetween(tx, runs, [...before.values(), ...after.values()])
  for (const [name, record] of after) {
    const had = before.get(name)
    if (!had) {
      const wasThere = runs.shapes.from.members.has(name)
      say(decided.has(name) ? 'decision' : wasThere ? 'linked-otherwise' : 'new-record', record)
      continue
    }
    if (had.state !== record.state)
      say(/注销|吊销|撤销/.test(record.state ?? '') ? 'cancelled' : 'state-changed', record)
    const ends = record.expiresOn?.slice(0, 10) ?? null
    if (ends !== null && ends >= runs.from.today && ends < runs.to.today) say('licence-expired', record)
    else if (had.expiresOn !== record.expiresOn) say('dates-changed', record)
  }
  for (const [name, record] of before) {
    if (after.has(name)) continue
    const isThere = runs.shapes.to.members.has(name)
    say(decided.has(name) ? 'decision' : isThere ? 'linked-otherwise' : 'gone-record', record)
  }
  return reasons
}

/** Which of these records somebody decided about between the two runs. */
async function decidedBetween(tx: pg.ClientBase, runs: TwoRuns, records: readonly ShownRecord[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ a_kind: string; a_key: string; b_kind: string; b_key: string }>(
    `select a_kind, a_key, b_kind, b_key from qm.pair_decision where region = $1
       and (a_key = any($2::text[]) or b_key = any($2::text[])) and updated_at >= $3`,
    [runs.region, records.map((it) => it.key), runs.from.startedAt],
  )
  return new Set(rows.flatMap((it) => [`${it.a_kind}:${it.a_key}`, `${it.b_kind}:${it.b_key}`]))
}
