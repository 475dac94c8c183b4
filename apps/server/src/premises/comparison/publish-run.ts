import type { Actor } from '@qingmei/core/access/actor'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import { LEFT_BY_RUN, type Publication, type PublishStep, stepsOfLine } from '@qingmei/core/premises/publish-line'
import type pg from 'pg'
import { Refused } from '../../platform/api/endpoint.ts'
import { RefusedBeside } from '../../platform/jobs/beside.ts'
import type { Job } from '../../platform/jobs/queue.ts'
import { recordsIn } from '../../platform/jobs/waiting-records.ts'
import type { Handler } from '../../platform/jobs/worker.ts'
import { systemActor } from '../../platform/ledger/access.ts'
import { openRecord, WRITE_AS_SYSTEM } from '../../platform/ledger/policy.ts'
import { type ComparisonContext, within } from './context.ts'
import { entriesToLeave, type HeldLine, heldLines } from './held-lines.ts'
import type { RunRecord } from './run-endpoints.ts'
import { NOT_DONE } from './work.ts'

/** So many lines are published in one transaction: enough to be quick, few enough to let others in between. */
const BATCH = 100

export interface Published {
  entered: number
  changed: number
  left: number
}

/** What a run publishes with: its number, what it lacks, the words that entries use. */
export async function publicationOf(context: ComparisonContext, run: RunRecord): Promise<Publication> {
  const words = await context.dictionaries(run.campaign)
  return {
    run: run.number ?? run.title,
    provisional: run.provisional,
    today: shanghaiDate(run.startedAt),
    label: (dictionary, code) => words[dictionary]?.[code] ?? code,
    asOf: (kind) => run.inputs.find((it) => it.kind === kind)?.asOf ?? null,
  }
}

/** Why nothing leaves the lists by this run, or null: what a missing register knew may still be there. */
export const missingOf = (run: RunRecord): boolean => {
  const { missing } = JSON.parse(run.report ?? '{}') as { missing?: readonly string[] }
  return (missing ?? []).length > 0
}

/**
 * Publishes runs into the lists, in the name of whoever pressed the button and within their rights. It goes line by
 * line through the ledgers' own actions, a batch a transaction; cut off, it goes on where it was, because what is
 * already as the run says needs no step.
 */
export function publishHandler(context: ComparisonContext): Handler {
  const { store } = context
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
  return {
    kind: 'comparison.publish',
    waiting: recordsIn(store, 'comparison', ['publishing']),
    async run(job, { queue, signal, progress }) {
      const run = await runOf(job)
      const system = systemActor(job.region)
      if (run.status !== 'publishing') return store.as(system, (tx) => queue.finish(tx, job))
      const actor = await context.directory.actorOf(run.updatedBy, '')
      const by = await publicationOf(context, run)
      const at = { region: job.region, run: run.id, campaign: run.campaign }
      const total = run.places ?? 0
      const standing = new Set<string>()
      for (let after = 0; after >= 0; ) {
        signal.throwIfAborted()
        const next = await store.as(system, (tx) => heldLines(tx, at, after, BATCH))
        await store.as(actor, async (tx) => {
          await tx.query(openRecord(run.id))
          await queue.fence(tx, job)
          const ties: Tie[] = []
          for (const line of next.lines) {
            const place = await publishLine(context, tx, actor, {
              run,
              line,
              steps: stepsFor(line, by, standing),
              ties,
            })
            if (place !== null) standing.add(place)
          }
          await keepTies(tx, run, ties)
        })
        progress({ stage: 'publish', done: Math.min(total, Math.max(after, next.last)), total })
        after = next.lines.length < BATCH ? -1 : next.last
      }
      if (!missingOf(run)) {
        const gone = await store.as(system, (tx) => entriesToLeave(tx, at, standing))
        for (let i = 0; i < gone.length; i += BATCH)
          await store.as(actor, async (tx) => {
            await tx.query(openRecord(run.id))
            await queue.fence(tx, job)
            for (const id of gone.slice(i, i + BATCH))
              await within(context, tx, {
                actor,
                ledger: 'list-entry',
                action: 'leave',
                id,
                region: job.region,
                input: { reason: `${LEFT_BY_RUN} ${by.run}：各类登记中不再出现` },
              })
          })
      }
      await store.as(system, async (tx) => {
        await queue.fence(tx, job)
        await within(context, tx, act(job, 'published', { ...(await countedOf(tx, at, by.run)) }))
        await queue.finish(tx, job)
      })
    },
    async failed(job, { refused }) {
      const why = (refused as { reason?: string } | null)?.reason
      await store.act(act(job, 'failPublishing', { note: (why ?? NOT_DONE).slice(0, 1000) }))
    },
  }
}

