import type { Publication, PublicationChange, PublicationRow } from '@qingmei/contract/comparison-outcome'
import type { PublishStep } from '@qingmei/core/premises/publish-line'
import { systemActor } from '../../platform/ledger/access.ts'
import type { ComparisonContext } from './context.ts'
import { entriesToLeave, type HeldLine, heldLines } from './held-lines.ts'
import { missingOf, publicationOf, stepsFor } from './publish-run.ts'
import type { RunRecord } from './run-endpoints.ts'

const BATCH = 500

/** Each line of a run with what publishing it would do, in their order; the places met so far are kept in `standing`. */
async function* planned(
  context: ComparisonContext,
  run: RunRecord,
  standing: Set<string>,
): AsyncGenerator<{ readonly line: HeldLine; readonly steps: readonly PublishStep[] }> {
  const by = await publicationOf(context, run)
  for (let after = 0; after >= 0; ) {
    const next = await context.store.as(systemActor(run.region), (tx) => heldLines(tx, whereOf(run), after, BATCH))
    for (const line of next.lines) {
      yield { line, steps: stepsFor(line, by, standing) }
      if (line.premises !== null) standing.add(line.premises)
    }
    after = next.lines.length < BATCH ? -1 : next.last
  }
}

const whereOf = (run: RunRecord) => ({ region: run.region, run: run.id, campaign: run.campaign })

/** The entries that would leave; none while a register is missing. */
const leaving = (context: ComparisonContext, run: RunRecord, standing: ReadonlySet<string>): Promise<string[]> =>
  missingOf(run)
    ? Promise.resolve([])
    : context.store.as(systemActor(run.region), (tx) => entriesToLeave(tx, whereOf(run), standing))

const CHANGES: Readonly<Record<string, PublicationChange>> = {
  enter: 'entered',
  changeClass: 'changed',
  relist: 'relisted',
}

const changeOf = (line: HeldLine, steps: readonly PublishStep[]): PublicationChange | null => {
  if (!line.certain) return 'uncertain'
  const entry = steps.find((it) => it.ledger === 'list-entry')
  return entry ? (CHANGES[entry.action] ?? null) : null
}

/** What publishing a run would do, counted without doing it. */
export async function publicationCounts(context: ComparisonContext, run: RunRecord): Promise<Publication> {
  const counts = { entered: 0, changed: 0, relisted: 0, left: 0, places: 0, licences: 0, uncertain: 0 }
  const standing = new Set<string>()
  for await (const { line, steps } of planned(context, run, standing)) {
    const change = changeOf(line, steps)
    if (change !== null) counts[change]++
    counts.places += steps.filter((it) => it.ledger === 'premises').length
    counts.licences += steps.filter((it) => it.ledger === 'licence').length
  }
  counts.left = (await leaving(context, run, standing)).length
  const { provisional, provisionalWhy } = run
  return { ...counts, provisional, provisionalWhy, keepsAll: missingOf(run) }
}

/** Whose entry would come, change or go, page by page: the same walk, stopped when the page is full. */
export async function publicationRows(
  context: ComparisonContext,
  run: RunRecord,
  ask: { readonly change: PublicationChange; readonly offset: number; readonly limit: number },
): Promise<{ rows: PublicationRow[]; next: number | null }> {
  const rows: PublicationRow[] = []
  const standing = new Set<string>()
  let met = 0
  for await (const { line, steps } of planned(context, run, standing)) {
    if (changeOf(line, steps) !== ask.change || met++ < ask.offset) continue
    const { no, name, address, town, entry } = line
    rows.push({
      no,
      entry: entry?.id ?? null,
      name,
      address,
      town,
      is: { class: line.class, medical: line.medical, provisional: run.provisional },
      was: entry && { class: entry.class, medical: entry.doesMedical, provisional: entry.provisional },
      doubt: line.doubt,
      leftReason: entry?.status === 'left' ? entry.leftReason : null,
    })
    if (rows.length > ask.limit) break
  }
  if (ask.change === 'left') {
    const ids = (await leaving(context, run, standing)).slice(ask.offset, ask.offset + ask.limit + 1)
    const found = await context.store.readMany(systemActor(run.region), 'list-entry', ids)
    const text = (value: unknown) => (typeof value === 'string' ? value : null)
    for (const id of ids) {
      const entry = found.find((it) => it.id === id)
      if (entry)
        rows.push({
          no: null,
          entry: id,
          name: text(entry.subject) ?? '',
          address: text(entry.address),
          town: text(entry.town),
          is: {
            class: text(entry.class) ?? '',
            medical: typeof entry.doesMedical === 'boolean' ? entry.doesMedical : null,
            provisional: entry.provisional === true,
          },
          was: null,
          doubt: null,
          leftReason: null,
        })
    }
  }
  const isMore = rows.length > ask.limit
  return { rows: rows.slice(0, ask.limit), next: isMore ? ask.offset + ask.limit : null }
}
