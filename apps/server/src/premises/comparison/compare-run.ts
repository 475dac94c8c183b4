import { mkdirSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import { canonicalJson } from '@qingmei/core/plan/canonical'
import { storeFile } from '../../platform/files/store-file.ts'
import { RefusedBeside, runBeside } from '../../platform/jobs/beside.ts'
import type { Job } from '../../platform/jobs/queue.ts'
import { recordsIn } from '../../platform/jobs/waiting-records.ts'
import type { Handler, Working } from '../../platform/jobs/worker.ts'
import { systemActor } from '../../platform/ledger/access.ts'
import { WRITE_AS_SYSTEM } from '../../platform/ledger/policy.ts'
import type { Compared, Manifest } from './artefact.ts'
import type { CompareInput } from './compare-beside.ts'
import { type ComparisonContext, within } from './context.ts'
import { standingDecisions } from './decisions.ts'
import { loadResult } from './load-result.ts'
import { storedPath } from './manifest.ts'
import type { RunRecord } from './run-endpoints.ts'
import { settleUnsure } from './settle.ts'
import { townsOf } from './towns.ts'
import { NOT_DONE } from './work.ts'

const SCRIPT = new URL('./compare-beside.ts', import.meta.url)
const MEGABYTES = 4096
const JSONL = 'application/jsonl'
const GZIPPED = 'application/gzip'

/**
 * Carries comparisons out. A run first writes its manifest: files by hash, decisions, seed, weights. Whoever takes the
 * run up after that, however often it was cut off, works from the same manifest and comes to the same bytes.
 */
export function compareHandler(context: ComparisonContext): Handler {
  const { store, vault } = context
  const runOf = async (job: Job): Promise<RunRecord> => {
    const record = await store.read(systemActor(job.region), 'comparison', job.subject)
    if (!record) throw new Error(`no comparison ${job.subject}`)
    return record as unknown as RunRecord
  }
  const act = (job: Job, action: string, input: object) => ({
    actor: systemActor(job.region),
    ledger: 'comparison',
    action,
    id: job.subject,
    region: job.region,
    input,
  })

  /** What this run depends on, written down once: a run that has a manifest keeps it. */
  const manifestOf = async (job: Job, run: RunRecord, working: Working): Promise<string> => {
    if (run.manifest !== null) return run.manifest
    const actor = systemActor(job.region)
    const files = await store.readMany(
      actor,
      'register-file',
      run.inputs.map((it) => it.file),
    )
    const decisions = await store.as(actor, (tx) => standingDecisions(tx, job.region))
    const manifest: Manifest = {
      format: 1,
      region: job.region,
      today: shanghaiDate(run.startedAt),
      seed: run.seed,
      towns: townsOf(await context.directory.all(job.region)),
      inputs: run.inputs.map((it) => {
        const file = files.find((each) => each.id === it.file)
        if (!file) throw new Error(`no register-file ${it.file}`)
        const [name, sha256, columns] = [file.name, file.sha256, file.columns].map(String) as [string, string, string]
        return { id: file.id, name, kind: String(file.kind), asOf: String(file.asOf), sha256, columns }
      }),
      decisions,
      model: run.model,
    }
    for (const { name, sha256 } of manifest.inputs)
      if (!(await vault.isIntact(sha256)))
        throw new RefusedBeside('altered', { reason: `${name}与收存时的哈希不符，不能比对` })
    const id = await storeFile(context, actor, job.region, {
      name: `${run.number ?? run.id}.manifest.json`,
      type: JSONL,
      content: Buffer.from(canonicalJson(manifest)),
    })
    await store.as(actor, async (tx) => {
      await working.queue.fence(tx, job)
      await within(context, tx, act(job, 'validate', { manifest: id }))
    })
    return id
  }

  const pathOf = (job: Job, file: string) => storedPath(context, job.region, file)

  return {
    kind: 'comparison.run',
    waiting: recordsIn(store, 'comparison', ['received', 'validated']),
    async run(job, working) {
      const actor = systemActor(job.region)
      const run = await runOf(job)
      if (run.status !== 'received' && run.status !== 'validated')
        return store.as(actor, (tx) => working.queue.finish(tx, job))
      const manifest = await pathOf(job, await manifestOf(job, run, working))
      const { inputs } = JSON.parse(await readFile(manifest, 'utf8')) as Manifest
      mkdirSync(context.workFolder, { recursive: true, mode: 0o700 })
      const [result, weights] = [
        join(context.workFolder, `${job.id}.result`),
        join(context.workFolder, `${job.id}.model`),
      ]
      try {
        const done = await runBeside<Compared>(
          SCRIPT,
          {
            manifest,
            registers: Object.fromEntries(inputs.map(({ sha256 }) => [sha256, vault.pathOf(sha256)])),
            model: run.model === null ? null : await pathOf(job, run.model),
            result,
            weights,
            threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
          } satisfies CompareInput,
          { signal: working.signal, megabytes: MEGABYTES, progress: working.progress },
        )
        const keep = async (path: string, name: string, type: string) =>
          storeFile(context, actor, job.region, { name, type, content: await readFile(path) })
        const name = run.number ?? run.id
        const artefact = await keep(result, `${name}.jsonl.gz`, GZIPPED)
        // Weights are estimated once a run: linking again with decisions must move nothing else.
        const model = run.model ?? (await keep(weights, `${name}.model.json`, JSONL))
        const stored = await pathOf(job, artefact)
        await store.as(actor, async (tx) => {
          await working.queue.fence(tx, job)
          await tx.query(WRITE_AS_SYSTEM)
          await loadResult(tx, { region: job.region, run: run.id }, stored, {
            sameRules: run.rules === done.rules,
            progress: (n) => working.progress({ stage: 'load', done: n, total: null }),
          })
          const untold = await settleUnsure(tx, { region: job.region, run: run.id })
          await within(
            context,
            tx,
            act(job, 'match', {
              artefact,
              sha256: stored.split('/').at(-1),
              model,
              rules: done.rules,
              keys: done.keys,
              report: JSON.stringify(done.report),
              ...done.counts,
              review: done.counts.review - untold,
            }),
          )
          await working.queue.finish(tx, job)
        })
      } finally {
        await Promise.all([rm(result, { force: true }), rm(weights, { force: true })])
      }
    },
    async failed(job, { refused }) {
      const why = (refused as { reason?: string } | null)?.reason
      await store.act(act(job, 'fail', { note: (why ?? NOT_DONE).slice(0, 1000) }))
    },
  }
}