/** A place that two lines lead to (a paper was hung there by hand) is listed by the first of them. */
export const stepsFor = (line: HeldLine, by: Publication, listed: ReadonlySet<string>): readonly PublishStep[] =>
  stepsOfLine(line, by).filter(
    (step) => step.ledger !== 'list-entry' || line.premises === null || !listed.has(line.premises),
  )

interface Tie {
  readonly kind: string
  readonly key: string
  readonly licence: string
  readonly premises: string
}

/** Does the steps of one line; answers its place, which stays on the lists. */
async function publishLine(
  context: ComparisonContext,
  tx: pg.PoolClient,
  actor: Actor,
  it: {
    readonly run: RunRecord
    readonly line: HeldLine
    readonly steps: readonly PublishStep[]
    readonly ties: Tie[]
  },
): Promise<string | null> {
  const { run, line } = it
  let place = line.premises
  for (const step of it.steps) {
    const hung = step.hangsOnPlace === true ? { premises: place } : {}
    const record = await within(context, tx, {
      actor,
      ledger: step.ledger,
      action: step.action,
      ...(step.id === undefined ? {} : { id: step.id }),
      region: run.region,
      campaign: run.campaign,
      input: { ...step.input, ...hung },
    }).catch((error: unknown) => {
      // A refusal will be the same the next time: it is told, not tried again.
      if (error instanceof Refused)
        throw new RefusedBeside(error.refusal.code, {
          reason: `第 ${line.no} 条“${line.name}”：${step.ledger}.${step.action} ${error.refusal.code} ${JSON.stringify(error.refusal.facts)}`,
        })
      throw error
    })
    if (step.ledger === 'premises') place = record.id
    if (step.ties && place !== null) it.ties.push({ ...step.ties, licence: record.id, premises: place })
  }
  return place
}

/** Remembers which licences a comparison hung, so that a later one may move them; the last thing of a transaction. */
async function keepTies(tx: pg.PoolClient, run: RunRecord, ties: readonly Tie[]): Promise<void> {
  if (ties.length === 0) return
  await tx.query(WRITE_AS_SYSTEM)
  await tx.query(
    `insert into qm.comparison_tie (region, kind, key, licence, premises, run)
     select $1, kind, key, licence, premises, $2 from jsonb_to_recordset($3::jsonb) as r(kind text, key text, licence uuid, premises uuid)
     on conflict (region, kind, key) do update set licence = excluded.licence, premises = excluded.premises, run = excluded.run`,
    [run.region, run.id, JSON.stringify([...new Map(ties.map((it) => [`${it.kind}:${it.key}`, it])).values()])],
  )
}

/** What this run did to the lists, counted from the history of the entries: also after it was cut off and went on. */
async function countedOf(
  tx: pg.PoolClient,
  at: { readonly region: string; readonly campaign: string | null },
  number: string,
): Promise<Published> {
  const { rows } = await tx.query<Published>(
    `select count(*) filter (where h.actions && array['enter', 'relist'])::int as entered,
       count(*) filter (where h.actions && array['changeClass'])::int as changed,
       count(*) filter (where h.actions && array['leave'])::int as "left"
     from qm.history h where h.region = $1 and h.ledger = 'list-entry' and h.snapshot ->> 'campaign' = $2
       and ((h.snapshot ->> 'run' = $3 and h.actions && array['enter', 'relist', 'changeClass'])
         or (h.snapshot ->> 'leftReason' like $4 and h.actions && array['leave']))`,
    [at.region, at.campaign, number, `${LEFT_BY_RUN} ${number}：%`],
  )
  return rows[0] ?? { entered: 0, changed: 0, left: 0 }
}
