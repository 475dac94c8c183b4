import { mkdirSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import type { RecordOf } from '@qingmei/core/ledger/ledger'
import type { registerFile } from '@qingmei/core/premises/register-file'
import { storeFile } from '../../platform/files/store-file.ts'
import { RefusedBeside, runBeside } from '../../platform/jobs/beside.ts'
import type { Job } from '../../platform/jobs/queue.ts'
import { recordsIn } from '../../platform/jobs/waiting-records.ts'
import type { Handler } from '../../platform/jobs/worker.ts'
import { systemActor } from '../../platform/ledger/access.ts'
import { type ComparisonContext, within } from './context.ts'
import { type Validated, type ValidateInput, validateTable } from './validate-table.ts'
import { NOT_DONE } from './work.ts'

const SCRIPT = new URL('./validate-beside.ts', import.meta.url)
const MEGABYTES = 512
/** A file of this size is read here, piece by piece between requests: another process would take longer to begin. */
const SMALL = 8 * 2 ** 20

/** Reads received files row by row beside the server, and writes down what was found. */
export function validateFileHandler(context: ComparisonContext): Handler {
  const { store, vault } = context
  const fileOf = async (job: Job) => {
    const record = await store.read(systemActor(job.region), 'register-file', job.subject)
    if (!record) throw new Error(`no register-file ${job.subject}`)
    return record as unknown as RecordOf<typeof registerFile>
  }
  const act = (job: Job, action: string, input: object) => ({
    actor: systemActor(job.region),
    ledger: 'register-file',
    action,
    id: job.subject,
    region: job.region,
    campaign: null,
    input,
  })
  return {
    kind: 'register-file.validate',
    waiting: recordsIn(store, 'register-file', ['received']),
    async run(job, { queue, signal, progress }) {
      const file = await fileOf(job)
      const actor = systemActor(job.region)
      if (file.status !== 'received') return store.as(actor, (tx) => queue.finish(tx, job))
      if (!(await vault.isIntact(file.sha256))) throw new RefusedBeside('altered', { reason: '原件与收存时的哈希不符' })
      mkdirSync(context.workFolder, { recursive: true, mode: 0o700 })
      const faults = join(context.workFolder, `${job.id}.faults`)
      try {
        const input: ValidateInput = {
          path: vault.pathOf(file.sha256),
          name: file.name,
          kind: file.kind,
          columns: file.columns,
          today: shanghaiDate(await context.now()),
          faults,
        }
        const counts =
          file.bytes < SMALL
            ? await validateTable(input, progress)
            : await runBeside<Validated>(SCRIPT, input, { signal, megabytes: MEGABYTES, progress })
        const list =
          counts.written === 0
            ? null
            : await storeFile(context, actor, job.region, {
                name: `${file.name}.faults.jsonl`,
                type: 'application/jsonl',
                content: await readFile(faults),
              })
        const { written: _written, ...said } = counts
        await store.as(actor, async (tx) => {
          await queue.fence(tx, job)
          if (counts.taken + counts.outOfScope === 0)
            await within(context, tx, act(job, 'refuse', { note: '没有一行可以采用', faults: list }))
          else {
            await within(context, tx, act(job, 'validate', { ...said, faults: list }))
            const { rows: older } = await tx.query<{ id: string }>(
              `select id from qm.register_file where region = $1 and source = $2 and status = 'validated' and id <> $3 and as_of <= $4 order by id`,
              [job.region, file.source, file.id, file.asOf],
            )
            for (const { id } of older) await within(context, tx, { ...act(job, 'supersede', {}), id })
          }
          await queue.finish(tx, job)
        })
      } finally {
        await rm(faults, { force: true })
      }
    },
    async failed(job, { refused }) {
      const why = (refused as { reason?: string; remedy?: string } | null) ?? null
      const note = why ? [why.reason, why.remedy].filter(Boolean).join('；') : NOT_DONE
      await store.act(act(job, 'refuse', { note: note.slice(0, 500), faults: null }))
    },
  }
}
