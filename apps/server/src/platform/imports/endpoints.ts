import type { Actor } from '@qingmei/core/access/actor'
import { refusal } from '@qingmei/core/kernel/result'
import { type TableSource, writeCsv } from '@qingmei/office'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { type ApiContext, ledgerAt, regionOf } from '../api/context.ts'
import { Answer, type Endpoint, endpoint, Refused } from '../api/endpoint.ts'
import type { Vault } from '../files/vault.ts'
import { importWhole } from './import-whole.ts'
import type { ImportPlan } from './plan-import.ts'

/** Plans an import of a file into a ledger, as this actor; slices plan their own kinds of file. */
export type Planner = (actor: Actor, ledger: string, source: TableSource) => Promise<ImportPlan>

interface Job {
  readonly id: string
  readonly person: string
  readonly plan: ImportPlan
  readonly fileName: string
  readonly campaign: string | null
  readonly madeAtMs: number
  state: 'previewed' | 'working' | 'done' | 'refused'
  done: number
  why: unknown
}

/** Previews live this long; they hold rows in memory and nothing in the database. */
const KEPT_MS = 60 * 60_000
const MOST_JOBS = 20
const PAGE = 100

/** Import with a preview of every bad row; done in one transaction or not at all. */
export function importEndpoints(context: ApiContext & { vault: Vault; plan: Planner }): Endpoint[] {
  const { store } = context
  const jobs = new Map<string, Job>()
  const jobOf = (id: string, actor: Actor): Job => {
    const job = jobs.get(id)
    if (!job || job.person !== actor.person) throw new Refused(404, refusal('import.unknown'))
    return job
  }
  const shown = (job: Job) => ({
    id: job.id,
    state: job.state,
    done: job.done,
    total: job.plan.steps.length,
    why: job.why,
    ledger: job.plan.ledger,
    profile: job.plan.profile,
    file: job.fileName,
    mapping: job.plan.mapping,
    counts: job.plan.counts,
    bad: job.plan.bad.slice(0, PAGE),
    notes: job.plan.notes.slice(0, PAGE),
    noted: job.plan.notes.length,
    skipped: job.plan.skipped.slice(0, PAGE),
  })
  const params = z.strictObject({ id: z.uuid() })
  return [
    endpoint({
      method: 'POST',
      path: '/api/imports',
      summary: 'Preview an import: what it would make and change, and every row that cannot be taken',
      permission: 'staff',
      audit: 'import.previewed',
      body: z.strictObject({ ledger: z.string(), file: z.uuid(), campaign: z.uuid().nullable().optional() }),
      async handle({ body, actor }) {
        const ledger = ledgerAt(context, body.ledger)
        if (ledger.imports === null)
          throw new Refused(422, refusal('import.ledger.not-imported', null, { ledger: ledger.label }))
        const { rows } = await store.as(actor, (tx) =>
          tx.query<{ name: string; sha256: string }>(
            'select name, sha256 from qm.file where region = $1 and id = $2 and by = $3 and finished_at is not null',
            [regionOf(actor), body.file, actor.person],
          ),
        )
        const [file] = rows
        if (!file) throw new Refused(404, refusal('file.unknown'))
        const plan = await context.plan(actor, ledger.name, {
          path: context.vault.pathOf(file.sha256),
          name: file.name,
        })
        for (const [id, job] of jobs) if (Date.now() - job.madeAtMs > KEPT_MS || jobs.size > MOST_JOBS) jobs.delete(id)
        const job: Job = {
          id: context.newId(),
          person: actor.person,
          plan,
          fileName: file.name,
          campaign: body.campaign ?? null,
          madeAtMs: Date.now(),
          state: 'previewed',
          done: 0,
          why: null,
        }
        jobs.set(job.id, job)
        return shown(job)
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/imports/:id',
      summary: 'How far an import is',
      permission: 'staff',
      audit: 'import.read',
      params,
      handle: async ({ params: at, actor }) => shown(jobOf(at.id, actor)),
    }),
    endpoint({
      method: 'GET',
      path: '/api/imports/:id/bad',
      summary: 'The rows that cannot be taken, page by page',
      permission: 'staff',
      audit: 'import.bad-read',
      params,
      query: z.strictObject({ after: z.coerce.number().int().min(0).optional() }),
      async handle({ params: at, query, actor }) {
        const { bad } = jobOf(at.id, actor).plan
        const from = query.after ?? 0
        return { rows: bad.slice(from, from + PAGE), next: from + PAGE < bad.length ? from + PAGE : null }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/imports/:id/bad.csv',
      summary: 'The rows that cannot be taken, as a csv for whoever sent the file',
      permission: 'staff',
      audit: 'import.bad-exported',
      params,
      async handle({ params: at, actor }) {
        const { plan, fileName } = jobOf(at.id, actor)
        const listed = [
          ...plan.bad.map((it) => ['不合格', it] as const),
          ...plan.notes.map((it) => ['提示', it] as const),
        ]
        const sheet = {
          columns: ['级别', '文件', '工作表', '行', '列', '内容', '原因', '办法'].map((header) => ({ header })),
          rows: listed.map(([level, it]) => [
            level,
            fileName,
            it.sheet,
            it.row,
            it.column,
            it.value,
            it.reason,
            it.remedy,
          ]),
        }
        return new Answer(200, Readable.from(writeCsv(sheet)), {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`不合格行-${fileName}.csv`)}`,
        })
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/imports/:id/commit',
      summary: 'Do the import, all of it or nothing',
      permission: 'staff',
      audit: 'import.done',
      params,
      async handle({ params: at, actor }) {
        const job = jobOf(at.id, actor)
        const { plan } = job
        if (job.state !== 'previewed') throw new Refused(409, refusal('import.unknown'))
        if (plan.counts.bad > 0) throw new Refused(422, refusal('import.has-bad-rows', null, { bad: plan.counts.bad }))
        if (plan.counts.good === 0) throw new Refused(422, refusal('import.nothing-good'))
        job.state = 'working'
        const result = await importWhole(
          context,
          actor,
          { plan, file: job.fileName, campaign: job.campaign },
          (done) => {
            job.done = done
          },
        ).catch((error: unknown) => {
          job.state = 'refused'
          throw error
        })
        if (!result.ok) {
          job.state = 'refused'
          job.why = result.why
          throw new Refused(
            422,
            { code: result.why.code, clause: null, facts: result.why.facts },
            { row: result.why.row },
          )
        }
        job.state = 'done'
        return { creates: result.creates, updates: result.updates }
      },
    }),
  ]
}
