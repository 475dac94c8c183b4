import { refusal } from '@qingmei/core/kernel/result'
import type pg from 'pg'
import { z } from 'zod'
import { Refused } from '../../platform/api/endpoint.ts'
import { decisionsOn } from './decisions.ts'
import { QUESTION, QUESTIONS, type QuestionStored, shownQuestion, toldTo } from './questions.ts'
import { sentenceOf } from './sentence.ts'
import { CLASSES, type LineDetail, type LineRow, type MemberRow } from '@qingmei/contract/comparison'

/** The run that is read, in a transaction that opened it. */
export interface RunAt {
  readonly region: string
  readonly run: string
}

const flag = z.enum(['1', '0']).optional()

/** By what lines are narrowed. Each has an index; together they narrow the same list. */
export const lineFilters = z.strictObject({
  class: z.enum(CLASSES).optional(),
  town: z.union([z.uuid(), z.literal('none')]).optional(),
  medical: flag,
  uncertain: flag,
  source: z.string().max(40).optional(),
  q: z.string().trim().max(100).optional(),
})
export type LineFilters = z.infer<typeof lineFilters>

const LINE = 'no, id, class, certain, doubt, medical, name, address, uscc, town, sources'

/** The condition of the filters over `l`, its values after region and run. */
function narrowed(filters: LineFilters): { readonly where: string; readonly values: unknown[] } {
  const values: unknown[] = []
  const ways = ['l.region = $1 and l.run = $2']
  const add = (text: (n: string) => string, value: unknown) => ways.push(text(`$${values.push(value) + 2}`))
  if (filters.class) add((n) => `l.class = ${n}`, filters.class)
  if (filters.town === 'none') ways.push('l.town is null')
  else if (filters.town) add((n) => `l.town = ${n}`, filters.town)
  if (filters.medical) add((n) => `l.medical = ${n}`, filters.medical === '1')
  if (filters.uncertain) add((n) => `l.certain = ${n}`, filters.uncertain !== '1')
  if (filters.source) add((n) => `${n} = any(l.sources)`, filters.source)
  // Every word that was typed stands somewhere in the name, the address or the code.
  for (const word of (filters.q ?? '').toLowerCase().split(/\s+/).filter(Boolean))
    add((n) => `position(${n} in l.words) > 0`, word)
  return { where: ways.join(' and '), values }
}

/** A page of lines in their order, and how many there are in all under these filters. */
export async function linesOf(
  tx: pg.ClientBase,
  at: RunAt,
  filters: LineFilters,
  page: { readonly after: number; readonly limit: number },
): Promise<{ rows: LineRow[]; next: number | null }> {
  const { where, values } = narrowed(filters)
  const n = values.length + 3
  const { rows } = await tx.query<LineRow>(
    `select ${LINE} from qm.comparison_line l where ${where} and l.no > $${n} order by l.no limit $${n + 1}`,
    [at.region, at.run, ...values, page.after, page.limit + 1],
  )
  const shown = rows.slice(0, page.limit)
  return { rows: shown, next: rows.length > page.limit ? (shown.at(-1)?.no ?? null) : null }
}

export async function countLines(tx: pg.ClientBase, at: RunAt, filters: LineFilters): Promise<number> {
  const { where, values } = narrowed(filters)
  const { rows } = await tx.query<{ n: number }>(`select count(*)::int as n from qm.comparison_line l where ${where}`, [
    at.region,
    at.run,
    ...values,
  ])
  return rows[0]?.n ?? 0
}

/** How many lines each list and town has: the numbers beside the filters. */
export async function facetsOf(tx: pg.ClientBase, at: RunAt) {
  const { rows } = await tx.query<{
    class: string
    certain: boolean
    medical: boolean
    town: string | null
    n: number
  }>(
    `select class, certain, medical, town, count(*)::int as n from qm.comparison_line
     where region = $1 and run = $2 group by class, certain, medical, town`,
    [at.region, at.run],
  )
  return rows
}

/** All lines under the filters, page by page, for an export. */
export async function* everyLine(
  read: (after: number) => Promise<{ rows: LineRow[]; next: number | null }>,
): AsyncGenerator<LineRow> {
  let after: number | null = 0
  while (after !== null) {
    const page: { rows: LineRow[]; next: number | null } = await read(after)
    yield* page.rows
    after = page.next
  }
}

type MemberStored = Omit<MemberRow, 'sentence'>

/** One line with its records and why they belong together. */
export async function lineOf(
  tx: pg.ClientBase,
  at: RunAt,
  no: number,
  reader: string,
): Promise<Omit<LineDetail, 'names'>> {
  const keys = [at.region, at.run, no]
  const { rows: lines } = await tx.query<LineRow>(
    `select ${LINE} from qm.comparison_line where region = $1 and run = $2 and no = $3`,
    keys,
  )
  const [line] = lines
  if (!line) throw new Refused(404, refusal('comparison.line.unknown'))
  const { rows: members } = await tx.query<MemberStored>(
    'select no, probability::float8 as probability, record, why from qm.comparison_member where region = $1 and run = $2 and line = $3 order by no',
    keys,
  )
  const { rows: questions } = await tx.query<QuestionStored>(
    `select ${QUESTION} from ${QUESTIONS} where q.region = $1 and q.run = $2 and q.line = $3 order by q.priority desc, q.no`,
    keys,
  )
  const decisions = toldTo(
    reader,
    await decisionsOn(
      tx,
      at.region,
      members.map(({ record }) => record),
    ),
  )
  const { rows: known } = await tx.query<{ id: string }>(
    `select id from qm.premises where region = $1 and uscc = $2 and status = 'listed' order by id limit 1`,
    [at.region, line.uscc],
  )
  return {
    line,
    members: members.map((it): MemberRow => ({ ...it, sentence: sentenceOf(it.why) })),
    questions: questions.map((it) => shownQuestion(it, decisions, at.region)),
    decisions,
    premises: known[0]?.id ?? null,
  }
}
