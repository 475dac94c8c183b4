import type pg from 'pg'
import type { DiffRow, ShownRecord } from './shapes.ts'

/** Two runs of one region, the older one first. */
export interface TwoRuns {
  readonly region: string
  readonly from: { readonly id: string; readonly today: string; readonly startedAt: string }
  readonly to: { readonly id: string; readonly today: string; readonly startedAt: string }
}

interface Pairing {
  readonly a: number | null
  readonly b: number | null
}

/**
 * Which line of one run is which of the other: those that share most records, each with one; the rest entered or left.
 * Only those that entered, left or changed their list are answered.
 */
const CHANGED = `
with shared as (
  select a.line as a, b.line as b, count(*) as n from qm.comparison_member a
  join qm.comparison_member b on b.region = a.region and b.run = $3 and b.kind = a.kind and b.key = a.key
  where a.region = $1 and a.run = $2 group by a.line, b.line),
ranked as (
  select a, b, row_number() over (partition by a order by n desc, b) as of_a, row_number() over (partition by b order by n desc, a) as of_b from shared),
pairs as (select a, b from ranked where of_a = 1 and of_b = 1)
select 'class-changed' as change, p.a, p.b, lb.no as sort from pairs p
  join qm.comparison_line la on la.region = $1 and la.run = $2 and la.no = p.a
  join qm.comparison_line lb on lb.region = $1 and lb.run = $3 and lb.no = p.b where la.class <> lb.class
union all
select 'entered', null, l.no, l.no from qm.comparison_line l where l.region = $1 and l.run = $3 and l.no not in (select b from pairs)
union all
select 'left', l.no, null, l.no from qm.comparison_line l where l.region = $1 and l.run = $2 and l.no not in (select a from pairs)`

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
  const keys = [runs.region, runs.from.id, runs.to.id]
  const { rows: counted } = await tx.query<{ change: DiffRow['change']; n: number }>(
    `select change, count(*)::int as n from (${CHANGED}) c group by change`,
    keys,
  )
  const { rows } = await tx.query<Pairing & { change: DiffRow['change'] }>(
    `select change, a, b from (${CHANGED}) c where $4::text is null or change = $4 order by change, sort limit $5 offset $6`,
    [...keys, page.change, page.limit + 1, page.offset],
  )
  const shown: DiffRow[] = []
  for (const row of rows.slice(0, page.limit)) shown.push(await told(tx, runs, row))
  const count = (change: DiffRow['change']) => counted.find((it) => it.change === change)?.n ?? 0
  return {
    rows: shown,
    next: rows.length > page.limit ? page.offset + page.limit : null,
    counts: { entered: count('entered'), left: count('left'), 'class-changed': count('class-changed') },
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

async function told(
  tx: pg.ClientBase,
  runs: TwoRuns,
  it: Pairing & { readonly change: DiffRow['change'] },
): Promise<DiffRow> {
  const a = await sideOf(tx, runs.region, runs.from.id, it.a)
  const b = await sideOf(tx, runs.region, runs.to.id, it.b)
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

const nameOf = (record: ShownRecord): string => `${record.kind}:${record.key}`

/** Why a place is elsewhere now: records that came, went or were linked otherwise, papers that ended, decisions. */
async function reasonsOf(
  tx: pg.ClientBase,
  runs: TwoRuns,
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
      const wasThere = await isIn(tx, runs.region, runs.from.id, record)
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
    const isThere = await isIn(tx, runs.region, runs.to.id, record)
    say(decided.has(name) ? 'decision' : isThere ? 'linked-otherwise' : 'gone-record', record)
  }
  return reasons
}

async function isIn(tx: pg.ClientBase, region: string, run: string, record: ShownRecord): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select 1 from qm.comparison_member where region = $1 and run = $2 and kind = $3 and key = $4 limit 1',
    [region, run, record.kind, record.key],
  )
  return rowCount === 1
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
