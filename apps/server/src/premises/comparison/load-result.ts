import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import type { ArtefactRow } from './artefact.ts'
import type { RunAt } from './lines.ts'

/** The rows of an artefact, one at a time. */
export async function* artefactRows(path: string): AsyncGenerator<ArtefactRow> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) if (line !== '') yield JSON.parse(line) as ArtefactRow
}

const BATCH = 400

/** A table, its columns beside region and run, and how a batch of rows is spread over them by the database. */
interface Target {
  readonly table: string
  readonly columns: string
  readonly types: string
}

const LINES: Target = {
  table: 'qm.comparison_line',
  columns: 'no, id, class, certain, doubt, medical, name, address, uscc, town, sources, words',
  types:
    'no bigint, id text, class text, certain boolean, doubt text, medical boolean, name text, address text, uscc text, town uuid, sources text[], words text',
}
const MEMBERS: Target = {
  table: 'qm.comparison_member',
  columns: 'line, no, kind, file, key, probability, record, why',
  types: 'line bigint, no bigint, kind text, file text, key text, probability numeric, record jsonb, why jsonb',
}
const QUESTIONS: Target = {
  table: 'qm.comparison_question',
  columns:
    'no, line, kind, key, name, address, reason, priority, "group", none, chosen, record, candidates, neighbours',
  types:
    'no bigint, line bigint, kind text, key text, name text, address text, reason text, priority numeric, "group" text, none numeric, chosen bigint, record jsonb, candidates jsonb, neighbours jsonb',
}
const SAMPLES: Target = {
  table: 'qm.comparison_sample',
  columns: 'no, band, band_from, band_to, population, a, b, probability, why',
  types:
    'no bigint, band bigint, band_from numeric, band_to numeric, population bigint, a jsonb, b jsonb, probability numeric, why jsonb',
}

/** What a search looks through: everything by which somebody may know the place. */
const wordsOf = (row: Extract<ArtefactRow, { t: 'line' }>): string =>
  [
    ...new Set(
      row.members.flatMap(({ record }) => [record.name, record.address, record.code, record.key, record.phone]),
    ),
  ]
    .filter((it): it is string => it !== null && it !== '')
    .join('\n')
    .toLowerCase()

/**
 * Fills the tables of a run from its artefact, in the transaction that ends the run; what was there before goes, but a
 * sample of which people labelled something. Once labels are applied, what was found wrong is no link any more and
 * what was found right is certain: drawn anew, the sample would know nothing of either, while the one that was drawn
 * before goes on telling how right the run is by itself. By other rules it tells nothing.
 */
export async function loadResult(
  tx: pg.ClientBase,
  at: RunAt,
  path: string,
  how: { readonly sameRules: boolean; readonly progress: (done: number) => void },
): Promise<void> {
  const keepsSample = how.sameRules && (await isLabelled(tx, at))
  const filled = keepsSample ? [LINES, MEMBERS, QUESTIONS] : [LINES, MEMBERS, QUESTIONS, SAMPLES]
  for (const { table } of filled)
    await tx.query(`delete from ${table} where region = $1 and run = $2`, [at.region, at.run])
  const waiting = new Map<Target, object[]>()
  const flush = async (target: Target) => {
    const rows = waiting.get(target) ?? []
    if (rows.length === 0) return
    waiting.set(target, [])
    await tx.query(
      `insert into ${target.table} (region, run, ${target.columns}) select $1, $2, ${target.columns} from jsonb_to_recordset($3::jsonb) as r(${target.types})`,
      [at.region, at.run, JSON.stringify(rows)],
    )
  }
  const put = async (target: Target, row: object) => {
    const rows = waiting.get(target) ?? []
    rows.push(row)
    waiting.set(target, rows)
    if (rows.length >= BATCH) await flush(target)
  }
  let done = 0
  for await (const row of artefactRows(path)) {
    if (row.t === 'line') {
      const { members, t: _t, ...line } = row
      await put(LINES, { ...line, words: wordsOf(row) })
      for (const [i, it] of members.entries()) {
        const { kind, file, key } = it.record
        await put(MEMBERS, { line: row.no, no: i + 1, kind, file, key, ...it })
      }
    } else if (row.t === 'question') {
      const { kind, key, name, address } = row.record
      await put(QUESTIONS, { ...row, kind, key, name, address })
    } else if (row.t === 'sample' && !keepsSample) await put(SAMPLES, { ...row, band_from: row.from, band_to: row.to })
    if (++done % 1000 === 0) how.progress(done)
  }
  for (const target of filled) await flush(target)
}

async function isLabelled(tx: pg.ClientBase, at: RunAt): Promise<boolean> {
  const { rows } = await tx.query(
    'select 1 from qm.comparison_sample where region = $1 and run = $2 and is_right is not null limit 1',
    [at.region, at.run],
  )
  return rows.length > 0
}
